// The one connection to the database: one transaction at a time, statements prepared once, and commits shared.

import type { QueryResult } from 'kysely';
import type Database from 'libsql';
import { type Disk, NO_DISK } from './disk.ts';
import { isRead, type Query, type Run, Statements } from './statements.ts';

export interface DriverOptions {
  /** Called before every statement; a test that lets a process die here throws. */
  readonly onStatement?: ((sql: string) => void) | undefined;
  /** What commits wait for; the disk under the database file unless told. */
  readonly disk?: Disk;
}

/** Transactions that are committed together. */
interface Group {
  /** Settles when they are on the disk, or lost. */
  readonly end: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
  /** Everything that had arrived when it was opened has had its turn. */
  isDue: boolean;
}

/**
 * Commits together whatever is written during one turn of the event loop, or while the disk is still busy with the commit
 * before (group commit): requests gather meanwhile and wait for one commit instead of one each. Each transaction is a
 * savepoint of its own, so that one that fails undoes only itself. Nothing is known outside before it is on the disk:
 * whoever wrote or read what is not there yet gets the result when it is, or an error if that fails.
 *
 * A transaction takes the write lock from its first moment: one that reads before it writes would otherwise fail where
 * another process has written in between.
 */
export class GroupingDriver {
  readonly #database: Database.Database;
  readonly #disk: Disk;
  readonly #statements: Statements;
  readonly #waiting: (() => void)[] = [];
  #isHeld = false;
  /** That transactions join. */
  #group: Group | null = null;
  /** That is committed, and not yet on the disk. */
  #onItsWay: Group | null = null;
  /** Why nothing can be read or kept any more. */
  #failure: Error | null = null;

  constructor(database: Database.Database, { disk = NO_DISK, onStatement = () => {} }: DriverOptions = {}) {
    this.#database = database;
    this.#disk = disk;
    this.#statements = new Statements(database, { onStatement, writer: () => this.#group });
  }

  /** Runs a query that is no part of a transaction. */
  async execute<R>(query: Query): Promise<QueryResult<R>> {
    const known = this.#failure === null ? this.#statements.find<R>(query) : undefined;
    if (known !== undefined) return known;
    await this.#acquire();
    let seen: Group | null = null;
    try {
      if (this.#group === null && !isRead(query)) this.#openGroup();
      seen = this.#group ?? this.#onItsWay;
      return this.#run<R>(query);
    } finally {
      this.#release();
      await seen?.end;
    }
  }

  /** Runs `work` in a transaction, alone; what it throws undoes everything. Resolves when the disk has it. */
  async transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    await this.#acquire();
    let group: Group | null = null;
    try {
      group = this.#group ?? this.#openGroup();
      return await this.#inSavepoint(group, work);
    } finally {
      this.#release();
      await group?.end;
    }
  }

  /** Commits what is to be committed, and closes the database. */
  async close(): Promise<void> {
    try {
      await this.#acquire();
      await this.#onItsWay?.end;
      if (this.#group !== null) this.#commit(this.#group);
      await this.#onItsWay?.end;
    } catch {
      // Whoever has waited for it has been told.
    } finally {
      this.#failure ??= new Error('The database is closed.');
      this.#release();
      this.#statements.clear();
      await this.#disk.close();
      this.#database.close();
    }
  }

  async #acquire(): Promise<void> {
    if (this.#isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isHeld = true;
    if (this.#failure !== null) {
      this.#release();
      throw this.#failure;
    }
  }

  #release(): void {
    this.#isHeld = false;
    this.#commitIfDue();
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#isHeld = true;
    next();
  }

  #openGroup(): Group {
    this.#run(BEGIN);
    let settle: Pick<Group, 'resolve' | 'reject'> = { resolve: () => {}, reject: () => {} };
    const end = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const group = { end, ...settle, isDue: false };
    end.catch(() => {}).then(() => this.#statements.settle(group));
    this.#group = group;
    setImmediate(() => {
      group.isDue = true;
      this.#commitIfDue();
    });
    this.#statements.lookWhoWrote();
    return group;
  }

  async #inSavepoint<T>(group: Group, work: (run: Run) => Promise<T>): Promise<T> {
    this.#run(SAVEPOINT);
    try {
      const result = await work((query) => {
        // Without its group, each statement would be a transaction of its own.
        if (this.#group !== group) throw new Error('The transaction is over.');
        return this.#run(query);
      });
      this.#run(RELEASE);
      return result;
    } catch (cause) {
      // Where the database has undone everything by itself, there is nothing left to undo.
      if (this.#group === group) {
        this.#run(ROLLBACK_TO_SAVEPOINT);
        this.#run(RELEASE);
      }
      throw cause;
    }
  }

  #commitIfDue(): void {
    if (this.#group?.isDue === true && !this.#isHeld && this.#onItsWay === null) this.#commit(this.#group);
  }

  #commit(group: Group): void {
    try {
      this.#run(COMMIT);
    } catch (cause) {
      this.#lose(group, cause);
      return;
    }
    this.#group = null;
    this.#onItsWay = group;
    this.#disk.sync().then(
      () => {
        group.resolve();
        this.#onItsWay = null;
        this.#commitIfDue();
      },
      (cause: unknown) => this.#giveUp(group, cause),
    );
  }

  #lose(group: Group, cause: unknown): void {
    this.#group = null;
    group.reject(cause);
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }

  /** What a disk has lost it does not find by being asked again: only another process can begin anew. */
  #giveUp(group: Group, cause: unknown): void {
    this.#failure = new Error('The disk has not kept what was written. Start again.', { cause });
    group.reject(this.#failure);
    this.#onItsWay = null;
    if (this.#group !== null) this.#lose(this.#group, this.#failure);
  }

  #run<R>(query: Query): QueryResult<R> {
    try {
      return this.#statements.run(query);
    } catch (cause) {
      // Some errors end the whole transaction (SQLite, "Response To Errors Within A Transaction").
      if (this.#group !== null && !this.#database.inTransaction) this.#lose(this.#group, cause);
      throw cause;
    }
  }
}

const word = (sql: string): Query => ({ sql, parameters: [] });
const BEGIN = word('begin immediate');
const COMMIT = word('commit');
const SAVEPOINT = word('savepoint work');
const RELEASE = word('release work');
const ROLLBACK_TO_SAVEPOINT = word('rollback to work');
