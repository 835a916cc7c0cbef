// From the domain to XPay's objects: one mapper each, for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { Charge } from '../../domain/charge.ts';
import type { Checkout } from '../../domain/checkout.ts';
import { type LineItem, paymentStatusOf } from '../../domain/session.ts';
import type { Settings } from '../../settings.ts';
import type { Vault } from '../../store/vault.ts';
import { FAILURES, toOutcome, toPaymentError } from './failures.ts';
import type { chargeObject, lineItemObject, paymentIntentObject, sessionObject } from './objects.ts';

export interface MappingDeps {
  readonly vault: Vault;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
}

/** What this server can take; the same for every session until there are more methods. */
export const PAYMENT_METHOD_TYPES: readonly string[] = ['card'];

/** A session with everything in it. Its secret is gone once it has ended, so no event holds one. */
export function toSessionObject(checkout: Checkout, deps: MappingDeps): z.output<typeof sessionObject> {
  const { session, intent } = checkout;
  const isOpen = session.status === 'open';
  return {
    id: session.id,
    object: 'checkout.session',
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
    livemode: session.livemode,
    mode: session.mode,
    uiMode: session.uiMode,
    submitType: session.submitType,
    // XPay's enum has no word for cancelled: the intent says it.
    status: session.status === 'canceled' ? 'expired' : session.status,
    paymentStatus: paymentStatusOf(session),
    currency: session.currency,
    amountSubtotal: session.amountTotal,
    amountTotal: session.amountTotal,
    totalDetails: { amountDiscount: 0, amountShipping: 0, amountTax: 0 },
    afterCompletion: session.afterCompletion,
    cancelUrl: session.cancelUrl,
    returnUrl: session.returnUrl,
    url: session.uiMode === 'hosted' ? `${deps.settings.checkoutOrigin}/c/${session.id}` : null,
    clientSecret: isOpen ? deps.vault.open(session.clientSecretSealed, session.id) : null,
    expiresAt: session.expiresAt,
    description: session.description,
    locale: session.locale,
    buttonText: session.buttonText,
    collect: session.collect,
    customerDetails: session.customer,
    paymentIntentId: intent.id,
    paymentIntent: toPaymentIntentObject(checkout),
    lineItems: session.lineItems.map((item) => toLineItemObject(item, session.currency)),
    paymentMethodTypes: [...PAYMENT_METHOD_TYPES],
    metadata: session.metadata,
  };
}

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
    amountReceived: intent.amountReceived,
    amountRefunded: 0,
    currency: intent.currency,
    captureMethod: 'automatic',
    canceledAt: intent.canceledAt,
    lastPaymentError: intent.lastError === null ? null : toPaymentError(intent.lastError),
    nextAction: toNextAction(checkout),
    latestChargeId: intent.latestChargeId,
    charges: charges.map((charge) => toChargeObject(charge, session.livemode)),
    metadata: session.metadata,
  };
}

/** One attempt, as the merchant may see it: with the bank's own reason. */
export function toChargeObject(charge: Charge, livemode: boolean): z.output<typeof chargeObject> {
  const { card, status, failureCode } = charge;
  return {
    id: charge.id,
    object: 'charge',
    createdAt: charge.createdAt,
    updatedAt: charge.updatedAt,
    livemode,
    paymentIntentId: charge.intentId,
    status,
    amount: charge.amount,
    amountCaptured: charge.amountCaptured,
    amountRefunded: 0,
    currency: charge.currency,
    paid: status === 'succeeded',
    captured: charge.capturedAt !== null,
    capturedAt: charge.capturedAt,
    refunded: false,
    failureCode,
    failureMessage: failureCode === null ? null : FAILURES[failureCode],
    receiptEmail: charge.billing.email,
    billingDetails: charge.billing,
    paymentMethodDetails: { type: 'card', card: { ...card, network: card.brand } },
    outcome: toOutcome(charge),
  };
}

function toLineItemObject(item: LineItem, currency: string): z.output<typeof lineItemObject> {
  const amountTotal = item.quantity * item.unitAmount;
  return {
    id: item.id,
    object: 'line_item',
    priceData: {
      currency,
      unitAmount: item.unitAmount,
      productData: { name: item.name, description: item.description, image: item.imageUrl },
    },
    quantity: item.quantity,
    amountSubtotal: amountTotal,
    amountTotal,
  };
}

/** What the buyer's browser has to do. How, is its own affair: nothing in it is of use to a shop. */
function toNextAction({
  intent,
  authentication,
}: Checkout): z.output<typeof paymentIntentObject>['nextAction'] {
  if (intent.status !== 'requires_action' || authentication === null) return null;
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
