// Rows that every request asks for and that are seldom written: kept in memory until something writes their table.

/** Tables that every request reads and few write. */
export const KEPT_TABLES = ['merchants', 'api_keys', 'webhook_endpoints'] as const;
export type KeptTable = (typeof KEPT_TABLES)[number];

/** The table that a statement writes: none, this one, or nobody knows which. */
export type Written = string | 'none' | 'any';

type Rows = readonly unknown[];

/** What a query of one table found, by its text and then by its values: to join the two takes longer than to look twice. */
type Results = Map<string, Map<string, Rows>>;

/** A query by its text and its values. */
export interface Asked {
  readonly sql: string;
  readonly values: string;
}

/** How many results of a query are kept; with one more, all are read anew. */
const MOST_RESULTS = 10_000;

/**
 * Every statement that may write passes here, so that no caller can forget to say so. What a group of transactions has
 * written is not kept before the disk has it: until then its tables are read from the database.
 */
export class Memory {
  readonly #results = new Map<KeptTable, Results>(KEPT_TABLES.map((table) => [table, new Map()]));
  /** The groups that have written each table, and are not yet on the disk. */
  readonly #writers = new Map<KeptTable, Set<object>>(KEPT_TABLES.map((table) => [table, new Set()]));

  /** What a query of the table found, if it is known: the same objects each time. */
  find(table: KeptTable, { sql, values }: Asked): Rows | undefined {
    return this.#results.get(table)?.get(sql)?.get(values);
  }

  /** Keeps what has just been read. */
  keep(table: KeptTable, { sql, values }: Asked, rows: Rows): void {
    const results = this.#results.get(table);
    if (results === undefined || this.#writers.get(table)?.size !== 0) return;
    const known = results.get(sql) ?? new Map<string, Rows>();
    if (known.size >= MOST_RESULTS) known.clear();
    results.set(sql, known.set(values, rows));
  }

  /** A statement of `group` is about to write. */
  forget(written: Written, group: object | null): void {
    for (const table of KEPT_TABLES) {
      if (written !== 'any' && written !== table) continue;
      this.#results.get(table)?.clear();
      if (group !== null) this.#writers.get(table)?.add(group);
    }
  }

  /** The disk has what the group wrote, or it is undone. */
  settle(group: object): void {
    for (const writers of this.#writers.values()) writers.delete(group);
  }

  /** Somebody else has written the file. */
  clear(): void {
    for (const known of this.#results.values()) known.clear();
  }
}
