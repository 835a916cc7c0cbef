// A charge: one attempt to move money. It keeps what a receipt needs of the card, never the number or security code.

import type { InstalmentPlan, PaymentInstructions, PaymentMethod } from '@xpay/protocol/payment-methods';
import type { CardBrand } from './brands.ts';
import type { DeclineCode } from './cards.ts';
import { type Instant, later } from './clock.ts';
import type { Billing, Shipping } from './contact.ts';
import type { CaptureMethod } from './session.ts';

export type ChargeStatus = 'pending' | 'authorized' | 'succeeded' | 'failed' | 'canceled';

/** The only moves a charge can make: the three ends are final. */
export const CHARGE_EDGES = {
  approved: { from: 'pending', to: 'succeeded' },
  authorized: { from: 'pending', to: 'authorized' },
  declined: { from: 'pending', to: 'failed' },
  captured: { from: 'authorized', to: 'succeeded' },
  released: { from: 'authorized', to: 'canceled' },
} as const satisfies Record<string, { from: ChargeStatus; to: ChargeStatus }>;

export interface ChargeCard {
  readonly brand: CardBrand;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly funding: 'credit' | 'debit';
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** The same for the same number within this installation, of no use outside it. */
  readonly fingerprint: string;
}

/** What an attempt pays with. */
export interface PaidWith {
  readonly method: PaymentMethod;
  /** Null where it is no card. */
  readonly card: ChargeCard | null;
  /** How a lender is paid back; null for any other method. */
  readonly plan: InstalmentPlan | null;
  /** How the buyer sends the money; null where they do not do it themselves. */
  readonly transfer: PaymentInstructions | null;
}

export interface Charge extends PaidWith {
  readonly id: string;
  readonly intentId: string;
  /** 1 for the first of its intent, and so on: ids follow the clock, which may be set back. */
  readonly attempt: number;
  readonly status: ChargeStatus;
  readonly amount: number;
  readonly amountCaptured: number;
  /** With what is on its way back; at most what was captured. */
  readonly amountRefunded: number;
  readonly currency: string;
  readonly failureCode: DeclineCode | null;
  readonly billing: Billing;
  /** Null where the session did not ask. */
  readonly shipping: Shipping | null;
  /** When to ask the acquirer for the outcome, while pending; when the hold is over, while authorized. */
  readonly lookAt: string | null;
  readonly capturedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What an acquirer says of an attempt. */
export type Outcome =
  | {
      readonly type: 'approved';
      /** By what the acquirer knows the card from now on; only where it was to be kept. */
      readonly keptAs?: string;
    }
  | { readonly type: 'declined'; readonly code: DeclineCode }
  /** Known later; ask again at `settlesAt`. */
  | { readonly type: 'pending'; readonly settlesAt: string };

/** How long a bank holds money for a capture: seven days, the least that the card networks promise for all cards. */
export const HOLD_MS = 7 * 86_400_000;

/** The charge after its outcome; itself when it is settled already, because an end never changes. */
export function settleCharge(
  charge: Charge,
  outcome: Outcome,
  now: Instant,
  captureMethod: CaptureMethod = 'automatic',
): Charge {
  if (charge.status !== 'pending') return charge;
  const updatedAt = now.toISOString();
  switch (outcome.type) {
    case 'approved':
      if (captureMethod === 'manual') {
        return { ...charge, status: CHARGE_EDGES.authorized.to, lookAt: later(now, HOLD_MS), updatedAt };
      }
      return {
        ...charge,
        status: CHARGE_EDGES.approved.to,
        amountCaptured: charge.amount,
        lookAt: null,
        capturedAt: updatedAt,
        updatedAt,
      };
    case 'declined':
      return {
        ...charge,
        status: CHARGE_EDGES.declined.to,
        failureCode: outcome.code,
        lookAt: null,
        updatedAt,
      };
    case 'pending':
      return outcome.settlesAt === charge.lookAt
        ? charge
        : { ...charge, lookAt: outcome.settlesAt, updatedAt };
  }
}
