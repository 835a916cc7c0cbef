// Follows the form's height without making the page jitter: at most ten times a second, and never back and forth.

import { TALLEST_FRAME } from '@xpay/protocol/messages';

const PAUSE_MS = 100;
/** Two heights that take turns faster than this are a layout that fights itself, a scroll bar for example. */
const FLIP_MS = 1000;
const FLIPS_ALLOWED = 3;

export interface AutoHeight {
  /** Takes the form's height in CSS pixels, at once or after the pause. */
  follow(height: number): void;
  /** Lets heights wait, or goes on 100 ms later with the latest, so that a frame that changes its width may measure. */
  hold(isHeld: boolean): void;
  /** Forgets a height that is still waiting. */
  stop(): void;
}

/**
 * Heights are limited to 1–`TALLEST_FRAME`. A form that is not shown measures 0, which is not followed: it measures
 * again when it is shown. One pixel more or less is rounding, and is not followed either.
 *
 * @param initial The height that the frame has now.
 * @param apply Sets the frame's height.
 */
export function createAutoHeight(initial: number, apply: (height: number) => void): AutoHeight {
  let current = initial;
  let before = initial;
  let askedAt = 0;
  let flips = 0;
  let wanted = initial;
  let pause: ReturnType<typeof setTimeout> | 'held' | undefined;

  function settle(): void {
    pause = undefined;
    if (isSame(wanted, current)) return;
    const now = Date.now();
    flips = isSame(wanted, before) && now - askedAt < FLIP_MS ? flips + 1 : 0;
    askedAt = now;
    // The taller of the two hides nothing.
    if (flips > FLIPS_ALLOWED && wanted < current) return;
    before = current;
    current = wanted;
    pause = setTimeout(settle, PAUSE_MS);
    apply(current);
  }

  function stop(): void {
    if (pause !== 'held') clearTimeout(pause);
  }

  return {
    follow(height) {
      if (!(height > 0)) return;
      wanted = Math.min(Math.ceil(height), TALLEST_FRAME);
      if (pause === undefined) settle();
    },
    hold(isHeld) {
      stop();
      pause = isHeld ? 'held' : setTimeout(settle, PAUSE_MS);
    },
    stop,
  };
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1;
}
