// Every message between frame and bridge, every way to forge it, and every address that a browser must not be sent to.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BridgeMessage,
  type BridgeOrder,
  isBankUrl,
  LONGEST_BANK_URL,
  type Notified,
  parseBridgeMessage,
  parseBridgeOrder,
  parseNotified,
} from './bridge-messages.ts';
import { describeGuards, type Samples } from './guard-contract.ts';

const ID = '3ds_b7f0c2d9e1';

const ORDERS: Samples<BridgeOrder> = {
  method: {
    type: 'method',
    id: ID,
    url: 'https://bank.example/method?a=1',
    data: 'eyJ0aHJlZURTU2VydmVyVHJhbnNJRCI6IjEifQ',
  },
  challenge: {
    type: 'challenge',
    id: ID,
    url: 'https://bank.example/challenge',
    creq: 'eyJtZXNzYWdlVHlwZSI6IkNSZXEifQ',
    sessionData: 'M2RzX2I3ZjBjMmQ5ZTE',
    title: 'صفحة البنك',
    locale: 'ar',
  },
  approval: {
    type: 'approval',
    id: ID,
    url: 'https://wallet.example/approve/1?a=1',
    title: 'Page for your approval',
    locale: 'en',
  },
  language: { type: 'language', id: ID, title: 'Die Seite Ihrer Bank', locale: 'de' },
};

const MESSAGES: Samples<BridgeMessage> = {
  hello: { type: 'hello', nonce: '0123456789abcdef0123456789abcdef' },
  method_done: { type: 'method_done', id: ID },
  bank_shown: { type: 'bank_shown', id: ID },
  look_again: { type: 'look_again', id: ID },
  refused: { type: 'refused', id: ID },
};

const NOTIFIED: Notified = { xpay: 1, type: 'notified', step: 'challenge', id: ID };

describeGuards([
  ...Object.values(ORDERS).map((message) => [message.type, parseBridgeOrder, message] as const),
  ...Object.values(MESSAGES).map((message) => [message.type, parseBridgeMessage, message] as const),
  ['notified of a challenge', parseNotified, NOTIFIED],
  ['notified of a method', parseNotified, { ...NOTIFIED, step: 'method' }],
]);

describe('parseBridgeOrder', () => {
  it.each([
    ['with padding', 'eyJhIjoxfQ=='],
    ['with the letters of base64url', 'a-_Z09'],
    ['of 20,000 characters', 'A'.repeat(20_000)],
  ])('admits a text %s as a message to the bank', (_, data) => {
    expect(parseBridgeOrder({ ...ORDERS.method, data })).toEqual({ ...ORDERS.method, data });
    expect(parseBridgeOrder({ ...ORDERS.challenge, creq: data })).toEqual({
      ...ORDERS.challenge,
      creq: data,
    });
  });

  it.each([
    ['of plain base64', 'a+/Z'],
    ['with three signs of padding', 'eyJh==='],
    ['with padding inside', 'ey==Jh'],
    ['with a line break', 'eyJh\n'],
    ['of markup', '"><script>'],
    ['of 20,001 characters', 'A'.repeat(20_001)],
    ['of nothing', ''],
  ])('refuses a text %s as a message to the bank', (_, data) => {
    expect(parseBridgeOrder({ ...ORDERS.method, data })).toBeNull();
    expect(parseBridgeOrder({ ...ORDERS.challenge, creq: data })).toBeNull();
  });

  it('admits 1,024 characters of session data and not one more (EMV 3DS 2.2, threeDSSessionData)', () => {
    const order = (length: number) => ({ ...ORDERS.challenge, sessionData: 'A'.repeat(length) });
    expect([parseBridgeOrder(order(1_024)), parseBridgeOrder(order(1_025))]).toEqual([order(1_024), null]);
  });

  it.each(['', 'A==', 'A+/', '"><script>', 'A\n'])('refuses the session data %j', (sessionData) => {
    expect(parseBridgeOrder({ ...ORDERS.challenge, sessionData })).toBeNull();
  });

  it.each(['', 'de de', '../de', '<b>', 'en\n', 'x'.repeat(36)])('refuses the locale %j', (locale) => {
    expect(parseBridgeOrder({ ...ORDERS.challenge, locale })).toBeNull();
  });

  it('refuses an address that is too long to be looked at', () => {
    const order = (length: number) => ({ ...ORDERS.method, url: 'https://b/'.padEnd(length, 'x') });
    expect([
      parseBridgeOrder(order(LONGEST_BANK_URL)),
      parseBridgeOrder(order(LONGEST_BANK_URL + 1)),
    ]).toEqual([order(LONGEST_BANK_URL), null]);
  });
});

describe('parseNotified', () => {
  it.each([
    ['another version', { ...NOTIFIED, xpay: 2 }],
    ['a version that is a text', { ...NOTIFIED, xpay: '1' }],
    ['no version', { type: 'notified', step: 'challenge', id: ID }],
    ['another step', { ...NOTIFIED, step: 'paid' }],
    ['an id that is a path', { ...NOTIFIED, id: '../session' }],
    ['what common libraries call the end', { type: '3DS-authentication-complete', id: ID }],
  ])('refuses %s', (_, data) => {
    expect(parseNotified(data)).toBeNull();
  });

  it('lets a notification say that something happened, and nothing of what', () => {
    expect(parseNotified({ ...NOTIFIED, transStatus: 'Y', status: 'succeeded' })).toEqual(NOTIFIED);
  });
});

const OWN = ['https://3ds.pay.example', 'https://pay.example', 'https://api.pay.example:8443'];
const LOCAL = ['http://localhost:4243', 'http://localhost:4242'];

describe('isBankUrl', () => {
  it.each([
    'https://bank.example',
    'https://bank.example:8443/acs?id=1&next=https://pay.example#top',
    'HTTPS://BANK.EXAMPLE/',
    'https://xn--bnk-qla.example/acs',
    'https://203.0.113.7/acs',
    'https://[2001:db8::1]/acs',
  ])('admits %s', (address) => {
    expect(isBankUrl(address, OWN)).toBe(true);
    expect(isBankUrl(address, LOCAL)).toBe(true);
  });

  it.each([
    ['script', 'javascript:alert(1)'],
    ['script in capitals', 'JaVaScRiPt:alert(1)'],
    ['script after a space', ' javascript:alert(1)'],
    ['script after a control character', '\u0001javascript:alert(1)'],
    ['script with a tab within', 'java\tscript:alert(1)'],
    ['script that looks like an address', 'javascript://bank.example/%0aalert(1)'],
    ['script before an address', 'javascript:alert(1)//https://bank.example'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['data that names an address', 'data:text/html,https://bank.example'],
    ['a blob of ours', 'blob:https://3ds.pay.example/0e1b'],
    ['a blob of the bank', 'blob:https://bank.example/0e1b'],
    ['a file', 'file:///etc/passwd'],
    ['the source of a page', 'view-source:https://bank.example'],
    ['nothing', ''],
    ['an empty page', 'about:blank'],
    ['a frame of its own text', 'about:srcdoc'],
    ['an app', 'bankapp://confirm'],
    ['an intent of Android', 'intent://confirm#Intent;scheme=bankapp;end'],
    ['a socket', 'wss://bank.example'],
    ['a file server', 'ftp://bank.example'],
    ['a relative address', '/3ds/notify/challenge/1'],
    ['a host without a scheme', 'bank.example/acs'],
    ['an address relative to our scheme', '//bank.example/acs'],
    ['no host', 'https://'],
    ['a host that is none', 'https://bank example/'],
    ['a port that is none', 'https://bank.example:99999/'],
    ['markup', '"><script>alert(1)</script>'],
  ])('refuses %s', (_, address) => {
    expect(isBankUrl(address, OWN)).toBe(false);
    expect(isBankUrl(address, LOCAL)).toBe(false);
  });

  it.each([
    ['a user name', 'https://pay@bank.example/'],
    ['a password', 'https://:secret@bank.example/'],
    ['our host as user name', 'https://pay.example@bank.example/'],
    ['our host and port as credentials', 'https://pay.example:443@bank.example/'],
    ['our address as user name, encoded', 'https://https%3A%2F%2Fpay.example%2F@bank.example/'],
  ])('refuses %s before the host', (_, address) => {
    expect(isBankUrl(address, OWN)).toBe(false);
  });

  it.each([
    ['the bridge', 'https://3ds.pay.example/f/3ds'],
    ['the checkout', 'https://pay.example/f/checkout'],
    ['the API', 'https://api.pay.example:8443/v1/client/session'],
    ['the default port, spelt out', 'https://3ds.pay.example:443/'],
    ['capitals', 'HTTPS://3DS.Pay.Example/'],
    ['an encoded dot', 'https://3ds%2epay.example/'],
    ['a wide dot', 'https://3ds\u3002pay.example/'],
    ['wide letters', 'https://\uff13ds.pay.example/'],
    ['an invisible hyphen', 'https://3ds.p\u00aday.example/'],
    ['a line break within', 'https://3ds.pay.exa\nmple/'],
    ['backslashes', 'https:\\\\3ds.pay.example\\f\\3ds'],
    ['too many slashes', 'https:////3ds.pay.example/'],
    ['an empty user name', 'https://@3ds.pay.example/'],
    ['a scheme and a path, which a form takes as relative', 'https:/f/3ds'],
    ['a scheme and a file, which a form takes as relative', 'https:3ds'],
    ['a scheme and a backslash', 'https:\\f\\3ds'],
  ])('refuses our own origins as %s', (_, address) => {
    expect(isBankUrl(address, OWN)).toBe(false);
  });

  it.each([
    'https://3ds.pay.example.bank.test',
    'https://3ds.pay.example./', // The same host to a name server, another origin to a browser.
    'https://not-3ds.pay.example',
    'https://bank.example/https://3ds.pay.example',
    'https://bank.example/?@3ds.pay.example',
    'https://bank.example/#@3ds.pay.example',
  ])('takes %s for what it is, a stranger', (address) => {
    expect(isBankUrl(address, OWN)).toBe(true);
  });

  it.each(['http://localhost:4244/acs', 'http://127.0.0.1:4244/acs', 'http://bank.test:4244/acs'])(
    'admits %s only where the bridge is on plain http itself',
    (address) => {
      expect(isBankUrl(address, LOCAL)).toBe(true);
      expect(isBankUrl(address, OWN)).toBe(false);
      expect(isBankUrl(address, [...OWN, ...LOCAL])).toBe(false);
      expect(isBankUrl(address, [])).toBe(false);
    },
  );

  it.each([
    'http://bank.example/acs',
    'http://localhost.bank.example/acs',
    'http://127.0.0.1.bank.example/acs',
    'http://bank.test.example/acs',
    'http://localhost@bank.example/acs',
    'http://10.0.0.1/acs',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/acs',
    'http://localhost:4243/f/3ds',
    'http://localhost:4242/f/checkout',
    'http:/acs',
  ])('refuses %s even there', (address) => {
    expect(isBankUrl(address, LOCAL)).toBe(false);
  });

  it('admits 2,048 characters and not one more', () => {
    const address = 'https://bank.example/'.padEnd(LONGEST_BANK_URL, 'x');
    expect([isBankUrl(address, OWN), isBankUrl(`${address}x`, OWN)]).toEqual([true, false]);
  });

  it.each(['x', '@', '/', '%'])('refuses 100 kB of %s', (letter) => {
    expect(isBankUrl('https://bank.example/'.padEnd(100_000, letter), OWN)).toBe(false);
  });

  it.each([
    ['https://3ds.pay.example/f/3ds?key=pk_test_1', OWN, /^https:/],
    ['http://localhost:4243/f/3ds?key=pk_test_1', LOCAL, /^(https:|http:\/\/(localhost|127\.0\.0\.1)(:|$))/],
  ])('sends no form of %s to us or in the clear, whatever the address', (bridge, own, allowed) => {
    fc.assert(
      fc.property(anyAddress(), (address) => {
        if (!isBankUrl(address, own)) return;
        // As HTMLFormElement.action is resolved: against the document's own address.
        const { origin, username, password } = new URL(address, bridge);
        expect(origin).toMatch(allowed);
        expect(own).not.toContain(origin);
        expect(username + password).toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  it('admits every ordinary address of a bank', () => {
    const addresses = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true });
    fc.assert(fc.property(addresses, (address) => isBankUrl(address, OWN)));
  });
});

/** Addresses put together from the parts that parsers disagree about. */
function anyAddress(): fc.Arbitrary<string> {
  const part = fc.constantFrom(
    ...[
      'https:',
      'http:',
      'javascript:',
      'blob:',
      'data:',
      '/',
      '//',
      '\\',
      ':',
      '@',
      '?',
      '#',
      '.',
      '\t',
      '\n',
      ' ',
    ],
    ...['%2e', '%2f', '%40', '\u3002', '\u00ad', '[', ']', '443', ':443', ':8443', 'f/3ds', '../', '\u0000'],
    ...['bank.example', '3ds.pay.example', 'pay.example', 'api.pay.example', 'localhost', '127.0.0.1'],
  );
  const parts = fc.array(part, { minLength: 1, maxLength: 8 }).map((texts) => texts.join(''));
  return fc.oneof(
    parts,
    parts.map((text) => `https:${text}`),
    parts.map((text) => `https://${text}`),
    fc.string({ unit: 'binary' }).map((text) => `https:${text}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );
}
