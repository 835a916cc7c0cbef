// Facts about the merchant's addresses: the session's id stands wherever it was asked for, and nothing else changes.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillIn } from './return-address.ts';

const ID = 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q';

it.each([
  ['in a path', 'https://shop.example/{CHECKOUT_SESSION_ID}/x', `https://shop.example/${ID}/x`],
  ['in a query', 'https://shop.example/?s={CHECKOUT_SESSION_ID}&a=b', `https://shop.example/?s=${ID}&a=b`],
  ['in a fragment', 'https://shop.example/#/done/{CHECKOUT_SESSION_ID}', `https://shop.example/#/done/${ID}`],
  ['encoded', 'https://shop.example/?s=%7BCHECKOUT_SESSION_ID%7d', `https://shop.example/?s=${ID}`],
  ['half encoded', 'https://shop.example/?s=%7BCHECKOUT_SESSION_ID}', `https://shop.example/?s=${ID}`],
  ['twice over', 'https://shop.example/?s=%257BCHECKOUT_SESSION_ID%257D', null],
  ['by another name', 'https://shop.example/?s={CHECKOUT_SESSION}', null],
  ['without braces', 'https://shop.example/?s=CHECKOUT_SESSION_ID', null],
])('an id %s', (_where, url, filled) => {
  expect(fillIn(url, ID)).toBe(filled ?? url);
});

it('an id that no address could hold is percent-encoded, and means nothing to the replacement', () => {
  expect(fillIn('https://shop.example/?s={CHECKOUT_SESSION_ID}', 'a&b=$&#é')).toBe(
    'https://shop.example/?s=a%26b%3D%24%26%23%C3%A9',
  );
});

it('every placeholder is filled, and all around them stays', () => {
  const part = fc.webPath();
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const url = `https://shop.example${parts.join('{CHECKOUT_SESSION_ID}')}`;
      expect(fillIn(url, ID)).toBe(`https://shop.example${parts.join(ID)}`);
    }),
  );
});
