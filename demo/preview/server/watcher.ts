// Has a run looked at for as long as a page shows it.

import type { Looker } from './look.ts';
import type { Run } from './runs.ts';

export interface Watcher {
  /** Looks at the run again and again, until the returned function is called. */
  watch(run: Run): () => void;
  /** Looks at it now, as something has happened. */
  nudge(run: Run): void;
}

interface Watched {
  /** How many show it. */
  pages: number;
  /** Ends the pause between two looks. */
  wake: AbortController;
}

/** How long what happens stays unseen, at most. */
const INTERVAL_MS = 500;
/** While the sandbox does not answer. */
const PATIENCE_MS = 2000;

/** @param wait Resolves after so many milliseconds, or at once when the signal is given. */
export function createWatcher(
  looker: Looker,
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
): Watcher {
  const watched = new Map<Run, Watched>();

  async function go(run: Run, entry: Watched): Promise<void> {
    while (watched.get(run) === entry) {
      const isWell = await looker.look(run).then(
        () => true,
        () => false,
      );
      await wait(isWell ? INTERVAL_MS : PATIENCE_MS, entry.wake.signal);
      if (entry.wake.signal.aborted) entry.wake = new AbortController();
    }
  }

  return {
    watch(run) {
      const known = watched.get(run);
      const entry = known ?? { pages: 0, wake: new AbortController() };
      entry.pages += 1;
      if (known === undefined) {
        watched.set(run, entry);
        void go(run, entry);
      }
      return () => {
        entry.pages -= 1;
        if (entry.pages > 0) return;
        watched.delete(run);
        entry.wake.abort();
      };
    },
    nudge: (run) => watched.get(run)?.wake.abort(),
  };
}
