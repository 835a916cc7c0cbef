// A session with its intent and attempts, changed only together: every step of a payment, and what is told of it.

import { type Authentication, moveAuthentication } from './authentication.ts';
import { type AuthenticationEnd, declineCodeOf } from './bank-policy.ts';
import { type Charge, settleCharge } from './charge.ts';
import type { Instant } from './clock.ts';
import { priceOf, subtotalOf } from './discount.ts';
import { canMove, type Intent, isInFlight, moveIntent } from './intent.ts';
import type { Movement } from './ledger.ts';
import type { Problem } from './problem.ts';
import type { Refund } from './refund.ts';
import type { SessionSale } from './sale.ts';
import { endSession, overProblem, type Session, type SessionTerms } from './session.ts';

export interface Checkout {
  readonly session: Session;
  readonly intent: Intent;
  /** The latest attempts, oldest first. */
  readonly charges: readonly Charge[];
  /** How the bank verifies the buyer of the latest attempt; null when it does not. */
  readonly authentication: Authentication | null;
}

/** What happened, for whoever is to be told. */
export type EventName =
  | 'session_completed'
  | 'session_expired'
  | 'session_canceled'
  | 'intent_requires_action'
  | 'intent_processing'
  | 'intent_requires_capture'
  | 'intent_succeeded'
  | 'intent_canceled'
  | 'attempt_failed'
  | 'charge_succeeded'
  | 'charge_failed'
  | 'charge_captured'
  | 'charge_refunded'
  | 'refund_created'
  | 'refund_updated';

export interface Change {
  readonly checkout: Checkout;
  readonly events: readonly EventName[];
  /** What moved, for the ledger. */
  readonly movements?: readonly Movement[];
  /** The refund that is new or has changed. */
  readonly refund?: Refund;
  /** By what the acquirer knows the card that was just paid with, where the buyer agreed to keep it. */
  readonly keptAs?: string;
}

export type Result = Change | { readonly problem: Problem };

/** Ends an open session that nobody has paid. A payment in flight goes first, but for one that waits for its buyer. */
export function expire(checkout: Checkout, now: Instant): Result {
  const { session, intent } = checkout;
  if (session.status !== 'open') return { problem: notOpen(session, 'expired') };
  const moved = moveIntent(intent, 'expire', now);
  if ('problem' in moved) return moved;
  const given = intent.status === 'requires_action' ? giveUpAttempt(checkout, 'expire', now) : { events: [] };
  const ended = endSession(session, 'expired', now);
  const { events, ...parts } = given;
  return changed(
    checkout,
    { ...parts, session: ended, intent: moved.intent },
    [...events, 'session_expired'],
    now,
  );
}

/** Whether the session's time is over and it may be ended now: never while a bank or the buyer is about to answer. */
export function isDue({ session, intent }: Checkout, now: Instant): boolean {
  const isOver = session.status === 'open' && session.expiresAt <= now.toISOString();
  return isOver && canMove(intent, 'expire') && !isInFlight(intent);
}

/** The attempt that waits for its buyer, ended without anybody having been asked for money. */
export function giveUpAttempt(
  { charges, authentication }: Checkout,
  move: AuthenticationEnd,
  now: Instant,
): Pick<Checkout, 'charges' | 'authentication'> & { readonly events: readonly EventName[] } {
  if (authentication === null) throw new Error('An attempt that nobody verifies cannot be given up.');
  const code = declineCodeOf(authentication, move);
  return {
    charges: charges.map((charge) =>
      charge.id === authentication.chargeId ? settleCharge(charge, { type: 'declined', code }, now) : charge,
    ),
    authentication: moveAuthentication(authentication, move, now),
    events: ['charge_failed'],
  };
}

/**
 * Changes what an open session asks for, with `amountTotal` as it is before discounts; refused while a payment is in
 * flight, so that nobody pays another price.
 */
export function changeTerms(
  checkout: Checkout,
  terms: Partial<SessionTerms & SessionSale & Pick<Session, 'expiresAt'>>,
  now: Instant,
): Result {
  const { session, intent } = checkout;
  if (session.status !== 'open' || overProblem(session, now) !== null) {
    return { problem: notOpen(session, 'changed') };
  }
  if (isInFlight(intent)) {
    const message = `The payment intent is ${intent.status}: a payment is under way. Wait for its outcome.`;
    return { problem: { code: 'invalid_state', message } };
  }
  const next = { ...session, ...terms };
  const isAbout = terms.savedCards !== undefined || terms.customerId !== undefined;
  if (isAbout && next.savedCards?.offer === true && next.customerId === null)
    return { problem: NOBODYS_CARDS };
  const price = priceOf(terms.amountTotal ?? subtotalOf(session), next, next.discounts);
  const { amountTotal: amount } = price;
  return changed(
    checkout,
    {
      session: { ...next, ...price },
      intent: amount === intent.amount ? intent : { ...intent, amount, updatedAt: now.toISOString() },
    },
    [],
    now,
  );
}

const NOBODYS_CARDS: Problem = {
  code: 'invalid_request',
  param: 'savedCards',
  message: 'cannot be offered to somebody unknown. Send customerId too, or offer: false.',
};

function notOpen(session: Session, action: string): Problem {
  const state = session.status === 'open' ? 'past its expiry' : session.status;
  return {
    code: 'invalid_state',
    message: `The checkout session is ${state}; only an open one can be ${action}. Create a new session.`,
  };
}

/** Every change makes a new version of the whole. */
export function changed(
  checkout: Checkout,
  parts: Partial<Checkout>,
  events: readonly EventName[],
  now: Instant,
): Change {
  const next = { ...checkout, ...parts };
  const session = { ...next.session, version: checkout.session.version + 1, updatedAt: now.toISOString() };
  return { checkout: { ...next, session }, events };
}
