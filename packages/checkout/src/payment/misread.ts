// A total that changes as Pay is pressed: a finger that is on its way to the button does not stop for a new text on it.

import type { Clock } from '../clock.ts';
import { sessionOf } from './session-of.ts';
import type { State } from './state.ts';

export interface Totals {
  /** The state goes from one to the other. */
  follow(one: State, other: State): void;
  /** Whether nobody can have read the present total yet. */
  isUnread(): boolean;
}

const READING_MS = 1_000;

export function createTotals(clock: Pick<Clock, 'now'>): Totals {
  let changedAt = Number.NEGATIVE_INFINITY;
  return {
    follow(one, other) {
      if (hasOtherTotal(one, other)) changedAt = clock.now();
    },
    isUnread: () => clock.now() - changedAt < READING_MS,
  };
}

function hasOtherTotal(one: State, other: State): boolean {
  const [before, after] = [sessionOf(one), sessionOf(other)];
  if (before === undefined || after === undefined || other.name !== 'ready') return false;
  return before.amountTotal !== after.amountTotal || before.currency !== after.currency;
}
