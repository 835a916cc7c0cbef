// The one connection to the database: one transaction at a time, statements prepared once, and commits shared.

import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type Database from 'libsql';

export interface DriverOptions {
  /** Called before every statement; a test that lets a process die here throws. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** Transactions that are committed together. */
interface Group {
  /** Settles when they are on the disk, or lost. */
  readonly end: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** Queries are few and built by us; a list of values that is longer each time makes another text of one. */
const MOST_STATEMENTS = 500;

/**
 * Commits whatever was written during one turn of the event loop together (group commit): a commit waits for the disk,
 * and while it does, requests gather that then wait for one commit instead of one each. Each transaction is a savepoint
 * of its own, so that one that fails undoes only itself. Nothing is known outside before it is on the disk: whoever wrote
 * or read while others' work was still uncommitted gets the result after the commit, or an error if that fails.
 *
 * A transaction takes the write lock from its first moment: one that reads before it writes would otherwise fail where
 * another process has written in between.
 */
export class GroupingDriver implements Driver {
  readonly #database: Database.Database;
  readonly #onStatement: (sql: string) => void;
  readonly #connection: DatabaseConnection;
  readonly #statements = new Map<string, Statement>();
  readonly #waiting: (() => void)[] = [];
  #isHeld = false;
  #group: Group | null = null;
  /** What the holder of the connection has seen or is part of. */
  #seen: Group | null = null;
  #isCommitDue = false;

  constructor(database: Database.Database, { onStatement = () => {} }: DriverOptions = {}) {
    this.#database = database;
    this.#onStatement = onStatement;
    this.#connection = {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
        this.#seen = this.#group;
        return this.#run<R>(query.sql, query.parameters);
      },
      streamQuery: () => {
        throw new Error('Answers are not streamed: read them page by page.');
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isHeld) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isHeld = true;
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    if (this.#group === null) this.#openGroup();
    this.#seen = this.#group;
    this.#run('savepoint work');
  }

  async commitTransaction(): Promise<void> {
    this.#run('release work');
  }

  async rollbackTransaction(): Promise<void> {
    // Where the database has undone everything by itself, there is nothing left to undo.
    if (this.#group === null) return;
    this.#run('rollback to work');
    this.#run('release work');
  }

  async releaseConnection(): Promise<void> {
    const seen = this.#seen;
    this.#seen = null;
    if (this.#isCommitDue) this.#commit();
    const next = this.#waiting.shift();
    if (next === undefined) this.#isHeld = false;
    else next();
    await seen?.end;
  }

  async destroy(): Promise<void> {
    try {
      if (this.#group !== null) this.#commit();
    } finally {
      this.#statements.clear();
      this.#database.close();
    }
  }

  #openGroup(): void {
    this.#run('begin immediate');
    let settle: Pick<Group, 'resolve' | 'reject'> = { resolve: () => {}, reject: () => {} };
    const end = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    end.catch(() => {});
    const group = { end, ...settle };
    this.#group = group;
    // After everything that has arrived by now has had its turn.
    setImmediate(() => {
      if (this.#group !== group) return;
      if (this.#isHeld) this.#isCommitDue = true;
      else this.#commit();
    });
  }

  #commit(): void {
    const group = this.#group;
    this.#isCommitDue = false;
    if (group === null) return;
    try {
      this.#run('commit');
      this.#group = null;
      group.resolve();
    } catch (cause) {
      this.#lose(group, cause);
    }
  }

  #lose(group: Group, cause: unknown): void {
    this.#group = null;
    group.reject(cause);
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }

  #run<R>(sql: string, parameters: readonly unknown[] = []): QueryResult<R> {
    this.#onStatement(sql);
    try {
      const { statement, isReader } = this.#prepare(sql);
      if (isReader) return { rows: statement.all(parameters) as R[] };
      const { changes } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    } catch (cause) {
      // Some errors end the whole transaction (SQLite, "Response To Errors Within A Transaction").
      if (this.#group !== null && !this.#database.inTransaction) this.#lose(this.#group, cause);
      throw cause;
    }
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    const made = { statement, isReader: statement.reader };
    this.#statements.set(sql, made);
    return made;
  }
}

interface Statement {
  readonly statement: Database.Statement;
  readonly isReader: boolean;
}
