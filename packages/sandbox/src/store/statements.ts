// The statements of a connection: prepared once each, however often they are run.

import type { CompiledQuery, QueryResult } from 'kysely';
import type Database from 'libsql';

/** What there is to run: the text and its values. */
export type Query = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Runs a query at once. */
export type Run = <R>(query: Query) => QueryResult<R>;

/** Queries are few and built by us; a list of values that is longer each time makes another text of one. */
const MOST_STATEMENTS = 500;

interface Statement {
  readonly statement: Database.Statement;
  readonly isReader: boolean;
}

export class Statements {
  readonly #database: Database.Database;
  readonly #known = new Map<string, Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  run<R>({ sql, parameters }: Query): QueryResult<R> {
    const { statement, isReader } = this.#known.get(sql) ?? this.#prepare(sql);
    if (isReader) return { rows: statement.all(parameters) as R[] };
    const { changes } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /** Lets go of all, as the database wants it before it is closed. */
  clear(): void {
    this.#known.clear();
  }

  #prepare(sql: string): Statement {
    if (this.#known.size >= MOST_STATEMENTS) this.#known.clear();
    const statement = this.#database.prepare(sql);
    const made = { statement, isReader: statement.reader };
    this.#known.set(sql, made);
    return made;
  }
}

/** Whether a query changes nothing. */
export function isRead({ sql }: Query): boolean {
  return /^\s*(select|pragma)\b/i.test(sql);
}
