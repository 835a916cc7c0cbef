// For tests: a clock that moves only when told to.

import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /** Lets this much time pass: runs what falls due, in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
}

export function createFakeClock(): FakeClock {
  let time = 0;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const until = time + ms;
      await settled();
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        time = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.run();
        await settled();
      }
      time = until;
    },
  };
}

/** Promises that are settled already, and what hangs on them, are through when this resolves. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}
