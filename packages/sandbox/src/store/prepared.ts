// Queries that are put into words once: building the same text again for every payment costs more than running it.

import { type Compilable, type CompiledQuery, sql } from 'kysely';
import { runnerOf } from './queries.ts';
import type { Query } from './statements.ts';
import type { Queries, Trx } from './store.ts';
import type { Tables } from './tables.ts';

/** Stands for an argument in a query that is compiled without it. */
class Argument {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/** How a query is run besides its words. */
type How = Pick<Query, 'isSingle' | 'kept'>;

/**
 * A query whose arguments stand for values alone, never for names or for a part that is there or not: it is built when it
 * is run for the first time. The returned function runs it, in a transaction or outside, and resolves with its rows.
 */
export function prepared<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => Compilable<Row>,
  how: How = {},
): (db: Queries, ...args: Args) => Promise<Row[]> {
  let run: ReturnType<typeof wordQuery<Args, Row>> | undefined;
  return async (db, ...args) => {
    run ??= wordQuery<Args, Row>(build, how, db, args.length);
    return (await run(db, args)).rows;
  };
}

/** As `prepared`, of a query that finds one row or none. */
export function preparedRow<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => Compilable<Row>,
  how: Omit<How, 'isSingle'> = {},
): (db: Queries, ...args: Args) => Promise<Row | undefined> {
  let run: ReturnType<typeof wordQuery<Args, Row>> | undefined;
  return async (db, ...args) => {
    run ??= wordQuery<Args, Row>(build, { ...how, isSingle: true }, db, args.length);
    return (await run(db, args)).rows[0];
  };
}

function wordQuery<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => Compilable<Row>,
  how: How,
  db: Queries,
  count: number,
) {
  // What is passed instead of each value is never looked at, only put in its place.
  const stand = Array.from({ length: count }, (_, index) => new Argument(index)) as unknown as Args;
  const { sql: text, parameters: places } = build(db, ...stand).compile();
  const areArguments = places.length === count && places.every((place, index) => place === stand[index]);
  const inPlace = (args: Args) =>
    places.map((place) => (place instanceof Argument ? args[place.index] : place));
  const { isSingle = false, kept } = how;
  return (db: Queries, args: Args) =>
    runnerOf(db)<Row>({ sql: text, parameters: areArguments ? args : inPlace(args), isSingle, kept });
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
    const parameters: unknown[] = [];
    for (const row of rows) {
      for (const column of columns) parameters.push(row[column as keyof typeof row]);
    }
    const compiled = statements.get(rows.length) ?? wordInsert(table, columns, rows.length).compile(trx);
    statements.set(rows.length, compiled);
    await runnerOf(trx)({ sql: compiled.sql, parameters });
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
    return Number((await runnerOf(trx)({ sql: compiled.sql, parameters })).numAffectedRows);
  };
}

function wordInsert(table: string, columns: readonly string[], count: number) {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const tuples = Array.from({ length: count }, () => sql`(${sql.join(columns.map(() => null))})`);
  return sql`insert into ${sql.table(table)} (${names}) values ${sql.join(tuples)}`;
}

function wordUpdate(table: string, columns: readonly string[], keys: readonly string[]) {
  const equal = (name: string) => sql`${sql.ref(name)} = ${null}`;
  const changes = sql.join(columns.map(equal));
  const where = sql.join(keys.map(equal), sql` and `);
  return sql`update ${sql.table(table)} set ${changes} where ${where}`;
}
