// Double-entry bookkeeping: every movement of money is entries that sum to zero, made from nothing but what it is of.

import type { Charge } from './charge.ts';
import { later } from './clock.ts';
import type { Refund } from './refund.ts';

/** Where money can be: with the buyers, with the merchant, with the platform. */
export const ACCOUNTS = ['customer_funds', 'merchant_balance', 'platform_fees'] as const;
export type Account = (typeof ACCOUNTS)[number];

export interface LedgerEntry {
  readonly id: string;
  readonly account: Account;
  /** Minor units; below zero where the account gives. */
  readonly amount: number;
  /** The entry that this one takes back, in whole or in part. */
  readonly reverses: string | null;
}

export const MOVEMENT_TYPES = ['charge', 'refund', 'adjustment', 'payout', 'fee'] as const;
/** An `adjustment` gives back what a failed refund took. Payouts and fees of their own do not occur in the sandbox. */
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** One change of the merchant's balance: `gross - fee = net`, and below zero where it shrinks. */
export interface Movement {
  readonly id: string;
  readonly type: MovementType;
  /** The charge or refund that it is of. */
  readonly sourceId: string;
  readonly intentId: string;
  readonly gross: number;
  readonly fee: number;
  readonly net: number;
  readonly currency: string;
  /** From when on it counts as available, RFC 3339. */
  readonly availableAt: string;
  readonly createdAt: string;
  readonly entries: readonly LedgerEntry[];
}

/** What the platform keeps of a charge: 2.9 % and 30 minor units, rounded half up, and never more than the charge. */
export const FEE = { basisPoints: 290, fixed: 30 } as const;

/** How long what buyers pay is pending. */
export const PENDING_MS = 2 * 86_400_000;

/** The fee of a charge, in minor units. In integers: eleven digits by 290 would still be exact, and no cent is lost. */
export function feeOf(gross: number): number {
  return Math.min(gross, Math.floor((gross * FEE.basisPoints + 5_000) / 10_000) + FEE.fixed);
}

/** A captured charge: the buyer gives, merchant and platform share. It is pending for two days. */
export function chargeMovement(charge: Charge): Movement {
  const createdAt = charge.capturedAt ?? charge.updatedAt;
  const gross = charge.amountCaptured;
  const fee = feeOf(gross);
  const id = movementIdOf(charge.id);
  return {
    ...movement(id, 'charge', charge, createdAt),
    gross,
    fee,
    net: gross - fee,
    availableAt: later(createdAt, PENDING_MS),
    entries: [
      entry(id, 'customer_funds', -gross),
      entry(id, 'merchant_balance', gross - fee),
      entry(id, 'platform_fees', fee),
    ],
  };
}

/** A refund takes back what the charge's entries gave, but for the fee, which stays; from the available balance, at once. */
export function refundMovement(refund: Refund): Movement {
  const id = movementIdOf(refund.id);
  const charged = movementIdOf(refund.chargeId);
  return back(id, 'refund', refund, -refund.amount, charged, refund.createdAt);
}

/** A refund that failed is taken back itself. */
export function adjustmentMovement(refund: Refund): Movement {
  const refunded = movementIdOf(refund.id);
  return back(`${refunded}_failed`, 'adjustment', refund, refund.amount, refunded, refund.updatedAt);
}

/** Made from its source's id, so that the primary key says that nothing moves twice: `ch_01K…` gives `txn_ch_01K…`. */
export function movementIdOf(sourceId: string): string {
  return `txn_${sourceId}`;
}

function back(
  id: string,
  type: MovementType,
  refund: Refund,
  net: number,
  reversed: string,
  createdAt: string,
): Movement {
  return {
    ...movement(id, type, refund, createdAt),
    gross: net,
    fee: 0,
    net,
    availableAt: createdAt,
    entries: [entry(id, 'customer_funds', -net, reversed), entry(id, 'merchant_balance', net, reversed)],
  };
}

function movement(id: string, type: MovementType, source: Charge | Refund, createdAt: string) {
  const { id: sourceId, intentId, currency } = source;
  return { id, type, sourceId, intentId, currency, createdAt };
}

function entry(movementId: string, account: Account, amount: number, reversed?: string): LedgerEntry {
  const reverses = reversed === undefined ? null : entryIdOf(reversed, account);
  return { id: entryIdOf(movementId, account), account, amount, reverses };
}

/** A movement has one entry for each account that it touches. */
function entryIdOf(movementId: string, account: Account): string {
  return `le_${movementId}_${account}`;
}
