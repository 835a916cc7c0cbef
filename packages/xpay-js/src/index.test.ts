// loadXPay in a browser: one client per key and origin.

import { expect, it } from 'vitest';
import { KEY } from './fake-frame.ts';
import { loadXPay, XPayError } from './index.ts';

const ORIGIN = { origin: 'https://pay.example' };

it('gives the same promise for the same key and origin', async () => {
  const first = loadXPay(KEY, ORIGIN);
  expect(loadXPay(KEY, { ...ORIGIN, locale: 'de' })).toBe(first);
  expect(await first).toHaveProperty('initEmbeddedCheckout');
});

it.each([
  ['another key', 'pk_test_other', ORIGIN],
  ['another origin', KEY, { origin: 'https://pay2.example' }],
])('gives another client for %s', async (_, key, options) => {
  expect(await loadXPay(key, options)).not.toBe(await loadXPay(KEY, ORIGIN));
});

it.each([
  ['a secret key', 'sk_test_1', ORIGIN, 'secret_key_in_browser'],
  ['no origin', KEY, {}, 'invalid_option'],
  ['no options', KEY, undefined, 'invalid_option'],
])('rejects %s with a sentence, again each time', async (_, key, options, code) => {
  for (const _attempt of [1, 2]) {
    const refusal = await loadXPay(key, options as typeof ORIGIN).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(XPayError);
    expect(refusal).toMatchObject({ code });
  }
});

it('names the option that npm users have to pass', async () => {
  await expect(loadXPay(KEY, {} as typeof ORIGIN)).rejects.toThrow(
    'origin is missing. Pass the origin that serves the checkout, such as "https://pay.example"',
  );
});
