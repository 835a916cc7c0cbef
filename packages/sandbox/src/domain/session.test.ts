// Where a buyer comes back to: the merchant's own address, to which one thing is added and nothing is changed.

import { expect, it } from 'vitest';
import { manualClock } from './clock.ts';
import { ASKS_NOTHING, UNKNOWN_BUYER } from './contact.ts';
import { returnAddressOf } from './return-address.ts';
import { createSession } from './session.ts';

const aSession = (returnUrl: string | null) =>
  createSession(
    {
      id: 'cs_test_1',
      merchantId: 'merch_1',
      livemode: false,
      mode: 'payment',
      uiMode: 'embedded',
      submitType: 'pay',
      currency: 'USD',
      clientSecretHash: 'h',
      clientSecretSealed: 's',
    },
    {
      amountTotal: 4900,
      lineItems: [],
      afterCompletion: { type: 'hosted_confirmation' },
      cancelUrl: null,
      returnUrl,
      locale: null,
      buttonText: null,
      description: null,
      collect: ASKS_NOTHING,
      customer: UNKNOWN_BUYER,
      metadata: {},
    },
    3_600_000,
    manualClock().now(),
  );

it.each([
  ['https://shop.example/pay', 'https://shop.example/pay?xpay_session=cs_test_1'],
  ['https://shop.example', 'https://shop.example?xpay_session=cs_test_1'],
  ['https://shop.example/pay?a=%20b', 'https://shop.example/pay?a=%20b&xpay_session=cs_test_1'],
  ['https://shop.example/pay#step-2', 'https://shop.example/pay?xpay_session=cs_test_1#step-2'],
  ['https://shop.example/#/pay?a=1#b', 'https://shop.example/?xpay_session=cs_test_1#/pay?a=1#b'],
  ['https://shop.example/{CHECKOUT_SESSION_ID}', 'https://shop.example/cs_test_1?xpay_session=cs_test_1'],
  ['https://shop.example/%7bCHECKOUT_SESSION_ID%7d', 'https://shop.example/cs_test_1?xpay_session=cs_test_1'],
])('adds the session to %s', (returnUrl, expected) => {
  expect(returnAddressOf(aSession(returnUrl))).toBe(expected);
});

it('is nowhere without an address', () => {
  expect(returnAddressOf(aSession(null))).toBeNull();
});
