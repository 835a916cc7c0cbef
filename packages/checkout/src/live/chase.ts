// Reads until a version that the server has named is known here: a read that was under way may have missed it.

import type { Clock } from '../clock.ts';

export interface ChaseDeps {
  readonly clock: Clock;
  /** The version that is known here. */
  readonly known: () => number;
  /** Reads, unless something is under way whose answer says more. */
  readonly read: (version: number) => void;
}

export interface Chase {
  told(version: number): void;
  stop(): void;
}

/** Many changes in a second are one for a buyer. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export function createChase({ clock, known, read }: ChaseDeps): Chase {
  let wanted = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let cancel: (() => void) | null = null;

  function run(): void {
    cancel = null;
    if (known() >= wanted) return;
    read(wanted);
    cancel = clock.after(pauseMs, run);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  return {
    told(version) {
      if (version <= wanted) return;
      wanted = version;
      pauseMs = FIRST_PAUSE_MS;
      if (cancel === null) run();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
