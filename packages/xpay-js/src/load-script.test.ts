// The hosted script, loaded by a page that bundles its own code.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEY, ORIGIN } from './fake-frame.ts';
import type { LoadXPayScriptOptions } from './load-script.ts';

const URL = `${ORIGIN}/v1/xpay.js`;
const CLIENT = { elements: () => {} };
const tags: HTMLScriptElement[] = [];
let loadXPayScript: typeof import('./load-script.ts').loadXPayScript;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.resetModules();
  ({ loadXPayScript } = await import('./load-script.ts'));
  tags.length = 0;
  // A tag in the page would be fetched.
  vi.spyOn(document.head, 'append').mockImplementation((tag) => void tags.push(tag as HTMLScriptElement));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  Reflect.deleteProperty(window, 'XPay');
});

function define() {
  const xpay = vi.fn(() => CLIENT);
  Reflect.set(window, 'XPay', Object.assign(xpay, { version: '0.1.0' }));
  return xpay;
}

async function fire(type: 'load' | 'error', tag = tags.at(-1)): Promise<void> {
  tag?.dispatchEvent(new Event(type));
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

const load = (options: object = {}) =>
  loadXPayScript(KEY, { origin: ORIGIN, ...options } as LoadXPayScriptOptions);

it('loads the script once, and makes a client of each key with its options', async () => {
  const clients = [load({ locale: 'de' }), loadXPayScript('pk_test_other', { origin: ORIGIN })];
  expect(tags.map(({ src, async, crossOrigin }) => [src, async, crossOrigin])).toEqual([
    [URL, true, 'anonymous'],
  ]);
  const xpay = define();
  await fire('load');
  expect(await Promise.all(clients)).toEqual([CLIENT, CLIENT]);
  expect(xpay.mock.calls).toEqual([
    [KEY, { locale: 'de', origin: ORIGIN }],
    ['pk_test_other', { origin: ORIGIN }],
  ]);
});

it('takes the script that the page has', async () => {
  define();
  expect(await load()).toBe(CLIENT);
  expect(tags).toEqual([]);
});

it.each<['load' | 'error', number]>([
  ['load', 0],
  ['error', 1],
])('waits for the tag that the page has: %s', async (type, own) => {
  const foreign = document.createElement('script');
  foreign.src = URL;
  vi.spyOn(document, 'querySelectorAll').mockReturnValue([foreign] as never);
  const client = load();
  expect(tags).toEqual([]);
  const xpay = type === 'load' ? define() : undefined;
  await fire(type, foreign);
  expect(tags).toHaveLength(own);
  if (xpay === undefined) define();
  await fire('load');
  expect(await client).toBe(CLIENT);
});

it('does not wait for ever for a tag that has failed before', async () => {
  const foreign = document.createElement('script');
  foreign.src = URL;
  vi.spyOn(document, 'querySelectorAll').mockReturnValue([foreign] as never);
  const client = load();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tags).toHaveLength(1);
  define();
  await fire('load');
  expect(await client).toBe(CLIENT);
});

it('tries once more, and no more than that', async () => {
  const client = load();
  const refusal = client.catch((error: unknown) => error);
  await fire('error');
  expect(tags).toHaveLength(2);
  await fire('error');
  expect(await refusal).toMatchObject({
    name: 'XPayError',
    type: 'connection',
    code: 'script_load_failed',
    retryable: true,
  });
  expect(tags).toHaveLength(2);
  const again = load();
  expect(tags).toHaveLength(3);
  define();
  await fire('load');
  expect(await again).toBe(CLIENT);
});

it('does not take what is no script of ours for one', async () => {
  Reflect.set(window, 'XPay', document.createElement('form'));
  const refusal = load().catch((error: unknown) => error);
  await fire('load');
  await fire('load');
  expect(await refusal).toMatchObject({ code: 'script_load_failed' });
});

it('pins a version, with nonce, integrity and Trusted Types', () => {
  const trusted = `${ORIGIN}/v0.1.0/xpay.js`;
  const trustedTypesPolicy = { createScriptURL: vi.fn((url: string) => url) };
  void load({ version: '0.1.0', nonce: 'abc', integrity: 'sha384-AAAA', trustedTypesPolicy });
  const [tag] = tags;
  expect([tag?.src, tag?.nonce, tag?.integrity]).toEqual([trusted, 'abc', 'sha384-AAAA']);
  expect(trustedTypesPolicy.createScriptURL.mock.calls).toEqual([[trusted]]);
});

describe('misuse', () => {
  it.each<[object, string]>([
    [{ origin: undefined }, 'origin is missing.'],
    [{ origin: 'http://pay.example' }, 'origin is "http://pay.example".'],
    [{ version: 1 }, 'version is 1. Pass a version such as "0.1.0".'],
    [{ version: '../evil' }, 'version is "../evil".'],
    [{ nonce: 7 }, 'nonce is 7.'],
    [{ integrity: 'md5-x', version: '0.1.0' }, 'integrity is "md5-x".'],
    [{ integrity: 'sha384-AAAA' }, 'version is missing. Pass the version that integrity belongs to.'],
    [{ trustedTypesPolicy: 'xpay' }, 'trustedTypesPolicy is "xpay". Pass a policy with createScriptURL().'],
    [{ versoin: '0.1.0' }, 'A property of loadXPayScript() is "versoin". Pass version.'],
  ])('%j is refused, and nothing is loaded', async (options, words) => {
    await expect(load(options)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining(words),
    });
    expect(tags).toEqual([]);
  });

  it('a secret key is refused loudly, and nothing is loaded', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(loadXPayScript('sk_live_1', { origin: ORIGIN })).rejects.toMatchObject({
      code: 'secret_key_in_browser',
    });
    expect([tags.length, log.mock.calls.length]).toEqual([0, 1]);
  });
});
