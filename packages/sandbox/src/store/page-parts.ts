// The parts that a page of a list is read by: the rows between two positions, and how many they are.

import type { AliasedExpression, SelectQueryBuilder } from 'kysely';
import type { Queries } from './store.ts';
import type { Tables } from './tables.ts';

/** A row to be listed: its id, and what grows with each row that is added. */
interface Listed {
  id: string;
  position: string | number;
}

/** What finds the rows of a list; the table's index has them in their order. */
export type ListQuery<Table extends keyof Tables> = SelectQueryBuilder<Tables, Table, Listed>;

export interface Range {
  readonly order: 'asc' | 'desc';
  readonly since: string | number | null;
  readonly until: string | number;
  readonly offset: number;
  readonly limit: number;
}

/** Rows of several queries are merged as they are read: none is read further than the page. */
export async function idsFrom<Table extends keyof Tables>(
  db: Queries,
  [first, ...others]: readonly ListQuery<Table>[],
  { order, since, until, offset, limit }: Range,
): Promise<readonly string[]> {
  if (first === undefined) return [];
  const part = (query: ListQuery<Table>) =>
    within(db, query, since, String(until)).select(['id', 'position']);
  const rows = await others
    .reduce((found, query) => found.unionAll(part(query)), part(first))
    .orderBy('position', order)
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ id }) => id);
}

/** The rows of these positions, the first and the last among them. */
export function within<Table extends keyof Tables>(
  db: Queries,
  query: ListQuery<Table>,
  since: string | number | null,
  until: string | null,
) {
  const all = db.selectFrom(query.as('matching'));
  const later = since === null ? all : all.where('position', '>=', since);
  return until === null ? later : later.where('position', '<=', toPosition(until));
}

/** The rows after one of these positions and before the other. */
export function between<Table extends keyof Tables>(
  db: Queries,
  query: ListQuery<Table>,
  after: string | number,
  before: string | number | null,
) {
  const later = db.selectFrom(query.as('matching')).select(['id', 'position']).where('position', '>', after);
  return before === null ? later : later.where('position', '<', before);
}

export async function countRows(db: Queries, rows: AliasedExpression<object, 'counted'>): Promise<number> {
  const { count } = await db
    .selectFrom(rows)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A position as it stands in an address: a number, or an id. */
export function toPosition(until: string): string | number {
  return /^\d+$/.test(until) ? Number(until) : until;
}
