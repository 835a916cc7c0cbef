// Payment links as they are asked for and answered.

import { z } from '@hono/zod-openapi';
import { PRICE_SHAPE } from '../catalog/schemas.ts';
import { moment } from '../coupons/schemas.ts';
import { afterCompletion, fields, metadata } from '../fields.ts';
import { allowPromotionCodes, customFields, lineItems } from '../item-fields.ts';
import { listOf } from '../list.ts';
import { paymentMethodTypes } from '../method-fields.ts';
import { customField, minorUnits, time } from '../parts.ts';

const expiresAt = moment
  .nullable()
  .optional()
  .openapi({
    type: ['string', 'null'],
    description: 'Nobody can begin a payment from then on; null for no end.',
  });

/** Body of `POST /payment-links`. */
export const createLinkBody = fields({
  lineItems,
  customFields: customFields.default([]),
  allowPromotionCodes: allowPromotionCodes.default(false),
  paymentMethodTypes: paymentMethodTypes.default(['card']),
  afterCompletion: afterCompletion.default({ type: 'hosted_confirmation' }),
  active: z.boolean().default(true),
  expiresAt,
  metadata: metadata.default({}),
}).openapi('CreatePaymentLink');

/** Body of `PATCH /payment-links/{id}`: what is sent is replaced whole, what is not stays. */
export const updateLinkBody = fields({
  lineItems: lineItems.optional().openapi({ description: 'Takes the place of all that are there.' }),
  customFields: customFields
    .optional()
    .openapi({ description: 'Takes the place of all that are there; [] removes them.' }),
  allowPromotionCodes: allowPromotionCodes.optional(),
  paymentMethodTypes: paymentMethodTypes.optional(),
  afterCompletion: afterCompletion.optional(),
  active: z.boolean().optional(),
  expiresAt,
  metadata: metadata.optional(),
}).openapi('UpdatePaymentLink');

export type UpdateLinkBody = z.output<typeof updateLinkBody>;

const product = z.strictObject({
  id: z.string(),
  object: z.literal('product'),
  name: z.string(),
  description: z.string().nullable(),
  image: z.string().nullable(),
  unitLabel: z.string().nullable(),
  active: z.boolean(),
});

const linkItem = z
  .strictObject({
    id: z.string(),
    object: z.literal('line_item'),
    /** With its product as it is now; null where priceData says the price. */
    price: z.strictObject({ ...PRICE_SHAPE, product }).nullable(),
    priceData: z
      .strictObject({
        currency: z.string(),
        unitAmount: minorUnits,
        productData: z.strictObject({
          name: z.string(),
          description: z.string().nullable(),
          image: z.string().nullable(),
        }),
      })
      .nullable(),
    quantity: z.int(),
    adjustableQuantity: z
      .strictObject({ enabled: z.literal(true), minimum: z.int(), maximum: z.int() })
      .nullable(),
    amountTotal: minorUnits,
  })
  .openapi('PaymentLinkItem');

export const linkObject = z
  .strictObject({
    id: z.string().openapi({ example: 'plink_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('payment_link'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    merchantId: z.string(),
    active: z.boolean(),
    url: z.string().openapi({ description: 'Whoever opens it gets a checkout session of their own.' }),
    currency: z.string(),
    amount: minorUnits.openapi({ description: 'Minor units, at the quantities that the link offers.' }),
    lineItems: z.array(linkItem),
    customFields: z.array(customField),
    allowPromotionCodes: z.boolean(),
    paymentMethodTypes: z.array(z.string()),
    afterCompletion: z.union([
      z.strictObject({ type: z.literal('redirect'), redirect: z.strictObject({ url: z.string() }) }),
      z.strictObject({
        type: z.literal('hosted_confirmation'),
        hostedConfirmation: z.strictObject({ customMessage: z.string() }).optional(),
      }),
    ]),
    expiresAt: time.nullable(),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('PaymentLink');

export const linkList = listOf(linkObject, 'PaymentLinkList');
