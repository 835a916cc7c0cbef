// Refunds: money on its way back to the card that paid. They belong to a charge and never take more than it captured.

import type { Charge } from './charge.ts';
import { type Change, type Checkout, changed, type EventName } from './checkout.ts';
import type { Instant } from './clock.ts';
import { adjustmentMovement, refundMovement } from './ledger.ts';
import type { Problem } from './problem.ts';

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

/** The only moves a refund can make: both ends are final. */
export const REFUND_EDGES = {
  arrived: { from: 'pending', to: 'succeeded' },
  returned: { from: 'pending', to: 'failed' },
} as const satisfies Record<string, { from: RefundStatus; to: RefundStatus }>;

export const REFUND_REASONS = ['requested_by_customer', 'duplicate', 'fraudulent'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Why a refund did not arrive. */
export const REFUND_FAILURES = ['expired_or_canceled_card', 'unknown'] as const;
export type RefundFailure = (typeof REFUND_FAILURES)[number];

export interface Refund {
  readonly id: string;
  readonly chargeId: string;
  readonly intentId: string;
  readonly sessionId: string;
  readonly status: RefundStatus;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly reason: RefundReason | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly failureReason: RefundFailure | null;
  /** When to ask the acquirer for the outcome, while pending. */
  readonly lookAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a merchant asks for. */
export interface RefundWish {
  readonly id: string;
  /** Of these two exactly one: the charge, or whichever charge of the intent succeeded. */
  readonly chargeId?: string | undefined;
  /** Minor units; all that is left unless told. */
  readonly amount?: number | undefined;
  readonly reason: RefundReason | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What an acquirer says of a refund. */
export type RefundOutcome =
  | { readonly type: 'succeeded' }
  | { readonly type: 'failed'; readonly reason: RefundFailure }
  /** Known later; ask again at `settlesAt`. */
  | { readonly type: 'pending'; readonly settlesAt: string };

/** What of a charge can still be given back, minor units. */
export function refundableOf(charge: Charge): number {
  return charge.status === 'succeeded' ? charge.amountCaptured - charge.amountRefunded : 0;
}

/** Which charge a wish is about, and how much of it; a problem when it may not be had. Changes nothing. */
export function planRefund(
  { charges }: Pick<Checkout, 'charges'>,
  { chargeId, amount }: Pick<RefundWish, 'chargeId' | 'amount'>,
): { readonly charge: Charge; readonly amount: number } | { readonly problem: Problem } {
  const paid = charges.filter(({ status }) => status === 'succeeded');
  const [charge, second] = chargeId === undefined ? paid : paid.filter(({ id }) => id === chargeId);
  if (charge === undefined || second !== undefined) return { problem: notRefundable(paid.length, chargeId) };
  const left = refundableOf(charge);
  const wanted = amount ?? left;
  if (wanted >= 1 && wanted <= left) return { charge, amount: wanted };
  const { id, amountCaptured, amountRefunded } = charge;
  const rest = left === 0 ? 'nothing is left to refund' : `1 to ${left} can still be refunded`;
  return {
    problem: {
      code: 'refund_too_large',
      message: `got ${wanted}; ${id} captured ${amountCaptured} and ${amountRefunded} went back, so that ${rest}.`,
      param: 'amount',
    },
  };
}

/** A refund with what the acquirer said of it at once. The merchant's balance pays for it, whatever becomes of it. */
export function createRefund(
  checkout: Checkout,
  wish: RefundWish,
  outcome: RefundOutcome,
  now: Instant,
): (Change & { readonly refund: Refund }) | { readonly problem: Problem } {
  const plan = planRefund(checkout, wish);
  if ('problem' in plan) return plan;
  const { charge, amount } = plan;
  const { reason, description, metadata } = wish;
  const asked: Refund = {
    id: wish.id,
    chargeId: charge.id,
    intentId: charge.intentId,
    sessionId: checkout.session.id,
    status: 'pending',
    amount,
    currency: charge.currency,
    reason,
    description,
    metadata,
    failureReason: null,
    lookAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
  const refund = settle(asked, outcome, now);
  const hasFailed = refund.status === 'failed';
  const movements = [refundMovement(refund), ...(hasFailed ? [adjustmentMovement(refund)] : [])];
  const events: readonly EventName[] = hasFailed ? ['refund_created'] : ['refund_created', 'charge_refunded'];
  const parts = moveRefunded(checkout, charge, hasFailed ? 0 : amount, now);
  return { ...changed(checkout, parts, events, now), movements, refund };
}

/** Writes what became of a pending refund; one that failed is credited again. Said twice, it changes nothing. */
export function settleRefund(
  checkout: Checkout,
  before: Refund,
  outcome: RefundOutcome,
  now: Instant,
): Change & { readonly refund: Refund } {
  const refund = settle(before, outcome, now);
  if (refund === before) return { checkout, events: [], refund };
  const charge = checkout.charges.find(({ id }) => id === refund.chargeId);
  if (charge === undefined) throw new Error(`${refund.id} is of no charge of ${checkout.intent.id}.`);
  const hasFailed = refund.status === 'failed';
  const parts = hasFailed ? moveRefunded(checkout, charge, -refund.amount, now) : {};
  const movements = hasFailed ? [adjustmentMovement(refund)] : [];
  const events: readonly EventName[] = refund.status === 'pending' ? [] : ['refund_updated'];
  return { ...changed(checkout, parts, events, now), movements, refund };
}

function settle(refund: Refund, outcome: RefundOutcome, now: Instant): Refund {
  if (refund.status !== 'pending') return refund;
  const updatedAt = now.toISOString();
  switch (outcome.type) {
    case 'succeeded':
      return { ...refund, status: REFUND_EDGES.arrived.to, lookAt: null, updatedAt };
    case 'failed':
      return {
        ...refund,
        status: REFUND_EDGES.returned.to,
        failureReason: outcome.reason,
        lookAt: null,
        updatedAt,
      };
    case 'pending':
      return outcome.settlesAt === refund.lookAt
        ? refund
        : { ...refund, lookAt: outcome.settlesAt, updatedAt };
  }
}

function moveRefunded(
  { charges, intent }: Checkout,
  charge: Charge,
  by: number,
  now: Instant,
): Partial<Checkout> {
  if (by === 0) return {};
  const updatedAt = now.toISOString();
  const moved = { ...charge, amountRefunded: charge.amountRefunded + by, updatedAt };
  return {
    charges: charges.map((other) => (other.id === charge.id ? moved : other)),
    intent: { ...intent, amountRefunded: intent.amountRefunded + by, updatedAt },
  };
}

function notRefundable(paid: number, chargeId: string | undefined): Problem {
  const why =
    chargeId !== undefined
      ? `${chargeId} has not succeeded, so that there is nothing to refund.`
      : paid === 0
        ? 'The payment intent has no charge that succeeded, so that there is nothing to refund.'
        : `The payment intent has ${paid} charges that succeeded. Say which one: send chargeId.`;
  return { code: 'charge_not_refundable', message: why };
}
