// The statements of a connection: prepared once each, however often they are run; and what they found, where that is kept.

import type { CompiledQuery, QueryResult } from 'kysely';
import type Database from 'libsql';
import { type Asked, type KeptTable, Memory, type Written } from './memory.ts';

/** What there is to run: the text and its values. */
export interface Query extends Pick<CompiledQuery, 'sql' | 'parameters'> {
  /** It finds one row at most, or only the first is wanted: a cursor costs several times as much. */
  readonly isSingle?: boolean;
  /** The one table that it reads, where its rows are kept until that is written (memory.ts). */
  readonly kept?: KeptTable | undefined;
}

/** Runs a query at once. */
export type Run = <R>(query: Query) => QueryResult<R>;

/** Queries are few and built by us; a list of values that is longer each time makes another text of one. */
const MOST_STATEMENTS = 500;

interface Statement {
  readonly statement: Database.Statement;
  /** Names of what it gives; null for one that gives no rows. */
  readonly columns: readonly string[] | null;
  readonly written: Written;
}

export interface StatementsOptions {
  /** Called before every statement that reaches the database. */
  readonly onStatement: (sql: string) => void;
  /** The group of transactions that a statement is part of now; null for none. */
  readonly writer: () => object | null;
}

export class Statements {
  readonly #database: Database.Database;
  readonly #options: StatementsOptions;
  readonly #known = new Map<string, Statement>();
  readonly #memory = new Memory();
  /** Of the file as it was when its transactions last began. */
  #version: unknown;

  constructor(database: Database.Database, options: StatementsOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** What a query finds, where that is known and on the disk. */
  find<R>(query: Query): QueryResult<R> | undefined {
    const rows = query.kept === undefined ? undefined : this.#memory.find(query.kept, asked(query));
    return rows === undefined ? undefined : { rows: rows as R[] };
  }

  run<R>(query: Query): QueryResult<R> {
    const known = this.find<R>(query);
    if (known !== undefined) return known;
    const result = this.#ask<R>(query);
    const { kept, isSingle = false } = query;
    // Of keys that nobody has there may be as many as somebody likes to try.
    const isWorthIt = !isSingle || result.rows.length > 0;
    if (kept !== undefined && isWorthIt) this.#memory.keep(kept, asked(query), result.rows);
    return result;
  }

  /** What is kept is of no use where another process has written before the lock was taken (SQLite, "PRAGMA data_version"). */
  lookWhoWrote(): void {
    const [found] = this.#ask<{ data_version: number }>(DATA_VERSION).rows;
    if (found?.data_version !== this.#version) this.#memory.clear();
    this.#version = found?.data_version;
  }

  /** The disk has what a group of transactions wrote, or it is undone. */
  settle(group: object): void {
    this.#memory.settle(group);
  }

  #ask<R>({ sql, parameters, isSingle = false }: Query): QueryResult<R> {
    this.#options.onStatement(sql);
    const { statement, columns, written } = this.#known.get(sql) ?? this.#prepare(sql);
    if (written !== 'none') this.#memory.forget(written, this.#options.writer());
    if (columns === null) {
      const { changes } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    }
    // As arrays, since the binding takes longer to name every value than we do.
    const found: unknown = isSingle ? [statement.get(parameters)] : statement.all(parameters);
    const rows: R[] = [];
    for (const values of found as (readonly unknown[] | undefined)[]) {
      if (values !== undefined) rows.push(named<R>(columns, values));
    }
    return { rows };
  }

  /** Lets go of all, as the database wants it before it is closed. */
  clear(): void {
    this.#known.clear();
  }

  #prepare(sql: string): Statement {
    if (this.#known.size >= MOST_STATEMENTS) this.#known.clear();
    const statement = this.#database.prepare(sql);
    const columns = statement.reader
      ? statement
          .raw()
          .columns()
          .map(({ name }) => name)
      : null;
    const made = { statement, columns, written: writtenBy(sql) };
    this.#known.set(sql, made);
    return made;
  }
}

function asked({ sql, parameters }: Query): Asked {
  const [first] = parameters;
  // Most have one argument, which is not told from others by its quotes.
  return { sql, values: parameters.length === 1 ? String(first) : JSON.stringify(parameters) };
}

const DATA_VERSION: Query = { sql: 'pragma data_version', parameters: [], isSingle: true };

function named<R>(columns: readonly string[], values: readonly unknown[]): R {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index];
  return row as R;
}

/** Whether a query changes nothing. */
export function isRead({ sql }: Pick<Query, 'sql'>): boolean {
  return /^\s*(select|pragma)\b/i.test(sql);
}

const WRITES =
  /^\s*(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+"?(\w+)"?/i;
const KEEPS = /^\s*(begin|commit|savepoint|release|rollback)\b/i;

/** What a statement writes by its own words; triggers of ours write counts and words of searches alone. */
export function writtenBy(sql: string): Written {
  if (isRead({ sql }) || KEEPS.test(sql)) return 'none';
  return WRITES.exec(sql)?.[1]?.toLowerCase() ?? 'any';
}
