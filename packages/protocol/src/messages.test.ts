// Every message in its right form, and every way to forge it: a guard admits the one and is silent about the other.
import { describe, expect, it } from 'vitest';
import { INTENT_STATUSES, PAYMENT_STATUSES, SESSION_STATUSES } from './api.ts';
import { describeGuards, type Sample, type Samples } from './guard-contract.ts';
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
  retryable: false,
  message: 'Your card was declined.',
  declineCode: 'insufficient_funds',
  param: 'paymentMethod.card.number',
  requestId: 'req_1',
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
  own_session: { type: 'own_session', locale: 'auto', appearance: { theme: 'dark' } },
  validate: { type: 'validate' },
  confirm: { type: 'confirm', returnUrl: 'https://shop.example/thanks?order=7' },
  ask_close: { type: 'ask_close' },
  no_session: { type: 'no_session', locale: 'ja', appearance: { theme: 'auto' } },
  act: { type: 'act', clientSecret: SECRET, locale: 'pt-BR', appearance: { theme: 'light' } },
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
  validated: { type: 'validated', error: ERROR },
  confirmed: { type: 'confirmed', session: SESSION },
  close: { type: 'close' },
  confirm: { type: 'confirm' },
  action: { type: 'action', state: 'opened', kind: 'challenge' },
  full_size: { type: 'full_size', on: true },
  leave: { type: 'leave', url: 'https://3ds.example/3ds/redirect/3ds_1' },
  acted: { type: 'acted', session: SESSION },
  complete: { type: 'complete', session: SESSION },
  processing: { type: 'processing', session: SESSION },
  cancel: { type: 'cancel', session: SESSION },
  expire: { type: 'expire', session: SESSION },
  error: { type: 'error', error: ERROR },
  retry: { type: 'retry' },
  retrieved: { type: 'retrieved', session: SESSION },
};

const INIT = { xpay: 1, type: 'init', nonce: NONCE };

const RIGHT: readonly Sample[] = [
  ['init', parseInitMessage, INIT],
  ...Object.values(HOST).map((message) => [message.type, parseHostMessage, message] as const),
  ...Object.values(FRAME).map((message) => [message.type, parseFrameMessage, message] as const),
  ['update with nothing in it', parseHostMessage, { type: 'update' }],
  ['change with a brand', parseFrameMessage, { ...FRAME.change, complete: true, brand: 'visa' }],
  ['retrieved with an error', parseFrameMessage, { type: 'retrieved', error: ERROR }],
  ['validated with nothing to mend', parseFrameMessage, { type: 'validated' }],
  ['confirmed with an error', parseFrameMessage, { type: 'confirmed', error: ERROR }],
  ['acted with an error', parseFrameMessage, { type: 'acted', error: ERROR }],
  ['action closed', parseFrameMessage, { type: 'action', state: 'closed', kind: 'redirect' }],
  ['action elsewhere', parseFrameMessage, { type: 'action', state: 'opened', kind: 'decoupled' }],
  ['full_size no longer', parseFrameMessage, { type: 'full_size', on: false }],
  [
    'error with the least in it',
    parseFrameMessage,
    { type: 'error', error: { type: 'api', code: 'api_error', retryable: true, message: 'x' } },
  ],
];

describeGuards(RIGHT);

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
  it.each(['', 'de de', 'en\n', '../en', '<b>', 'x'.repeat(36), 'x'.repeat(10_000)])(
    'takes the locale %j for one of no language',
    (locale) => {
      expect(parseHostMessage({ ...HOST.session, locale })).toEqual({ ...HOST.session, locale: 'und' });
      expect(parseHostMessage({ type: 'update', locale })).toEqual({ type: 'update', locale: 'und' });
    },
  );

  it.each([7, null, ['en']])('refuses the locale %j', (locale) => {
    expect(parseHostMessage({ ...HOST.session, locale })).toBeNull();
    expect(parseHostMessage({ type: 'update', locale })).toBeNull();
  });

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
  ])('admits every %s of a session, one of a newer frame too, and nothing but a word', (key, statuses) => {
    const withStatus = (status: string) => ({ type: 'complete', session: { ...SESSION, [key]: status } });
    for (const status of [...statuses, 'partially_paid'])
      expect(parseFrameMessage(withStatus(status))).toEqual(withStatus(status));
    expect(parseFrameMessage(withStatus('<b>paid</b>'))).toBeNull();
  });

  it('admits every status of an intent, one of a newer frame too, and nothing but a word', () => {
    const withStatus = (status: string) => ({
      type: 'complete',
      session: { ...SESSION, paymentIntent: { ...SESSION.paymentIntent, status } },
    });
    for (const status of [...INTENT_STATUSES, 'disputed'])
      expect(parseFrameMessage(withStatus(status))).toEqual(withStatus(status));
    expect(parseFrameMessage(withStatus('not a word'))).toBeNull();
  });

  it.each(['usd', 'US', 'U$D', 'X'.repeat(11), 840])('refuses the currency %j', (currency) => {
    expect(parseFrameMessage({ type: 'complete', session: { ...SESSION, currency } })).toBeNull();
  });

  it.each(['retrieved', 'acted', 'confirmed'])('admits %s without what it does not hold', (type) => {
    expect(parseFrameMessage({ type, session: undefined, error: ERROR })).toEqual({ type, error: ERROR });
    expect(parseFrameMessage({ type, id: 7 })).toEqual({ type });
    expect(parseFrameMessage({ type, session: SESSION, error: 7 })).toBeNull();
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,hello',
    'blob:https://3ds.example/0e1b',
    'file:///etc/passwd',
    '//3ds.example/3ds/redirect/3ds_1',
    '/3ds/redirect/3ds_1',
    'https:/3ds/redirect/3ds_1',
    ' https://3ds.example/',
    'java\nscript:alert(1)//https://3ds.example/',
    'javascript:alert(1)\nhttps://3ds.example/',
    `https://3ds.example/${'x'.repeat(100_000)}`,
  ])('refuses to leave for %#', (url) => {
    expect(parseFrameMessage(FRAME.leave)).toEqual(FRAME.leave);
    expect(parseFrameMessage({ type: 'leave', url })).toBeNull();
  });

  it.each(['some_code_of_a_newer_frame', 'toString'])('admits the unknown code %s with its type', (code) => {
    const message = { type: 'error', error: { ...ERROR, code } };
    expect(parseFrameMessage(message)).toEqual(message);
  });

  it.each(['a card', '<b>', ''])('refuses an error whose type is no word: %j', (type) => {
    expect(parseFrameMessage({ type: 'error', error: { ...ERROR, type } })).toBeNull();
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
