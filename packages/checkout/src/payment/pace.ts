// How often the server is asked: not before the time that it named, and by the page itself at most ten times a minute, however
// long nobody answers. What the buyer, the shop or the server asks for is sent at once.

import type { Clock } from '../clock.ts';

/** What a server may want to be left alone with. */
export type Request = 'read' | 'confirm';

export interface Pace {
  /** Milliseconds until the server is ready for it; 0 when it is. */
  restMs(request: Request): number;
  /** Milliseconds until the page may read again of its own accord. */
  pauseMs(): number;
  /** A read, or something as costly, has left. */
  sent(): void;
  /** The server wants no such request for so long (RFC 9110, `Retry-After`). */
  rest(request: Request, ms: number | undefined): void;
}

/** A little more, so that whoever counts from any moment counts no more. */
const MINUTE_MS = 61_000;
/** Two fewer than are allowed: for what begins beside it. */
const MOST_A_MINUTE = 10;

export function createPace(clock: Pick<Clock, 'now'>): Pace {
  const from: Record<Request, number> = { read: 0, confirm: 0 };
  /** When the latest left, the oldest first. */
  let latest: readonly number[] = [];
  const restMs = (request: Request) => Math.max(0, from[request] - clock.now());
  return {
    restMs,
    pauseMs() {
      const oldest = latest.length < MOST_A_MINUTE ? undefined : latest[0];
      return Math.max(restMs('read'), oldest === undefined ? 0 : oldest + MINUTE_MS - clock.now());
    },
    sent() {
      latest = [...latest, clock.now()].slice(-MOST_A_MINUTE);
    },
    rest(request, ms = 0) {
      from[request] = Math.max(from[request], clock.now() + ms);
    },
  };
}
