// Finds MaxFi's payments: by whichever of their ids or order numbers, and by the page.

import type { IntentStatus } from '@xpay/protocol/api';
import { sql } from 'kysely';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { Queries } from './store.ts';

/** The session of a payment id (`pay_…`), a connector's id (`mf_…`), or an order number, whose latest session it is. */
export async function findSessionOfPayment(db: Queries, owner: Owner, id: string): Promise<string | null> {
  if (/^cs_(test|live)_/.test(id)) return id;
  const intents = own(db, owner).innerJoin(
    'payment_intents',
    'payment_intents.session_id',
    'checkout_sessions.id',
  );
  const found = /^pay_/.test(id)
    ? await intents
        .select('checkout_sessions.id')
        .where('payment_intents.id', '=', `pi_${id.slice('pay_'.length)}`)
        .executeTakeFirst()
    : /^mf_/.test(id)
      ? await intents
          .innerJoin('charges', 'charges.payment_intent_id', 'payment_intents.id')
          .select('checkout_sessions.id')
          .where('charges.id', '=', `ch_${id.slice('mf_'.length)}`)
          .executeTakeFirst()
      : undefined;
  return found?.id ?? (await findByReference(db, owner, id));
}

async function findByReference(db: Queries, owner: Owner, reference: string): Promise<string | null> {
  const row = await own(db, owner)
    .select('checkout_sessions.id')
    .where('reference', '=', reference)
    .orderBy('checkout_sessions.created_at', 'desc')
    .orderBy('checkout_sessions.id', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Where a page begins: right after this session, in the order of the list. */
export interface Cursor {
  readonly createdAt: string;
  readonly id: string;
}

export interface PaymentFilter {
  readonly statuses: readonly IntentStatus[] | null;
  readonly reference: string | null;
  /** RFC 3339 in UTC: created then or later. */
  readonly from: string | null;
  /** RFC 3339 in UTC: created before. */
  readonly to: string | null;
}

interface Wanted {
  readonly cursor: Cursor | null;
  readonly limit: number;
}

/** Session ids of at most `limit` payments after `cursor`, latest first: what is new comes before, and moves no page. */
export async function listPayments(
  db: Queries,
  owner: Owner,
  { statuses, ...filter }: PaymentFilter,
  wanted: Wanted,
): Promise<readonly Cursor[]> {
  const found: Cursor[] = [];
  // One status at a time, so that an index has each in its order, however few there are of it.
  for (const status of statuses ?? [null]) found.push(...(await listOne(db, owner, status, filter, wanted)));
  return found.sort(latestFirst).slice(0, wanted.limit);
}

async function listOne(
  db: Queries,
  owner: Owner,
  status: IntentStatus | null,
  { reference, from, to }: Omit<PaymentFilter, 'statuses'>,
  { cursor, limit }: Wanted,
): Promise<readonly Cursor[]> {
  // An intent is made in the moment of its session.
  const [at, id] =
    status === null
      ? (['checkout_sessions.created_at', 'checkout_sessions.id'] as const)
      : (['payment_intents.created_at', 'payment_intents.session_id'] as const);
  let query = own(db, owner)
    .innerJoin('payment_intents', 'payment_intents.session_id', 'checkout_sessions.id')
    .select(['checkout_sessions.id', 'checkout_sessions.created_at']);
  if (status !== null) {
    query = query
      .where('payment_intents.merchant_id', '=', owner.merchantId)
      .where('payment_intents.livemode', '=', toFlag(owner.livemode))
      .where('payment_intents.status', '=', status);
  }
  if (reference !== null) query = query.where('checkout_sessions.reference', '=', reference);
  if (from !== null) query = query.where(at, '>=', from);
  if (to !== null) query = query.where(at, '<', to);
  if (cursor !== null) {
    query = query
      .where(at, '<=', cursor.createdAt)
      .where((is) => is.or([is(at, '<', cursor.createdAt), is(id, '<', cursor.id)]));
  }
  const rows = await query.orderBy(at, 'desc').orderBy(id, 'desc').limit(limit).execute();
  return rows.map((row) => ({ id: row.id, createdAt: row.created_at }));
}

function latestFirst(one: Cursor, other: Cursor): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('checkout_sessions')
    .where('checkout_sessions.merchant_id', '=', merchantId)
    .where('checkout_sessions.livemode', '=', toFlag(livemode))
    .where('checkout_sessions.api', '=', sql.lit('maxfi' as const));
}
