// Coupons, promotion codes and discounts as they are asked for and answered.

import { z } from '@hono/zod-openapi';
import { DURATIONS } from '../../../domain/coupon.ts';
import { LARGEST_AMOUNT } from '../../../domain/session.ts';
import { currency, fields, metadata, text } from '../fields.ts';
import { listOf, listQuery, queryFlag } from '../list.ts';
import { minorUnits, time } from '../parts.ts';

const amount = z.int().min(1).max(LARGEST_AMOUNT);
const many = z.int().min(1).max(1_000_000_000);

/** RFC 3339 with an offset or Z; kept in UTC. */
export const moment = z
  .string()
  .refine((value) => z.iso.datetime({ offset: true }).safeParse(value).success, {
    error: 'is no time. Send RFC 3339, such as "2026-12-31T23:59:59Z".',
  })
  .transform((value) => new Date(value).toISOString())
  .openapi({ type: 'string', format: 'date-time', example: '2026-12-31T23:59:59Z' });

/** Body of `POST /coupons`. */
export const createCouponBody = fields({
  name: text(100, 1).openapi({ description: 'What a buyer is shown.', example: 'Spring sale' }),
  percentOff: z
    .number()
    .min(0.01)
    .max(100)
    .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), {
      error: 'has more than two decimals.',
    })
    .optional()
    .openapi({ description: 'Per cent, up to two decimals. Either this or amountOff.', example: 12.5 }),
  amountOff: amount
    .optional()
    .openapi({ description: 'Minor units of currency. Either this or percentOff.' }),
  currency: currency.optional().openapi({ description: 'ISO 4217. Needed with every amount.' }),
  duration: z.enum(DURATIONS).default('once'),
  durationInMonths: z.int().min(1).max(120).optional().openapi({ description: 'With duration "repeating".' }),
  maxDiscountAmount: amount.optional().openapi({ description: 'The most that percentOff takes off.' }),
  minValue: amount.optional().openapi({ description: 'The least that a checkout has to cost.' }),
  maxRedemptions: many.optional(),
  customerMaxRedemptions: many.optional().openapi({ description: 'How often one customer may use it.' }),
  redeemBy: moment.optional(),
  appliesToProductIds: z.array(text(80, 1)).min(1).max(100).optional(),
  active: z.boolean().default(true),
  metadata: metadata.optional(),
})
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { percentOff, amountOff, duration, durationInMonths } = body;
    if (percentOff === undefined && amountOff === undefined)
      refuse('percentOff', 'is required, or amountOff: say what comes off.');
    if (percentOff !== undefined && amountOff !== undefined)
      refuse('percentOff', 'cannot be sent together with amountOff. Send one of them.');
    if (duration === 'repeating' && durationInMonths === undefined)
      refuse('durationInMonths', 'is required with duration "repeating".');
    if (duration !== 'repeating' && durationInMonths !== undefined)
      refuse('durationInMonths', 'is only for duration "repeating".');
    const money = (['amountOff', 'maxDiscountAmount', 'minValue'] as const).find(
      (name) => body[name] !== undefined,
    );
    if (money !== undefined && body.currency === undefined) refuse('currency', `is required with ${money}.`);
  })
  .openapi('CreateCoupon');

/** Body of `PATCH /coupons/{id}`: what is sent is replaced, what is not stays. What it takes off is fixed. */
export const updateCouponBody = fields({
  name: text(100, 1).optional(),
  active: z.boolean().optional(),
  metadata: metadata.optional(),
}).openapi('UpdateCoupon');

/** Query of `GET /coupons`. */
export const couponsQuery = listQuery({ active: queryFlag.optional() });

/** Body of `POST /promotion-codes`. */
export const createPromotionCodeBody = fields({
  coupon: text(80, 1).openapi({ description: 'Id of the coupon that it stands for.' }),
  code: text(40, 3)
    .refine((value) => /^[\p{L}\p{N}_-]+$/u.test(value), {
      error: 'may hold letters, digits, - and _ only.',
    })
    .openapi({ description: 'As buyers type it; its case does not matter.', example: 'SPRING' }),
  customerId: text(80, 1).optional().openapi({ description: 'The only customer who may use it.' }),
  firstTimeTransaction: z
    .boolean()
    .default(false)
    .openapi({ description: 'Only for a customer who has never paid before.' }),
  minimumAmount: amount.optional(),
  maxRedemptions: many.optional(),
  expiresAt: moment.optional(),
  active: z.boolean().default(true),
  metadata: metadata.optional(),
}).openapi('CreatePromotionCode');

/** Body of `PATCH /promotion-codes/{id}`. */
export const updatePromotionCodeBody = fields({
  active: z.boolean().optional(),
  metadata: metadata.optional(),
}).openapi('UpdatePromotionCode');

/** Query of `GET /promotion-codes`. */
export const promotionCodesQuery = listQuery({
  code: text(40, 1).optional(),
  coupon: text(80, 1).optional(),
  active: queryFlag.optional(),
});

/** Query of `GET /discounts`. */
export const discountsQuery = listQuery({
  checkoutSessionId: text(80, 1).optional(),
  coupon: text(80, 1).optional(),
  customerId: text(80, 1).optional(),
});

const common = {
  createdAt: time,
  updatedAt: time,
  livemode: z.boolean(),
  merchantId: z.string(),
  maxRedemptions: z.int().nullable(),
  timesRedeemed: z.int().openapi({ description: 'With those that open sessions hold.' }),
  active: z.boolean(),
  valid: z.boolean().openapi({ description: 'Whether it can be redeemed now.' }),
  metadata: z.record(z.string(), z.string()),
};

export const couponObject = z
  .strictObject({
    id: z.string().openapi({ example: 'coup_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('coupon'),
    ...common,
    name: z.string(),
    discountType: z.enum(['PERCENT', 'AMOUNT']),
    percentOff: z.number().nullable(),
    amountOff: minorUnits.nullable(),
    currency: z.string().nullable(),
    duration: z.enum(DURATIONS),
    durationInMonths: z.int().nullable(),
    maxDiscountAmount: minorUnits.nullable(),
    minValue: minorUnits.nullable(),
    customerMaxRedemptions: z.int().nullable(),
    redeemBy: time.nullable(),
    appliesToProductIds: z.array(z.string()).nullable(),
  })
  .openapi('Coupon');

export const promotionCodeObject = z
  .strictObject({
    id: z.string().openapi({ example: 'promo_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('promotion_code'),
    ...common,
    coupon: z.string(),
    code: z.string(),
    customerId: z.string().nullable(),
    firstTimeTransaction: z.boolean(),
    minimumAmount: minorUnits.nullable(),
    expiresAt: time.nullable(),
  })
  .openapi('PromotionCode');

export const discountObject = z
  .strictObject({
    id: z.string().openapi({ example: 'di_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('discount'),
    livemode: z.boolean(),
    merchantId: z.string(),
    coupon: z.string(),
    promotionCode: z.string().nullable(),
    checkoutSessionId: z.string(),
    paymentIntentId: z.string(),
    customerId: z.string().nullable(),
    amount: minorUnits,
    currency: z.string(),
    active: z.boolean().openapi({ description: 'While it is held or lasts; not once it was given back.' }),
    startsAt: time,
    expiresAt: time.nullable(),
  })
  .openapi('Discount');

export const couponList = listOf(couponObject, 'CouponList');
export const promotionCodeList = listOf(promotionCodeObject, 'PromotionCodeList');
export const discountList = listOf(discountObject, 'DiscountList');
