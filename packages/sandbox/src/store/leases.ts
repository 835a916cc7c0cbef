// Who sends what: due deliveries are leased, so that two workers never send one twice and a crash never loses one.

import type { Api } from '../domain/api.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { prepared } from './prepared.ts';
import type { Queries, Store, Trx } from './store.ts';
import type { DeliveriesTable } from './webhook-tables.ts';

/** A delivery that the caller may send until `leaseUntil`; after that anyone may. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly api: Api;
  readonly endpointId: string;
  readonly url: string;
  /** The latest first; two while the one before is still good. */
  readonly secrets: readonly string[];
  readonly body: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  /** Attempts that have ended. */
  readonly attempts: number;
  readonly leaseUntil: string;
}

/**
 * Leases the next due delivery of up to `limit` endpoints, passing over endpoints that are being sent to: one at a time
 * each, so that first attempts arrive in the order of their events and a slow receiver holds up nobody but itself.
 * A lease that its holder did not live to give back ends by itself. Times are RFC 3339.
 */
export async function claimDue(
  store: Store,
  { now, leaseUntil, limit }: { readonly now: string; readonly leaseUntil: string; readonly limit: number },
): Promise<readonly ClaimedDelivery[]> {
  // Most ticks find nothing: look before taking the write lock.
  if (limit < 1 || (await endpointsWithWork(store.db, now, 1)).length === 0) return [];
  return store.transaction(async (trx) => {
    const claimed: ClaimedDelivery[] = [];
    for (const endpointId of await endpointsWithWork(trx, now, limit)) {
      const next = await nextDue(trx, endpointId, now);
      if (next === undefined) continue;
      await trx
        .updateTable('deliveries')
        .set({ lease_until: leaseUntil })
        .where('id', '=', next.id)
        .execute();
      const { secret, previousSecret, previousUntil, ...rest } = next;
      const isOldGood = previousSecret !== null && previousUntil !== null && previousUntil > now;
      const secrets = isOldGood ? [secret, previousSecret] : [secret];
      claimed.push({ ...rest, livemode: next.livemode === 1, endpointId, leaseUntil, secrets });
    }
    return claimed;
  });
}

/** What came of one attempt, and what follows from it. */
export interface AttemptRecord {
  /** RFC 3339, when it began. */
  readonly attemptedAt: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: string | null;
  readonly responseExcerpt: string | null;
  readonly state: DeliveriesTable['state'];
  /** RFC 3339 while `state` is pending, else null. */
  readonly nextAttemptAt: string | null;
  /** The receiver is gone for good (410): nothing is sent there until it is enabled again. */
  readonly disableEndpointAt: string | null;
}

/** Writes an attempt and gives the lease back; false, with nothing written, when the lease was no longer the caller's. */
export function recordAttempt(
  store: Store,
  claim: ClaimedDelivery,
  attempt: AttemptRecord,
): Promise<boolean> {
  return store.transaction(async (trx) => {
    const number = claim.attempts + 1;
    const updated = await trx
      .updateTable('deliveries')
      .set({
        state: attempt.state,
        attempts: number,
        next_attempt_at: attempt.nextAttemptAt,
        lease_until: null,
      })
      .where('id', '=', claim.id)
      .where('lease_until', '=', claim.leaseUntil)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return false;
    await trx
      .insertInto('delivery_attempts')
      .values({
        id: `wha_${claim.id.slice('whd_'.length)}_${number}`,
        delivery_id: claim.id,
        attempted_at: attempt.attemptedAt,
        status: attempt.status,
        duration_ms: attempt.durationMs,
        error: attempt.error,
        response_excerpt: attempt.responseExcerpt,
      })
      .execute();
    if (attempt.disableEndpointAt !== null) {
      await trx
        .updateTable('webhook_endpoints')
        .set({ disabled_at: attempt.disableEndpointAt })
        .where('id', '=', claim.endpointId)
        .execute();
    }
    return true;
  });
}

/** Gives a lease back unused: the attempt was broken off before it ended, so it does not count. */
export async function releaseClaim(store: Store, claim: ClaimedDelivery): Promise<void> {
  await store.db
    .updateTable('deliveries')
    .set({ lease_until: null })
    .where('id', '=', claim.id)
    .where('lease_until', '=', claim.leaseUntil)
    .execute();
}

/** Makes a delivery due now, whatever became of it: one attempt more, by the plan of the retries where it fails. */
export function replayDelivery(
  store: Store,
  { merchantId, livemode }: Owner,
  id: string,
  now: string,
): Promise<'replayed' | 'unknown' | 'being_sent' | 'disabled'> {
  return store.transaction(async (trx) => {
    const row = await trx
      .selectFrom('deliveries')
      .innerJoin('events', 'events.id', 'deliveries.event_id')
      .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
      .select(['deliveries.lease_until', 'webhook_endpoints.disabled_at'])
      .where('deliveries.id', '=', id)
      .where('events.merchant_id', '=', merchantId)
      .where('events.livemode', '=', toFlag(livemode))
      .executeTakeFirst();
    if (row === undefined) return 'unknown';
    if (row.lease_until !== null && row.lease_until > now) return 'being_sent';
    if (row.disabled_at !== null) return 'disabled';
    await trx
      .updateTable('deliveries')
      .set({ state: 'pending', next_attempt_at: now, lease_until: null })
      .where('id', '=', id)
      .execute();
    return 'replayed';
  });
}

const withWork = prepared((db, now: string, limit: number) =>
  db
    .selectFrom('deliveries')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
    .select('deliveries.endpoint_id')
    .where('deliveries.state', '=', 'pending')
    .where('deliveries.next_attempt_at', '<=', now)
    .where('webhook_endpoints.disabled_at', 'is', null)
    .where('deliveries.endpoint_id', 'not in', (busy) =>
      busy.selectFrom('deliveries').select('endpoint_id').where('lease_until', '>', now),
    )
    .groupBy('deliveries.endpoint_id')
    .orderBy(({ fn }) => fn.min('deliveries.next_attempt_at'))
    .limit(limit),
);

async function endpointsWithWork(db: Queries, now: string, limit: number): Promise<readonly string[]> {
  return (await withWork(db, now, limit)).map((row) => row.endpoint_id);
}

function nextDue(trx: Trx, endpointId: string, now: string) {
  return trx
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
    .select([
      'deliveries.id as id',
      'deliveries.attempts as attempts',
      'events.id as eventId',
      'events.type as eventType',
      'events.api as api',
      'events.payload as body',
      'events.merchant_id as merchantId',
      'events.livemode as livemode',
      'webhook_endpoints.url as url',
      'webhook_endpoints.secret as secret',
      'webhook_endpoints.previous_secret as previousSecret',
      'webhook_endpoints.previous_until as previousUntil',
    ])
    .where('deliveries.endpoint_id', '=', endpointId)
    .where('deliveries.state', '=', 'pending')
    .where('deliveries.next_attempt_at', '<=', now)
    .orderBy('deliveries.next_attempt_at')
    .orderBy('events.sequence')
    .executeTakeFirst();
}
