// Where buyers come back to: the merchant's addresses, with what the session puts into them.

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

/** An address of the merchant with `{CHECKOUT_SESSION_ID}` filled in, percent-encoded braces or not. */
export function fillIn(url: string, id: string): string {
  return url.replace(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, id);
}

/** How xpay.js knows its own buyer who comes back. */
const RETURN_PARAMETER = 'xpay_session';
