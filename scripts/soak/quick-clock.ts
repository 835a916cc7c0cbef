// The machine's clock, for buyers and checkouts that live faster than it.

import type { Clock } from '../../packages/checkout/src/clock.ts';

/** `speed` of its milliseconds pass in one of the machine's. */
export function quickClock(speed: number): Clock {
  return {
    now: () => performance.now() * speed,
    after(ms, run) {
      const timer = setTimeout(run, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
