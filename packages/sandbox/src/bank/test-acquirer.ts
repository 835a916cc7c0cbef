// Acquirers of tests: the sandbox's own with some of what it does replaced, and the same one at the end of a line.

import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import { type Acquirer, createAcquirer } from './acquirer.ts';

/** What a test's acquirer does in another way. */
export type Replaced = (store: Store) => Partial<Acquirer>;

/** One that is asked for money in another way is at the end of a line: it cannot decide in our own transaction. */
export function acquirerWith(store: Store, clock: Clock, other: Partial<Acquirer>): Acquirer {
  const isElsewhere = other.authorize !== undefined;
  return { ...createAcquirer(store, clock), ...(isElsewhere ? { authorizeIn: undefined } : {}), ...other };
}

/** The sandbox's own, asked in a transaction of its own between two of ours. */
export function atALine(store: Store, clock: Clock): Pick<Acquirer, 'authorize'> {
  const { authorize } = createAcquirer(store, clock);
  return { authorize };
}
