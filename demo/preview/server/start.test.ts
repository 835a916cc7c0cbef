// The preview starts like the shop, and with keys of test mode alone.

import { expect, it } from 'vitest';
import { readStart } from './start.ts';

const ENVIRONMENT = {
  XPAY_API: 'http://localhost:4242/',
  XPAY_CHECKOUT: 'http://localhost:4242/anything',
  XPAY_PUBLISHABLE_KEY: 'pk_test_1',
  XPAY_SECRET_KEY: 'sk_test_1',
};

it('takes its settings and its port from the environment', () => {
  const env = { ...ENVIRONMENT, PREVIEW_PORT: '0', XPAY_SHOP: 'http://localhost:5173' };
  expect(readStart(['--json'], env)).toEqual({
    settings: {
      api: 'http://localhost:4242',
      checkout: 'http://localhost:4242',
      publishableKey: 'pk_test_1',
      secretKey: 'sk_test_1',
      shop: 'http://localhost:5173',
    },
    port: 0,
    host: '127.0.0.1',
    json: true,
  });
  expect(readStart([], ENVIRONMENT)).toMatchObject({ port: 5174, json: false, settings: { shop: null } });
});

it.each([
  ['a key of live mode', [], { ...ENVIRONMENT, XPAY_SECRET_KEY: 'sk_live_1' }, 'XPAY_SECRET_KEY'],
  ['the shop’s own argument', ['--data', 'file'], ENVIRONMENT, '--data'],
  ['a port that is none', [], { ...ENVIRONMENT, PREVIEW_PORT: 'x' }, 'not x'],
])('refuses %s', (_, args, env, words) => {
  expect(() => readStart(args, env)).toThrow(words);
});
