// The database: one connection, migrated when opened, one transaction at a time. No SQL dialect shows outside store/.

import { chmod, open } from 'node:fs/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  Migrator,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import Database from 'libsql';
import { diskOf, NO_DISK } from './disk.ts';
import { type DriverOptions, GroupingDriver } from './driver.ts';
import { keepTables, MEMORY, makeTables } from './fresh-tables.ts';
import { MIGRATIONS } from './migrations.ts';
import { createQueries, type Queries, StoreTransaction, type Trx } from './queries.ts';
import type { Tables } from './tables.ts';
import { createRootSecret, createVault, type Vault } from './vault.ts';

export type { Queries, Trx } from './queries.ts';

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
  if (path !== MEMORY || !makeTables(database)) await migrate(path, database);
  const disk = path === MEMORY ? NO_DISK : diskOf(path);
  const driver = new GroupingDriver(database, { disk, ...options });
  const { db, within } = createQueries(database, driver);
  const transaction: Store['transaction'] = async (work) => {
    let committed: readonly (() => void)[] = [];
    const result = await driver.transaction((run) => {
      const trx = within(run);
      committed = trx.committed;
      return work(trx);
    });
    for (const run of committed) run();
    return result;
  };
  const rootSecret = await transaction(findOrCreateRootSecret);
  return { db, vault: createVault(rootSecret), transaction, close: () => driver.close() };
}

/** Has `run` called once the transaction has been committed, and never when it is rolled back. It must not throw. */
export function afterCommit(trx: Trx, run: () => void): void {
  if (trx instanceof StoreTransaction) trx.committed.push(run);
}

/** Whoever brings the tables up to date holds on to the connection, and shares it with nobody. */
async function migrate(path: string, database: Database.Database): Promise<void> {
  const alone = new Kysely<Tables>({ dialect: new MigratingDialect(database) });
  const { error } = await new Migrator({ db: alone, provider: MIGRATIONS }).migrateToLatest();
  if (error !== undefined) {
    await alone.destroy();
    throw new Error(`The database ${path} could not be brought up to date.`, { cause: error });
  }
  if (path === MEMORY) keepTables(database);
}

async function openDatabase(path: string): Promise<Database.Database> {
  if (path !== MEMORY) await makePrivate(path);
  const database = new Database(path);
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA foreign_keys = ON');
  database.pragma('journal_mode = WAL');
  // Every commit waits for the disk, by diskOf(path).sync(): a payment that was answered is there after a kill, and after
  // a power cut as well. SQLite itself would wait on this thread.
  database.exec('PRAGMA synchronous = NORMAL');
  // Pages that everybody needs stay in memory: 64 MB of them at most.
  database.pragma('cache_size = -65536');
  // 32 MB of log before it is moved into the file, which everybody waits for: a page written often is moved once.
  database.pragma('wal_autocheckpoint = 8000');
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

class MigratingDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): MigratingDriver {
    return new MigratingDriver({ database: this.#database });
  }
}
