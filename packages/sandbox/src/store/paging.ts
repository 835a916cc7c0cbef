// Pages of a list, by number: in the order in which rows were added, so that a new one never moves those before it.

import { type Expression, type SelectQueryBuilder, sql } from 'kysely';
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

/** A row to be listed: its id, and what grows with each row that is added. */
interface Listed {
  id: string;
  position: string | number;
}

type ListQuery<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, Listed>;

/** How many rows are found in all: a query that knows it, or else what is counted, up to `most`. */
export type Total = { readonly kept: Kept } | { readonly most: number };

type Kept = Expression<{ rows: number | null }>;

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
  const size = Math.min(limit, totalCount - from);
  // The second half is nearer from the other end: what a page leaves out is walked, row by row.
  const isReversed = 'kept' in total && size > 0 && from > totalCount / 2;
  const ids = await idsFrom(db, all, {
    order: isReversed === (order === 'asc') ? 'desc' : 'asc',
    until: newest,
    offset: isReversed ? totalCount - from - size : from,
    limit: isReversed ? size : limit + 1,
  });
  return {
    ids: isReversed ? ids.reverse() : ids.slice(0, limit),
    totalCount,
    newest: String(newest),
    isMore: isReversed ? from + size < totalCount : ids.length > limit,
  };
}

/** Both in one statement: what is added in between would shift pages that are read from the other end. */
async function headOf<Table extends keyof Tables>(
  db: Queries,
  queries: readonly ListQuery<Table>[],
  total: Total,
  until: string | null,
): Promise<{ readonly newest: string | number | null; readonly kept: number }> {
  const newestOf = (query: ListQuery<Table>) =>
    upTo(db, query, until).select('position').orderBy('position', 'desc').limit(1);
  const kept = 'kept' in total ? total.kept : sql<number>`0`;
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
  if ('kept' in total && until === null) return kept;
  let count = 0;
  for (const query of queries) {
    const counted =
      'kept' in total ? after(db, query, until ?? '') : upTo(db, query, until).limit(total.most);
    const row = await db
      .selectFrom(counted.select('position').as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    count += Number(row.count);
  }
  return 'kept' in total ? Math.max(0, kept - count) : Math.min(count, total.most);
}

interface Range {
  readonly order: 'asc' | 'desc';
  readonly until: string | number;
  readonly offset: number;
  readonly limit: number;
}

async function idsFrom<Table extends keyof Tables>(
  db: Queries,
  [first, ...others]: readonly ListQuery<Table>[],
  { order, until, offset, limit }: Range,
): Promise<string[]> {
  if (first === undefined) return [];
  const rowsOf = (query: ListQuery<Table>) =>
    upTo(db, query, String(until)).select(['id', 'position']).orderBy('position', order);
  const part = (query: ListQuery<Table>) =>
    db
      .selectFrom(
        rowsOf(query)
          .limit(offset + limit)
          .as('part'),
      )
      .select(['id', 'position']);
  const merged = () =>
    db
      .selectFrom(others.reduce((found, query) => found.unionAll(part(query)), part(first)).as('parts'))
      .select(['id', 'position'])
      .orderBy('position', order);
  const rows =
    others.length === 0
      ? await rowsOf(first).limit(limit).offset(offset).execute()
      : await merged().limit(limit).offset(offset).execute();
  return rows.map(({ id }) => id);
}

function upTo<Table extends keyof Tables>(db: Queries, query: ListQuery<Table>, until: string | null) {
  const all = db.selectFrom(query.as('matching'));
  return until === null ? all : all.where('position', '<=', toPosition(until));
}

function after<Table extends keyof Tables>(db: Queries, query: ListQuery<Table>, until: string) {
  return db.selectFrom(query.as('matching')).where('position', '>', toPosition(until));
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

function toPosition(until: string): string | number {
  return /^\d+$/.test(until) ? Number(until) : until;
}
