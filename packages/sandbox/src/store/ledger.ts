// Writes movements with their ledger entries, and reads them: one at a time, by the page, and summed up as a balance.

import type { Instant } from '../domain/clock.ts';
import { type LedgerEntry, MOVEMENT_TYPES, type Movement, type MovementType } from '../domain/ledger.ts';
import type { Session } from '../domain/session.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { keptOf } from './list-counts.ts';
import type { LedgerEntriesTable, MovementsTable } from './money-tables.ts';
import { ALL, byOther, inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { inserted, preparedRow } from './prepared.ts';
import type { Queries, Trx } from './store.ts';

const addMovements = inserted('movements');
const addEntries = inserted('ledger_entries');
const lastSequence = preparedRow((db) =>
  db.selectFrom('movements').select(({ fn }) => fn.max('sequence').as('last')),
);

/** Writes what moved. The same movement twice breaks the transaction: its id is that of its source. */
export async function recordMovements(
  trx: Trx,
  movements: readonly Movement[],
  { merchantId, livemode }: Pick<Session, 'merchantId' | 'livemode'>,
): Promise<void> {
  for (const movement of movements) {
    const sequence = (await lastMovement(trx)) + 1;
    const row: MovementsTable = {
      id: movement.id,
      merchant_id: merchantId,
      livemode: toFlag(livemode),
      type: movement.type,
      source_id: movement.sourceId,
      payment_intent_id: movement.intentId,
      gross: movement.gross,
      fee: movement.fee,
      net: movement.net,
      currency: movement.currency,
      available_at: movement.availableAt,
      sequence,
      created_at: movement.createdAt,
    };
    await addMovements(trx, row);
    await addEntries(trx, ...movement.entries.map((entry) => entryRow(entry, movement)));
  }
}

/** The highest number of a movement so far. The write lock is held, so that nobody else can take the next one. */
export async function lastMovement(trx: Trx): Promise<number> {
  const row = await lastSequence(trx);
  return Number(row?.last ?? 0);
}

/** A movement of one merchant and mode, or null. */
export async function findMovement(db: Queries, owner: Owner, id: string): Promise<Movement | null> {
  const row = await own(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : ((await withEntries(db, [row]))[0] ?? null);
}

export interface MovementFilter {
  readonly type?: MovementType | undefined;
  readonly sourceId?: string | undefined;
}

/** One page of a merchant's movements, and how many there are in all. */
export async function listMovements(
  db: Queries,
  owner: Owner,
  { type, sourceId }: MovementFilter,
  wanted: PageWanted,
) {
  let query = db.selectFrom('movements').select(['id', 'sequence as position']);
  if (sourceId === undefined) {
    query = query.where('merchant_id', '=', owner.merchantId).where('livemode', '=', toFlag(owner.livemode));
    if (type !== undefined) query = query.where('type', '=', type);
  } else {
    query = query
      .where('source_id', '=', sourceId)
      .where(byOther('merchant_id'), '=', owner.merchantId)
      .where(byOther<number>('livemode'), '=', toFlag(owner.livemode));
    if (type !== undefined) query = query.where(byOther('type'), '=', type);
  }
  const types = type === undefined ? MOVEMENT_TYPES : [type];
  const total = sourceId === undefined ? keptOf(db, owner, 'movements', types) : ALL;
  const { ids, ...page } = await pageOfIds(db, query, wanted, total);
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('movements').selectAll().where('id', 'in', ids).execute();
  return {
    ...page,
    movements: await withEntries(
      db,
      inOrder(ids, rows, ({ id }) => id),
    ),
  };
}

/** What a merchant has in one currency, minor units; below zero when more was refunded than is available yet. */
export interface Balance {
  readonly currency: string;
  readonly available: number;
  readonly pending: number;
}

/** What a merchant has, by currency, at `now`. */
export async function readBalances(db: Queries, owner: Owner, now: Instant): Promise<readonly Balance[]> {
  const sums = await own(db, owner)
    .select(['currency', ({ fn }) => fn.sum<number>('net').as('net')])
    .groupBy('currency')
    .orderBy('currency')
    .execute();
  const balances: Balance[] = [];
  for (const { currency, net } of sums) {
    // Of one currency, so that an index begins with what is not available yet.
    const waiting = await own(db, owner)
      .select(({ fn }) => fn.sum<number | null>('net').as('net'))
      .where('currency', '=', currency)
      .where('available_at', '>', now.toISOString())
      .executeTakeFirst();
    const pending = Number(waiting?.net ?? 0);
    balances.push({ currency, available: Number(net) - pending, pending });
  }
  return balances;
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('movements')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

async function withEntries(db: Queries, rows: readonly MovementsTable[]): Promise<readonly Movement[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const entries = await db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('movement_id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map((row) => toMovement(row, entries));
}

function entryRow(entry: LedgerEntry, movement: Movement): LedgerEntriesTable {
  return {
    id: entry.id,
    movement_id: movement.id,
    account: entry.account,
    amount: entry.amount,
    reverses_entry_id: entry.reverses,
    created_at: movement.createdAt,
  };
}

function toMovement(row: MovementsTable, entries: readonly LedgerEntriesTable[]): Movement {
  return {
    id: row.id,
    type: row.type,
    sourceId: row.source_id,
    intentId: row.payment_intent_id,
    gross: row.gross,
    fee: row.fee,
    net: row.net,
    currency: row.currency,
    availableAt: row.available_at,
    createdAt: row.created_at,
    entries: entries
      .filter((entry) => entry.movement_id === row.id)
      .map(({ id, account, amount, reverses_entry_id: reverses }) => ({ id, account, amount, reverses })),
  };
}
