// Kysely over the driver: it puts queries into words, and the driver runs them.

import {
  type CompiledQuery,
  type ConnectionProvider,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  Transaction,
} from 'kysely';
import type Database from 'libsql';
import type { GroupingDriver } from './driver.ts';
import type { Query, Run } from './statements.ts';
import type { Tables } from './tables.ts';

export type Trx = Transaction<Tables>;

/** What a query needs: the store's `db`, or the transaction it is part of. */
export type Queries = Kysely<Tables>;

/** Nobody gets the connection itself: Kysely's own transactions would not be of the driver's groups. */
const NO_CONNECTION: ConnectionProvider = {
  provideConnection() {
    throw new Error('Use the transaction() of the store.');
  },
};

const COMPILER = new SqliteQueryCompiler();
const ADAPTER = new SqliteAdapter();

/** Hands queries to the driver without the turns of the event loop that Kysely takes for plugins: there are none. */
class Executor extends DefaultQueryExecutor {
  readonly #run: <R>(query: CompiledQuery) => Promise<QueryResult<R>>;

  constructor(run: <R>(query: CompiledQuery) => Promise<QueryResult<R>>) {
    super(COMPILER, ADAPTER, NO_CONNECTION);
    this.#run = run;
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run<R>(query);
  }
}

type Runner = <R>(query: Query) => QueryResult<R> | Promise<QueryResult<R>>;

/** What each runs queries with. */
const RUNNERS = new WeakMap<Queries, Runner>();

/** Runs what is in words already. */
export function runnerOf(db: Queries): Runner {
  const runner = RUNNERS.get(db);
  if (runner === undefined) throw new Error('These queries are of no store.');
  return runner;
}

/** The queries of one database, and those of a transaction of it. */
export function createQueries(database: Database.Database, driver: GroupingDriver) {
  const dialect = new SqliteDialect({ database });
  const props = { config: { dialect }, dialect, driver: new DummyDriver() };
  const execute = <R>(query: Query) => driver.execute<R>(query);
  const db = new Kysely<Tables>({ ...props, executor: new Executor(execute) });
  RUNNERS.set(db, execute);
  return {
    db,
    within(run: Run): Trx {
      const trx = new Transaction<Tables>({ ...props, executor: new Executor(async (query) => run(query)) });
      RUNNERS.set(trx, run);
      return trx;
    },
  };
}
