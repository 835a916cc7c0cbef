// What happened, in XPay's words: the exact bytes of the webhook, recorded with the change itself.

import type { Checkout, EventName } from '../../domain/checkout.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Ids } from '../../domain/id.ts';
import type { Owner } from '../../store/checkouts.ts';
import { recordEvent } from '../../store/outbox.ts';
import type { Trx } from '../../store/store.ts';
import { type MappingDeps, toChargeObject, toPaymentIntentObject, toSessionObject } from './mapping.ts';

/** Of the API whose objects the events hold. */
const API_VERSION = '3.1.0';

const NAMES = {
  session_completed: 'checkout.session.completed',
  session_expired: 'checkout.session.expired',
  intent_requires_action: 'payment_intent.requires_action',
  intent_processing: 'payment_intent.processing',
  intent_succeeded: 'payment_intent.succeeded',
  attempt_failed: 'payment_intent.payment_failed',
  charge_succeeded: 'charge.succeeded',
  charge_failed: 'charge.failed',
} as const satisfies Record<EventName, string>;

export interface EventDeps extends MappingDeps {
  readonly ids: Ids;
  /** When an event that happens now is to be sent, RFC 3339. */
  readonly firstAttemptAt: (owner: Owner, now: Instant) => string;
}

/** Records the events of a change, in their order; `data.object` is what a GET of that object answers. */
export async function recordEvents(
  trx: Trx,
  { checkout, events }: { readonly checkout: Checkout; readonly events: readonly EventName[] },
  { ids, firstAttemptAt, ...deps }: EventDeps,
  now: Instant,
): Promise<void> {
  const { merchantId, livemode } = checkout.session;
  const createdAt = now.toISOString();
  for (const event of events) {
    const id = ids.next('evt');
    const type = NAMES[event];
    const object = objectOf(event, checkout, deps);
    const envelope = {
      id,
      object: 'event',
      api_version: API_VERSION,
      created: createdAt,
      type,
      livemode,
      // Standard Webhooks asks for `type`, `timestamp` and `data`.
      timestamp: createdAt,
      data: { object },
    };
    await recordEvent(trx, {
      id,
      merchantId,
      livemode,
      type,
      objectId: object.id,
      body: JSON.stringify(envelope),
      createdAt,
      firstAttemptAt: firstAttemptAt({ merchantId, livemode }, now),
    });
  }
}

function objectOf(event: EventName, checkout: Checkout, deps: MappingDeps) {
  switch (event) {
    case 'session_completed':
    case 'session_expired':
      return toSessionObject(checkout, deps);
    case 'intent_requires_action':
    case 'intent_processing':
    case 'intent_succeeded':
    case 'attempt_failed':
      return toPaymentIntentObject(checkout);
    case 'charge_succeeded':
    case 'charge_failed':
      return toChargeObject(latestCharge(checkout), checkout.session.livemode);
  }
}

function latestCharge({ charges, intent }: Checkout) {
  const charge = charges.at(-1);
  if (charge === undefined) throw new Error(`${intent.id} has no attempt to tell of.`);
  return charge;
}
