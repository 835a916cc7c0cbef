// Queries that are put into words once: building the same text again for every payment costs more than running it.

import { type Compilable, type CompiledQuery, sql } from 'kysely';
import type { Queries, Trx } from './store.ts';
import type { Tables } from './tables.ts';

/** Stands for an argument in a query that is compiled without it. */
class Argument {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/**
 * A query whose arguments stand for values alone, never for names or for a part that is there or not: it is built when it
 * is run for the first time. The returned function runs it, in a transaction or outside, and resolves with its rows.
 */
export function prepared<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => Compilable<Row>,
): (db: Queries, ...args: Args) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, ...args) => {
    // What is passed instead of each value is never looked at, only put in its place.
    compiled ??= build(db, ...(args.map((_, index) => new Argument(index)) as unknown as Args)).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Argument ? args[value.index] : value,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}

/** Writes whole rows of a table, all of them with one statement: one is built for each number of rows. */
export function inserted<Name extends keyof Tables>(
  table: Name,
): (trx: Trx, ...rows: readonly Tables[Name][]) => Promise<void> {
  const statements = new Map<number, CompiledQuery>();
  let columns: readonly string[] = [];
  return async (trx, ...rows) => {
    const [first] = rows;
    if (first === undefined) return;
    if (columns.length === 0) columns = Object.keys(first);
    const values = rows.map((row) => columns.map((column) => row[column as keyof typeof row]));
    const compiled = statements.get(rows.length) ?? wordInsert(table, columns, values).compile(trx);
    statements.set(rows.length, compiled);
    await trx.executeQuery({ ...compiled, parameters: values.flat() });
  };
}

/**
 * Sets some columns of the rows whose `keys` have the given values, and resolves with the number of rows. One statement is
 * built for each set of columns, so that a column that stays, with its index or reference, is not touched.
 */
export function updated<Name extends keyof Tables, Key extends keyof Tables[Name] & string>(
  table: Name,
  keys: readonly Key[],
): (trx: Trx, changes: Partial<Tables[Name]>, where: Readonly<Pick<Tables[Name], Key>>) => Promise<number> {
  const statements = new Map<string, CompiledQuery>();
  return async (trx, changes, where) => {
    const columns = Object.keys(changes);
    if (columns.length === 0) return 0;
    const names = columns.join();
    const compiled = statements.get(names) ?? wordUpdate(table, columns, keys).compile(trx);
    statements.set(names, compiled);
    const parameters = [...Object.values(changes), ...keys.map((key) => where[key])];
    return Number((await trx.executeQuery({ ...compiled, parameters })).numAffectedRows);
  };
}

function wordInsert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]) {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const tuples = rows.map((values) => sql`(${sql.join(values)})`);
  return sql`insert into ${sql.table(table)} (${names}) values ${sql.join(tuples)}`;
}

function wordUpdate(table: string, columns: readonly string[], keys: readonly string[]) {
  const equal = (name: string) => sql`${sql.ref(name)} = ${null}`;
  const changes = sql.join(columns.map(equal));
  const where = sql.join(keys.map(equal), sql` and `);
  return sql`update ${sql.table(table)} set ${changes} where ${where}`;
}
