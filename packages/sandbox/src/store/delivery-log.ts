// The delivery log: what was sent where, how each attempt went, and what comes next.

import type { Api } from '../domain/api.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { countUpTo } from './list-counts.ts';
import { byOther, MOST_COUNTED } from './paging.ts';
import type { Queries } from './store.ts';
import type { DeliveriesTable } from './webhook-tables.ts';

export interface LoggedAttempt {
  readonly attemptedAt: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: string | null;
  readonly responseExcerpt: string | null;
}

export interface LoggedDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly objectId: string;
  readonly api: Api;
  readonly endpointId: string;
  readonly url: string;
  readonly state: DeliveriesTable['state'];
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  /** Oldest first. */
  readonly attempts: readonly LoggedAttempt[];
}

export interface DeliveryFilter {
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly id?: string | undefined;
  readonly eventId?: string | undefined;
  readonly objectId?: string | undefined;
  readonly endpointId?: string | undefined;
  readonly state?: DeliveriesTable['state'] | undefined;
  /** From 1. */
  readonly page: number;
  readonly limit: number;
}

/** So many are sorted as fast as the events are walked for a page of them. */
const FEW = 1000;

/** One page of a merchant's deliveries in one mode, newest event first; and how many there are, counted up to `MOST_COUNTED`. */
export async function listDeliveries(
  db: Queries,
  filter: DeliveryFilter,
): Promise<{ readonly deliveries: readonly LoggedDelivery[]; readonly totalCount: number }> {
  const totalCount = await countUpTo(db, counted(db, filter), MOST_COUNTED);
  if (totalCount === 0) return { deliveries: [], totalCount };
  const rows = await matchingDeliveries(db, filter, totalCount <= FEW)
    .select([
      'deliveries.id as id',
      'deliveries.state as state',
      'deliveries.next_attempt_at as nextAttemptAt',
      'deliveries.created_at as createdAt',
      'events.id as eventId',
      'events.type as eventType',
      'events.object_id as objectId',
      'events.api as api',
      'deliveries.endpoint_id as endpointId',
      'webhook_endpoints.url as url',
    ])
    .orderBy('events.sequence', 'desc')
    .orderBy('deliveries.endpoint_id')
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
    .execute();
  const attempts = await attemptsOf(
    db,
    rows.map(({ id }) => id),
  );
  return {
    deliveries: rows.map((row) => ({ ...row, attempts: attempts.get(row.id) ?? [] })),
    totalCount,
  };
}

/** An endpoint has the events of its merchant and mode alone, so that its deliveries need no look at their events. */
function counted(db: Queries, filter: DeliveryFilter) {
  if (isOfFew(filter)) return matchingDeliveries(db, filter, true).select('deliveries.id');
  const { state } = filter;
  return db
    .selectFrom('deliveries')
    .select('endpoint_id')
    .where('endpoint_id', 'in', endpointsOf(db, filter))
    .where('state', 'in', state === undefined ? ['pending', 'delivered', 'failed'] : [state]);
}

function endpointsOf(db: Queries, { merchantId, livemode, endpointId }: DeliveryFilter) {
  return db
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .$if(endpointId !== undefined, (query) => query.where(byOther('id'), '=', endpointId ?? ''));
}

/** Whether it names what has few deliveries: one of them, or an event, or an object. */
function isOfFew({ id, eventId, objectId }: DeliveryFilter): boolean {
  return id !== undefined || eventId !== undefined || objectId !== undefined;
}

/** One delivery of a merchant in one mode, or null. */
export async function findDelivery(db: Queries, owner: Owner, id: string): Promise<LoggedDelivery | null> {
  const { merchantId, livemode } = owner;
  const { deliveries } = await listDeliveries(db, { merchantId, livemode, id, page: 1, limit: 1 });
  return deliveries[0] ?? null;
}

/** Few are looked up and sorted; of many, the events are walked in their order. */
function matchingDeliveries(db: Queries, filter: DeliveryFilter, areFew: boolean) {
  const { merchantId, livemode, id, eventId, objectId, endpointId, state } = filter;
  const byEndpoint = areFew && !isOfFew(filter);
  const joined = db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id');
  const owned = areFew
    ? joined
        .where(byOther('events.merchant_id'), '=', merchantId)
        .where(byOther<number>('events.livemode'), '=', toFlag(livemode))
    : joined.where('events.merchant_id', '=', merchantId).where('events.livemode', '=', toFlag(livemode));
  return owned
    .$if(byEndpoint, (query) => query.where('deliveries.endpoint_id', 'in', endpointsOf(db, filter)))
    .$if(id !== undefined, (query) => query.where('deliveries.id', '=', id ?? ''))
    .$if(eventId !== undefined, (query) => query.where('events.id', '=', eventId ?? ''))
    .$if(objectId !== undefined, (query) => query.where('events.object_id', '=', objectId ?? ''))
    .$if(!byEndpoint && endpointId !== undefined, (query) =>
      query.where(byOther('deliveries.endpoint_id'), '=', endpointId ?? ''),
    )
    .$if(state !== undefined, (query) =>
      query.where(byEndpoint ? 'deliveries.state' : byOther('deliveries.state'), '=', state ?? 'pending'),
    );
}

async function attemptsOf(
  db: Queries,
  deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LoggedAttempt[]>> {
  const byDelivery = new Map<string, LoggedAttempt[]>();
  if (deliveryIds.length === 0) return byDelivery;
  const rows = await db
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('delivery_id', 'in', deliveryIds)
    .orderBy('attempted_at')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const attempt = {
      attemptedAt: row.attempted_at,
      status: row.status,
      durationMs: row.duration_ms,
      error: row.error,
      responseExcerpt: row.response_excerpt,
    };
    byDelivery.set(row.delivery_id, [...(byDelivery.get(row.delivery_id) ?? []), attempt]);
  }
  return byDelivery;
}
