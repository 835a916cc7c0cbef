// What a press causes waits until the press is over: a button that moves between down and up is not clicked.

import { browserClock } from '../clock.ts';

let isDown = false;
let waiting: (() => void)[] = [];

/**
 * Runs at once, or, while a pointer is down, after the click that its release makes. A field that loses the focus to a
 * press would otherwise show its error at once, and the page, or an overlay around it, would move under the pointer.
 */
export function afterPress(run: () => void): void {
  if (isDown) waiting.push(run);
  else run();
}

function release(): void {
  isDown = false;
  // The click comes with the release, but after this event.
  browserClock.after(0, () => {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
  });
}

addEventListener(
  'pointerdown',
  () => {
    isDown = true;
  },
  true,
);
addEventListener('pointerup', release, true);
// A press that became a scroll or a drag.
addEventListener('pointercancel', release, true);
