// Whether somebody is looking and the network is there: nothing is asked of the server while not, and at once when again.

import { type ReadonlySignal, signal } from '@preact/signals';

export interface Presence {
  readonly online: ReadonlySignal<boolean>;
  /** Hidden or offline: a request would be wasted. */
  isAway(): boolean;
  /** Calls back when the page is shown again, restored from the back/forward cache, or online again. */
  onReturn(returned: () => void): void;
}

/** A page that tells of both. */
export interface WatchedPresence extends Presence {
  /** Calls back when the page is hidden, or goes offline. */
  onLeave(left: () => void): void;
}

/** Follows the page that this script runs in. */
export function createPresence(): WatchedPresence {
  const online = signal(navigator.onLine);
  const returns: (() => void)[] = [];
  const leaves: (() => void)[] = [];
  const isAway = () => !online.peek() || document.visibilityState === 'hidden';
  const changed = () => {
    online.value = navigator.onLine;
    for (const tell of isAway() ? leaves : returns) tell();
  };
  addEventListener('online', changed);
  addEventListener('offline', changed);
  addEventListener('pageshow', (event) => {
    if (event.persisted) changed();
  });
  document.addEventListener('visibilitychange', changed);
  return {
    online,
    isAway,
    onReturn: (returned) => void returns.push(returned),
    onLeave: (left) => void leaves.push(left),
  };
}
