// Checks the three texts that decide where money goes: the publishable key, the checkout origin, the client secret.

import { XPayError } from '@xpay/protocol/errors';
import { isClientSecret } from '@xpay/protocol/messages';
import { describe, refuse } from './refusal.ts';

/**
 * The publishable key, if it is one.
 * @throws XPayError `secret_key_in_browser` for a secret key, `invalid_key` for anything else. Neither repeats it.
 */
export function parseKey(key: unknown): string {
  if (typeof key === 'string' && /^pk_(test|live)_\w{1,200}$/.test(key)) return key;
  const got = describeSecret('publishableKey', key);
  throw refuse('publishableKey', got, 'the key that starts with pk_test_ or pk_live_', 'invalid_key');
}

/**
 * Words for a text that nobody may read in a console.
 * @throws XPayError `secret_key_in_browser`, loudly: a shop may well look at no error of a page that seems to work.
 */
function describeSecret(option: string, value: unknown): string {
  if (typeof value !== 'string') return describe(value);
  if (!/^\s*(sk|rk|whsec)_/.test(value)) return isClientSecret(value) ? 'of the other mode' : 'another text';
  const message = `${option} is a secret key, which every visitor can read. Revoke it now.`;
  // biome-ignore lint/suspicious/noConsole: the key is public from this moment on.
  console.error(`XPay: ${message}`);
  throw new XPayError('secret_key_in_browser', message);
}

/**
 * The checkout origin, as `https://pay.example`.
 * Plain http is for test keys and this machine: `localhost`, `127.0.0.1`, `[::1]`, and names under `.localhost` and
 * `.test` (RFC 6761).
 *
 * @param origin What the shop passed or, when it passed none, where the script came from.
 * @throws XPayError `invalid_option`.
 */
export function parseOrigin(origin: unknown, publishableKey: string): string {
  const url = toUrl(origin);
  const pattern = publishableKey.startsWith('pk_test_') ? HTTPS_OR_LOCAL : /^https:/;
  if (url !== undefined && url.href === `${url.origin}/` && pattern.test(url.origin)) return url.origin;
  throw refuse(
    'origin',
    describe(origin),
    'the origin that serves the checkout, such as "https://pay.example"',
  );
}

const HTTPS_OR_LOCAL = /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1]|[^/]+\.(localhost|test))(:|$)/;

/**
 * The client secret, if its shape and mode are right; only the server can tell whether it is a session's.
 * @throws XPayError `invalid_client_secret`, or `secret_key_in_browser` for a secret key. Neither repeats it.
 */
export function parseClientSecret(clientSecret: unknown, publishableKey: string): string {
  const prefix = publishableKey.replace(/^pk(_.{5}).*/, 'cs$1');
  if (isClientSecret(clientSecret) && clientSecret.startsWith(prefix)) return clientSecret;
  const got = describeSecret('clientSecret', clientSecret);
  const expected = `the clientSecret of a session, ${prefix}…_secret_…`;
  throw refuse('clientSecret', got, expected, 'invalid_client_secret');
}

/** The URL, or undefined for a text that is none. URL.canParse is younger than some browsers that people pay with. */
export function toUrl(text: unknown, base?: string): URL | undefined {
  try {
    return new URL(`${text}`, base);
  } catch {
    return undefined;
  }
}
