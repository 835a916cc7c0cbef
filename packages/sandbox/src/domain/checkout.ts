// A session with its intent and attempts, changed only together: every step of a payment, and what is told of it.

import { type Billing, type Charge, type ChargeCard, type Outcome, settleCharge } from './charge.ts';
import { type Instant, later } from './clock.ts';
import { canMove, type Intent, isInFlight, moveIntent } from './intent.ts';
import type { Problem } from './problem.ts';
import { endSession, overProblem, type Session, type SessionTerms } from './session.ts';

export interface Checkout {
  readonly session: Session;
  readonly intent: Intent;
  /** The latest attempts, oldest first. */
  readonly charges: readonly Charge[];
}

/** What happened, for whoever is to be told. */
export type EventName =
  | 'session_completed'
  | 'session_expired'
  | 'intent_processing'
  | 'intent_succeeded'
  | 'attempt_failed'
  | 'charge_succeeded'
  | 'charge_failed';

export interface Change {
  readonly checkout: Checkout;
  readonly events: readonly EventName[];
}

type Result = Change | { readonly problem: Problem };

export interface Attempt {
  readonly chargeId: string;
  /** Minor units that the buyer was shown. */
  readonly expectedAmount: number;
  readonly card: ChargeCard;
  readonly billing: Billing;
}

/** After this long without an outcome, an attempt's own request is taken for dead and the acquirer is asked again. */
export const OUTCOME_PATIENCE_MS = 15_000;

/** Starts an attempt: a pending charge, a processing intent. The caller has made sure that none is in flight. */
export function beginAttempt(checkout: Checkout, attempt: Attempt, now: Instant): Result {
  const { session, intent } = checkout;
  const over = overProblem(session, now);
  if (over !== null) return { problem: over };
  if (attempt.expectedAmount !== session.amountTotal) {
    return {
      problem: {
        code: 'amount_changed',
        message: `The total is ${session.amountTotal}, the buyer was shown ${attempt.expectedAmount}. Show it again.`,
        param: 'expectedAmount',
      },
    };
  }
  const moved = moveIntent(intent, 'attempt', now);
  if ('problem' in moved) return moved;
  const charge: Charge = {
    id: attempt.chargeId,
    intentId: intent.id,
    attempt: (checkout.charges.at(-1)?.attempt ?? 0) + 1,
    status: 'pending',
    amount: intent.amount,
    amountCaptured: 0,
    currency: intent.currency,
    failureCode: null,
    card: attempt.card,
    billing: attempt.billing,
    lookAt: later(now, OUTCOME_PATIENCE_MS),
    capturedAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
  const next = { ...moved.intent, latestChargeId: charge.id };
  return changed(checkout, { intent: next, charges: [...checkout.charges, charge] }, [], now);
}

/** Writes what the acquirer said of the latest charge. Said twice, it changes nothing: an end never changes. */
export function settleAttempt(checkout: Checkout, chargeId: string, outcome: Outcome, now: Instant): Result {
  const before = checkout.charges.find((charge) => charge.id === chargeId);
  if (before === undefined) throw new Error(`${chargeId} is no attempt of ${checkout.intent.id}.`);
  const charge = settleCharge(before, outcome, now);
  if (charge === before) return { checkout, events: [] };
  const charges = checkout.charges.map((other) => (other === before ? charge : other));
  switch (outcome.type) {
    case 'pending':
      return changed(checkout, { charges }, ['intent_processing'], now);
    case 'declined': {
      const moved = moveIntent(checkout.intent, 'declined', now);
      if ('problem' in moved) return moved;
      const intent = { ...moved.intent, lastError: outcome.code };
      return changed(checkout, { intent, charges }, ['charge_failed', 'attempt_failed'], now);
    }
    case 'approved':
      return complete(checkout, charge, charges, now);
  }
}

function complete(checkout: Checkout, charge: Charge, charges: readonly Charge[], now: Instant): Result {
  const moved = moveIntent(checkout.intent, 'approved', now);
  if ('problem' in moved) return moved;
  const intent = { ...moved.intent, amountReceived: charge.amountCaptured, lastError: null };
  const { customer } = checkout.session;
  const session = {
    ...endSession(checkout.session, 'complete', now),
    customer: { email: charge.billing.email ?? customer.email, name: charge.billing.name ?? customer.name },
  };
  const events = ['charge_succeeded', 'intent_succeeded', 'session_completed'] as const;
  return changed(checkout, { session, intent, charges }, events, now);
}

/** Ends an open session that nobody has paid. A payment in flight goes first: its outcome decides. */
export function expire(checkout: Checkout, now: Instant): Result {
  const { session, intent } = checkout;
  if (session.status !== 'open') return { problem: notOpen(session, 'expired') };
  const moved = moveIntent(intent, 'expire', now);
  if ('problem' in moved) return moved;
  const ended = endSession(session, 'expired', now);
  return changed(checkout, { session: ended, intent: moved.intent }, ['session_expired'], now);
}

/** Whether the session's time is over and it may be ended now. */
export function isDue({ session, intent }: Checkout, now: Instant): boolean {
  return session.status === 'open' && session.expiresAt <= now.toISOString() && canMove(intent, 'expire');
}

/** Changes what an open session asks for; refused while a payment is in flight, so that nobody pays another price. */
export function changeTerms(checkout: Checkout, terms: Partial<SessionTerms>, now: Instant): Result {
  const { session, intent } = checkout;
  if (session.status !== 'open' || overProblem(session, now) !== null) {
    return { problem: notOpen(session, 'changed') };
  }
  if (isInFlight(intent)) {
    const message = `The payment intent is ${intent.status}: a payment is under way. Wait for its outcome.`;
    return { problem: { code: 'invalid_state', message } };
  }
  const amount = terms.amountTotal ?? session.amountTotal;
  return changed(
    checkout,
    {
      session: { ...session, ...terms },
      intent: amount === intent.amount ? intent : { ...intent, amount, updatedAt: now.toISOString() },
    },
    [],
    now,
  );
}

function notOpen(session: Session, action: string): Problem {
  const state = session.status === 'open' ? 'past its expiry' : session.status;
  return {
    code: 'invalid_state',
    message: `The checkout session is ${state}; only an open one can be ${action}. Create a new session.`,
  };
}

/** Every change makes a new version of the whole. */
function changed(
  checkout: Checkout,
  parts: Partial<Checkout>,
  events: readonly EventName[],
  now: Instant,
): Change {
  const next = { ...checkout, ...parts };
  const session = { ...next.session, version: checkout.session.version + 1, updatedAt: now.toISOString() };
  return { checkout: { ...next, session }, events };
}
