// Databases in memory begin empty. The first of a process is migrated, every other gets at once what came of it: tests open thousands.

import type Database from 'libsql';

export const MEMORY = ':memory:';

/** What the migrations make of an empty database, as statements. */
let outcome: string | null = null;

/** Gives an empty database its tables if they are known already; false where it has to be migrated. */
export function makeTables(database: Database.Database): boolean {
  if (outcome === null) return false;
  database.exec(outcome);
  return true;
}

/** Keeps what the migrations have made of a database that nothing else has been written to. */
export function keepTables(database: Database.Database): void {
  const rows = database.prepare(OBJECTS).all() as readonly { readonly sql: string }[];
  outcome = rows.map(({ sql }) => `${sql};`).join('\n');
}

/** In the order in which they were made; without what a virtual table makes for itself (SQLite, "Shadow Tables"). */
const OBJECTS = `
select sql from sqlite_master as object
where sql is not null and name not like 'sqlite_%' and not exists (
  select 1 from sqlite_master as virtual
  where virtual.sql like 'create virtual table%' and object.type = 'table' and object.name like virtual.name || '\\_%' escape '\\'
)
order by rowid`;
