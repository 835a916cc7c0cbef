// What browsers pay with, and what is told of it, as schemas; the same validate and make the document.

import { z } from '@hono/zod-openapi';
import type {
  InstalmentPlan,
  NoPayment,
  PaymentInstructions,
  PaymentMethodInput,
} from '@xpay/protocol/payment-methods';
import { LONGEST_TOKEN } from '../../bank/payment-token.ts';
import { fields, text } from '../xpay/fields.ts';
import { billing } from './contact.ts';

/** The card's own rules are the domain's; here it only has the right shape. */
const card = fields({
  number: z
    .string()
    .max(32)
    .openapi({ description: 'ASCII digits, no spaces.', example: '4242424242424242' }),
  expMonth: z.int().min(1).max(12),
  expYear: z.int().min(2000).max(9999),
  cvc: z.string().max(8),
});

/** What a confirm pays with, by its type. */
export const paymentMethod = z.discriminatedUnion('type', [
  fields({
    type: z.literal('card'),
    card,
    save: z.boolean().exactOptional().openapi({
      description:
        'The buyer agrees that the card is kept for their next purchase. Only where the session offers it.',
    }),
    billing,
  }),
  fields({
    type: z.literal('saved_card'),
    savedCard: fields({
      id: text(80, 1).openapi({ description: 'Of a card that this session offers.', example: 'pm_01KF…' }),
      cvc: z.string().max(8).exactOptional().openapi({ description: 'Where the session asks for it.' }),
    }),
    billing,
  }),
  fields({ type: z.literal('wallet'), billing }),
  fields({
    type: z.literal('bnpl'),
    bnpl: fields({
      planId: text(40, 1).openapi({ description: 'Of an instalment plan of this session.', example: 'in_3' }),
    }),
    billing,
  }),
  fields({ type: z.literal('bank_transfer'), billing }),
  fields({
    type: z.enum(['apple_pay', 'google_pay']),
    token: text(LONGEST_TOKEN, 1).openapi({ description: 'As the payment sheet gave it. It pays once.' }),
    billing,
  }),
  fields({
    type: z.literal('none').openapi({
      description: 'Discounts leave nothing to pay: the order is completed without a payment.',
    }),
    billing,
  }),
]) satisfies z.ZodType<PaymentMethodInput | NoPayment>;

export const instalmentPlan = z
  .strictObject({
    id: z.string(),
    amountTotal: z.int().openapi({ description: 'Minor units, with the fee.' }),
    fee: z.int(),
    instalments: z.array(
      z.strictObject({
        dueOn: z.string().openapi({ format: 'date' }),
        amount: z.int(),
      }),
    ),
  })
  .openapi('InstalmentPlan') satisfies z.ZodType<InstalmentPlan>;

/** Answer of `GET /v1/client/session/instalment_plans`. */
export const instalmentPlans = z.strictObject({ data: z.array(instalmentPlan) }).openapi('InstalmentPlans');

export const paymentInstructions = z
  .strictObject({
    accountHolder: z.string(),
    bankName: z.string(),
    iban: z.string().nullable().openapi({ description: 'ISO 13616; null where the country has none.' }),
    bic: z.string().nullable(),
    accountNumber: z.string().nullable(),
    reference: z.string().openapi({ description: 'To be written on the transfer.' }),
    amount: z.int(),
    currency: z.string(),
    expiresAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('PaymentInstructions') satisfies z.ZodType<PaymentInstructions>;
