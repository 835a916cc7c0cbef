// What a developer reads when something is wrong that only they can mend.

import type { XPayError } from '@xpay/protocol/errors';
import type { Peer } from './handshake.ts';
import { refuse } from './refusal.ts';

/** The causes of a frame that stays silent, the likeliest first. */
export function unreachable({ origin, key }: Peer, { message, docsUrl }: XPayError): void {
  // biome-ignore lint/suspicious/noConsole: a frame that was refused cannot speak for itself.
  console.error(
    `XPay: ${message}
Is ${location.origin} registered${key === undefined ? '' : ` for ${key}`}?
Does the page's CSP allow frame-src ${origin}?
Is the page sandboxed?
${docsUrl}`,
  );
}

/** Why a bank will get a page of its own. */
export function isolated(): void {
  // biome-ignore lint/suspicious/noConsole: nothing else tells the developer.
  console.warn('XPay: Trying for Cross-Origin-Embedder-Policy, where sessions need a returnUrl.');
}

/** A checkout that has its session cannot show another: the shop hears that it would have had to. */
export function checkReturn(sessionId: string, clientSecret: string, fail: (error: XPayError) => void): void {
  if (clientSecret.startsWith(`${sessionId}_secret_`)) return;
  const got = `not of ${sessionId}, whose buyer is back`;
  fail(refuse('clientSecret', got, 'fetchClientSecret', 'invalid_client_secret'));
}
