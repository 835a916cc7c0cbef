// Attempts to pay: begun, and settled by what the acquirer says of them.

import { isNoticed } from './authentication.ts';
import { type Charge, type Outcome, type PaidWith, settleCharge } from './charge.ts';
import { type Checkout, changed, type Result } from './checkout.ts';
import { type Instant, later } from './clock.ts';
import { type Billing, buyerOf, type Shipping } from './contact.ts';
import type { AskedField } from './custom-field.ts';
import { isFree } from './discount.ts';
import { type IntentTrigger, moveIntent } from './intent.ts';
import { chargeMovement } from './ledger.ts';
import type { Problem } from './problem.ts';
import { endSession, overProblem, type Session } from './session.ts';

export interface Attempt extends PaidWith {
  readonly chargeId: string;
  /** Minor units that the buyer was shown. */
  readonly expectedAmount: number;
  readonly billing: Billing;
  readonly shipping: Shipping | null;
  /** Where its page wants the buyer back from a bank's own page. */
  readonly returnUrl: string | null;
  /** The merchant's questions with what the buyer has answered now; absent where nobody was asked. */
  readonly customFields?: readonly AskedField[];
}

/** After this long without an outcome, an attempt's own request is taken for dead and the acquirer is asked again. */
export const OUTCOME_PATIENCE_MS = 15_000;

/** Starts an attempt: a pending charge, a processing intent. The caller has made sure that none is in flight. */
export function beginAttempt(checkout: Checkout, attempt: Attempt, now: Instant): Result {
  const opened = openCharge(checkout, attempt, 'attempt', now);
  if ('problem' in opened) return opened;
  const charge = { ...opened.charge, lookAt: later(now, OUTCOME_PATIENCE_MS) };
  const charges = [...checkout.charges, charge];
  const { intent, session } = opened;
  return changed(checkout, { session, intent, charges, authentication: null }, [], now);
}

/** A pending charge whose outcome nobody is asked for yet, and what it changes; a problem when it may not be. */
export function openCharge(
  { session, intent, charges }: Checkout,
  attempt: Attempt,
  trigger: IntentTrigger,
  now: Instant,
): (Pick<Checkout, 'session' | 'intent'> & { readonly charge: Charge }) | { readonly problem: Problem } {
  const over = overProblem(session, now);
  if (over !== null) return { problem: over };
  const misread = amountProblem(session, attempt);
  if (misread !== null) return { problem: misread };
  if (isFree(session)) {
    const message = 'There is nothing to pay. Send "none", which completes the order without a payment.';
    return { problem: { code: 'invalid_request', message, param: 'paymentMethod.type' } };
  }
  const moved = moveIntent(intent, trigger, now);
  if ('problem' in moved) return moved;
  const charge: Charge = {
    id: attempt.chargeId,
    intentId: intent.id,
    attempt: (charges.at(-1)?.attempt ?? 0) + 1,
    status: 'pending',
    amount: intent.amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency: intent.currency,
    failureCode: null,
    method: attempt.method,
    card: attempt.card,
    plan: attempt.plan,
    transfer: attempt.transfer,
    billing: attempt.billing,
    shipping: attempt.shipping,
    lookAt: null,
    capturedAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
  return {
    charge,
    session: {
      ...session,
      pageReturnUrl: attempt.returnUrl,
      customFields: attempt.customFields ?? session.customFields,
    },
    intent: { ...moved.intent, latestChargeId: charge.id },
  };
}

/** Nobody pays a total that they were not shown. */
export function amountProblem(
  { amountTotal }: Pick<Session, 'amountTotal'>,
  { expectedAmount }: Pick<Attempt, 'expectedAmount'>,
): Problem | null {
  if (expectedAmount === amountTotal) return null;
  return {
    code: 'amount_changed',
    message: `The total is ${amountTotal}, the buyer was shown ${expectedAmount}. Show it again.`,
    param: 'expectedAmount',
  };
}

/** Writes what the acquirer said of the latest charge. Said twice, it changes nothing: an end never changes. */
export function settleAttempt(checkout: Checkout, chargeId: string, outcome: Outcome, now: Instant): Result {
  const before = checkout.charges.find((charge) => charge.id === chargeId);
  if (before === undefined) throw new Error(`${chargeId} is no attempt of ${checkout.intent.id}.`);
  const charge = settleCharge(before, outcome, now, checkout.session.captureMethod);
  if (charge === before) return { checkout, events: [] };
  const charges = checkout.charges.map((other) => (other === before ? charge : other));
  switch (outcome.type) {
    case 'pending':
      return changed(
        checkout,
        { charges },
        isProcessingTold(checkout, before) ? [] : ['intent_processing'],
        now,
      );
    case 'declined': {
      const moved = moveIntent(checkout.intent, 'declined', now);
      if ('problem' in moved) return moved;
      const intent = { ...moved.intent, lastError: outcome.code };
      return changed(checkout, { intent, charges }, ['charge_failed', 'attempt_failed'], now);
    }
    case 'approved': {
      const { keptAs } = outcome;
      return { ...complete(checkout, charge, charges, now), ...(keptAs === undefined ? {} : { keptAs }) };
    }
  }
}

/** A verified attempt was told of when the buyer had done their part, a transfer when it was first waited for. */
function isProcessingTold({ authentication }: Checkout, { transfer, createdAt, lookAt }: Charge): boolean {
  if (authentication !== null && isNoticed(authentication)) return true;
  // The acquirer has put it off before.
  return transfer !== null && lookAt !== later(createdAt, OUTCOME_PATIENCE_MS);
}

function complete(checkout: Checkout, charge: Charge, charges: readonly Charge[], now: Instant): Result {
  const isHeld = charge.status === 'authorized';
  const moved = moveIntent(checkout.intent, isHeld ? 'authorized' : 'approved', now);
  if ('problem' in moved) return moved;
  const intent = {
    ...moved.intent,
    amountReceived: charge.amountCaptured,
    amountCapturable: isHeld ? charge.amount : 0,
    lastError: null,
  };
  const session = {
    ...endSession(checkout.session, 'complete', now),
    customer: buyerOf(checkout.session, charge.billing),
  };
  const parts = { session, intent, charges };
  // The buyer has done their part, whether or not the merchant takes the money.
  if (isHeld) return changed(checkout, parts, ['intent_requires_capture', 'session_completed'], now);
  const events = ['charge_succeeded', 'intent_succeeded', 'session_completed'] as const;
  return { ...changed(checkout, parts, events, now), movements: [chargeMovement(charge)] };
}
