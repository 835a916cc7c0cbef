// Payments from press to outcome, in two transactions around the bank, so that a process killed between them heals.

import type { Logger } from 'pino';
import type { Acquirer } from './bank/acquirer.ts';
import type { RawCard } from './domain/cards.ts';
import type { Billing, ChargeCard, Outcome } from './domain/charge.ts';
import { beginAttempt, type Change, type Checkout, expire, isDue, settleAttempt } from './domain/checkout.ts';
import type { Clock } from './domain/clock.ts';
import type { Ids } from './domain/id.ts';
import { isInFlight } from './domain/intent.ts';
import type { Session } from './domain/session.ts';
import { replayOf } from './http/idempotency-key.ts';
import { ApiError } from './http/problem.ts';
import { stackOf } from './http/redact.ts';
import type { Settings } from './settings.ts';
import { findCheckout, findDueSessions, findPendingCharges, saveCheckout } from './store/checkouts.ts';
import {
  claim,
  completeClaim,
  findClaim,
  type IdempotentRequest,
  type StoredAnswer,
} from './store/idempotency.ts';
import { getMerchant } from './store/merchants.ts';
import type { Store, Trx } from './store/store.ts';
import { toPublicSession } from './wire/browser/public-session.ts';
import { recordEvents } from './wire/xpay/events.ts';

export interface PaymentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly acquirer: Acquirer;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
  readonly logger: Logger;
  /** Called after events were committed: somebody may want to deliver them at once. */
  readonly onEvents: () => void;
}

/** One press of Pay. */
export interface Confirmation {
  readonly expectedAmount: number;
  /** In memory for as long as the bank is asked. */
  readonly rawCard: RawCard;
  readonly card: ChargeCard;
  readonly billing: Billing;
}

export interface Payments {
  /**
   * Pays, once per key; the answer is the session as the browser may see it, whatever the bank said. `check` judges what
   * the buyer typed, and throws if it must; a repetition is answered without it, even if the card has expired since.
   */
  confirm(
    sessionId: string,
    check: (session: Session) => Confirmation,
    request: IdempotentRequest,
  ): Promise<{ readonly answer: StoredAnswer; readonly isReplay: boolean }>;
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
  const { store, clock, acquirer } = deps;
  return {
    write: (trx, before, change) => write(deps, trx, before, change),

    async confirm(sessionId, check, request) {
      const { answer, isReplay, charge } = await begin(deps, sessionId, check, request);
      if (charge === null) return { answer, isReplay };
      try {
        const outcome = await acquirer.authorize(charge);
        return { answer: await settle(deps, sessionId, charge.chargeId, outcome), isReplay: false };
      } catch (cause) {
        // Money may have moved: the intent stays `processing` until settlePending has asked again.
        deps.logger.error({ chargeId: charge.chargeId, stack: stackOf(cause) }, 'outcome unknown');
        return { answer, isReplay: false };
      }
    },

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
          await settle(deps, sessionId, chargeId, await acquirer.resolve(chargeId));
        } catch (cause) {
          // Asked again next time, like the others.
          deps.logger.error({ chargeId, stack: stackOf(cause) }, 'outcome still unknown');
        }
      }
    },
  };
}

/** First transaction: a pending charge, a processing intent, a claimed key; or the answer that makes them needless. */
function begin(
  deps: PaymentsDeps,
  sessionId: string,
  check: (session: Session) => Confirmation,
  request: IdempotentRequest,
) {
  const { store, clock, ids } = deps;
  return store.transaction(async (trx) => {
    const now = clock.now();
    const replay = replayOf(await findClaim(trx, store.vault, request, now));
    if (replay !== null) return { answer: replay, isReplay: true, charge: null };
    const before = await mustFind(trx, sessionId);
    // Two tabs, or two fingers: the attempt under way is the answer to both.
    if (isInFlight(before.intent)) {
      return { answer: await answerOf(deps, trx, before), isReplay: false, charge: null };
    }
    const chargeId = ids.next('ch');
    const { rawCard, ...attempt } = check(before.session);
    const result = beginAttempt(before, { chargeId, ...attempt }, now);
    if ('problem' in result) {
      const { code, message, param } = result.problem;
      throw new ApiError(code, message, { param });
    }
    await write(deps, trx, before, result);
    await claim(trx, store.vault, request, { chargeId }, now);
    const { amount, currency } = result.checkout.intent;
    const charge = { chargeId, amount, currency, card: rawCard };
    return { answer: await answerOf(deps, trx, result.checkout), isReplay: false, charge };
  });
}

/** Second transaction: the outcome, its events, and the answer that the key will repeat. */
function settle(
  deps: PaymentsDeps,
  sessionId: string,
  chargeId: string,
  outcome: Outcome,
): Promise<StoredAnswer> {
  return deps.store.transaction(async (trx) => {
    const before = await mustFind(trx, sessionId);
    const result = settleAttempt(before, chargeId, outcome, deps.clock.now());
    if ('problem' in result) throw new Error(`${chargeId} cannot be settled: ${result.problem.message}`);
    await write(deps, trx, before, result);
    const answer = await answerOf(deps, trx, result.checkout);
    await completeClaim(trx, deps.store.vault, chargeId, answer);
    return answer;
  });
}

/** One transaction, so that nobody sees a session of one moment with charges of the next. */
function readAndExpire(deps: PaymentsDeps, sessionId: string): Promise<Checkout | null> {
  return deps.store.transaction(async (trx) => {
    const before = await findCheckout(trx, sessionId);
    const now = deps.clock.now();
    if (before === null || !isDue(before, now)) return before;
    const result = expire(before, now);
    if ('problem' in result) throw new Error(`${sessionId} cannot expire: ${result.problem.message}`);
    await write(deps, trx, before, result);
    return result.checkout;
  });
}

async function write(deps: PaymentsDeps, trx: Trx, before: Checkout, change: Change): Promise<void> {
  if (change.checkout === before) return;
  const { store, settings, ids, clock } = deps;
  await saveCheckout(trx, before, change.checkout);
  await recordEvents(trx, change, { vault: store.vault, settings, ids }, clock.now());
  // Whoever is woken asks the one connection, and so waits for this transaction's end.
  if (change.events.length > 0) deps.onEvents();
}

async function answerOf({ clock }: PaymentsDeps, trx: Trx, checkout: Checkout): Promise<StoredAnswer> {
  const merchant = await getMerchant(trx, checkout.session.merchantId);
  return { status: 200, body: JSON.stringify(toPublicSession(checkout, merchant, clock.now())) };
}

async function mustFind(trx: Trx, sessionId: string): Promise<Checkout> {
  const checkout = await findCheckout(trx, sessionId);
  if (checkout === null) throw new Error(`${sessionId} is gone.`);
  return checkout;
}
