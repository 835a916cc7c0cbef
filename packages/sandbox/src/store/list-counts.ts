// How many rows each list has, kept by triggers in the transaction that adds or removes one: counting them anew takes ever longer.

import { type SelectQueryBuilder, sql } from 'kysely';
import type { Owner } from './checkouts.ts';
import { type Flag, toFlag } from './flag.ts';
import { countRows } from './page-parts.ts';
import type { Total } from './paging.ts';
import type { Queries } from './store.ts';
import type { Tables } from './tables.ts';

export interface ListCountsTable {
  /** The table that is listed. */
  list: CountedList;
  merchant_id: string;
  livemode: Flag;
  /** What its rows have in common: a list with a filter is one of these, or the sum of some. */
  class: string;
  /** The position from which on the rows of a block are counted, up to the next block of the class. */
  start: string | number;
  rows: number;
  /** Of ids: none that was ever counted in the block is beyond it. */
  last: string | null;
}

/** So many rows are walked in no time: a block holds no more of them. */
export const BLOCK = 1000;

/**
 * By what each list is ordered, and by what its rows are counted, as SQL: `row` stands for the row, and where an expression
 * is null, the row is not counted by it. Blocks of sequences begin at the same positions in every class, those of ids do not:
 * there, what a list can be asked for is one class.
 */
export const LISTS = {
  customers: { position: 'id', classes: ["''"] },
  refunds: { position: 'id', classes: ["''"] },
  movements: { position: 'sequence', classes: ['row.type'] },
  products: { position: 'id', classes: ["''", 'row.active'] },
  payment_links: { position: 'id', classes: ["''", 'row.active'] },
  coupons: { position: 'id', classes: ["''", 'row.active'] },
  promotion_codes: {
    position: 'id',
    classes: ["''", 'row.active', 'row.coupon_id', "row.coupon_id || ' ' || row.active"],
  },
  discounts: { position: 'id', classes: ["''", 'row.coupon_id'] },
  checkout_sessions: {
    position: 'sequence',
    classes: ["row.api || ' ' || row.status", "row.payment_link_id || ' ' || row.status"],
  },
} as const satisfies Partial<
  Record<keyof Tables, { readonly position: 'id' | 'sequence'; readonly classes: readonly string[] }>
>;

export type CountedList = keyof typeof LISTS;

/** The blocks of some classes of a list. */
export type Blocks = SelectQueryBuilder<Tables, 'list_counts', object>;

/** How many rows of these classes a merchant has in a mode, by blocks, for a page of them. */
export function keptOf(
  db: Queries,
  { merchantId, livemode }: Owner,
  list: CountedList,
  classes: readonly string[],
): Total {
  return {
    kept: db
      .selectFrom('list_counts')
      .where('list', '=', list)
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', toFlag(livemode))
      .where('class', 'in', classes),
  };
}

/** The block that has the row of this index, from 0, and how many rows are in those before it. */
export async function blockAt(
  db: Queries,
  blocks: Blocks,
  index: number,
): Promise<{ readonly start: string | number; readonly before: number }> {
  const summed = blocks
    .groupBy('start')
    .select(['start', sql<number>`sum(sum(rows)) over (order by start) - sum(rows)`.as('before')]);
  const row = await db
    .selectFrom(summed.as('summed'))
    .select(['start', 'before'])
    .where('before', '<=', index)
    .orderBy('start', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? { start: '', before: 0 } : { start: row.start, before: Number(row.before) };
}

/** How many rows there are in the blocks up to the one of this position, and where the next begins. */
export async function blocksUpTo(
  blocks: Blocks,
  position: string | number,
): Promise<{ readonly rows: number; readonly next: string | number | null }> {
  const upTo = await blocks
    .select(({ fn }) => fn.sum<number | null>('rows').as('rows'))
    .where('start', '<=', position)
    .executeTakeFirst();
  const after = await blocks
    .select(({ fn }) => fn.min<string | number | null>('start').as('next'))
    .where('start', '>', position)
    .executeTakeFirst();
  return { rows: Number(upTo?.rows ?? 0), next: after?.next ?? null };
}

/** The class of a list that is counted by whether its rows are active, or all of them. */
export function activeClass(active: boolean | null): string {
  return active === null ? '' : String(toFlag(active));
}

/** Whether a query finds no more than `most` rows: then all of them may be read and sorted. */
export async function isFew<Table extends keyof Tables>(
  db: Queries,
  query: SelectQueryBuilder<Tables, Table, object>,
  most: number,
): Promise<boolean> {
  return (await countRows(db, query.limit(most + 1).as('counted'))) <= most;
}
