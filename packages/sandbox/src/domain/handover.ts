// An unpaid intent that moves to a new session: one intent is payable in one session only, or it could be paid twice.

import { type Change, type Checkout, expire } from './checkout.ts';
import type { Instant } from './clock.ts';
import { isFree } from './discount.ts';
import { canMove, isInFlight } from './intent.ts';
import type { Problem } from './problem.ts';
import { overProblem } from './session.ts';

export interface Handover {
  /** What becomes of the session that is left: it expires, with an intent of its own that says so. */
  readonly left: Change;
  /** What the new session begins with. */
  readonly taken: Pick<Checkout, 'intent' | 'charges' | 'authentication'>;
}

/** Takes the intent out of its session; a problem when it is paid, over, or being paid right now. */
export function handOver(
  from: Checkout,
  newIntentId: string,
  now: Instant,
): { readonly handover: Handover } | { readonly problem: Problem } {
  const { session, intent, charges } = from;
  if (overProblem(session, now) !== null || isInFlight(intent) || !canMove(intent, 'attempt')) {
    const message = `The payment intent is ${intent.status}, its session ${session.status}: only one that can still be paid, and is not being paid, can be attached.`;
    return { problem: { code: 'invalid_state', message, param: 'paymentIntentId' } };
  }
  if (isFree(session)) {
    const message = 'Discounts leave nothing to pay of it: there is no payment to attach.';
    return { problem: { code: 'invalid_state', message, param: 'paymentIntentId' } };
  }
  const ended = expire(from, now);
  if ('problem' in ended) return ended;
  const own = { ...ended.checkout.intent, id: newIntentId, latestChargeId: null, lastError: null };
  return {
    handover: {
      left: { ...ended, checkout: { ...ended.checkout, intent: own, charges: [] } },
      taken: { intent, charges, authentication: from.authentication },
    },
  };
}
