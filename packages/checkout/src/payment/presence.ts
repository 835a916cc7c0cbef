// Whether somebody is looking and the network is there: nothing is asked of the server while not, and at once when again.

import { type ReadonlySignal, signal } from '@preact/signals';

export interface Presence {
  readonly online: ReadonlySignal<boolean>;
  /** Hidden or offline: a request would be wasted. */
  isAway(): boolean;
  /** Calls back when the page is shown again, restored from the back/forward cache, or online again. */
  onReturn(returned: () => void): void;
}

/** Follows the page that this script runs in. */
export function createPresence(): Presence {
  const online = signal(navigator.onLine);
  const listeners: (() => void)[] = [];
  const isAway = () => !online.peek() || document.visibilityState === 'hidden';
  const changed = () => {
    online.value = navigator.onLine;
    if (!isAway()) for (const returned of listeners) returned();
  };
  addEventListener('online', changed);
  addEventListener('offline', changed);
  addEventListener('pageshow', (event) => {
    if (event.persisted) changed();
  });
  document.addEventListener('visibilitychange', changed);
  return { online, isAway, onReturn: (returned) => void listeners.push(returned) };
}
