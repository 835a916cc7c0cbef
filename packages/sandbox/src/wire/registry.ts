// Finds the words of a payment's API: what its events are called, how they are wrapped, signed and tried again.

import type { Orders } from '../controls/orders.ts';
import type { Api } from '../domain/api.ts';
import type { Change } from '../domain/checkout.ts';
import type { Instant } from '../domain/clock.ts';
import type { Customer } from '../domain/customer.ts';
import type { Ids } from '../domain/id.ts';
import type { Owner } from '../store/checkouts.ts';
import { type NewEvent, recordEvents as writeEvents } from '../store/outbox.ts';
import type { Trx } from '../store/store.ts';
import { cxpayWire } from './cxpay/events.ts';
import { maxfiWire } from './maxfi/events.ts';
import { paymentRequestWire } from './payment-request/events.ts';
import type { MappingDeps, Wire, WireEvent } from './wire.ts';
import { xpayWire } from './xpay/events.ts';

const WIRES: Readonly<Record<Api, Wire>> = {
  xpay: xpayWire,
  cxpay: cxpayWire,
  maxfi: maxfiWire,
  payment_request: paymentRequestWire,
};

/** The words of an API. */
export function wireOf(api: Api): Wire {
  return WIRES[api];
}

export interface EventDeps extends MappingDeps {
  readonly ids: Ids;
  /** When an event that happens now is to be sent, RFC 3339. */
  readonly firstAttemptAt: Orders['firstAttemptAt'];
}

/**
 * Records what a change of a checkout is told as, by the API that created it, in the transaction of the change. Resolves
 * with whether there is anything to deliver, as the functions below do.
 */
export function recordChange(trx: Trx, change: Change, deps: EventDeps, now: Instant): Promise<boolean> {
  const { session } = change.checkout;
  const { api, id: sessionId } = session;
  return recordEvents(trx, session, wireOf(api).translate(change, deps), { ...deps, api, sessionId }, now);
}

/** Records that a payment has made a customer, where its API has a word for that, in the transaction of the change. */
export function recordCustomer(
  trx: Trx,
  { checkout: { session } }: Change,
  customer: Customer,
  deps: EventDeps,
  now: Instant,
): Promise<boolean> {
  const { api, id: sessionId } = session;
  const event = wireOf(api).translateCustomer?.(customer);
  return recordEvents(trx, session, event === undefined ? [] : [event], { ...deps, api, sessionId }, now);
}

interface AboutEvents {
  readonly api: Api;
  /** The session that they are about; null where they are about none. */
  readonly sessionId: string | null;
}

/** Records events in their order, each with the exact bytes of its webhook, in the transaction of what they tell of. */
export async function recordEvents(
  trx: Trx,
  { merchantId, livemode }: Owner,
  events: readonly WireEvent[],
  { api, vault, ids, firstAttemptAt, sessionId }: EventDeps & AboutEvents,
  now: Instant,
): Promise<boolean> {
  const createdAt = now.toISOString();
  const rows = events.map((event): NewEvent => {
    const id = ids.next('evt');
    return {
      id,
      api,
      merchantId,
      livemode,
      type: event.type,
      objectId: event.objectId,
      body: JSON.stringify(wireOf(api).envelope(event, { id, createdAt, livemode })),
      createdAt,
      firstAttemptAt: firstAttemptAt({ merchantId, livemode, eventId: id, sessionId }, now),
      ...(event.url == null ? {} : { onlyTo: { url: event.url, newId: () => ids.next('we'), vault } }),
    };
  });
  return writeEvents(trx, rows);
}
