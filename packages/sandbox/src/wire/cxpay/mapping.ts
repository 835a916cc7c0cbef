// From the domain to CX Pay's objects: one mapper each, for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { Charge } from '../../domain/charge.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { MappingDeps } from '../wire.ts';
import { toFailure, toPaymentError } from '../xpay/payments/failures.ts';
import type { chargeObject, paymentIntentObject, sessionObject } from './objects.ts';

/** A session. Its secret is gone once it has ended, so no event holds one. */
export function toSessionObject(
  { session, intent }: Checkout,
  { vault, settings }: MappingDeps,
): z.output<typeof sessionObject> {
  const isOpen = session.status === 'open';
  const { afterCompletion } = session;
  return {
    id: session.id,
    object: 'checkout_session',
    // CX Pay's enum has no word for cancelled: the intent says it.
    status: session.status === 'canceled' ? 'expired' : session.status,
    mode: session.mode,
    amount: session.amountTotal,
    currency: session.currency,
    url: `${settings.checkoutOrigin}/c/${session.id}`,
    client_secret: isOpen ? vault.open(session.clientSecretSealed, session.id) : null,
    payment_intent: intent.id,
    return_url: afterCompletion.type === 'redirect' ? afterCompletion.redirect.url : null,
    cancel_url: session.cancelUrl,
    description: session.description,
    line_items: session.lineItems.map(({ name, description, quantity, unitAmount }) => ({
      name,
      description,
      quantity,
      unit_amount: unitAmount,
    })),
    customer_email: session.customer.email,
    capture_method: session.captureMethod,
    metadata: session.metadata,
    expires_at: session.expiresAt,
    livemode: session.livemode,
    created_at: session.createdAt,
  };
}

/** An intent with its latest attempts. */
export function toPaymentIntentObject({
  session,
  intent,
  charges,
}: Checkout): z.output<typeof paymentIntentObject> {
  return {
    id: intent.id,
    object: 'payment_intent',
    status: intent.status,
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    amount_refunded: intent.amountRefunded,
    currency: intent.currency,
    capture_method: session.captureMethod,
    checkout_session: session.id,
    charges: charges.map((charge) => toChargeObject(charge, session.livemode)),
    last_payment_error: intent.lastError === null ? null : toLastError(intent.lastError),
    next_action: intent.status === 'requires_action' ? { type: 'three_d_secure' } : null,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    metadata: session.metadata,
    livemode: session.livemode,
    created_at: intent.createdAt,
  };
}

/** One attempt, as the merchant may see it: with the bank's own reason. */
export function toChargeObject(charge: Charge, livemode: boolean): z.output<typeof chargeObject> {
  const { card, billing, status } = charge;
  if (card === null) throw new Error(`${charge.id}: CX Pay's sessions are paid by card.`);
  const { failureCode, failureMessage } = toFailure(charge);
  return {
    id: charge.id,
    object: 'charge',
    status,
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    currency: charge.currency,
    payment_intent: charge.intentId,
    paid: status === 'succeeded',
    captured: charge.capturedAt !== null,
    refunded: charge.amountRefunded > 0 && charge.amountRefunded === charge.amountCaptured,
    failure_code: failureCode,
    failure_message: failureMessage,
    payment_method: {
      type: 'card',
      card: {
        brand: card.brand,
        last4: card.last4,
        exp_month: card.expMonth,
        exp_year: card.expYear,
        funding: card.funding,
        country: card.country,
      },
    },
    billing_details: { name: billing.name, email: billing.email, postal_code: billing.postalCode },
    livemode,
    created_at: charge.createdAt,
  };
}

function toLastError(declined: Parameters<typeof toPaymentError>[0]) {
  const { code, declineCode, message } = toPaymentError(declined);
  return { code, decline_code: declineCode, message };
}
