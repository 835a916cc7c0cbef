// An order that its discounts leave nothing to pay of: complete when its buyer places it, without a charge.

import { amountProblem } from './attempt.ts';
import { type Checkout, changed, type Result } from './checkout.ts';
import type { Instant } from './clock.ts';
import { buyerOf, type PlacedBy } from './contact.ts';
import type { AskedField } from './custom-field.ts';
import { isFree } from './discount.ts';
import { moveIntent } from './intent.ts';
import { endSession, overProblem } from './session.ts';

export interface FreeOrder extends PlacedBy {
  /** Minor units that the buyer was shown. */
  readonly expectedAmount: number;
  /** The merchant's questions with what the buyer has answered. */
  readonly customFields: readonly AskedField[];
}

/** Ends the session as complete; a problem where something is to be paid after all, or nothing can be ordered any more. */
export function placeFreeOrder(checkout: Checkout, order: FreeOrder, now: Instant): Result {
  const { session } = checkout;
  const problem = overProblem(session, now) ?? amountProblem(session, order);
  if (problem !== null) return { problem };
  if (!isFree(session)) {
    const message = `${session.amountTotal} minor units are to be paid. Send what they are paid with.`;
    return { problem: { code: 'invalid_request', message, param: 'paymentMethod.type' } };
  }
  const moved = moveIntent(checkout.intent, 'waived', now);
  if ('problem' in moved) return moved;
  const { billing, shipping, customFields } = order;
  const placed = {
    ...endSession(session, 'complete', now),
    customer: buyerOf(session, billing),
    customFields,
    placedBy: { billing, shipping },
  };
  return changed(
    checkout,
    { session: placed, intent: { ...moved.intent, lastError: null } },
    ['session_completed'],
    now,
  );
}
