// An attempt whose buyer is verified by the bank first: every step until it may be charged, or has failed uncharged.

import type { MethodCompletion } from '@xpay/protocol/next-action';
import { type Attempt, OUTCOME_PATIENCE_MS, openCharge } from './attempt.ts';
import {
  type Authentication,
  type AuthenticationMove,
  canMoveAuthentication,
  createAuthentication,
  isNoticed,
  moveAuthentication,
  type NewAuthentication,
  type Proof,
} from './authentication.ts';
import {
  ANSWER_MOVES,
  type AuthenticationEnd,
  CANCEL_MOVES,
  declineCodeOf,
  RESULT_MOVES,
  type TransStatus,
} from './bank-policy.ts';
import {
  type Change,
  type Checkout,
  changed,
  type EventName,
  giveUpAttempt,
  type Result,
} from './checkout.ts';
import { type Instant, later } from './clock.ts';
import { moveIntent } from './intent.ts';

/** What a bank answered (ARes), its addresses checked. */
export interface BankAnswer {
  readonly transStatus: TransStatus;
  readonly acsTransactionId: string;
  readonly dsTransactionId: string;
  /** Given exactly for a challenge. */
  readonly acsUrl: string | null;
  readonly cardholderInfo: string | null;
  readonly proof: Proof | null;
}

/** How a verification ended (RReq). */
export interface BankResult {
  readonly transStatus: keyof typeof RESULT_MOVES;
  readonly proof: Proof | null;
  /** `challengeCancel`; null where the challenge was finished. */
  readonly challengeCancel: string | null;
}

/** Starts an attempt that the bank is to confirm first: a pending charge, an intent that requires action. */
export function beginVerification(
  checkout: Checkout,
  attempt: Attempt,
  start: Omit<NewAuthentication, 'chargeId'>,
  now: Instant,
): Result {
  const opened = openCharge(checkout, attempt, 'challenge', now);
  if ('problem' in opened) return opened;
  const { charge, session, intent } = opened;
  const authentication = createAuthentication({ ...start, chargeId: charge.id }, now);
  const charges = [...checkout.charges, charge];
  const parts = { session, intent, charges, authentication };
  return changed(checkout, parts, tellAction(null, authentication), now);
}

/** The method step is over. Whether the bank's page came back in time, the server has seen itself. */
export function finishMethod(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.state !== 'method') return same(checkout);
  const methodCompletion: MethodCompletion = authentication.methodNotedAt === null ? 'N' : 'Y';
  const asking = moveAuthentication({ ...authentication, methodCompletion }, 'ask', now);
  return changed(checkout, { authentication: asking }, [], now);
}

/** What the bank answered; null for no answer, or none that can be used. One that nobody waits for changes nothing. */
export function hearAnswer(checkout: Checkout, answer: BankAnswer | null, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.state !== 'asking') return same(checkout);
  if (answer === null) return moveVerification(checkout, authentication, 'fail', now);
  const { transStatus, ...said } = answer;
  return moveVerification(
    checkout,
    { ...authentication, ...said, answer: transStatus },
    ANSWER_MOVES[transStatus],
    now,
  );
}

/** Whether a result may still decide: not before the bank has asked the buyer, not after the end. */
export function awaitsResult({ state }: Authentication): boolean {
  return state === 'challenged' || state === 'decoupled';
}

/** The bank's result (RReq): the truth. The caller has made sure that it is awaited. */
export function hearResult(checkout: Checkout, result: BankResult, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.kind !== 'three_ds' || !awaitsResult(authentication)) return same(checkout);
  const { transStatus, proof, challengeCancel } = result;
  const by = RESULT_MOVES[transStatus];
  const why = by === 'fail' ? CANCEL_MOVES.get(challengeCancel ?? '') : undefined;
  return moveVerification(checkout, { ...authentication, result: transStatus, proof }, why ?? by, now);
}

/** The buyer does not want to be asked. After the end it changes nothing. */
export function cancelVerification(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication === null || !canMoveAuthentication(authentication, 'cancel')) return same(checkout);
  return moveVerification(checkout, authentication, 'cancel', now);
}

/** Goes on without whoever has not answered in their time. */
export function expireVerification(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  const dueAt = authentication?.dueAt ?? null;
  if (authentication === null || dueAt === null || dueAt > now.toISOString()) return same(checkout);
  return giveUpVerification(checkout, now);
}

/** The same before its time: whoever waited for the bank's answer is gone. */
export function giveUpVerification(checkout: Checkout, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.state === 'asking') return moveVerification(checkout, authentication, 'fail', now);
  if (authentication === null || !canMoveAuthentication(authentication, 'expire')) return same(checkout);
  return moveVerification(checkout, authentication, 'expire', now);
}

/** What has been heard, with the move that comes of it. */
export function moveVerification(
  checkout: Checkout,
  heard: Authentication,
  by: AuthenticationMove,
  now: Instant,
): Change {
  switch (by) {
    case 'fail':
    case 'cancel':
    case 'expire':
      return fail({ ...checkout, authentication: heard }, by, now);
    case 'pass':
      return pass(checkout, heard, now);
    case 'ask':
    case 'challenge':
    case 'decouple': {
      const authentication = moveAuthentication(heard, by, now);
      return changed(checkout, { authentication }, tellAction(checkout.authentication, authentication), now);
    }
  }
}

function fail(checkout: Checkout, by: AuthenticationEnd, now: Instant): Change {
  const moved = moveIntent(checkout.intent, 'challenge_failed', now);
  if ('problem' in moved) throw new Error(moved.problem.message);
  const { events, ...parts } = giveUpAttempt(checkout, by, now);
  const lastError = parts.authentication === null ? null : declineCodeOf(parts.authentication, by);
  const intent = { ...moved.intent, lastError };
  return changed(checkout, { ...parts, intent }, [...events, 'attempt_failed'], now);
}

/** The acquirer may be asked now; if nobody lives to do it, the outcome is looked for as for any attempt. */
function pass(checkout: Checkout, heard: Authentication, now: Instant): Change {
  const moved = moveIntent(checkout.intent, 'challenge_passed', now);
  if ('problem' in moved) throw new Error(moved.problem.message);
  const authentication = moveAuthentication(heard, 'pass', now);
  const lookAt = later(now, OUTCOME_PATIENCE_MS);
  const charges = checkout.charges.map((charge) =>
    charge.id === heard.chargeId ? { ...charge, lookAt, updatedAt: now.toISOString() } : charge,
  );
  const events: readonly EventName[] = isNoticed(authentication) ? ['intent_processing'] : [];
  return changed(checkout, { intent: moved.intent, charges, authentication }, events, now);
}

/** Told once, when the browser first has something to do. */
export function tellAction(before: Authentication | null, after: Authentication): readonly EventName[] {
  const wasTold = before !== null && isNoticed(before);
  return !wasTold && isNoticed(after) ? ['intent_requires_action'] : [];
}

/** Nothing has changed. */
export function same(checkout: Checkout): Change {
  return { checkout, events: [] };
}
