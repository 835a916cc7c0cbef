// Whether somebody has begun to use the checkout: what comes after the form is fetched then, and whoever only sees it pays for none of it.

import { type ReadonlySignal, signal } from '@preact/signals';

/**
 * Whichever comes first: a finger, a mouse or a pen; a key; the focus, which is all that a screen reader may give; a value
 * that a browser or a password manager fills in, without any of them (HTML, 4.10.18.7, autofill).
 */
const SIGNS = ['pointerdown', 'keydown', 'focusin', 'input'] as const;

/**
 * Becomes true with the first sign of a buyer below `target`, for good. Nothing here or in xpay.js moves the focus into a form
 * that nobody has touched, so the focus is taken for the buyer's whoever moved it.
 * @param before There was one before anybody could listen.
 */
export function awaitTouch(target: EventTarget, before: boolean): ReadonlySignal<boolean> {
  const isTouched = signal(before);
  const heard = new AbortController();
  const touch = () => {
    heard.abort();
    isTouched.value = true;
  };
  for (const sign of SIGNS)
    target.addEventListener(sign, touch, { capture: true, passive: true, signal: heard.signal });
  return isTouched;
}
