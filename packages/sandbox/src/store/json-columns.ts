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
