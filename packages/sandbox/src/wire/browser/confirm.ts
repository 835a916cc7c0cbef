// From a confirm request to an attempt: what the buyer typed is checked here, field by field, before a bank sees it.

import { isAllowedParent } from '@xpay/protocol/origins';
import type { NoPayment } from '@xpay/protocol/payment-methods';
import type { Attempt } from '../../domain/attempt.ts';
import type { Instant } from '../../domain/clock.ts';
import type { FreeOrder } from '../../domain/free-order.ts';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../../http/problem.ts';
import { toAnswers } from './answers.ts';
import { toBilling, toShipping } from './contact.ts';
import { type PaidWithDeps, toPaidWith } from './paid-with.ts';
import type { ConfirmBody } from './schemas.ts';

export interface ConfirmDeps extends PaidWithDeps {
  /** Origins that may embed the merchant's checkout, as `frame-ancestors` lists them. */
  readonly allowedParents: readonly string[];
}

/**
 * @throws ApiError `card_number_invalid`, `card_expiry_invalid`, `card_cvc_invalid` or `field_invalid`; `invalid_request`
 * for a method that is not offered, or a `returnUrl` that leads elsewhere than to the merchant.
 */
export function toAttempt(
  { paymentMethod, ...body }: Payment,
  session: Session,
  deps: ConfirmDeps,
  now: Instant,
): Omit<Attempt, 'chargeId'> {
  return {
    expectedAmount: body.expectedAmount,
    ...toPaidWith(paymentMethod, session, deps, now),
    billing: toBilling(paymentMethod.billing, session),
    shipping: toShipping(body.shipping, session),
    returnUrl: toReturnUrl(body.returnUrl, session, deps.allowedParents),
    customFields: toAnswers(body.customFields, session),
  };
}

type Body = Omit<ConfirmBody, 'browser'>;
type Payment = Body & { readonly paymentMethod: Exclude<Body['paymentMethod'], NoPayment> };

/** Whether the body says what is paid with: an order that nothing is left to pay of has none. */
export function isPayment(body: Body): body is Payment {
  return body.paymentMethod.type !== 'none';
}

/** An order without a price. @throws ApiError `field_invalid` */
export function toFreeOrder(body: Body, session: Session): FreeOrder {
  return {
    expectedAmount: body.expectedAmount,
    billing: toBilling(body.paymentMethod.billing, session),
    shipping: toShipping(body.shipping, session),
    customFields: toAnswers(body.customFields, session),
  };
}

/** A page may say where it is come back to, but not send buyers to somebody else's: that would be an open redirect. */
function toReturnUrl(
  wanted: string | undefined,
  { returnUrl, livemode }: Session,
  allowedParents: readonly string[],
): string | null {
  if (wanted === undefined || returnUrl !== null) return null;
  const { origin, protocol } = new URL(wanted);
  const refuse = (message: string) => new ApiError('invalid_request', message, { param: 'returnUrl' });
  if (!isAllowedParent(origin, allowedParents)) {
    throw refuse(
      `returnUrl: ${origin} is no origin of this merchant. Send a page of a registered origin, or register it.`,
    );
  }
  if (livemode && protocol !== 'https:') {
    throw refuse(
      'returnUrl: got a plain http address, expected https: live buyers come back over an open network.',
    );
  }
  return wanted;
}
