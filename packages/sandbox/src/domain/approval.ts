// An attempt that its buyer approves with a wallet or a lender: begun, and ended by what the provider says.

import { type Attempt, openCharge } from './attempt.ts';
import {
  type Authentication,
  type AuthenticationMove,
  blankAuthentication,
  VERIFICATION_LIFETIME_MS,
} from './authentication.ts';
import { type Change, type Checkout, changed, type Result } from './checkout.ts';
import { type Instant, later } from './clock.ts';
import { awaitsResult, moveVerification, same, tellAction } from './verification.ts';

/** How an approval ends on the provider's page. */
export type ApprovalResult = 'approved' | 'declined' | 'canceled' | 'expired';

const APPROVAL_MOVES = {
  approved: 'pass',
  declined: 'fail',
  canceled: 'cancel',
  expired: 'expire',
} as const satisfies Record<ApprovalResult, AuthenticationMove>;

export interface NewApproval
  extends Pick<Authentication, 'id' | 'chargeId' | 'serverTransactionId' | 'browser'> {
  /** What the provider names it by. */
  readonly orderId: string;
  /** The provider's page. */
  readonly url: string;
}

/** An approval: the provider asks at once. No directory, no CReq, and its page may be opened again. */
export function createApproval({ url, orderId, ...start }: NewApproval, now: Instant): Authentication {
  const expiresAt = later(now, VERIFICATION_LIFETIME_MS);
  return {
    ...blankAuthentication(now),
    ...start,
    kind: 'approval',
    state: 'challenged',
    accountReference: '',
    methodUrl: null,
    methodCompletion: 'U',
    acsTransactionId: orderId,
    acsUrl: url,
    dueAt: expiresAt,
    expiresAt,
  };
}

/** Starts an attempt that its buyer is to approve with a provider. */
export function beginApproval(
  checkout: Checkout,
  attempt: Attempt,
  start: Omit<NewApproval, 'chargeId'>,
  now: Instant,
): Result {
  const opened = openCharge(checkout, attempt, 'challenge', now);
  if ('problem' in opened) return opened;
  const { charge, session, intent } = opened;
  const authentication = createApproval({ ...start, chargeId: charge.id }, now);
  const charges = [...checkout.charges, charge];
  return changed(
    checkout,
    { session, intent, charges, authentication },
    tellAction(null, authentication),
    now,
  );
}

/** How an approval ended, as its provider says: the truth. One that is over already stays as it is. */
export function hearApproval(checkout: Checkout, result: ApprovalResult, now: Instant): Change {
  const { authentication } = checkout;
  if (authentication?.kind !== 'approval' || !awaitsResult(authentication)) return same(checkout);
  return moveVerification(checkout, authentication, APPROVAL_MOVES[result], now);
}
