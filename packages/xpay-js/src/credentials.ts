// Checks the three texts that decide where money goes: the publishable key, the checkout origin, the client secret.

import { XPayError } from '@xpay/protocol/errors';
import { isClientSecret } from '@xpay/protocol/messages';
import { describe, describeSecret, refuse } from './refusal.ts';

/**
 * The publishable key, if it is one.
 * @throws XPayError `secret_key_in_browser` for a secret key, `invalid_key` for anything else. Neither repeats it.
 */
export function parseKey(key: unknown): string {
  if (typeof key === 'string') {
    if (/^pk_(test|live)_\w{1,200}$/.test(key)) return key;
    if (/^\s*(sk|rk|whsec)_/.test(key)) {
      throw new XPayError(
        'secret_key_in_browser',
        'publishableKey is a secret key, which every visitor can read. Revoke it now.',
      );
    }
  }
  throw refuse(
    'publishableKey',
    describeSecret(key),
    'the key that starts with pk_test_ or pk_live_',
    'invalid_key',
  );
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
  const pattern = modeOf(publishableKey) === 'test' ? HTTPS_OR_LOCAL : /^https:/;
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
 * @throws XPayError `invalid_client_secret`. It does not repeat the secret.
 */
export function parseClientSecret(clientSecret: unknown, publishableKey: string): string {
  const mode = modeOf(publishableKey);
  if (isClientSecret(clientSecret) && clientSecret.startsWith(`cs_${mode}_`)) return clientSecret;
  throw refuse(
    'clientSecret',
    describeSecret(clientSecret),
    `the clientSecret of a session, cs_${mode}_…_secret_…`,
    'invalid_client_secret',
  );
}

function modeOf(publishableKey: string): string {
  return publishableKey.slice(3, 7);
}

/** The URL, or undefined for a text that is none. URL.canParse is younger than some browsers that people pay with. */
export function toUrl(text: unknown): URL | undefined {
  try {
    return new URL(`${text}`);
  } catch {
    return undefined;
  }
}
