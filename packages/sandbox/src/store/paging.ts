// Pages of a list, by number: in the order in which rows were added, so that a new one never moves those before it.

import { sql } from 'kysely';
import { BLOCK, type Blocks, blockAt, blocksUpTo } from './list-counts.ts';
import { between, countRows, idsFrom, type ListQuery, toPosition, within } from './page-parts.ts';
import type { Queries } from './store.ts';
import type { Tables } from './tables.ts';

/** Where a total is not kept, no more than this is counted; the pages go on. */
export const MOST_COUNTED = 5000;

export interface PageWanted {
  /** 1 for the first. */
  readonly page: number;
  readonly limit: number;
  /** `asc`: oldest first, where new rows come last. */
  readonly order: 'asc' | 'desc';
  /** Nothing added after the row of this position: what keeps pages of the newest first in their places. */
  readonly until: string | null;
}

export interface PageOfIds {
  readonly ids: readonly string[];
  readonly totalCount: number;
  /** Of the newest row that matches; null when there is none. */
  readonly newest: string | null;
  /** Whether there is a page after it. */
  readonly isMore: boolean;
}

/** How many rows are found in all: what is kept of them by blocks, or else what is counted, up to `most`. */
export type Total = { readonly kept: Blocks } | { readonly most: number };

/** Every row is counted; for what an index finds, and what cannot grow with the whole list. */
export const ALL: Total = { most: Number.MAX_SAFE_INTEGER };

/**
 * The ids of one page of what the queries find together, and how much that is. No row is found by two of them, and each
 * has its rows in order by an index.
 */
export async function pageOfIds<Table extends keyof Tables>(
  db: Queries,
  queries: ListQuery<Table> | readonly ListQuery<Table>[],
  { page, limit, order, until }: PageWanted,
  total: Total = ALL,
): Promise<PageOfIds> {
  const all = 'length' in queries ? queries : [queries];
  const { newest, kept } = await headOf(db, all, total, until);
  if (newest === null) return { ids: [], totalCount: 0, newest, isMore: false };
  const totalCount = await countOf(db, all, total, kept, until);
  const from = (page - 1) * limit;
  const isWalked = !('kept' in total) || from <= BLOCK;
  const ids = isWalked
    ? await idsFrom(db, all, { order, since: null, until: newest, offset: from, limit: limit + 1 })
    : await idsInside(db, all, { order, until: newest, from, size: limit, totalCount, blocks: total.kept });
  return {
    ids: ids.slice(0, limit),
    totalCount,
    newest: String(newest),
    isMore: isWalked ? ids.length > limit : from + limit < totalCount,
  };
}

interface Inside {
  readonly order: 'asc' | 'desc';
  readonly until: string | number;
  readonly from: number;
  readonly size: number;
  readonly totalCount: number;
  readonly blocks: Blocks;
}

/** The ids of a page far inside: from the block that it begins in, so that no more than a block is walked. */
async function idsInside<Table extends keyof Tables>(
  db: Queries,
  queries: readonly ListQuery<Table>[],
  { order, until, from, size, totalCount, blocks }: Inside,
): Promise<readonly string[]> {
  const limit = Math.min(size, totalCount - from);
  if (limit <= 0) return [];
  // Counted from the oldest, which stays where it is.
  const first = order === 'asc' ? from : totalCount - from - limit;
  const { start, before } = await blockAt(db, blocks, first);
  const ids = await idsFrom(db, queries, {
    order: 'asc',
    since: start,
    until,
    offset: first - before,
    limit,
  });
  return order === 'asc' ? ids : [...ids].reverse();
}

/** Both in one statement: what is added in between would shift pages that are counted from the oldest. */
async function headOf<Table extends keyof Tables>(
  db: Queries,
  queries: readonly ListQuery<Table>[],
  total: Total,
  until: string | null,
): Promise<{ readonly newest: string | number | null; readonly kept: number }> {
  const newestOf = (query: ListQuery<Table>) =>
    within(db, query, null, until).select('position').orderBy('position', 'desc').limit(1);
  const kept =
    'kept' in total
      ? total.kept.select(({ fn }) => fn.sum<number | null>('rows').as('rows'))
      : sql<number>`0`;
  const newest = queries.map((query, index) => sql`(${newestOf(query)})`.as(`newest_${index}`));
  const row = await db
    .selectNoFrom([sql<number | null>`(${kept})`.as('kept'), ...newest])
    .executeTakeFirstOrThrow();
  const { kept: rows, ...positions } = row;
  const found = Object.values(positions).filter((one) => typeof one === 'string' || typeof one === 'number');
  return { newest: found.sort((a, b) => (a < b ? 1 : -1))[0] ?? null, kept: Number(rows ?? 0) };
}

async function countOf<Table extends keyof Tables>(
  db: Queries,
  queries: readonly ListQuery<Table>[],
  total: Total,
  kept: number,
  until: string | null,
): Promise<number> {
  let counted = 0;
  if (!('kept' in total)) {
    for (const query of queries)
      counted += await countRows(
        db,
        within(db, query, null, until).select('position').limit(total.most).as('counted'),
      );
    return Math.min(counted, total.most);
  }
  if (until === null) return kept;
  const { rows, next } = await blocksUpTo(total.kept, toPosition(until));
  for (const query of queries)
    counted += await countRows(db, between(db, query, toPosition(until), next).as('counted'));
  return Math.max(0, rows - counted);
}

/** A column as a condition that no index is chosen for (SQLite, "Disqualifying WHERE Clause Terms using Unary +"). */
export function byOther<Value = string>(column: string) {
  return sql<Value>`+${sql.ref(column)}`;
}

/** Rows in the order of their ids. */
export function inOrder<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Row[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
