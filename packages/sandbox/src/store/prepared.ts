// Queries that are put into words once: building the same text again for every payment costs more than running it.

import type { Compilable, CompiledQuery } from 'kysely';
import type { Queries } from './store.ts';

/** Stands for an argument in a query that is compiled without it. */
class Argument {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

/**
 * A query whose arguments stand for values alone, never for names or for a part that is there or not: it is built when it
 * is run for the first time. The returned function runs it, in a transaction or outside, and resolves with its rows.
 */
export function prepared<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => Compilable<Row>,
): (db: Queries, ...args: Args) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, ...args) => {
    // What is passed instead of each value is never looked at, only put in its place.
    compiled ??= build(db, ...(args.map((_, index) => new Argument(index)) as unknown as Args)).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Argument ? args[value.index] : value,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
