// What happened, in XPay's words: the exact bytes of its webhooks.

import type { Change, Checkout, EventName } from '../../domain/checkout.ts';
import type { Refund } from '../../domain/refund.ts';
import type { MappingDeps, Wire } from '../wire.ts';
import { toCustomerObject } from './customers/mapping.ts';
import { toSessionObject } from './mapping.ts';
import { toChargeObject, toPaymentIntentObject } from './payments/mapping.ts';
import { toRefundObject } from './refunds/mapping.ts';

/** Of the API whose objects the events hold. */
const API_VERSION = '3.1.0';

/** What each change is called; `docs/events.md` is made from it. */
export const NAMES: Partial<Record<EventName, string>> = {
  session_completed: 'checkout.session.completed',
  session_expired: 'checkout.session.expired',
  // XPay's enum has no word for cancelled: such a session has expired.
  session_canceled: 'checkout.session.expired',
  intent_requires_action: 'payment_intent.requires_action',
  intent_processing: 'payment_intent.processing',
  intent_requires_capture: 'payment_intent.requires_capture',
  intent_succeeded: 'payment_intent.succeeded',
  intent_canceled: 'payment_intent.canceled',
  attempt_failed: 'payment_intent.payment_failed',
  charge_succeeded: 'charge.succeeded',
  charge_failed: 'charge.failed',
  charge_captured: 'charge.captured',
  charge_refunded: 'charge.refunded',
  refund_created: 'refund.created',
  refund_updated: 'refund.updated',
};

/** XPay: `data.object` is what a GET of that object answers. */
export const xpayWire: Wire = {
  api: 'xpay',
  signatureHeader: 'XPay-Signature',
  translate: (change, deps) =>
    change.events.flatMap((event) => {
      const type = NAMES[event];
      const object = objectOf(event, change, deps);
      return type === undefined || object === null ? [] : [{ type, objectId: object.id, object }];
    }),
  translateCustomer: (customer) => ({
    type: 'customer.created',
    objectId: customer.id,
    object: toCustomerObject(customer),
  }),
  envelope: ({ type, object }, { id, createdAt, livemode }) => ({
    id,
    object: 'event',
    api_version: API_VERSION,
    created: createdAt,
    type,
    livemode,
    // Standard Webhooks asks for `type`, `timestamp` and `data`.
    timestamp: createdAt,
    data: { object },
  }),
};

function objectOf(event: EventName, { checkout, refund }: Change, deps: MappingDeps) {
  const { session } = checkout;
  switch (event) {
    case 'session_completed':
    case 'session_expired':
    case 'session_canceled':
      return toSessionObject(checkout, deps);
    case 'intent_requires_action':
    case 'intent_processing':
    case 'intent_requires_capture':
    case 'intent_succeeded':
    case 'intent_canceled':
    case 'attempt_failed':
      return toPaymentIntentObject(checkout);
    case 'charge_succeeded':
    case 'charge_failed':
    case 'charge_captured':
    case 'charge_refunded':
      return toChargeObject(chargeOf(checkout, refund), session.livemode);
    case 'refund_created':
    case 'refund_updated':
      return refund === undefined ? null : toRefundObject(refund, chargeOf(checkout, refund), session);
    default:
      return null;
  }
}

/** The charge that an event is about: a refund's, or the latest. */
function chargeOf({ charges, intent }: Checkout, refund: Refund | undefined) {
  const charge = refund === undefined ? charges.at(-1) : charges.find(({ id }) => id === refund.chargeId);
  if (charge === undefined) throw new Error(`${intent.id} has no attempt to tell of.`);
  return charge;
}
