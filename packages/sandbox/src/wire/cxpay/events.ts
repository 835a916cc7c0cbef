// What happened, in CX Pay's words: `data` is the object itself.

import type { Change, EventName } from '../../domain/checkout.ts';
import type { MappingDeps, Wire } from '../wire.ts';
import { toChargeObject, toPaymentIntentObject, toSessionObject } from './mapping.ts';

/** What each change is called; `docs/events.md` is made from it. */
export const NAMES: Partial<Record<EventName, string>> = {
  intent_succeeded: 'payment_intent.succeeded',
  attempt_failed: 'payment_intent.payment_failed',
  intent_requires_capture: 'payment_intent.requires_capture',
  intent_canceled: 'payment_intent.canceled',
  session_completed: 'checkout_session.completed',
  session_expired: 'checkout_session.expired',
  charge_refunded: 'charge.refunded',
};

/** CX Pay: `data` is what a GET of that object answers. */
export const cxpayWire: Wire = {
  api: 'cxpay',
  signatureHeader: 'CXPay-Signature',
  translate: (change, deps) =>
    change.events.flatMap((event) => {
      const type = NAMES[event];
      if (type === undefined) return [];
      const object = objectOf(event, change, deps);
      return [{ type, objectId: object.id, object }];
    }),
  envelope: ({ type, object }, { id, createdAt, livemode }) => ({
    id,
    type,
    created_at: createdAt,
    livemode,
    // Standard Webhooks asks for `type`, `timestamp` and `data`.
    timestamp: createdAt,
    data: object,
  }),
};

function objectOf(event: EventName, { checkout, refund }: Change, deps: MappingDeps) {
  switch (event) {
    case 'session_completed':
    case 'session_expired':
      return toSessionObject(checkout, deps);
    case 'charge_refunded': {
      const charge = checkout.charges.find(({ id }) => id === refund?.chargeId);
      if (charge === undefined) throw new Error(`${checkout.intent.id} has no charge that was refunded.`);
      return toChargeObject(charge, checkout.session.livemode);
    }
    default:
      return toPaymentIntentObject(checkout);
  }
}
