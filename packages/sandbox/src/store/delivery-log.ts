// The delivery log: what was sent where, how each attempt went, and what comes next.

import { sql } from 'kysely';
import type { Api } from '../domain/api.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { byOther, inOrder, MOST_COUNTED, pageOfIds } from './paging.ts';
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

const STATES = ['pending', 'delivered', 'failed'] as const;

/** Of so many endpoints the deliveries are merged, each in its order; of more, those of every endpoint are walked. */
const MOST_MERGED = 8;

interface DeliveryPage {
  readonly deliveries: readonly LoggedDelivery[];
  /** Counted up to `MOST_COUNTED`. */
  readonly totalCount: number;
}

/** One page of a merchant's deliveries in one mode, newest event first; and how many there are. */
export async function listDeliveries(db: Queries, filter: DeliveryFilter): Promise<DeliveryPage> {
  const { page, limit } = filter;
  const { ids, totalCount } = isOfFew(filter)
    ? await pageOfSorted(db, filter)
    : await pageOfIds(
        db,
        await walksOf(db, filter),
        { page, limit, order: 'desc', until: null },
        { most: MOST_COUNTED },
      );
  const attempts = await attemptsOf(db, ids);
  const rows = ids.length === 0 ? [] : await readDeliveries(db, ids);
  const deliveries = inOrder(ids, rows, ({ id }) => id);
  return {
    deliveries: deliveries.map((row) => ({ ...row, attempts: attempts.get(row.id) ?? [] })),
    totalCount,
  };
}

/**
 * Deliveries in the order of their events, from an index and from nothing else. That order is the one in which they were
 * written, and rows are numbered in it (SQLite, "ROWIDs"): a delivery is written with its event, and never later.
 */
async function walksOf(db: Queries, filter: DeliveryFilter) {
  const states = filter.state === undefined ? STATES : [filter.state];
  const walk = db.selectFrom('deliveries').select(['id', sql<number>`rowid`.as('position')]);
  const endpoints = await endpointsOf(db, filter)
    .limit(MOST_MERGED + 1)
    .execute();
  if (endpoints.length > MOST_MERGED) {
    const own = walk.where(byOther('endpoint_id'), 'in', endpointsOf(db, filter));
    return [filter.state === undefined ? own : own.where(byOther('state'), '=', filter.state)];
  }
  return endpoints.flatMap(({ id }) =>
    states.map((state) => walk.where('endpoint_id', '=', id).where('state', '=', state)),
  );
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

/** Of few deliveries, which are looked up and sorted. */
async function pageOfSorted(db: Queries, filter: DeliveryFilter) {
  const { merchantId, livemode, id, eventId, objectId, endpointId, state, page, limit } = filter;
  const found = await db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .select('deliveries.id')
    .where(byOther('events.merchant_id'), '=', merchantId)
    .where(byOther<number>('events.livemode'), '=', toFlag(livemode))
    .$if(id !== undefined, (query) => query.where('deliveries.id', '=', id ?? ''))
    .$if(eventId !== undefined, (query) => query.where('events.id', '=', eventId ?? ''))
    .$if(objectId !== undefined, (query) => query.where('events.object_id', '=', objectId ?? ''))
    .$if(endpointId !== undefined, (query) =>
      query.where(byOther('deliveries.endpoint_id'), '=', endpointId ?? ''),
    )
    .$if(state !== undefined, (query) => query.where(byOther('deliveries.state'), '=', state ?? 'pending'))
    .orderBy('events.sequence', 'desc')
    .orderBy(sql`deliveries.rowid`, 'desc')
    .limit(MOST_COUNTED)
    .execute();
  const ids = found.map((row) => row.id);
  return { ids: ids.slice((page - 1) * limit, page * limit), totalCount: ids.length };
}

function readDeliveries(db: Queries, ids: readonly string[]) {
  return db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
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
    .where('deliveries.id', 'in', ids)
    .execute();
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
