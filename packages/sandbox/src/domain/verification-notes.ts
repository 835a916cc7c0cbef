// What comes back about a verification and moves nothing: noted once each, whatever it says.

import { type Change, type Checkout, changed } from './checkout.ts';
import type { Instant } from './clock.ts';
import { same } from './verification.ts';

/** The bank's method page came back. Noted once; too late, it changes nothing. */
export function noteMethod(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.state !== 'method' || authentication.methodNotedAt !== null) return same(checkout);
  const noted = { ...authentication, methodNotedAt: now.toISOString() };
  return changed(checkout, { authentication: noted }, [], now);
}

/** The bank's challenge page came back, which moves nothing. Noted once, also after the end. */
export function noteChallenge(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication === null || authentication.challengeNotedAt !== null) return same(checkout);
  const noted = { ...authentication, challengeNotedAt: now.toISOString() };
  return changed(checkout, { authentication: noted }, [], now);
}

/** The CReq was given to a page of its own. */
export function noteRedirect(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.state !== 'challenged' || authentication.redirectedAt !== null) return same(checkout);
  const noted = { ...authentication, redirectedAt: now.toISOString() };
  return changed(checkout, { authentication: noted }, [], now);
}
