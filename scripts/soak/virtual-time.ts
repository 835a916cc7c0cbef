// Time that jumps from one thing that is due to the next: hours of waiting in no time, and every run in the same order.

import type { Clock } from '../../packages/checkout/src/clock.ts';

export interface VirtualTime extends Clock {
  /** Counts work that takes no virtual time but real turns of the event loop: time does not move while any is under way. */
  working<T>(work: Promise<T>): Promise<T>;
  /** Lets time pass until `until` is settled. @throws when nothing is due and it never will be. */
  run<T>(until: Promise<T>): Promise<T>;
}

/** `onMove` is told by how much time has moved, before what is due then runs. */
export function createVirtualTime(onMove: (byMs: number) => void): VirtualTime {
  let now = 0;
  let order = 0;
  let busy = 0;
  const due: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];

  /** Until all promises that can settle now have settled. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await new Promise(setImmediate);
      if (busy > 0) quiet = -1;
    }
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), order: ++order, run };
      due.push(timer);
      return () => {
        const index = due.indexOf(timer);
        if (index >= 0) due.splice(index, 1);
      };
    },
    working(work) {
      busy += 1;
      return work.finally(() => {
        busy -= 1;
      });
    },
    async run(until) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      until.then(end, end);
      for (;;) {
        await settled();
        if (isOver) return until;
        const next = due.reduce<(typeof due)[number] | undefined>(
          (first, timer) =>
            first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)
              ? timer
              : first,
          undefined,
        );
        if (next === undefined) throw new Error('Nothing is due, and what is waited for has not happened.');
        due.splice(due.indexOf(next), 1);
        onMove(next.at - now);
        now = next.at;
        next.run();
      }
    },
  };
}
