// Payments from press to outcome, in two transactions around the bank, so that a process killed between them heals.

import type { Bank } from './bank/bank.ts';
import { type Answered, type ChangesDeps, mustFind } from './changes.ts';
import { type Attempt, beginAttempt } from './domain/attempt.ts';
import type { BuyerBrowser } from './domain/buyer-browser.ts';
import type { RawCard } from './domain/cards.ts';
import { type Change, type Checkout, expire, isDue } from './domain/checkout.ts';
import { isInFlight } from './domain/intent.ts';
import type { Session } from './domain/session.ts';
import { beginVerification } from './domain/verification.ts';
import { replayOf } from './http/idempotency-key.ts';
import { ApiError } from './http/problem.ts';
import { stackOf } from './http/redact.ts';
import type { AuthenticationKey } from './store/authentications.ts';
import { findCheckout } from './store/checkouts.ts';
import { findDueSessions, findPendingCharges } from './store/due-payments.ts';
import { claim, findClaim, type IdempotentRequest } from './store/idempotency.ts';
import type { Trx } from './store/store.ts';
import { ask, type StepDeps } from './threeds/steps.ts';
import { startOf } from './threeds/verifications.ts';

export interface PaymentsDeps extends StepDeps, Pick<ChangesDeps, 'ids'> {
  readonly bank: Pick<Bank, 'lookUp' | 'authenticate'>;
}

/** One press of Pay. */
export interface Press {
  /** In memory for as long as the banks are asked. */
  readonly rawCard: RawCard;
  readonly browser: BuyerBrowser;
  /** Judges what the buyer typed, and throws if it must. */
  readonly check: (session: Session) => Omit<Attempt, 'chargeId'>;
}

export interface Payments {
  /**
   * Pays, once per key; the answer is the session as the browser may see it, whatever the bank said. A repetition is
   * answered without a check, even if the card has expired since.
   */
  confirm(sessionId: string, press: Press, request: IdempotentRequest): Promise<Answered>;
  /** The checkout as it is now: one whose time is over is ended first, whether or not the sweep has come by. */
  read(sessionId: string): Promise<Checkout | null>;
  /** Writes a change with its events in the caller's transaction. */
  write(trx: Trx, before: Checkout, change: Change): Promise<void>;
  /** Ends every session whose time is over. */
  expireDue(): Promise<void>;
  /** Asks the acquirer for outcomes that are due; at a start, for all that are missing. */
  settlePending(which: 'due' | 'all'): Promise<void>;
}

/** The payments of one store. */
export function createPayments(deps: PaymentsDeps): Payments {
  const { store, clock, acquirer, changes } = deps;
  return {
    write: changes.write,
    confirm: (sessionId, press, request) => confirm(deps, sessionId, press, request),
    read: (sessionId) => readAndExpire(deps, sessionId),

    async expireDue() {
      for (const sessionId of await findDueSessions(store.db, clock.now().toISOString())) {
        try {
          await readAndExpire(deps, sessionId);
        } catch (cause) {
          // Tried again next time; the others do not wait for this one.
          deps.logger.error({ sessionId, stack: stackOf(cause) }, 'not expired');
        }
      }
    },

    async settlePending(which) {
      const until = which === 'all' ? null : clock.now().toISOString();
      for (const { chargeId, sessionId } of await findPendingCharges(store.db, until)) {
        try {
          await changes.settle(sessionId, chargeId, await acquirer.resolve(chargeId));
        } catch (cause) {
          // Asked again next time, like the others.
          deps.logger.error({ chargeId, stack: stackOf(cause) }, 'outcome still unknown');
        }
      }
    },
  };
}

async function confirm(
  deps: PaymentsDeps,
  sessionId: string,
  press: Press,
  request: IdempotentRequest,
): Promise<Answered> {
  const { acquirer, bank, changes, ids, ownOrigins } = deps;
  const card = press.rawCard;
  const chargeId = ids.next('ch');
  const enrolment = await bank.lookUp(card, sessionId);
  // Before the charge is there: the card lives for this request only, and one lost on the way could never be paid.
  if (enrolment !== null) await acquirer.prepare({ chargeId, card });
  const verification = enrolment === null ? null : startOf(enrolment, press.browser, ownOrigins);
  const { next, ...answered } = await begin(deps, sessionId, { ...press, chargeId, verification }, request);
  if (next === null) return answered;
  if (next.to === 'ask') return { answer: await ask(deps, next.key), isReplay: false };
  try {
    const { amount, currency } = next;
    const outcome = await acquirer.authorize({ chargeId, amount, currency, card });
    return { answer: await changes.settle(sessionId, chargeId, outcome), isReplay: false };
  } catch (cause) {
    // Money may have moved: the intent stays `processing` until settlePending has asked again.
    deps.logger.error({ chargeId, stack: stackOf(cause) }, 'outcome unknown');
    return answered;
  }
}

/** What remains to be done after the first transaction. */
type Next =
  | { readonly to: 'authorize'; readonly amount: number; readonly currency: string }
  | { readonly to: 'ask'; readonly key: AuthenticationKey }
  | null;

/** First transaction: a pending charge, a moved intent, a claimed key; or the answer that makes them needless. */
function begin(
  { store, clock, changes }: PaymentsDeps,
  sessionId: string,
  press: Press & { readonly chargeId: string; readonly verification: ReturnType<typeof startOf> | null },
  request: IdempotentRequest,
): Promise<Answered & { readonly next: Next }> {
  return store.transaction(async (trx) => {
    const now = clock.now();
    const replay = replayOf(await findClaim(trx, store.vault, request, now));
    if (replay !== null) return { answer: replay, isReplay: true, next: null };
    const before = await mustFind(trx, sessionId);
    // Two tabs, or two fingers: the attempt under way is the answer to both.
    if (isInFlight(before.intent)) {
      return { answer: await changes.answer(trx, before), isReplay: false, next: null };
    }
    const { chargeId, verification } = press;
    const attempt = { chargeId, ...press.check(before.session) };
    const result =
      verification === null
        ? beginAttempt(before, attempt, now)
        : beginVerification(before, attempt, verification, now);
    if ('problem' in result) {
      const { code, message, param } = result.problem;
      throw new ApiError(code, message, { param });
    }
    await changes.write(trx, before, result);
    const answer = await changes.answer(trx, result.checkout);
    const next = nextOf(result.checkout);
    await claim(trx, store.vault, request, next === null ? answer : { chargeId }, now);
    return { answer, isReplay: false, next };
  });
}

function nextOf({ session, intent, authentication }: Checkout): Next {
  if (authentication === null) return { to: 'authorize', amount: intent.amount, currency: intent.currency };
  if (authentication.state !== 'asking') return null;
  return { to: 'ask', key: { id: authentication.id, sessionId: session.id } };
}

/** One transaction, so that nobody sees a session of one moment with charges of the next. */
function readAndExpire({ store, clock, changes }: PaymentsDeps, sessionId: string): Promise<Checkout | null> {
  return store.transaction(async (trx) => {
    const before = await findCheckout(trx, sessionId);
    const now = clock.now();
    if (before === null || !isDue(before, now)) return before;
    const result = expire(before, now);
    if ('problem' in result) throw new Error(`${sessionId} cannot expire: ${result.problem.message}`);
    await changes.write(trx, before, result);
    return result.checkout;
  });
}
