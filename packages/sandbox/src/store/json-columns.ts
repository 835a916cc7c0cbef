// What the JSON columns of a checkout hold, checked when they are read.

import {
  type InstalmentPlan,
  PAYMENT_METHODS,
  type PaymentInstructions,
} from '@xpay/protocol/payment-methods';
import { z } from 'zod';
import { CARD_BRANDS } from '../domain/brands.ts';

export const AFTER_COMPLETION = z.discriminatedUnion('type', [
  z.object({ type: z.literal('redirect'), redirect: z.object({ url: z.string() }) }),
  z.object({
    type: z.literal('hosted_confirmation'),
    hostedConfirmation: z.object({ customMessage: z.string() }).exactOptional(),
  }),
]);
export const COLLECT = z.object({
  name: z.boolean(),
  email: z.boolean(),
  postalCode: z.boolean(),
  phone: z.boolean().default(false),
  billingAddress: z.boolean().default(false),
  shippingAddress: z.boolean().default(false),
  shippingCountries: z.array(z.string()).nullable().default(null),
});
export const ADDRESS = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable(),
});
export const SHIPPING = z.object({ name: z.string(), address: ADDRESS });
export const METADATA = z.record(z.string(), z.string());
export const EXTRAS = z.record(z.string(), z.unknown());
export const CARD = z.object({
  brand: z.enum(CARD_BRANDS),
  last4: z.string(),
  expMonth: z.number(),
  expYear: z.number(),
  funding: z.enum(['credit', 'debit']),
  country: z.string(),
  fingerprint: z.string(),
});
export const PLAN = z.object({
  id: z.string(),
  amountTotal: z.number(),
  fee: z.number(),
  instalments: z.array(z.object({ dueOn: z.string(), amount: z.number() })),
}) satisfies z.ZodType<InstalmentPlan>;
export const TRANSFER = z.object({
  accountHolder: z.string(),
  bankName: z.string(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  accountNumber: z.string().nullable(),
  reference: z.string(),
  amount: z.number(),
  currency: z.string(),
  expiresAt: z.string(),
}) satisfies z.ZodType<PaymentInstructions>;
export const METHODS = z.array(z.enum(PAYMENT_METHODS));
export const BILLING = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  postalCode: z.string().nullable(),
  phone: z.string().nullable().default(null),
  address: ADDRESS.nullable().default(null),
});
export const PLACED_BY = z.object({ billing: BILLING, shipping: SHIPPING.nullable() });

export const SAVED_CARDS = z.object({ offer: z.boolean(), cvc: z.enum(['ask', 'skip']) });

export const DISCOUNTS = z.array(
  z.object({
    id: z.string(),
    couponId: z.string(),
    promotionCodeId: z.string().nullable(),
    code: z.string().nullable().default(null),
    minimum: z.number().nullable().default(null),
    name: z.string(),
    percentOff: z.number().nullable(),
    amountOff: z.number().nullable(),
    maxDiscountAmount: z.number().nullable(),
    productIds: z.array(z.string()).nullable(),
    amount: z.number(),
  }),
);

const common = { key: z.string(), label: z.string(), optional: z.boolean() };
const written = {
  ...common,
  minimumLength: z.number().nullable(),
  maximumLength: z.number().nullable(),
};
const picked = {
  ...common,
  options: z.array(z.object({ value: z.string(), label: z.string() })),
};
const value = z.string().nullable();

export const CUSTOM_FIELDS = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['text', 'numeric']), ...written }),
    z.object({ type: z.literal('dropdown'), ...picked }),
  ]),
);
export const ASKED_FIELDS = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['text', 'numeric']), ...written, value }),
    z.object({ type: z.literal('dropdown'), ...picked, value }),
  ]),
);
