// Payments from press to outcome: in one transaction, or in two around a bank, so that a process killed between them heals.

import type { Bank } from './bank/bank.ts';
import type { Presented } from './bank/presented.ts';
import { type TransferOutcome, tellTransfer } from './bank/transfers.ts';
import { type Answered, type ChangesDeps, mustFind } from './changes.ts';
import { beginApproval } from './domain/approval.ts';
import { type Attempt, beginAttempt, settleAttempt } from './domain/attempt.ts';
import { type Change, type Checkout, expire, isDue, type Result } from './domain/checkout.ts';
import type { Instant } from './domain/clock.ts';
import { isInFlight } from './domain/intent.ts';
import { beginVerification } from './domain/verification.ts';
import { createFreeOrders, type FreeOrders } from './free-orders.ts';
import { replayOf } from './http/idempotency-key.ts';
import { ApiError } from './http/problem.ts';
import { stackOf } from './http/redact.ts';
import { type Press, type Start, savedCardOf, startWith } from './press.ts';
import type { AuthenticationKey } from './store/authentications.ts';
import { findCheckout } from './store/checkouts.ts';
import { findDueSessions, findPendingCharges } from './store/due-payments.ts';
import { claim, findClaim, type IdempotentRequest } from './store/idempotency.ts';
import type { Trx } from './store/store.ts';
import { type ApprovalDeps, orderApproval } from './threeds/approvals.ts';
import { ask, type StepDeps } from './threeds/steps.ts';

export interface PaymentsDeps extends StepDeps, Pick<ChangesDeps, 'ids'>, Pick<ApprovalDeps, 'providers'> {
  readonly bank: Pick<Bank, 'lookUp' | 'lookUpReference' | 'authenticate'>;
}

export interface Payments extends FreeOrders {
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
  /** Has the sandbox's banks bring a transfer, or not, and settles what comes of it. */
  settleTransfer(sessionId: string, chargeId: string, outcome: TransferOutcome): Promise<void>;
  /** Asks the acquirer for outcomes that are due; at a start, for all that are missing. */
  settlePending(which: 'due' | 'all'): Promise<void>;
}

/** The payments of one store. */
export function createPayments(deps: PaymentsDeps): Payments {
  const { store, clock, acquirer, changes } = deps;
  return {
    write: changes.write,
    confirm: (sessionId, press, request) => confirm(deps, sessionId, press, request),
    ...createFreeOrders(deps),
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

    async settleTransfer(sessionId, chargeId, outcome) {
      await tellTransfer(store, chargeId, outcome);
      await changes.settle(sessionId, chargeId, await acquirer.resolve(chargeId));
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
  const { acquirer, changes, ids } = deps;
  const chargeId = ids.next('ch');
  const start = await startWith(deps, sessionId, chargeId, press);
  const { next, ...answered } = await begin(deps, sessionId, { ...press, chargeId, start }, request);
  if (next === null) return answered;
  if (next.to === 'ask') return { answer: await ask(deps, next.key), isReplay: false };
  try {
    const { checkout, presented } = next;
    const { amount, currency } = checkout.intent;
    const outcome = await acquirer.authorize({ chargeId, amount, currency, ...presented });
    return { answer: await changes.settle(sessionId, chargeId, outcome, checkout), isReplay: false };
  } catch (cause) {
    // Money may have moved: the intent stays `processing` until settlePending has asked again.
    deps.logger.error({ chargeId, stack: stackOf(cause) }, 'outcome unknown');
    return answered;
  }
}

/** What remains to be done after the first transaction. */
type Next =
  | { readonly to: 'authorize'; readonly checkout: Checkout; readonly presented: Presented }
  | { readonly to: 'ask'; readonly key: AuthenticationKey }
  | null;

/** First transaction: a pending charge, a moved intent, a claimed key; or the answer that makes them needless. */
function begin(
  deps: PaymentsDeps,
  sessionId: string,
  press: Press & { readonly chargeId: string; readonly start: Start },
  request: IdempotentRequest,
): Promise<Answered & { readonly next: Next }> {
  const { store, clock, changes } = deps;
  return store.transaction(async (trx) => {
    const now = clock.now();
    const replay = replayOf(await findClaim(trx, store.vault, request, now));
    if (replay !== null) return { answer: replay, isReplay: true, next: null };
    const before = await mustFind(trx, sessionId);
    // Two tabs, or two fingers: the attempt under way is the answer to both.
    if (isInFlight(before.intent)) {
      return { answer: await changes.answer(trx, before), isReplay: false, next: null };
    }
    const { chargeId, start } = press;
    const saved = await savedCardOf(trx, store.vault, before.session, press.means);
    const attempt = { chargeId, ...press.check(before.session, saved?.card ?? null) };
    const begun = unrefused(beginAs(start, before, attempt, now));
    const settled = await settleAtOnce(trx, begun, start, chargeId, deps);
    const result = settled ?? begun;
    await changes.write(trx, before, result);
    if (start.to === 'approve') await orderApproval(trx, result.checkout, deps);
    const answer = await changes.answer(trx, result.checkout);
    const next = settled === null ? nextOf(result.checkout, start) : null;
    await claim(trx, store.vault, request, next === null ? answer : { chargeId }, now);
    return { answer, isReplay: false, next };
  });
}

function beginAs(start: Start, before: Checkout, attempt: Attempt, now: Instant): Result {
  switch (start.to) {
    case 'charge':
      return beginAttempt(before, attempt, now);
    case 'verify':
      return beginVerification(before, attempt, start.verification, now);
    case 'approve':
      return beginApproval(before, attempt, start.approval, now);
  }
}

/** What the acquirer says, where it says so in our own transaction; null where it has to be asked. */
async function settleAtOnce(
  trx: Trx,
  begun: Change,
  start: Start,
  chargeId: string,
  { acquirer, clock }: PaymentsDeps,
): Promise<Change | null> {
  if (start.to !== 'charge' || acquirer.authorizeIn === undefined) return null;
  const { amount, currency } = begun.checkout.intent;
  const outcome = await acquirer.authorizeIn(trx, { chargeId, amount, currency, ...start.presented });
  const settled = unrefused(settleAttempt(begun.checkout, chargeId, outcome, clock.now()));
  return { ...settled, events: [...begun.events, ...settled.events] };
}

/** @throws ApiError for what the domain has refused. */
function unrefused(result: Result): Change {
  if (!('problem' in result)) return result;
  const { code, message, param } = result.problem;
  throw new ApiError(code, message, { param });
}

function nextOf(checkout: Checkout, start: Start): Next {
  const { session, authentication } = checkout;
  if (start.to === 'charge') return { to: 'authorize', checkout, presented: start.presented };
  if (authentication?.state !== 'asking') return null;
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
