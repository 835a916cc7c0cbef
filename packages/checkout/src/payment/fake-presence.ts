// For tests: whether somebody is looking and the network is there, as the test says.

import { signal } from '@preact/signals';

export function createFakePresence() {
  const online = signal(true);
  let hidden = false;
  const listeners: (() => void)[] = [];
  return {
    online,
    isAway: () => hidden || !online.value,
    onReturn: (returned: () => void) => void listeners.push(returned),
    set(next: { online?: boolean; hidden?: boolean }) {
      online.value = next.online ?? online.value;
      hidden = next.hidden ?? hidden;
      if (!hidden && online.value) for (const returned of listeners) returned();
    },
  };
}
