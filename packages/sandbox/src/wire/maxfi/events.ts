// What happened, in MaxFi's words: `data` is the payment, with order_id and metadata as they were sent.

import type { EventName } from '../../domain/checkout.ts';
import type { Wire } from '../wire.ts';
import { toPaymentObject } from './mapping.ts';

/** What each change is called; `docs/events.md` is made from it. */
export const NAMES: Partial<Record<EventName, string>> = {
  intent_succeeded: 'payment.succeeded',
  attempt_failed: 'payment.failed',
  session_expired: 'payment.expired',
  // MaxFi has no word for cancelled: such a payment has expired.
  intent_canceled: 'payment.expired',
  charge_refunded: 'payment.refunded',
};

/** MaxFi: a payment's own address takes the place of the merchant's. */
export const maxfiWire: Wire = {
  api: 'maxfi',
  signatureHeader: 'MaxFi-Signature',
  translate: ({ checkout, events }) =>
    events.flatMap((event) => {
      const type = NAMES[event];
      const object = toPaymentObject(checkout);
      const { webhookUrl: url } = checkout.session;
      return type === undefined ? [] : [{ type, objectId: object.id, object, url }];
    }),
  envelope: ({ type, object }, { id, createdAt, livemode }) => ({
    id,
    type,
    created_at: createdAt,
    // Standard Webhooks asks for `type`, `timestamp` and `data`.
    timestamp: createdAt,
    livemode,
    data: object,
  }),
};
