// A payment intent: the source of truth about one payment, and the only moves it can make.

import type { IntentStatus, PaymentStatus } from '@xpay/protocol/api';
import type { DeclineCode } from './cards.ts';
import type { Instant } from './clock.ts';
import { isFree } from './discount.ts';
import type { Problem } from './problem.ts';
import type { Session } from './session.ts';

export interface Intent {
  readonly id: string;
  readonly status: IntentStatus;
  /** Minor units. */
  readonly amount: number;
  readonly amountReceived: number;
  /** What a capture may take: more than nothing only while the intent is `requires_capture`. */
  readonly amountCapturable: number;
  /** With what is on its way back. */
  readonly amountRefunded: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly latestChargeId: string | null;
  /** Why the last attempt was refused; null before one and after a success. */
  readonly lastError: DeclineCode | null;
  readonly canceledAt: string | null;
  readonly cancellationReason: CancellationReason | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Why nobody will pay any more. `authorization_expired`: nobody captured in time. */
export const CANCELLATION_REASONS = [
  'requested_by_customer',
  'abandoned',
  'duplicate',
  'fraudulent',
  'authorization_expired',
] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

interface Edge {
  readonly from: readonly IntentStatus[];
  readonly to: IntentStatus;
}

/** Every legal move. Whatever is not here is refused and changes nothing. */
export const INTENT_EDGES = {
  attempt: { from: ['requires_payment_method', 'failed'], to: 'processing' },
  challenge: { from: ['requires_payment_method', 'failed'], to: 'requires_action' },
  challenge_passed: { from: ['requires_action'], to: 'processing' },
  challenge_failed: { from: ['requires_action'], to: 'failed' },
  approved: { from: ['processing'], to: 'succeeded' },
  authorized: { from: ['processing'], to: 'requires_capture' },
  declined: { from: ['processing'], to: 'failed' },
  /** Discounts have left nothing to pay. */
  waived: { from: ['requires_payment_method', 'failed'], to: 'succeeded' },
  capture: { from: ['requires_capture'], to: 'succeeded' },
  cancel: {
    from: ['requires_payment_method', 'failed', 'requires_action', 'requires_capture'],
    to: 'canceled',
  },
  expire: { from: ['requires_payment_method', 'failed', 'requires_action'], to: 'expired' },
} as const satisfies Record<string, Edge>;

export type IntentTrigger = keyof typeof INTENT_EDGES;

/** Whether the intent can make this move now. */
export function canMove(intent: Intent, trigger: IntentTrigger): boolean {
  const { from }: Edge = INTENT_EDGES[trigger];
  return from.includes(intent.status);
}

/** The intent after the move; `invalid_state` when the table has no such edge. */
export function moveIntent(
  intent: Intent,
  trigger: IntentTrigger,
  now: Instant,
): { readonly intent: Intent } | { readonly problem: Problem } {
  const { from, to }: Edge = INTENT_EDGES[trigger];
  if (!from.includes(intent.status)) {
    return {
      problem: {
        code: 'invalid_state',
        message: `The payment intent is ${intent.status}; ${trigger} needs it to be ${from.join(' or ')}.`,
      },
    };
  }
  return { intent: { ...intent, status: to, updatedAt: now.toISOString() } };
}

/** An attempt is under way: a second one must not start, and expiry waits for its outcome. */
export function isInFlight(intent: Intent): boolean {
  return intent.status === 'processing' || intent.status === 'requires_action';
}

/**
 * Derived, so that it can never contradict the intent: a complete session may still wait for its capture. An order without a
 * price is `unpaid` until it is placed, since merchants send what is not.
 */
export function paymentStatusOf(session: Pick<Session, 'amountTotal'>, { status }: Intent): PaymentStatus {
  if (status !== 'succeeded') return 'unpaid';
  return isFree(session) ? 'no_payment_required' : 'paid';
}

/** The intent that is made with its session. */
export function createIntent(id: string, amount: number, currency: string, now: Instant): Intent {
  return {
    id,
    status: 'requires_payment_method',
    amount,
    amountReceived: 0,
    amountCapturable: 0,
    amountRefunded: 0,
    currency,
    latestChargeId: null,
    lastError: null,
    canceledAt: null,
    cancellationReason: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}
