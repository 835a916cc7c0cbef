// What happened, in the words of payment requests. Polling is the documented way; these are for those who also listen.

import type { EventName } from '../../domain/checkout.ts';
import type { Wire } from '../wire.ts';
import { toPaymentRequest } from './mapping.ts';

/** What each change is called; `docs/events.md` is made from it. */
export const NAMES: Partial<Record<EventName, string>> = {
  intent_succeeded: 'payment_succeeded',
  attempt_failed: 'payment_failed',
  charge_refunded: 'payment_refunded',
};

/** Signed as Standard Webhooks only: this API has no signature of its own. */
export const paymentRequestWire: Wire = {
  api: 'payment_request',
  signatureHeader: null,
  translate: ({ checkout, events }, deps) =>
    events.flatMap((event) => {
      const type = NAMES[event];
      const object = toPaymentRequest(checkout, deps);
      return type === undefined ? [] : [{ type, objectId: object.id, object }];
    }),
  envelope: ({ type, object }, { id, createdAt, livemode }) => ({
    id,
    type,
    timestamp: createdAt,
    livemode,
    data: object,
  }),
};
