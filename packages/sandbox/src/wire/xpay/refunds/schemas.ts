// XPay's refunds: what a merchant's server sends, and what it is answered and told in events.

import { z } from '@hono/zod-openapi';
import { PAYMENT_METHODS } from '@xpay/protocol/payment-methods';
import { REFUND_FAILURES, REFUND_REASONS } from '../../../domain/refund.ts';
import { balanceTransactionObject } from '../balance/schemas.ts';
import { amount, fields, metadata, text } from '../fields.ts';
import { listOf, listQuery } from '../list.ts';
import { minorUnits, time } from '../parts.ts';

const id = text(80, 1);

/** Body of `POST /refunds`. */
export const createRefundBody = fields({
  chargeId: id.optional().openapi({ description: 'The charge, or `paymentIntentId`: exactly one of them.' }),
  paymentIntentId: id
    .optional()
    .openapi({ description: 'Stands for the one charge of the intent that succeeded.' }),
  amount: amount.optional().openapi({ description: 'Minor units; all that is left unless told.' }),
  reason: z.enum(REFUND_REASONS).nullable().optional(),
  description: text(500).nullable().optional(),
  metadata: metadata.optional(),
})
  .superRefine(({ chargeId, paymentIntentId }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['chargeId'], message });
    if (chargeId === undefined && paymentIntentId === undefined) {
      refuse('is required, or paymentIntentId: say which payment to give back. Exactly one of them.');
    }
    if (chargeId !== undefined && paymentIntentId !== undefined) {
      refuse('cannot be sent together with paymentIntentId. Send exactly one of them.');
    }
  })
  .openapi('CreateRefund');

export type CreateRefundBody = z.output<typeof createRefundBody>;

export const refundObject = z
  .strictObject({
    id: z.string().openapi({ example: 're_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('refund'),
    createdAt: time,
    updatedAt: time,
    livemode: z.boolean(),
    chargeId: z.string(),
    paymentIntentId: z.string(),
    status: z.enum(['pending', 'succeeded', 'failed']),
    amount: minorUnits,
    currency: z.string(),
    reason: z.enum(REFUND_REASONS).nullable(),
    description: z.string().nullable(),
    failureReason: z
      .enum(REFUND_FAILURES)
      .nullable()
      .openapi({ description: 'Why it did not arrive; what it took is credited again.' }),
    destination: z
      .strictObject({
        type: z.enum(PAYMENT_METHODS),
        card: z
          .strictObject({ brand: z.string(), last4: z.string() })
          .optional()
          .openapi({ description: 'Absent where none paid.' }),
      })
      .openapi({ description: 'The payment method that paid.' }),
    balanceTransaction: balanceTransactionObject,
    /** The credit of a refund that failed. */
    failureBalanceTransaction: z.union([balanceTransactionObject, z.null()]),
    metadata: z.record(z.string(), z.string()),
  })
  .openapi('Refund');

export const refundList = listOf(refundObject, 'RefundList');

/** Query of `GET /refunds`. */
export const refundsQuery = listQuery({
  chargeId: id.optional(),
  paymentIntentId: id.optional(),
});
