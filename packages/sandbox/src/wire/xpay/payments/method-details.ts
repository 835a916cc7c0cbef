// What a charge was paid with, in XPay's words.

import { z } from '@hono/zod-openapi';
import type { Charge, ChargeCard } from '../../../domain/charge.ts';
import { minorUnits, time } from '../parts.ts';

const card = z.strictObject({
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
  funding: z.enum(['credit', 'debit']),
  country: z.string(),
  network: z.string(),
  fingerprint: z.string().openapi({ description: 'The same for the same number, of no use elsewhere.' }),
});

/** `paymentMethodDetails` of a charge. */
export const paymentMethodDetails = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('card'), card }),
  z.strictObject({ type: z.literal('apple_pay'), card }),
  z.strictObject({ type: z.literal('google_pay'), card }),
  z.strictObject({ type: z.literal('wallet'), wallet: z.strictObject({ provider: z.literal('dipper') }) }),
  z.strictObject({
    type: z.literal('bnpl'),
    bnpl: z
      .strictObject({
        provider: z.literal('wagtail_later'),
        planId: z.string(),
        instalments: z.int(),
        amountTotal: minorUnits,
        fee: minorUnits,
      })
      .openapi({ description: 'What the buyer has agreed with the lender. You get `amount`.' }),
  }),
  z.strictObject({
    type: z.literal('bank_transfer'),
    bankTransfer: z.strictObject({
      reference: z.string(),
      iban: z.string().nullable(),
      accountNumber: z.string().nullable(),
      expiresAt: time,
    }),
  }),
]);

/** What a charge was paid with. */
export function toMethodDetails(charge: Charge): z.output<typeof paymentMethodDetails> {
  const { method, plan, transfer } = charge;
  switch (method) {
    case 'card':
    case 'apple_pay':
    case 'google_pay':
      return { type: method, card: toCard(there(charge.card, charge)) };
    case 'wallet':
      return { type: method, wallet: { provider: 'dipper' } };
    case 'bnpl': {
      const { id, amountTotal, fee, instalments } = there(plan, charge);
      const bnpl = { planId: id, instalments: instalments.length, amountTotal, fee };
      return { type: method, bnpl: { provider: 'wagtail_later', ...bnpl } };
    }
    case 'bank_transfer': {
      const { reference, iban, accountNumber, expiresAt } = there(transfer, charge);
      return { type: method, bankTransfer: { reference, iban, accountNumber, expiresAt } };
    }
  }
}

function toCard(paid: ChargeCard): z.output<typeof card> {
  return { ...paid, network: paid.brand };
}

/** @throws for a charge without what its method has. */
function there<Part>(part: Part | null, { id, method }: Charge): Part {
  if (part === null) throw new Error(`${id} is paid by ${method}, and has nothing of it.`);
  return part;
}
