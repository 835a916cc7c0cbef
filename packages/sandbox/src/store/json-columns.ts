// What the JSON columns of a checkout hold, checked when they are read.

import { z } from 'zod';
import { CARD_BRANDS } from '../domain/brands.ts';

export const AFTER_COMPLETION = z.discriminatedUnion('type', [
  z.object({ type: z.literal('redirect'), redirect: z.object({ url: z.string() }) }),
  z.object({
    type: z.literal('hosted_confirmation'),
    hostedConfirmation: z.object({ customMessage: z.string() }).exactOptional(),
  }),
]);
export const COLLECT = z.object({ name: z.boolean(), email: z.boolean(), postalCode: z.boolean() });
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
export const BILLING = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  postalCode: z.string().nullable(),
});

export const DISCOUNTS = z.array(
  z.object({
    id: z.string(),
    couponId: z.string(),
    promotionCodeId: z.string().nullable(),
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
