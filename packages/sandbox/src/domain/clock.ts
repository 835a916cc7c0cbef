// Time, passed in: expiry, retries and rate windows are tested by advancing it.

/** A moment; the domain gets it passed in and cannot make one. */
export type Instant = Date;

export interface Clock {
  now(): Instant;
}

/** Resolves after `ms` milliseconds, or, when `signal` aborts first, never: nobody listens any more. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>;

export interface ManualClock extends Clock {
  /** Moves time forward by `ms` milliseconds, and ends every wait that is over by then. */
  advance(ms: number): void;
  readonly wait: Wait;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return { now: () => new Date() };
}

/** Waits by the machine's own clock, without keeping the process alive. */
export const systemWait: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });

/** A clock that stands still until it is advanced. `start` is an RFC 3339 time. */
export function manualClock(start = '2026-01-15T12:00:00.000Z'): ManualClock {
  let time = new Date(start).getTime();
  const waits = new Set<{ readonly until: number; readonly end: () => void }>();
  return {
    now: () => new Date(time),
    advance(ms) {
      time += ms;
      for (const wait of waits) {
        if (wait.until > time) continue;
        waits.delete(wait);
        wait.end();
      }
    },
    wait: (ms, signal) =>
      new Promise((end) => {
        const wait = { until: time + ms, end };
        waits.add(wait);
        signal?.addEventListener('abort', () => waits.delete(wait), { once: true });
      }),
  };
}

/** `now` moved by whole months, RFC 3339: the 31st becomes one of the first days after a month that has none. */
export function monthsLater(now: Instant, months: number): string {
  const moved = new Date(now);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  return moved.toISOString();
}

/** The day of `from`, `months` later, as RFC 3339 full-date in UTC; a month that is too short has it on its last day. */
export function sameDayIn(from: Instant, months: number): string {
  const month = from.getUTCMonth() + months;
  // Day 0 of a month is the last of the one before.
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), last);
  return new Date(Date.UTC(from.getUTCFullYear(), month, day)).toISOString().slice(0, 10);
}

/** `from` (RFC 3339 as well) moved by `ms` milliseconds, as RFC 3339 in UTC with milliseconds: such texts sort as their times do. */
export function later(from: Instant | string, ms: number): string {
  return new Date(new Date(from).getTime() + ms).toISOString();
}
