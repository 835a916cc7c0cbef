// From the domain to XPay's refunds: one mapper for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { Charge } from '../../../domain/charge.ts';
import { adjustmentMovement, refundMovement } from '../../../domain/ledger.ts';
import type { Refund } from '../../../domain/refund.ts';
import type { Owner } from '../../../store/checkouts.ts';
import { toBalanceTransactionObject } from '../balance/mapping.ts';
import type { refundObject } from './schemas.ts';

/** A refund with what it moved, which is available at once, so that it is the same whenever it is asked for. */
export function toRefundObject(
  refund: Refund,
  { method, card }: Pick<Charge, 'method' | 'card'>,
  owner: Owner,
): z.output<typeof refundObject> {
  const hasFailed = refund.status === 'failed';
  return {
    id: refund.id,
    object: 'refund',
    createdAt: refund.createdAt,
    updatedAt: refund.updatedAt,
    livemode: owner.livemode,
    chargeId: refund.chargeId,
    paymentIntentId: refund.intentId,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    description: refund.description,
    failureReason: refund.failureReason,
    destination: {
      type: method,
      ...(card === null ? {} : { card: { brand: card.brand, last4: card.last4 } }),
    },
    balanceTransaction: toBalanceTransactionObject(refundMovement(refund), owner, refund.createdAt),
    failureBalanceTransaction: hasFailed
      ? toBalanceTransactionObject(adjustmentMovement(refund), owner, refund.updatedAt)
      : null,
    metadata: refund.metadata,
  };
}
