// Follows one session for as long as somebody looks: by a stream, where that is cut by reads that wait, and by a read now and
// then where other frames have the connections. What it hears only tells when to read.

import type { Reach } from '../api/calls.ts';
import type { Clock } from '../clock.ts';
import type { Pace } from '../payment/pace.ts';
import { type Connection, followStream, type Outcome, waitForNews } from './connection.ts';
import { type Locks, takeSlot } from './slots.ts';

export interface FollowDeps {
  readonly reach: Reach;
  readonly clock: Clock;
  readonly pace: Pace;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly locks: Locks | undefined;
  /** The version that is known here. */
  readonly known: () => number;
  /** The server has this version. */
  readonly told: (version: number) => void;
  /** Time to read, as nobody would tell of news. */
  readonly poll: () => void;
}

/** Without a connection: every 15 s on average. */
const POLL_MS = { least: 10_000, more: 10_000 };
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** What ends sooner, again and again, is not what it should be. */
const SHORT_MS = 5_000;

/** Resolves when it is aborted. */
export async function follow(deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const { clock, pace, random, locks, poll } = deps;
  while (!signal.aborted) {
    const release = await takeSlot(locks);
    if (release === null) {
      await sleep(clock, Math.max(pace.pauseMs(), POLL_MS.least + random() * POLL_MS.more), signal);
      if (!signal.aborted) poll();
      continue;
    }
    try {
      await hold(deps, signal);
    } finally {
      release();
    }
  }
}

/** One connection after the other, on one slot. */
async function hold(deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const { clock, pace, random, known } = deps;
  let isCut = false;
  let failures = 0;
  let latest = 0;
  const connection: Connection = {
    reach: deps.reach,
    clock,
    signal,
    told(version) {
      latest = Math.max(latest, version);
      deps.told(version);
    },
  };
  while (!signal.aborted) {
    const since = Math.max(latest, known());
    const startedAt = clock.now();
    pace.sent();
    const outcome: Outcome = isCut ? await waitForNews(connection, since) : await followStream(connection);
    isCut ||= outcome.end === 'cut';
    const isShort = clock.now() - startedAt < SHORT_MS && latest <= since;
    failures = outcome.end === 'failed' || isShort ? failures + 1 : 0;
    const withinMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    await sleep(clock, Math.max(pace.pauseMs(), outcome.retryAfterMs ?? 0, random() * withinMs), signal);
  }
}

/** Resolves after so long, or when it is aborted. */
function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(ms, wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
