// The way back to the shop by itself: how long it still takes, and how a buyer stays.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../clock.ts';

export interface Returning {
  /** Whole seconds until the page is left, never 0; null while nothing runs. */
  readonly left: ReadonlySignal<number | null>;
  /** Goes there in `ms`; in no time where that is 0. Whatever ran before ends. */
  start(ms: number, url: string): void;
  /** The buyer stays. */
  stop(): void;
}

export interface ReturningDeps {
  readonly clock: Clock;
  /** Leaves the page for good: the way back in the browser does not lead here again. */
  readonly go: (url: string) => void;
}

/** A countdown by the clock, not by how often its timer came round: a page in the background is told late. */
export function createReturning({ clock, go }: ReturningDeps): Returning {
  const left = signal<number | null>(null);
  let cancel: (() => void) | null = null;

  function stop(): void {
    cancel?.();
    cancel = null;
    left.value = null;
  }

  return {
    left,
    stop,
    start(ms, url) {
      stop();
      const at = clock.now() + ms;
      const tick = () => {
        const rest = at - clock.now();
        if (rest <= 0) {
          stop();
          go(url);
          return;
        }
        left.value = Math.ceil(rest / 1_000);
        cancel = clock.after(rest % 1_000 || 1_000, tick);
      };
      tick();
    },
  };
}
