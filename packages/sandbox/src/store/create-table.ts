// A table on one screen: the few column kinds that our migrations use, written as words.

import type { Kysely } from 'kysely';

/** A migration runs against whatever tables exist at that point, so it is untyped by nature. */
export type Db = Kysely<unknown>;

/** `text` is required, `text?` may be null, `key` is the primary key, `-> things` refers to a thing's id. */
export type Column = `${'text' | 'integer' | 'bigint'}${'' | '?' | ' key' | ' unique' | ` -> ${string}`}`;

/** Creates a table of these columns. */
export async function createTable(
  db: Db,
  table: string,
  columns: Readonly<Record<string, Column>>,
): Promise<void> {
  let builder = db.schema.createTable(table);
  for (const [name, column] of Object.entries(columns)) {
    const [, type, rule = '', target = ''] =
      /^(text|integer|bigint)( key| unique| -> (\w+)|\?)?$/.exec(column) ?? [];
    if (type !== 'text' && type !== 'integer' && type !== 'bigint')
      throw new Error(`No such column: ${column}`);
    builder = builder.addColumn(name, type, (c) => {
      if (rule === '?') return c;
      if (rule === ' key') return c.primaryKey().notNull();
      if (rule === ' unique') return c.notNull().unique();
      return target === '' ? c.notNull() : c.notNull().references(`${target}.id`);
    });
  }
  await builder.execute();
}

/** Creates an index named after its table and columns. */
export async function createIndex(db: Db, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns])
    .execute();
}
