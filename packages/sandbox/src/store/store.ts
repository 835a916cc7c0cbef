// The database: one connection, migrated when opened, one transaction at a time. No SQL dialect shows outside store/.

import { chmod, open } from 'node:fs/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  Migrator,
  SqliteDialect,
  SqliteDriver,
  type Transaction,
} from 'kysely';
import Database from 'libsql';
import { type DriverOptions, GroupingDriver } from './driver.ts';
import { MIGRATIONS } from './migrations.ts';
import type { Tables } from './tables.ts';
import { createRootSecret, createVault, type Vault } from './vault.ts';

export type Trx = Transaction<Tables>;

/** What a query needs: the store's `db`, or the transaction it is part of. */
export type Queries = Kysely<Tables>;

export interface Store {
  readonly db: Queries;
  readonly vault: Vault;
  /**
   * Runs `work` in one transaction that holds the write lock from its first moment; what it throws rolls everything
   * back. There is one connection: inside `work` use only `trx`, for `db` would wait for `work` to end, forever.
   */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens a database file (made when missing) or `:memory:`, and brings its tables up to date. */
export async function openStore(path: string, options: DriverOptions = {}): Promise<Store> {
  const database = await openDatabase(path).catch((cause: unknown) => {
    throw new Error(`The database ${path} could not be opened.`, { cause });
  });
  // Whoever brings the tables up to date holds on to the connection, and shares it with nobody.
  const alone = new Kysely<Tables>({ dialect: new Dialect(database, new MigratingDriver({ database })) });
  const { error } = await new Migrator({ db: alone, provider: MIGRATIONS }).migrateToLatest();
  if (error !== undefined) {
    await alone.destroy();
    throw new Error(`The database ${path} could not be brought up to date.`, { cause: error });
  }
  const db = new Kysely<Tables>({ dialect: new Dialect(database, new GroupingDriver(database, options)) });
  const transaction: Store['transaction'] = async (work) => {
    const committed: (() => void)[] = [];
    const result = await db.transaction().execute((trx) => {
      COMMITTED.set(trx, committed);
      return work(trx);
    });
    for (const run of committed) run();
    return result;
  };
  const rootSecret = await transaction(findOrCreateRootSecret);
  return { db, vault: createVault(rootSecret), transaction, close: () => db.destroy() };
}

/** What is to run once each transaction has been committed. */
const COMMITTED = new WeakMap<Trx, (() => void)[]>();

/** Has `run` called once the transaction has been committed, and never when it is rolled back. It must not throw. */
export function afterCommit(trx: Trx, run: () => void): void {
  COMMITTED.get(trx)?.push(run);
}

async function openDatabase(path: string): Promise<Database.Database> {
  if (path !== ':memory:') await makePrivate(path);
  const database = new Database(path);
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA foreign_keys = ON');
  database.pragma('journal_mode = WAL');
  // Every commit waits for the disk: a payment that was answered is there after a kill, and after a power cut as well.
  // (NORMAL would lose nothing by a kill either, but the last moments before a power cut.) What that costs is shared by
  // all that are committed together: see driver.ts.
  database.exec('PRAGMA synchronous = FULL');
  return database;
}

/** The file and those that SQLite keeps beside it hold every key: they are their owner's alone. */
async function makePrivate(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close();
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    // Those beside it are made with the mode of the file itself, when they are needed.
    await chmod(file, 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

async function findOrCreateRootSecret(trx: Trx): Promise<string> {
  const row = await trx
    .selectFrom('installation')
    .select('value')
    .where('name', '=', 'root_secret')
    .executeTakeFirst();
  if (row !== undefined) return row.value;
  const value = createRootSecret();
  await trx.insertInto('installation').values({ name: 'root_secret', value }).execute();
  return value;
}

/** A plain BEGIN takes the write lock at the first write, and then fails if another process has written meanwhile. */
class MigratingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite by a driver of ours. */
class Dialect extends SqliteDialect {
  readonly #driver: Driver;

  constructor(database: Database.Database, driver: Driver) {
    super({ database });
    this.#driver = driver;
  }

  override createDriver(): Driver {
    return this.#driver;
  }
}
