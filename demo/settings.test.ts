// The demo starts from one line of JSON or from the environment, and says what is missing otherwise.

import { describe, expect, it } from 'vitest';
import { readStart } from './settings.ts';

const LINE = {
  api: 'http://localhost:4242/',
  checkout: 'http://localhost:4242',
  publishableKey: 'pk_test_1',
  secretKey: 'sk_test_1',
  webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  bank: 'http://localhost:4244',
};

const ENVIRONMENT = {
  XPAY_API: LINE.api,
  XPAY_CHECKOUT: LINE.checkout,
  XPAY_PUBLISHABLE_KEY: LINE.publishableKey,
  XPAY_SECRET_KEY: LINE.secretKey,
  XPAY_WEBHOOK_SECRET: LINE.webhookSecret,
};

describe('readStart', () => {
  it('takes the line that the payment API prints', () => {
    const { settings, port } = readStart(['--sandbox', JSON.stringify(LINE), '--port', '0'], {});
    expect(settings).toMatchObject({ api: 'http://localhost:4242', secretKey: 'sk_test_1' });
    expect(port).toBe(0);
  });

  it('takes the same settings, and the port, from the environment', () => {
    expect(readStart([], { ...ENVIRONMENT, PORT: '8080' }).port).toBe(8080);
    expect(readStart([], ENVIRONMENT)).toMatchObject({
      port: 5173,
      settings: { webhookSecret: LINE.webhookSecret },
    });
  });

  it.each([
    ['names the variables that are missing', [], { ...ENVIRONMENT, XPAY_API: undefined }, 'XPAY_API'],
    ['says how to start when nothing is set', [], {}, '--sandbox'],
    ['refuses a line that is not JSON', ['--sandbox', 'hello'], {}, 'line of JSON'],
    ['names the field of the line that is wrong', ['--sandbox', '{"api":7}'], {}, 'api'],
    [
      'refuses a publishable key in place of the secret one',
      [],
      { ...ENVIRONMENT, XPAY_SECRET_KEY: 'pk_test_1' },
      'XPAY_SECRET_KEY',
    ],
    [
      'refuses an address that is not of the web',
      [],
      { ...ENVIRONMENT, XPAY_CHECKOUT: 'javascript:1' },
      'XPAY_CHECKOUT',
    ],
    ['refuses a port that is none', ['--port', '70000'], ENVIRONMENT, '70000'],
  ])('%s', (_, args, env, words) => {
    expect(() => readStart(args, env)).toThrow(words);
  });
});
