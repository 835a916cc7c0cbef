// Everything a shop can pass wrong, and the sentence it reads.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseKey, parseOrigin } from './credentials.ts';
import { KEY, SECRET } from './fake-frame.ts';
import { parseCheckoutOptions, parseClientOptions, parseUpdateOptions } from './parse-options.ts';

const log = vi.spyOn(console, 'error').mockImplementation(() => {});
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => {
  log.mockClear();
  warn.mockClear();
});

const LIVE = 'pk_live_51Abc';
const RIGHT = { clientSecret: SECRET };

function refusalOf(call: () => unknown): {
  readonly code: string;
  readonly param: string;
  readonly message: string;
} {
  try {
    call();
  } catch (error) {
    return error as ReturnType<typeof refusalOf>;
  }
  throw new Error('Nothing was refused.');
}

describe('the publishable key', () => {
  it.each([KEY, LIVE])('may be %s', (key) => {
    expect(parseKey(key)).toBe(key);
  });

  it.each(['sk_test_51Abc', 'sk_live_51Abc', ' sk_live_51Abc', 'rk_live_1', 'whsec_abc'])(
    'must not be the secret %s, which the message does not repeat',
    (key) => {
      const { code, message } = refusalOf(() => parseKey(key));
      expect(code).toBe('secret_key_in_browser');
      expect(log.mock.calls.map(String)).toEqual([`XPay: ${message}`]);
      expect(message).not.toContain(key.trim());
      expect(message).toContain('Revoke it now');
    },
  );

  it.each([
    undefined,
    null,
    42,
    '',
    'pk_test_',
    'pk_prod_1',
    'pk_test_a b',
    `pk_test_${'a'.repeat(201)}`,
    {},
  ])('must not be %j', (key) => {
    const { code, message } = refusalOf(() => parseKey(key));
    expect(code).toBe('invalid_key');
    expect(message).toContain('Pass the key that starts with pk_test_ or pk_live_.');
  });
});

describe('the origin', () => {
  it.each([
    ['https://pay.example', LIVE, 'https://pay.example'],
    ['https://pay.example/', LIVE, 'https://pay.example'],
    ['https://pay.example:8443', LIVE, 'https://pay.example:8443'],
    ['http://localhost:4242', KEY, 'http://localhost:4242'],
    ['http://127.0.0.1:4242', KEY, 'http://127.0.0.1:4242'],
    ['http://[::1]:4242', KEY, 'http://[::1]:4242'],
    ['http://pay.test', KEY, 'http://pay.test'],
    ['http://pay.localhost:1', KEY, 'http://pay.localhost:1'],
  ])('%s with %s is %s', (origin, key, parsed) => {
    expect(parseOrigin(origin, key)).toBe(parsed);
  });

  it.each([
    ['http://localhost:4242', LIVE],
    ['http://pay.example', KEY],
    ['http://localhost.evil.example', KEY],
    ['http://evil.example/localhost', KEY],
    ['https://pay.example/checkout', KEY],
    ['https://pay.example/?x', KEY],
    ['https://user:pass@pay.example', KEY],
    ['pay.example', KEY],
    ['//pay.example', KEY],
    ['ftp://localhost', KEY],
    ['javascript:alert(1)', KEY],
    ['data:text/html,x', KEY],
    ['null', KEY],
    ['', KEY],
    [null, KEY],
    [undefined, KEY],
    [42, KEY],
    [{}, KEY],
    [Symbol('origin'), KEY],
  ])('%s with %s is refused', (origin, key) => {
    const { code, param, message } = refusalOf(() => parseOrigin(origin, key));
    expect([code, param]).toEqual(['invalid_option', 'origin']);
    expect(message).toContain('Pass the origin that serves the checkout');
  });
});

describe('the options of a checkout', () => {
  it('may be no more than a client secret', () => {
    expect(parseCheckoutOptions(RIGHT, KEY)).toEqual(RIGHT);
  });

  it('may hold undefined anywhere', () => {
    const options = {
      ...RIGHT,
      fetchClientSecret: undefined,
      mode: undefined,
      locale: undefined,
      onReady: undefined,
    };
    expect(Object.keys(parseCheckoutOptions(options, KEY))).toEqual(
      Object.keys(parseCheckoutOptions(RIGHT, KEY)),
    );
  });

  it.each([
    [undefined, 'clientSecret is missing, and so is fetchClientSecret. Pass exactly one of them.'],
    [{}, 'clientSecret is missing, and so is fetchClientSecret.'],
    [{ ...RIGHT, fetchClientSecret: () => SECRET }, 'clientSecret is there, and so is fetchClientSecret.'],
    [{ fetchClientSecret: '/create-session' }, 'fetchClientSecret is "/create-session". Pass a function.'],
    [{ fetchClientSecret: null }, 'fetchClientSecret is null. Pass a function.'],
    [null, 'initEmbeddedCheckout() is null. Pass a plain object.'],
    [SECRET.slice(0, 7), 'initEmbeddedCheckout() is "cs_test". Pass a plain object.'],
    [SECRET, 'initEmbeddedCheckout() is "cs_test_a1…". Pass a plain object.'],
    [[], 'initEmbeddedCheckout() is of type object. Pass a plain object.'],
    [{ ...RIGHT, mode: 'overlays' }, 'mode is "overlays". Pass overlay.'],
    [{ ...RIGHT, mode: 'popup' }, 'mode is "popup". Pass one of inline, overlay.'],
    [{ ...RIGHT, mode: 1 }, 'mode is 1. Pass one of inline, overlay.'],
    [
      { ...RIGHT, onComplet: () => {} },
      'A property of initEmbeddedCheckout() is "onComplet". Pass onComplete.',
    ],
    [{ ...RIGHT, onCompleted: () => {} }, 'Pass onComplete.'],
    [{ clientsecret: SECRET }, 'is "clientsecret". Pass clientSecret.'],
    [
      { ...RIGHT, colour: 'red' },
      'is "colour". Pass one of clientSecret, locale, appearance, fetchClientSecret, mode, onReady',
    ],
    [{ ...RIGHT, onReady: 'ready' }, 'onReady is "ready". Pass a function.'],
    [{ ...RIGHT, locale: 7 }, 'locale is 7. Pass a language tag such as "de".'],
    [{ ...RIGHT, locale: null }, 'locale is null.'],
    [{ ...RIGHT, appearance: 'dark' }, 'appearance is "dark". Pass a plain object.'],
    [{ ...RIGHT, appearance: { theme: 'drak' } }, 'appearance.theme is "drak". Pass dark.'],
    [{ ...RIGHT, appearance: { theme: 5 } }, 'appearance.theme is 5. Pass one of light, dark, auto.'],
    [{ ...RIGHT, appearance: { varables: {} } }, 'A property of appearance is "varables". Pass variables.'],
    [
      { ...RIGHT, appearance: { variables: [] } },
      'appearance.variables is of type object. Pass a plain object.',
    ],
    [
      { ...RIGHT, appearance: { variables: { borderRadius: 8 } } },
      'appearance.variables.borderRadius is 8. Pass a text',
    ],
  ])('%j are refused', (options, words) => {
    const { code, message } = refusalOf(() => parseCheckoutOptions(options, KEY));
    expect(code).toBe('invalid_option');
    expect(message).toContain(words);
  });

  it.each(['sk_test_51Abc', ' sk_live_51Abc'])('refuse the secret key %s, loudly', (clientSecret) => {
    const { code, message } = refusalOf(() => parseCheckoutOptions({ clientSecret }, KEY));
    expect(code).toBe('secret_key_in_browser');
    expect(message).not.toContain('51Abc');
    expect(log.mock.calls.map(String)).toEqual([`XPay: ${message}`]);
  });

  it.each([
    [SECRET.replace('test', 'live'), KEY, 'cs_test_…_secret_…'],
    [SECRET, LIVE, 'cs_live_…_secret_…'],
  ])('refuse a client secret of the other mode than the key: %#', (clientSecret, key, expected) => {
    expect(refusalOf(() => parseCheckoutOptions({ clientSecret }, key)).message).toBe(
      `clientSecret is of the other mode. Pass the clientSecret of a session, ${expected}.`,
    );
  });

  it.each(['cs_test_1', 'pi_1_secret_2', `${SECRET} `, SECRET.replace('test', 'live'), '', 42, null])(
    'refuse the client secret %j without repeating it',
    (clientSecret) => {
      const { code, message } = refusalOf(() => parseCheckoutOptions({ clientSecret }, KEY));
      expect(code).toBe('invalid_client_secret');
      expect(message).not.toContain('0123456789');
      expect(message).toContain('Pass the clientSecret of a session, cs_test_…_secret_….');
    },
  );

  it('copy the appearance, so that a proxy of a framework can be posted', () => {
    const variables = new Proxy({ colorPrimary: '#000000' }, {});
    const { appearance } = parseCheckoutOptions({ ...RIGHT, appearance: new Proxy({ variables }, {}) }, KEY);
    expect(structuredClone(appearance)).toEqual({ theme: 'auto', variables: { colorPrimary: '#000000' } });
  });
});

it.each([
  ['de', 'de'],
  ['pt-BR', 'pt-BR'],
  ['auto', 'auto'],
])('the locale %s is sent as %s', (locale, sent) => {
  expect(parseUpdateOptions({ locale })).toEqual({ locale: sent });
});

it.each(['not a locale', '', '../../x', '<img>', '__proto__', 'de\n', 'x'.repeat(10_000), 'de-', '9'])(
  'a locale that is no language tag counts as auto, with one warning: %j',
  (locale) => {
    expect(parseUpdateOptions({ locale })).toEqual({ locale: 'auto' });
    expect(warn.mock.calls.map(String)).toEqual([
      expect.stringMatching(/^XPay: locale ".*is no language tag/s),
    ]);
  },
);

it.each(['de', 'pt-BR', 'zh_Hant_HK', 'de-DE-1996', 'auto', 'AUTO', 'xx'])(
  'what may be a language tag passes without a word: %s',
  (locale) => {
    expect(parseUpdateOptions({ locale })).toEqual({ locale });
    expect(warn).not.toHaveBeenCalled();
  },
);

it.each([
  [
    'XPay()',
    parseClientOptions,
    { orgin: 'https://pay.example' },
    'A property of XPay() is "orgin". Pass origin.',
  ],
  ['update()', parseUpdateOptions, { local: 'de' }, 'A property of update() is "local". Pass locale.'],
] as const)('%s refuses names that it does not know', (_, parse, options, words) => {
  expect(refusalOf(() => parse(options)).message).toBe(words);
});

describe('on a page that extends Object.prototype', () => {
  afterEach(() => {
    for (const name of ['locale', 'fetchClientSecret', 'onReady', 'each'])
      Reflect.deleteProperty(Object.prototype, name);
  });

  it('only own properties count', () => {
    const pollution = { locale: 'xx bad', fetchClientSecret: 'x', onReady: 'x', each: () => {} };
    Object.assign(Object.prototype, pollution);
    expect(Object.keys(parseCheckoutOptions(RIGHT, KEY))).toEqual(['clientSecret']);
    expect(parseUpdateOptions({})).toSatisfy((settings: object) => Object.keys(settings).length === 0);
  });
});
