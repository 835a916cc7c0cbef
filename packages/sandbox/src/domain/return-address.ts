// Where buyers come back to: the merchant's addresses, with what the session puts into them.

import type { Checkout } from './checkout.ts';
import type { Session } from './session.ts';

/**
 * Where the buyer comes back to from a bank that needs the whole window, with the only thing that is added to it,
 * `xpay_session`. The merchant's server has the first word, the page of the latest attempt the second; null without.
 */
export function returnAddressOf({ id, returnUrl, pageReturnUrl }: Session): string | null {
  const wanted = returnUrl ?? pageReturnUrl;
  if (wanted === null) return null;
  const [address = '', ...fragment] = fillIn(wanted, id).split('#');
  const query = `${address.includes('?') ? '&' : '?'}${RETURN_PARAMETER}=${id}`;
  return [address + query, ...fragment].join('#');
}

/**
 * Where the buyer of a hosted page leaves it for, as things stand: the shop's page for who has paid, or the one for who has
 * not. Null where the shop has named none. A session that has been paid never leads to the address for those who gave up: to
 * the front page of that site, where nothing else is named.
 */
export function shopAddressOf({ session, intent }: Pick<Checkout, 'session' | 'intent'>): string | null {
  const { id, status, afterCompletion, cancelUrl } = session;
  // Money that was held and let go: the session stays complete, and nothing was paid.
  const isPaid = status === 'complete' && intent.status !== 'canceled';
  if (!isPaid) return cancelUrl === null ? null : fillIn(cancelUrl, id);
  if (afterCompletion.type === 'redirect') return fillIn(afterCompletion.redirect.url, id);
  return cancelUrl === null ? null : `${new URL(cancelUrl).origin}/`;
}

/**
 * An address of the merchant with every `{CHECKOUT_SESSION_ID}` filled in, wherever it stands, percent-encoded braces or
 * not. What comes in is percent-encoded itself (RFC 3986, 2.1), whatever ids may look like.
 */
export function fillIn(url: string, id: string): string {
  const encoded = encodeURIComponent(id);
  return url.replace(/(?:\{|%7B)CHECKOUT_SESSION_ID(?:\}|%7D)/gi, () => encoded);
}

/** How xpay.js knows its own buyer who comes back. */
const RETURN_PARAMETER = 'xpay_session';
