// Kysely over the driver: it puts queries into words, and the driver runs them.

import {
  type CompiledQuery,
  type ConnectionProvider,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  type KyselyProps,
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

/** Queries of the store that are no part of a transaction. */
class StoreQueries extends Kysely<Tables> {
  /** Runs what is in words already. */
  readonly run: Runner;

  constructor(props: KyselyProps, run: Runner) {
    super(props);
    this.run = run;
  }
}

/** Those of one transaction. */
export class StoreTransaction extends Transaction<Tables> {
  readonly run: Runner;
  /** What is to run once it has been committed. */
  readonly committed: (() => void)[] = [];

  constructor(props: KyselyProps, run: Runner) {
    super(props);
    this.run = run;
  }
}

/** Runs what is in words already. */
export function runnerOf(db: Queries): Runner {
  if (db instanceof StoreTransaction || db instanceof StoreQueries) return db.run;
  throw new Error('These queries are of no store.');
}

/** The queries of one database, and those of a transaction of it. */
export function createQueries(database: Database.Database, driver: GroupingDriver) {
  const dialect = new SqliteDialect({ database });
  const props = { config: { dialect }, dialect, driver: new DummyDriver() };
  const execute = <R>(query: Query) => driver.execute<R>(query);
  return {
    db: new StoreQueries({ ...props, executor: new Executor(execute) }, execute),
    within: (run: Run) =>
      new StoreTransaction({ ...props, executor: new Executor(async (query) => run(query)) }, run),
  };
}
