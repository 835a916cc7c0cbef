// From the domain to XPay's payment intents and charges: one mapper each, for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { Charge } from '../../../domain/charge.ts';
import type { Checkout } from '../../../domain/checkout.ts';
import { movementIdOf } from '../../../domain/ledger.ts';
import { toDiscountLines } from '../sessions/discount-lines.ts';
import { toFailure, toOutcome, toPaymentError } from './failures.ts';
import { toMethodDetails } from './method-details.ts';
import type { chargeObject, paymentIntentObject } from './objects.ts';

/** An intent with its latest attempts. */
export function toPaymentIntentObject(checkout: Checkout): z.output<typeof paymentIntentObject> {
  const { session, intent, charges } = checkout;
  return {
    id: intent.id,
    object: 'payment_intent',
    createdAt: intent.createdAt,
    updatedAt: intent.updatedAt,
    livemode: session.livemode,
    checkoutSessionId: session.id,
    status: intent.status,
    amount: intent.amount,
    amountCapturable: intent.amountCapturable,
    amountReceived: intent.amountReceived,
    amountRefunded: intent.amountRefunded,
    currency: intent.currency,
    captureMethod: session.captureMethod,
    canceledAt: intent.canceledAt,
    cancellationReason: intent.cancellationReason,
    lastPaymentError: intent.lastError === null ? null : toPaymentError(intent.lastError),
    nextAction: toNextAction(checkout),
    latestChargeId: intent.latestChargeId,
    charges: charges.map((charge) => toChargeObject(charge, session.livemode)),
    customerId: session.customerId,
    discounts: toDiscountLines(session),
    metadata: session.metadata,
  };
}

/** One attempt, as the merchant may see it: with the bank's own reason. */
export function toChargeObject(charge: Charge, livemode: boolean): z.output<typeof chargeObject> {
  const { status } = charge;
  return {
    id: charge.id,
    object: 'charge',
    createdAt: charge.createdAt,
    updatedAt: charge.updatedAt,
    livemode,
    paymentIntentId: charge.intentId,
    status: toStatus(charge),
    amount: charge.amount,
    amountCaptured: charge.amountCaptured,
    amountRefunded: charge.amountRefunded,
    currency: charge.currency,
    paid: status === 'succeeded',
    captured: charge.capturedAt !== null,
    capturedAt: charge.capturedAt,
    refunded: isRefunded(charge),
    ...toFailure(charge),
    receiptEmail: charge.billing.email,
    billingDetails: charge.billing,
    shippingDetails: charge.shipping,
    paymentMethodDetails: toMethodDetails(charge),
    outcome: toOutcome(charge),
    balanceTransaction: status === 'succeeded' ? movementIdOf(charge.id) : null,
  };
}

/** XPay has no words for held and released money: one is pending, the other failed with a code of its own. */
function toStatus(charge: Charge): z.output<typeof chargeObject>['status'] {
  if (charge.status === 'authorized') return 'pending';
  if (charge.status === 'canceled') return 'failed';
  return isRefunded(charge) ? 'refunded' : charge.status;
}

/** Wholly: a charge that is refunded in part has still succeeded. */
function isRefunded({ status, amountCaptured, amountRefunded }: Charge): boolean {
  return status === 'succeeded' && amountRefunded === amountCaptured;
}

/** What the buyer's browser has to do. How, is its own affair: nothing in it is of use to a shop. */
function toNextAction({
  intent,
  authentication,
}: Checkout): z.output<typeof paymentIntentObject>['nextAction'] {
  if (intent.status !== 'requires_action' || authentication === null) return null;
  if (authentication.kind === 'approval') return { type: 'approval' };
  switch (authentication.state) {
    case 'method':
      return { type: 'three_ds_method' };
    case 'challenged':
      return { type: 'three_ds_challenge' };
    case 'decoupled':
      return { type: 'three_ds_decoupled' };
    default:
      return null;
  }
}
