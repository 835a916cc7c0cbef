// Time, passed in: expiry, retries and rate windows are tested by advancing it.

/** A moment; the domain gets it passed in and cannot make one. */
export type Instant = Date;

export interface Clock {
  now(): Instant;
}

export interface ManualClock extends Clock {
  /** Moves time forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** The machine's own clock. */
export function systemClock(): Clock {
  return { now: () => new Date() };
}

/** A clock that stands still until it is advanced. `start` is an RFC 3339 time. */
export function manualClock(start = '2026-01-15T12:00:00.000Z'): ManualClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    advance(ms) {
      time += ms;
    },
  };
}

/** `now` moved by `ms` milliseconds, as RFC 3339 in UTC with milliseconds: such texts sort as their times do. */
export function later(now: Instant, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
