// Every message in its right form, and every way to forge it: a guard admits the one and is silent about the other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTENT_STATUSES, PAYMENT_STATUSES, SESSION_STATUSES } from './api.ts';
import { type ErrorCode, errorTypeOf } from './errors.ts';
import {
  type FrameMessage,
  type HostMessage,
  isClientSecret,
  parseFrameMessage,
  parseHostMessage,
  parseInitMessage,
  type SessionSummary,
  type WireError,
} from './messages.ts';

const NONCE = '0123456789abcdef0123456789abcdef';
const SECRET = 'cs_test_a1B2c3_secret_AbCdEf0123456789AbCdEf0123456789';

const SESSION: SessionSummary = {
  id: 'cs_test_a1B2c3',
  status: 'complete',
  paymentStatus: 'paid',
  amountTotal: 4900,
  currency: 'USD',
  paymentIntent: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 4900, currency: 'USD' },
};

const ERROR: WireError = {
  type: 'card',
  code: 'card_declined',
  message: 'Your card was declined.',
  declineCode: 'insufficient_funds',
  param: 'paymentMethod.card.number',
  requestId: 'req_1',
};

type Samples<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: Extract<Message, { readonly type: Type }>;
};

const HOST: Samples<HostMessage> = {
  session: {
    type: 'session',
    clientSecret: SECRET,
    locale: 'auto',
    appearance: { theme: 'dark', variables: { colorPrimary: '#0066cc', borderRadius: '8px' } },
  },
  update: { type: 'update', locale: 'zh-Hant-HK', appearance: {} },
  refresh: { type: 'refresh' },
  no_session: { type: 'no_session', locale: 'ja', appearance: { theme: 'auto' } },
  retrieve: { type: 'retrieve', clientSecret: SECRET },
};

const FRAME: Samples<FrameMessage> = {
  hello: { type: 'hello', nonce: NONCE, build: '4f9c2a1b' },
  ready: { type: 'ready' },
  resize: { type: 'resize', height: 640 },
  title: { type: 'title', title: 'نموذج دفع آمن', locale: 'ar' },
  change: { type: 'change', complete: false, method: 'card', brand: null, locale: 'en' },
  focus: { type: 'focus' },
  blur: { type: 'blur' },
  confirm: { type: 'confirm' },
  complete: { type: 'complete', session: SESSION },
  processing: { type: 'processing', session: SESSION },
  cancel: { type: 'cancel', session: SESSION },
  expire: { type: 'expire', session: SESSION },
  error: { type: 'error', error: ERROR },
  retry: { type: 'retry' },
  retrieved: { type: 'retrieved', session: SESSION },
};

const INIT = { xpay: 1, type: 'init', nonce: NONCE };

const RIGHT: readonly (readonly [title: string, parse: (data: unknown) => unknown, message: object])[] = [
  ['init', parseInitMessage, INIT],
  ...Object.values(HOST).map((message) => [message.type, parseHostMessage, message] as const),
  ...Object.values(FRAME).map((message) => [message.type, parseFrameMessage, message] as const),
  ['update with nothing in it', parseHostMessage, { type: 'update' }],
  ['change with a brand', parseFrameMessage, { ...FRAME.change, complete: true, brand: 'visa' }],
  ['retrieved with an error', parseFrameMessage, { type: 'retrieved', error: ERROR }],
  [
    'error with the least in it',
    parseFrameMessage,
    { type: 'error', error: { type: 'api', code: 'api_error', message: 'x' } },
  ],
];

const GUARDS = [parseInitMessage, parseHostMessage, parseFrameMessage] as const;

describe.each(RIGHT)('%s', (_, parse, message) => {
  it('is admitted as an equal, fresh object when it arrives as a clone', () => {
    const arrived: object = structuredClone(message);
    const admitted = parse(arrived);
    expect(admitted).toEqual(message);
    expect(admitted).not.toBe(arrived);
  });

  it('is admitted without what does not belong to it', () => {
    const arrived = JSON.parse(
      JSON.stringify(message).replace(/^\{/, '{"__proto__":{"x":1},"constructor":1,"extra":{},'),
    );
    const admitted = parse(arrived);
    expect(admitted).toEqual(message);
    expect(Object.getPrototypeOf(admitted)).toBe(Object.prototype);
  });

  it('is refused by the guards of the other directions', () => {
    for (const other of GUARDS.filter((guard) => guard !== parse)) expect(other(message)).toBeNull();
  });

  it('is refused when any part of it is of another kind', () => {
    for (const forged of withOnePartWrong(message)) expect([forged, parse(forged)]).toEqual([forged, null]);
  });

  it('is refused when it only inherits its properties', () => {
    expect(parse(Object.create(message))).toBeNull();
    expect(parse(Object.create(Object.assign(Object.create(null), message)))).toBeNull();
  });

  it.each([
    ['an array', (right: object) => Object.assign([], right)],
    ['a function', (right: object) => Object.assign(() => {}, right)],
    ['a map', (right: object) => new Map(Object.entries(right))],
    ['a map with the properties', (right: object) => Object.assign(new Map(), right)],
    ['a date with the properties', (right: object) => Object.assign(new Date(0), right)],
    ['an error with the properties', (right: object) => Object.assign(new Error('x'), right)],
    ['a text', (right: object) => JSON.stringify(right)],
    [
      'a proxy that throws',
      (right: object) => new Proxy(right, { getOwnPropertyDescriptor: fail, get: fail }),
    ],
    ['a proxy without a prototype to ask for', (right: object) => new Proxy(right, { getPrototypeOf: fail })],
    ['a revoked proxy', revoked],
    ['getters that throw', (right: object) => withGetters(right, fail)],
  ])('is refused as %s', (_kind, disguise) => {
    expect(parse(disguise(message))).toBeNull();
  });
});

function fail(): never {
  throw new Error('A guard let an exception through.');
}

function revoked(right: object): object {
  const { proxy, revoke } = Proxy.revocable(right, {});
  revoke();
  return proxy;
}

function withGetters(right: object, get: () => unknown): object {
  return Object.defineProperties(
    {},
    Object.fromEntries(Object.keys(right).map((key) => [key, { get, enumerable: true }])),
  );
}

/** Copies of a message, each with one property, however deep, replaced by something that is never right there. */
function* withOnePartWrong(message: object): Generator<object> {
  for (const [key, value] of Object.entries(message)) {
    // No appearance is a reason to refuse a message: see below.
    if (key === 'appearance') continue;
    for (const wrong of [
      Symbol.iterator,
      1.5,
      '',
      [],
      new Date(0),
      Number.NaN,
      2 ** 53,
      -1,
      'x'.repeat(1001),
      ['x'],
    ]) {
      yield { ...message, [key]: wrong };
    }
    if (typeof value === 'object' && value !== null) {
      for (const inner of withOnePartWrong(value))
        if (key !== 'error' || !('type' in inner)) yield { ...message, [key]: inner };
    }
  }
}

describe('a guard', () => {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'Ready',
    'ready ',
    'readyready',
    '',
    'x'.repeat(1_000_000),
  ])('does not know the type %#', (type) => {
    for (const guard of GUARDS) {
      expect(guard({ type })).toBeNull();
      expect(guard({ ...INIT, type })).toBeNull();
    }
  });

  it.each([
    null,
    undefined,
    true,
    0,
    7n,
    'ready',
    '',
    Symbol('ready'),
    [],
    [{ type: 'ready' }],
    new Map(),
    () => {},
  ])('refuses what is no object: %#', (data) => {
    for (const guard of GUARDS) expect(guard(data)).toBeNull();
  });

  it('never throws, and what it admits has only known properties', () => {
    const keys = new Set(RIGHT.flatMap(([, , message]) => keysWithin(message)));
    const types = fc.constantFrom('init', ...Object.keys(HOST), ...Object.keys(FRAME), '__proto__');
    const value = fc.oneof(
      { depthSize: 'small' },
      fc.anything({
        withMap: true,
        withDate: true,
        withTypedArray: true,
        withBigInt: true,
        withNullPrototype: true,
      }),
      fc.constantFrom<unknown>(SECRET, NONCE, 'en', 1, 640, true, null, SESSION, ERROR, {}),
    );
    const message = fc
      .tuple(types, fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value))
      .map(([type, rest]) => ({ ...rest, type }));
    fc.assert(
      fc.property(fc.oneof(message, value), (data) => {
        for (const guard of GUARDS) {
          const admitted = guard(data);
          if (admitted === null) continue;
          expect(keysWithin(admitted).filter((key) => !keys.has(key))).toEqual([]);
          expect(guard(structuredClone(admitted))).toEqual(admitted);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function keysWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)]);
}

describe('parseInitMessage', () => {
  it.each([
    ['a short nonce', { ...INIT, nonce: NONCE.slice(1) }],
    ['a long nonce', { ...INIT, nonce: `${NONCE}0` }],
    ['an upper-case nonce', { ...INIT, nonce: NONCE.toUpperCase() }],
    ['a nonce with a line break', { ...INIT, nonce: `${NONCE.slice(1)}\n` }],
    ['another version', { ...INIT, xpay: 2 }],
    ['a version that is a text', { ...INIT, xpay: '1' }],
    ['no version', { type: 'init', nonce: NONCE }],
  ])('refuses %s', (_, data) => {
    expect(parseInitMessage(INIT)).toEqual(INIT);
    expect(parseInitMessage(data)).toBeNull();
  });
});

describe('parseHostMessage', () => {
  it.each(['', 'de de', 'en\n', '../en', '<b>', 'x'.repeat(36), 7, null, ['en']])(
    'refuses the locale %j',
    (locale) => {
      expect(parseHostMessage({ ...HOST.session, locale })).toBeNull();
      expect(parseHostMessage({ type: 'update', locale })).toBeNull();
    },
  );

  it.each(['en', 'auto', 'zh_Hant', 'de-DE-1996', 'x'.repeat(35)])('admits the locale %s', (locale) => {
    expect(parseHostMessage({ type: 'update', locale })).toEqual({ type: 'update', locale });
  });

  it('admits variables unjudged, as texts, at most 20 and none longer than is ever looked at', () => {
    const variables = { colorText: 'url(//evil.test)', colour: 5, fontFamily: 'x'.repeat(1_000_000) };
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`x${index}`, '']));
    const parse = (given: object) =>
      parseHostMessage({ type: 'update', appearance: { theme: 'dark', variables: given } });
    expect(parse(variables)).toEqual({
      type: 'update',
      appearance: { theme: 'dark', variables: { ...variables, colour: '5', fontFamily: 'x'.repeat(201) } },
    });
    expect(parse(many)).toEqual({
      type: 'update',
      appearance: { theme: 'dark', variables: Object.fromEntries(Object.entries(many).slice(0, 20)) },
    });
  });

  it.each([null, 'dark', 7, [], new Date(0), { theme: 'blue' }])(
    'takes the appearance %j for an empty one',
    (appearance) => {
      const message = parseHostMessage({ ...HOST.session, appearance });
      expect(message).toEqual({ ...HOST.session, appearance: {} });
    },
  );
});

describe('parseFrameMessage', () => {
  it.each([0, 1, 4000])('admits the height %d', (height) => {
    expect(parseFrameMessage({ type: 'resize', height })).toEqual({ type: 'resize', height });
  });

  it.each([-1, 4001, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '640', null, 640n])(
    'refuses a height out of range or kind: %#',
    (height) => {
      expect(parseFrameMessage({ type: 'resize', height })).toBeNull();
    },
  );

  it.each([
    ['status', SESSION_STATUSES],
    ['paymentStatus', PAYMENT_STATUSES],
  ])('admits every %s of a session and no other', (key, statuses) => {
    for (const status of statuses) {
      const session = { ...SESSION, [key]: status };
      expect(parseFrameMessage({ type: 'complete', session })).toEqual({ type: 'complete', session });
    }
    expect(parseFrameMessage({ type: 'complete', session: { ...SESSION, [key]: 'succeeded' } })).toBeNull();
  });

  it('admits every status of an intent and no other', () => {
    const withStatus = (status: string) => ({
      type: 'complete',
      session: { ...SESSION, paymentIntent: { ...SESSION.paymentIntent, status } },
    });
    for (const status of INTENT_STATUSES)
      expect(parseFrameMessage(withStatus(status))).toEqual(withStatus(status));
    expect(parseFrameMessage(withStatus('paid'))).toBeNull();
  });

  it.each(['usd', 'US', 'USDT', 'U$D', 840])('refuses the currency %j', (currency) => {
    expect(parseFrameMessage({ type: 'complete', session: { ...SESSION, currency } })).toBeNull();
  });

  it('refuses an answer with both a session and an error, or with neither', () => {
    expect(parseFrameMessage({ ...FRAME.retrieved, error: ERROR })).toBeNull();
    expect(parseFrameMessage({ type: 'retrieved', id: 7 })).toBeNull();
    expect(parseFrameMessage({ type: 'retrieved', session: undefined, error: ERROR })).toEqual({
      type: 'retrieved',
      error: ERROR,
    });
  });

  it('gives an error the type of its code, whatever the message says', () => {
    const error = { ...ERROR, type: 'validation' };
    expect(parseFrameMessage({ type: 'error', error })).toEqual({ type: 'error', error: ERROR });
  });

  it.each(['some_code_of_a_newer_frame', 'toString'])('takes the unknown code %s for api_error', (code) => {
    const expected = { ...ERROR, type: errorTypeOf('api_error'), code: 'api_error' satisfies ErrorCode };
    expect(parseFrameMessage({ type: 'error', error: { ...ERROR, code } })).toEqual({
      type: 'error',
      error: expected,
    });
  });

  it('admits 1000 characters of an error and 200 of a title, and not one more', () => {
    const error = (length: number) => ({ type: 'error', error: { ...ERROR, message: 'x'.repeat(length) } });
    const title = (length: number) => ({ ...FRAME.title, title: 'x'.repeat(length) });
    expect([parseFrameMessage(error(1000)), parseFrameMessage(error(1001))]).toEqual([error(1000), null]);
    expect([parseFrameMessage(title(200)), parseFrameMessage(title(201))]).toEqual([title(200), null]);
  });
});

describe('isClientSecret', () => {
  it.each([SECRET, SECRET.replace('test', 'live')])('admits %s', (text) => {
    expect(isClientSecret(text)).toBe(true);
  });

  it.each([
    '',
    'cs_test_a1B2c3',
    'cs_test_a1B2c3_secret_',
    'cs_test__secret_',
    'pi_test_a1_secret_b2',
    'cs_prod_a1_secret_b2',
    'sk_test_a1B2c3',
    ` ${SECRET}`,
    `${SECRET}\n`,
    `${SECRET}"`,
    `${SECRET}${'x'.repeat(200)}`,
    null,
    [SECRET],
  ])('refuses %j', (value) => {
    expect(isClientSecret(value)).toBe(false);
  });
});
