// Reads and writes refunds.

import type { Refund } from '../domain/refund.ts';
import type { Session } from '../domain/session.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { METADATA } from './json-columns.ts';
import { keptOf } from './list-counts.ts';
import type { RefundsTable } from './money-tables.ts';
import { ALL, inOrder, type PageWanted, pageOfIds } from './paging.ts';
import type { Queries, Trx } from './store.ts';

/** Writes a refund that is new or has changed. */
export async function saveRefund(trx: Trx, refund: Refund, session: Session): Promise<void> {
  const row = refundRow(refund, session);
  const { id, status, failure_reason, look_at, updated_at } = row;
  const known = await trx.selectFrom('refunds').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) {
    await trx.insertInto('refunds').values(row).execute();
    return;
  }
  const values = { status, failure_reason, look_at, updated_at };
  await trx.updateTable('refunds').set(values).where('id', '=', id).execute();
}

/** A refund of whoever; null when there is none. */
export async function findRefundById(db: Queries, id: string): Promise<Refund | null> {
  const row = await db.selectFrom('refunds').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRefund(row);
}

/** A refund of one merchant and mode, or null. */
export async function findRefund(db: Queries, owner: Owner, id: string): Promise<Refund | null> {
  const row = await own(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRefund(row);
}

/** All refunds of a charge, oldest first. */
export async function findRefundsOfCharge(db: Queries, chargeId: string): Promise<readonly Refund[]> {
  const rows = await db
    .selectFrom('refunds')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toRefund);
}

export interface RefundFilter {
  readonly chargeId?: string | undefined;
  readonly intentId?: string | undefined;
}

/** One page of a merchant's refunds, and how many there are in all. */
export async function listRefunds(
  db: Queries,
  owner: Owner,
  { chargeId, intentId }: RefundFilter,
  wanted: PageWanted,
) {
  let query = own(db, owner).select(['id', 'id as position']);
  if (chargeId !== undefined) query = query.where('charge_id', '=', chargeId);
  if (intentId !== undefined) query = query.where('payment_intent_id', '=', intentId);
  const isWhole = chargeId === undefined && intentId === undefined;
  const total = isWhole ? keptOf(db, owner, 'refunds', ['']) : ALL;
  const { ids, ...page } = await pageOfIds(db, query, wanted, total);
  const rows = ids.length === 0 ? [] : await own(db, owner).selectAll().where('id', 'in', ids).execute();
  return { ...page, refunds: inOrder(ids, rows, ({ id }) => id).map(toRefund) };
}

/** Pending refunds whose outcome is to be asked for: those due by `now`, or all of them when it is null. */
export async function findPendingRefunds(db: Queries, now: string | null): Promise<readonly string[]> {
  let query = db.selectFrom('refunds').select('id').where('status', '=', 'pending');
  if (now !== null) query = query.where('look_at', '<=', now);
  return (await query.orderBy('look_at').execute()).map(({ id }) => id);
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('refunds')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

function refundRow(refund: Refund, { merchantId, livemode }: Session): RefundsTable {
  return {
    id: refund.id,
    merchant_id: merchantId,
    livemode: toFlag(livemode),
    session_id: refund.sessionId,
    payment_intent_id: refund.intentId,
    charge_id: refund.chargeId,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    description: refund.description,
    metadata: JSON.stringify(refund.metadata),
    failure_reason: refund.failureReason,
    look_at: refund.lookAt,
    created_at: refund.createdAt,
    updated_at: refund.updatedAt,
  };
}

function toRefund(row: RefundsTable): Refund {
  return {
    id: row.id,
    sessionId: row.session_id,
    intentId: row.payment_intent_id,
    chargeId: row.charge_id,
    status: row.status,
    amount: row.amount,
    currency: row.currency,
    reason: row.reason,
    description: row.description,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    failureReason: row.failure_reason,
    lookAt: row.look_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
