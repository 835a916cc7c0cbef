// How many rows each list has, kept by triggers in the transaction that adds or removes one: counting them anew takes ever longer.

import { type SelectQueryBuilder, sql } from 'kysely';
import type { Owner } from './checkouts.ts';
import type { Db } from './create-table.ts';
import { type Flag, toFlag } from './flag.ts';
import type { Total } from './paging.ts';
import type { Queries } from './store.ts';
import type { Tables } from './tables.ts';

export interface ListCountsTable {
  /** The table that is listed. */
  list: CountedList;
  merchant_id: string;
  livemode: Flag;
  /** What its rows have in common: a list with a filter is the sum of some of these. */
  class: string;
  rows: number;
}

/**
 * What each list's rows are counted by, as SQL: `row` stands for the row. Every class of the first expression sums up to
 * the whole list; the second counts a part of it once more, where it is not null.
 */
const CLASSES = {
  customers: ["''"],
  refunds: ["''"],
  movements: ['row.type'],
  products: ['row.active'],
  payment_links: ['row.active'],
  coupons: ['row.active'],
  promotion_codes: ['row.active', "row.coupon_id || ' ' || row.active"],
  discounts: ["''", 'row.coupon_id'],
  checkout_sessions: ["row.api || ' ' || row.status", "row.payment_link_id || ' ' || row.status"],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>;

export type CountedList = keyof typeof CLASSES;

/** How many rows of these classes a merchant has in a mode, for a page of them. */
export function keptOf(
  db: Queries,
  { merchantId, livemode }: Owner,
  list: CountedList,
  classes: readonly string[],
): Total {
  return {
    kept: db
      .selectFrom('list_counts')
      .select(({ fn }) => fn.sum<number | null>('rows').as('rows'))
      .where('list', '=', list)
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', toFlag(livemode))
      .where('class', 'in', classes),
  };
}

/** The classes of a list that is counted by whether its rows are active. */
export function activeClasses(active: boolean | null): readonly string[] {
  return active === null ? ['0', '1'] : [String(toFlag(active))];
}

/** Whether a query finds no more than `most` rows: then all of them may be read and sorted. */
export async function isFew<Table extends keyof Tables>(
  db: Queries,
  query: SelectQueryBuilder<Tables, Table, object>,
  most: number,
): Promise<boolean> {
  return (await countUpTo(db, query, most + 1)) <= most;
}

/** How many rows a query finds, but never more than `most`. */
export async function countUpTo<Table extends keyof Tables>(
  db: Queries,
  query: SelectQueryBuilder<Tables, Table, object>,
  most: number,
): Promise<number> {
  const { count } = await db
    .selectFrom(query.limit(most).as('found'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Part of migration 016: the table, its triggers, and the numbers of what is there. */
export async function createListCounts(db: Db): Promise<void> {
  await sql`create table list_counts (
    list text not null, merchant_id text not null, livemode integer not null, class text not null,
    rows integer not null, primary key (list, merchant_id, livemode, class)
  ) without rowid`.execute(db);
  for (const [list, classes] of Object.entries(CLASSES)) {
    for (const [index, row] of classes.entries()) await countClass(db, list, row, `count_${list}_${index}`);
  }
}

async function countClass(db: Db, list: string, classOfRow: string, name: string): Promise<void> {
  const classOf = (row: string) => classOfRow.replaceAll('row.', row === '' ? '' : `${row}.`);
  const add = (row: 'new' | 'old', change: 1 | -1) =>
    `insert into list_counts select '${list}', ${row}.merchant_id, ${row}.livemode, ${classOf(row)}, ${change}
      where ${classOf(row)} is not null on conflict do update set rows = rows + ${change};`;
  const columns = [...classOfRow.matchAll(/row\.(\w+)/g)].map(([, column]) => column);
  const triggers = [
    `create trigger ${name}_added after insert on ${list} begin ${add('new', 1)} end`,
    `create trigger ${name}_removed after delete on ${list} begin ${add('old', -1)} end`,
    ...(columns.length === 0
      ? []
      : [
          `create trigger ${name}_changed after update of ${columns.join(', ')} on ${list}
            when ${classOf('old')} is not ${classOf('new')} begin ${add('old', -1)} ${add('new', 1)} end`,
        ]),
    `insert into list_counts select '${list}', merchant_id, livemode, ${classOf('')}, count(*)
      from ${list} where ${classOf('')} is not null group by merchant_id, livemode, ${classOf('')}`,
  ];
  for (const statement of triggers) await sql.raw(statement).execute(db);
}
