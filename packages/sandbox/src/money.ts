// What a merchant does with a payment after its buyer: capture it, cancel it, refund it; and what time does to both.

import type { Acquirer } from './bank/acquirer.ts';
import { type Changes, type ChangesDeps, mustFind } from './changes.ts';
import { cancelIntent, capture, heldCharge, lapseHold } from './domain/capture.ts';
import type { Change, Checkout, Result } from './domain/checkout.ts';
import type { CancellationReason } from './domain/intent.ts';
import type { Problem } from './domain/problem.ts';
import { createRefund, planRefund, type Refund, type RefundWish, settleRefund } from './domain/refund.ts';
import { stackOf } from './http/redact.ts';
import { findLapsedHolds } from './store/due-payments.ts';
import { findPendingRefunds, findRefundById } from './store/refunds.ts';
import type { Trx } from './store/store.ts';
import type { StepDeps } from './threeds/steps.ts';

export interface MoneyDeps extends Pick<ChangesDeps, 'store' | 'clock' | 'ids'>, Pick<StepDeps, 'logger'> {
  readonly acquirer: Acquirer;
  readonly changes: Changes;
}

export type Changed = { readonly checkout: Checkout } | { readonly problem: Problem };

export type Refunded =
  | { readonly refund: Refund; readonly checkout: Checkout }
  | { readonly problem: Problem };

export type RefundRequest = Omit<RefundWish, 'id'>;

/**
 * All of it in the caller's transaction, so that change, ledger, events and the answer that a key repeats are one write.
 * The caller has made sure whose session it is.
 */
export interface Money {
  /** Takes what a bank holds: all of it, or `amount`. */
  capture(trx: Trx, sessionId: string, request: { readonly amount?: number | undefined }): Promise<Changed>;
  /** Ends an unpaid intent, or lets held money go. */
  cancelIntent(
    trx: Trx,
    sessionId: string,
    request: { readonly reason?: CancellationReason | null | undefined },
  ): Promise<Changed>;
  /** Gives back a charge, or a part of it. */
  refund(trx: Trx, sessionId: string, request: RefundRequest): Promise<Refunded>;
  /** Asks the acquirer what became of refunds: of those that are due, or of all that are pending. */
  settleRefunds(which: 'due' | 'all'): Promise<void>;
  /** Lets go of money that nobody has captured in seven days. */
  releaseLapsed(): Promise<void>;
}

/** The money of one store. */
export function createMoney(deps: MoneyDeps): Money {
  const { clock, acquirer, changes } = deps;
  return {
    async capture(trx, sessionId, { amount }) {
      const before = await mustFind(trx, sessionId);
      const result = capture(before, amount, clock.now());
      if ('problem' in result) return result;
      await acquirer.capture(trx, heldCharge(before).id, result.checkout.intent.amountReceived);
      await changes.write(trx, before, result);
      return result;
    },
    async cancelIntent(trx, sessionId, { reason = null }) {
      const before = await mustFind(trx, sessionId);
      return cancel(deps, trx, before, cancelIntent(before, reason, clock.now()));
    },
    refund: (trx, sessionId, request) => refund(deps, trx, sessionId, request),
    settleRefunds: (which) => settleRefunds(deps, which),
    releaseLapsed: () => releaseLapsed(deps),
  };
}

async function cancel(
  { acquirer, changes }: MoneyDeps,
  trx: Trx,
  before: Checkout,
  result: Result,
): Promise<Changed> {
  if ('problem' in result) return result;
  if (before.intent.status === 'requires_capture') await acquirer.release(trx, heldCharge(before).id);
  await changes.write(trx, before, result);
  return result;
}

async function refund(
  { ids, clock, acquirer, changes }: MoneyDeps,
  trx: Trx,
  sessionId: string,
  request: RefundRequest,
): Promise<Refunded> {
  const before = await mustFind(trx, sessionId);
  const plan = planRefund(before, request);
  if ('problem' in plan) return plan;
  const id = ids.next('re');
  const outcome = await acquirer.refund(trx, {
    refundId: id,
    chargeId: plan.charge.id,
    amount: plan.amount,
  });
  const result = createRefund(before, { ...request, id }, outcome, clock.now());
  if ('problem' in result) throw new Error(`${id} was planned and is refused: ${result.problem.message}`);
  await changes.write(trx, before, result);
  return result;
}

async function settleRefunds(deps: MoneyDeps, which: 'due' | 'all'): Promise<void> {
  const { store, clock, acquirer, changes, logger } = deps;
  const until = which === 'all' ? null : clock.now().toISOString();
  for (const refundId of await findPendingRefunds(store.db, until)) {
    const settle = async (trx: Trx) => {
      const before = await findRefundById(trx, refundId);
      if (before === null) return;
      const checkout = await mustFind(trx, before.sessionId);
      const outcome = await acquirer.resolveRefund(trx, refundId);
      const change: Change = settleRefund(checkout, before, outcome, clock.now());
      await changes.write(trx, checkout, change);
    };
    // Asked again next time; the others do not wait for this one.
    await store
      .transaction(settle)
      .catch((cause) => logger.error({ refundId, stack: stackOf(cause) }, 'refund not settled'));
  }
}

async function releaseLapsed(deps: MoneyDeps): Promise<void> {
  const { store, clock, logger } = deps;
  for (const sessionId of await findLapsedHolds(store.db, clock.now().toISOString())) {
    const release = async (trx: Trx) => {
      const before = await mustFind(trx, sessionId);
      const result = lapseHold(before, clock.now());
      if (result !== null) await cancel(deps, trx, before, result);
    };
    await store
      .transaction(release)
      .catch((cause) => logger.error({ sessionId, stack: stackOf(cause) }, 'hold not released'));
  }
}
