// The tag from npm: defined when the page says so, and once.

import { expect, it } from 'vitest';
import { TAG } from './checkout-element.ts';
import { defineXPayCheckout } from './element.ts';

it('is defined by the call, and not by the import', () => {
  expect(customElements.get(TAG)).toBeUndefined();
  defineXPayCheckout({ origin: 'https://pay.example' });
  const defined = customElements.get(TAG);
  expect(defined).toBeDefined();
  defineXPayCheckout();
  expect(customElements.get(TAG)).toBe(defined);
});

it.each([
  [{ orgin: 'https://pay.example' }, 'A property of defineXPayCheckout() is "orgin". Pass origin.'],
  [{ origin: 7 }, 'origin is 7.'],
])('refuses %j', (options, words) => {
  expect(() => defineXPayCheckout(options as object)).toThrow(words);
});
