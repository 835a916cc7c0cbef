// Migration 029: the numbers kept of each list are kept by blocks of it, so that a page far inside is found without a walk to it.

import { sql } from 'kysely';
import type { Db } from './create-table.ts';
import { BLOCK, LISTS } from './list-counts.ts';

type Position = (typeof LISTS)[keyof typeof LISTS]['position'];

/**
 * The table, its triggers, and the numbers of what is there. Blocks part the positions of a class: a row is counted in the
 * last block that starts at it or before it. Blocks of sequences are as long as each other; one of ids is begun where the
 * one before it is full, and only by an id beyond all that were ever counted in that, so that no row changes its block.
 */
export async function countByBlocks(db: Db): Promise<void> {
  const { rows: old } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'trigger' and name like 'count\\_%' escape '\\'`.execute(db);
  for (const { name } of old) await sql`drop trigger ${sql.ref(name)}`.execute(db);
  await sql`drop table list_counts`.execute(db);
  // No type for `start`, which is a number or an id.
  await sql`create table list_counts (
    list text not null, merchant_id text not null, livemode integer not null, class text not null,
    start not null, rows integer not null, last text, primary key (list, merchant_id, livemode, class, start)
  ) without rowid`.execute(db);
  for (const [list, { position, classes }] of Object.entries(LISTS)) {
    for (const [index, row] of classes.entries()) {
      const statements = position === 'id' ? countIds(list, row) : countSequences(list, row);
      await createTriggers(db, `count_${list}_${index}`, list, row, statements);
      await sql.raw(countAll(list, position, row)).execute(db);
    }
  }
}

/** What adds a row to its block, and what takes it away. */
interface Counting {
  readonly add: (row: 'new' | 'old') => string;
  readonly remove: (row: 'new' | 'old') => string;
}

function countSequences(list: string, ofClass: string): Counting {
  const change = (row: string, by: string) =>
    `insert into list_counts (list, merchant_id, livemode, class, start, rows)
      select '${list}', ${row}.merchant_id, ${row}.livemode, ${classOf(row, ofClass)},
        ${row}.sequence - ${row}.sequence % ${BLOCK}, ${by}1 where ${classOf(row, ofClass)} is not null
      on conflict do update set rows = rows + excluded.rows;`;
  return { add: (row) => change(row, ''), remove: (row) => change(row, '-') };
}

function countIds(list: string, ofClass: string): Counting {
  const own = (row: string) =>
    `list = '${list}' and merchant_id = ${row}.merchant_id and livemode = ${row}.livemode
      and class = ${classOf(row, ofClass)}`;
  const block = (row: string, start: string) =>
    `(select ${start} from list_counts where ${own(row)} and start <= ${row}.id order by start desc limit 1)`;
  return {
    add: (row) =>
      `insert into list_counts
        select '${list}', ${row}.merchant_id, ${row}.livemode, ${classOf(row, ofClass)},
          coalesce(${block(row, `iif(rows >= ${BLOCK} and last < ${row}.id, ${row}.id, start)`)}, ''), 1, ${row}.id
        where ${classOf(row, ofClass)} is not null
        on conflict do update set rows = rows + 1, last = max(last, excluded.last);`,
    remove: (row) =>
      `update list_counts set rows = rows - 1 where ${own(row)} and start = ${block(row, 'start')};`,
  };
}

async function createTriggers(
  db: Db,
  name: string,
  list: string,
  ofClass: string,
  { add, remove }: Counting,
): Promise<void> {
  const columns = [...ofClass.matchAll(/row\.(\w+)/g)].map(([, column]) => column);
  const triggers = [
    `create trigger ${name}_added after insert on ${list} begin ${add('new')} end`,
    `create trigger ${name}_removed after delete on ${list} begin ${remove('old')} end`,
  ];
  if (columns.length > 0) {
    triggers.push(`create trigger ${name}_changed after update of ${columns.join(', ')} on ${list}
      when ${classOf('old', ofClass)} is not ${classOf('new', ofClass)}
      begin ${remove('old')} ${add('new')} end`);
  }
  for (const trigger of triggers) await sql.raw(trigger).execute(db);
}

/** Writes the blocks of the rows that are there. */
function countAll(list: string, position: Position, ofClass: string): string {
  const ofRow = classOf('', ofClass);
  const rows = `select merchant_id, livemode, ${ofRow} as class, ${position} as position from ${list}
    where ${ofRow} is not null`;
  if (position === 'sequence') {
    return `insert into list_counts
      select '${list}', merchant_id, livemode, class, position - position % ${BLOCK}, count(*), null
      from (${rows}) group by merchant_id, livemode, class, position / ${BLOCK}`;
  }
  return `insert into list_counts
    select '${list}', merchant_id, livemode, class, iif(block = 0, '', min(position)), count(*), max(position)
    from (select *, (row_number() over (
        partition by merchant_id, livemode, class order by position) - 1) / ${BLOCK} as block from (${rows}))
    group by merchant_id, livemode, class, block`;
}

/** As text, which the column is: an index is of no use where types have to be converted. */
function classOf(row: string, ofClass: string): string {
  return `cast(${ofClass.replaceAll('row.', row === '' ? '' : `${row}.`)} as text)`;
}
