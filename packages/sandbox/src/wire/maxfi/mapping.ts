// From the domain to MaxFi's objects: one mapper each, for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { IntentStatus } from '@xpay/protocol/api';
import type { Checkout } from '../../domain/checkout.ts';
import type { Address } from '../../domain/customer.ts';
import { type Refund, refundableOf } from '../../domain/refund.ts';
import type { Settings } from '../../settings.ts';
import { FAILURES } from '../xpay/payments/failures.ts';
import type { addressObject, checkoutObject, paymentObject, refundObject } from './objects.ts';
import { CURRENCIES, groupOf, type STATUSES } from './schemas.ts';

export type Status = (typeof STATUSES)[number];

/** MaxFi has no words for held and for cancelled payments. */
export const STATUS_OF: Readonly<Record<IntentStatus, Status>> = {
  requires_payment_method: 'open',
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'expired',
  expired: 'expired',
};

/** A session, with the page to send the customer to. */
export function toCheckoutObject(
  { session, intent }: Checkout,
  { checkoutOrigin }: Pick<Settings, 'checkoutOrigin'>,
): z.output<typeof checkoutObject> {
  return {
    id: session.id,
    checkout_url: `${checkoutOrigin}/checkout/${session.id}`,
    expires_at: session.expiresAt,
    amount: session.amountTotal,
    currency: toCurrency(session.currency),
    status: STATUS_OF[intent.status],
    livemode: session.livemode,
    order_id: session.reference,
    description: session.description,
    metadata: session.metadata,
  };
}

/** A payment: what became of a session, with nothing of the card but its brand and last digits. */
export function toPaymentObject(checkout: Checkout): z.output<typeof paymentObject> {
  const { session, intent, charges } = checkout;
  const latest = charges.at(-1);
  return {
    id: session.id,
    payment_id: `pay_${tailOf(intent.id)}`,
    checkout_session_id: session.id,
    order_id: session.reference,
    status: STATUS_OF[intent.status],
    amount: intent.amount,
    amount_captured: intent.amountReceived,
    amount_refunded: intent.amountRefunded,
    currency: toCurrency(intent.currency),
    description: session.description,
    source: 'checkout',
    payment_method: latest === undefined ? null : groupOf(latest.method),
    card_brand: latest?.card?.brand ?? null,
    card_last4: latest?.card?.last4 ?? null,
    customer_email: session.customer.email,
    customer_name: session.customer.name,
    // Sessions of before have it among their extras.
    customer_phone: session.customer.phone ?? textOf(session.extras['phone']),
    customer_country: textOf(session.extras['country']),
    billing_address: toAddress(latest?.billing.address),
    shipping_name: latest?.shipping?.name ?? null,
    shipping_address: toAddress(latest?.shipping?.address),
    error_code: intent.lastError,
    error_message: intent.lastError === null ? null : FAILURES[intent.lastError],
    connector_transaction_id: latest === undefined ? null : `mf_${tailOf(latest.id)}`,
    metadata: session.metadata,
    livemode: session.livemode,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

function toAddress(address: Address | null | undefined): z.output<typeof addressObject> | null {
  if (address == null) return null;
  const { postalCode, ...rest } = address;
  return { ...rest, postal_code: postalCode };
}

/** A refund, with what can still be refunded after it. */
export function toRefundObject(refund: Refund, checkout: Checkout): z.output<typeof refundObject> {
  return {
    id: `refund_${tailOf(refund.id)}`,
    payment_id: checkout.session.id,
    amount: refund.amount,
    currency: toCurrency(refund.currency),
    status: refund.status,
    remaining: remainingOf(checkout),
    reason: refund.description,
    created_at: refund.createdAt,
  };
}

/** What of a payment can still be refunded, minor units. */
export function remainingOf({ charges }: Pick<Checkout, 'charges'>): number {
  return charges.reduce((sum, charge) => sum + refundableOf(charge), 0);
}

function toCurrency(code: string): (typeof CURRENCIES)[number] {
  const known = CURRENCIES.find((one) => one === code);
  if (known === undefined) throw new Error(`${code} is no currency of MaxFi.`);
  return known;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function tailOf(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}
