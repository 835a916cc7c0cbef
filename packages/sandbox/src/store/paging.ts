// Pages of a list, by number: in the order in which rows were added, so that a new one never moves those before it.

import type { SelectQueryBuilder } from 'kysely';
import type { Queries } from './store.ts';
import type { Tables } from './tables.ts';

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
}

/** A row to be listed: its id, and what grows with each row that is added. */
interface Listed {
  id: string;
  position: string | number;
}

/** The ids of one page of what `query` finds, and how much it finds in all. Both come from indexes alone. */
export async function pageOfIds<Table extends keyof Tables>(
  db: Queries,
  query: SelectQueryBuilder<Tables, Table, Listed>,
  { page, limit, order, until }: PageWanted,
): Promise<PageOfIds> {
  const matching = () => {
    const all = db.selectFrom(query.as('matching'));
    return until === null ? all : all.where('position', '<=', toPosition(until));
  };
  const counted = await matching()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await matching()
    .select('id')
    .orderBy('position', order)
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  const newest = await matching().select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
  return {
    ids: rows.map(({ id }) => id),
    totalCount: Number(counted.count),
    newest: newest === undefined ? null : String(newest.position),
  };
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
