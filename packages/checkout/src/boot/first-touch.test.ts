// The first sign of a buyer, whichever it is, and none before.

import { beforeEach, expect, it } from 'vitest';
import { awaitTouch } from './first-touch.ts';

let field: HTMLInputElement;

beforeEach(() => {
  field = document.createElement('input');
  document.body.replaceChildren(field);
});

it.each<[string, () => void]>([
  ['a finger', () => field.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))],
  ['a key', () => field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }))],
  ['the focus alone, as of a screen reader', () => field.focus()],
  ['a value that is filled in without the focus', () => field.dispatchEvent(new Event('input'))],
  [
    'a finger on what keeps its events to itself',
    () => {
      field.addEventListener('pointerdown', (event) => event.stopPropagation());
      field.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    },
  ],
])('%s is a touch, for good', (_, sign) => {
  const isTouched = awaitTouch(document, false);
  expect(isTouched.value).toBe(false);
  sign();
  expect(isTouched.value).toBe(true);
  field.blur();
  expect(isTouched.value).toBe(true);
});

it('a pointer that only passes, a scroll and another size are none', () => {
  const isTouched = awaitTouch(document, false);
  for (const type of ['pointerover', 'pointermove', 'scroll', 'resize', 'visibilitychange'])
    document.dispatchEvent(new Event(type));
  expect(isTouched.value).toBe(false);
});

it('what was typed before anybody listened counts', () => {
  expect(awaitTouch(document, true).value).toBe(true);
});
