// Moves the sandbox's clock on, stopping where something is due, so that each thing happens at its own time and in order.

import { setImmediate as turn } from 'node:timers/promises';
import { type Instant, later } from '../domain/clock.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import { nextDue } from '../store/due.ts';
import type { Store } from '../store/store.ts';

export interface ClockMovesDeps {
  readonly store: Store;
  readonly clock: SandboxClock;
  /** Does what is due now, and resolves when it is done. */
  readonly work: () => Promise<void>;
}

export interface ClockMoves {
  /** Moves the clock on by `ms`, and resolves when what became due is done. Moves that overlap follow one another. */
  advance(ms: number): Promise<void>;
  /** The same, to a moment; one that is past is where the clock has been already. */
  moveTo(moment: Instant): Promise<void>;
}

/** What is due within a second of something else happens with it, and after so many stops all the rest at once. */
const APART_MS = 1000;
const MOST_STOPS = 1000;

/** The moves of one clock. */
export function createClockMoves({ store, clock, work }: ClockMovesDeps): ClockMoves {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn(move: () => Promise<void>): Promise<void> {
    const next = last.then(move, move);
    last = next;
    return next;
  }

  /** The next moment to stop at on the way. */
  async function nextStop(to: Instant): Promise<Instant> {
    const now = clock.now();
    const waits = clock.nextWait();
    const due = [await nextDue(store.db, now, to), waits === null || waits <= now ? null : waits];
    const times = due.flatMap((at) => (at === null ? [] : [at.getTime()]));
    const soonest = Math.max(Math.min(...times, to.getTime()), now.getTime() + APART_MS);
    return new Date(Math.min(soonest, to.getTime()));
  }

  async function walk(to: Instant): Promise<void> {
    await work();
    for (let stops = 0; clock.now() < to; stops += 1) {
      const stop = stops < MOST_STOPS ? await nextStop(to) : to;
      // A clock that runs may have come further meanwhile.
      if (stop > clock.now()) clock.moveTo(stop);
      await turn();
      await work();
    }
  }

  return {
    advance: (ms) => inTurn(() => walk(new Date(later(clock.now(), ms)))),
    moveTo: (moment) => inTurn(() => walk(moment)),
  };
}
