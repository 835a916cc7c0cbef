// What buyers may pay with, as merchants' servers say it, and what of it a bank can hold for a later capture.

import { z } from '@hono/zod-openapi';
import { PAYMENT_METHODS, type PaymentMethod } from '@xpay/protocol/payment-methods';

/** At least one, none of them twice; in the order in which they are offered. */
export const paymentMethodTypes = z
  .array(z.enum(PAYMENT_METHODS))
  .min(1)
  .refine((methods) => new Set(methods).size === methods.length, { error: 'names one of them twice.' })
  .openapi({
    description: 'What buyers may pay with, in the order in which it is offered; cards unless told.',
    example: ['card', 'wallet', 'bnpl'],
  });

/** Whether money can be held first and taken later: nobody holds a transfer, and lenders pay at once. */
export function canBeHeld(method: PaymentMethod): boolean {
  return method !== 'bnpl' && method !== 'bank_transfer';
}

/** Why methods cannot be offered with a manual capture. */
export function notHeld(methods: readonly PaymentMethod[]): string {
  return `captureMethod is "manual", and ${methods.join(', ')} cannot be held for a later capture. Leave it out, or capture automatically.`;
}
