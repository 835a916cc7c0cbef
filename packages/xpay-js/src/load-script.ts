// The npm entry `@xpay/xpay-js/script`: loads the hosted xpay.js instead of bundling it. Importing it does nothing.

import { XPayError } from '@xpay/protocol/errors';
import type { XPayClient } from './client.ts';
import { parseKey, parseOrigin } from './credentials.ts';
import type { XPayOptions } from './options.ts';
import { describe, type Input, refuse, takeOwn } from './refusal.ts';

export type { XPayClient } from './client.ts';

/** What `loadXPayScript()` takes: the options of `XPay()`, and how the script is to be loaded. */
export interface LoadXPayScriptOptions extends XPayOptions {
  /** The checkout origin, for example `https://pay.example`: the script comes from there. */
  readonly origin: string;
  /** Pins the script to this very version, such as `0.1.0`; without it, the latest that keeps to this interface. */
  readonly version?: string | undefined;
  /** For a Content-Security-Policy with nonces. */
  readonly nonce?: string | undefined;
  /** Subresource integrity, as the release notes tell it. Only with a `version`, as the latest changes. */
  readonly integrity?: string | undefined;
  /** For a page that requires Trusted Types: a policy that lets the address of the script pass. */
  readonly trustedTypesPolicy?: { createScriptURL(url: string): unknown } | undefined;
}

type XPay = (publishableKey: string, options?: XPayOptions) => XPayClient;

/** How long a tag that somebody else put into the page is waited for: it may have failed long ago. */
const FOREIGN_PATIENCE_MS = 10_000;

let loading: Promise<XPay> | undefined;

/**
 * The client for a key, from the hosted script. The script is loaded once for the whole page, also when the page has a
 * tag for it already; after a failure it is tried once more, and again at the next call. On a server, where there is no
 * window, the promise resolves with null. It rejects with an `XPayError`: `script_load_failed`, or which argument is
 * wrong and why. The errors of this client are not `instanceof` the bundled `XPayError`: look at their `code`.
 *
 * @example
 * const xpay = await loadXPayScript('pk_test_…', { origin: 'https://pay.example', version: '0.1.0' });
 */
export async function loadXPayScript(
  publishableKey: string,
  options: LoadXPayScriptOptions,
): Promise<XPayClient | null> {
  if (typeof window === 'undefined') return null;
  const key = parseKey(publishableKey);
  const { version, nonce, integrity, trustedTypesPolicy, ...rest } = parseOptions(options);
  const origin = parseOrigin(rest['origin'], key);
  const url = `${origin}/${version === undefined ? 'v1' : `v${version}`}/xpay.js`;
  loading ??= load(url, () => createTag(url, { nonce, integrity, trustedTypesPolicy }));
  try {
    const xpay = await loading;
    return xpay(key, { ...rest, origin });
  } catch (error) {
    if (findXPay() === undefined) loading = undefined;
    throw error;
  }
}

async function load(url: string, makeTag: () => HTMLScriptElement): Promise<XPay> {
  const foreign = [...document.querySelectorAll('script')].find(({ src }) => src === url);
  if (foreign !== undefined && findXPay() === undefined) await settled(foreign, FOREIGN_PATIENCE_MS);
  for (let attempt = 0; attempt < 2 && findXPay() === undefined; attempt += 1) {
    const tag = makeTag();
    document.head.append(tag);
    await settled(tag);
    if (findXPay() === undefined) tag.remove();
  }
  const xpay = findXPay();
  if (xpay !== undefined) return xpay;
  const message = `${url} could not be loaded. Does the page's CSP allow it in script-src?`;
  throw new XPayError('script_load_failed', message, { type: 'connection', retryable: true });
}

/** What the script defines. A form with the id `XPay` is none of it. */
function findXPay(): XPay | undefined {
  const xpay: unknown = Reflect.get(window, 'XPay');
  return typeof xpay === 'function' && 'version' in xpay ? (xpay as unknown as XPay) : undefined;
}

/** Resolves when the tag has loaded or failed, at the latest after the patience. */
function settled(tag: HTMLScriptElement, patienceMs?: number): Promise<void> {
  return new Promise((resolve) => {
    const patience = patienceMs === undefined ? undefined : setTimeout(done, patienceMs);
    tag.addEventListener('load', done);
    tag.addEventListener('error', done);

    function done(): void {
      clearTimeout(patience);
      tag.removeEventListener('load', done);
      tag.removeEventListener('error', done);
      resolve();
    }
  });
}

/** The attributes come first: a script starts when it has an address and is in the page. */
function createTag(url: string, { nonce, integrity, trustedTypesPolicy: policy }: Input): HTMLScriptElement {
  const tag = document.createElement('script');
  tag.async = true;
  tag.crossOrigin = 'anonymous'; // Integrity needs it, and errors in the console get their details by it.
  if (typeof nonce === 'string') tag.nonce = nonce;
  if (typeof integrity === 'string') tag.integrity = integrity;
  const address = isPolicy(policy) ? policy.createScriptURL(url) : url;
  Reflect.set(tag, 'src', address);
  return tag;
}

function parseOptions(options: unknown): Input {
  const own = ['version', 'nonce', 'integrity', 'trustedTypesPolicy'];
  const input = takeOwn('loadXPayScript()', options, ['locale', 'appearance', 'origin', ...own]);
  const { version, nonce, integrity, trustedTypesPolicy } = input;
  check('version', version, /^\d+\.\d+\.\d+[\w.+-]*$/, 'a version such as "0.1.0"');
  check('nonce', nonce, /./, "the nonce of the page's policy");
  check('integrity', integrity, /^sha(256|384|512)-[\w+/=]+$/, 'a hash such as "sha384-…"');
  if (integrity !== undefined && version === undefined)
    throw refuse('version', 'missing', 'the version that integrity belongs to');
  if (trustedTypesPolicy !== undefined && !isPolicy(trustedTypesPolicy))
    throw refuse('trustedTypesPolicy', describe(trustedTypesPolicy), 'a policy with createScriptURL()');
  return input;
}

function check(option: string, value: unknown, pattern: RegExp, expected: string): void {
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return;
  throw refuse(option, describe(value), expected);
}

function isPolicy(value: unknown): value is { createScriptURL(url: string): unknown } {
  return Object(value) === value && typeof Reflect.get(Object(value), 'createScriptURL') === 'function';
}
