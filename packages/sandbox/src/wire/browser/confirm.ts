// From a confirm request to an attempt: what the buyer typed is checked here, field by field, before a bank sees it.

import { isAllowedParent } from '@xpay/protocol/origins';
import type { Attempt } from '../../domain/attempt.ts';
import { checkCard } from '../../domain/cards.ts';
import type { Billing } from '../../domain/charge.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../../http/problem.ts';
import type { Vault } from '../../store/vault.ts';
import { isEmail } from '../xpay/fields.ts';
import type { ConfirmBody } from './schemas.ts';

export interface ConfirmDeps {
  readonly vault: Vault;
  /** Origins that may embed the merchant's checkout, as `frame-ancestors` lists them. */
  readonly allowedParents: readonly string[];
}

/**
 * @throws ApiError `card_number_invalid`, `card_expiry_invalid`, `card_cvc_invalid` or `field_invalid`; `invalid_request`
 * for a `returnUrl` that leads elsewhere than to the merchant.
 */
export function toAttempt(
  body: Omit<ConfirmBody, 'browser'>,
  session: Session,
  { vault, allowedParents }: ConfirmDeps,
  now: Instant,
): Omit<Attempt, 'chargeId'> {
  const { card: rawCard, billing } = body.paymentMethod;
  const checked = checkCard(rawCard, now);
  if ('problem' in checked) {
    const { code, message, field } = checked.problem;
    throw new ApiError(code, message, { param: `paymentMethod.card.${field}` });
  }
  const { brand, funding, country } = checked.brand;
  return {
    expectedAmount: body.expectedAmount,
    card: {
      brand,
      last4: rawCard.number.slice(-4),
      expMonth: rawCard.expMonth,
      expYear: rawCard.expYear,
      funding,
      country,
      fingerprint: vault.keyedHash('card fingerprint', rawCard.number),
    },
    billing: toBilling(billing, session),
    returnUrl: toReturnUrl(body.returnUrl, session, allowedParents),
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

function toBilling(given: ConfirmBody['paymentMethod']['billing'], { collect, customer }: Session): Billing {
  const billing = {
    name: filled(given.name) ?? customer.name,
    email: filled(given.email) ?? customer.email,
    postalCode: filled(given.postalCode),
  };
  for (const field of ['name', 'email', 'postalCode'] as const) {
    if (collect[field] && billing[field] === null) throw fieldInvalid(field, 'is needed for this payment.');
  }
  if (billing.email !== null && !isEmail(billing.email)) {
    throw fieldInvalid('email', 'is no e-mail address.');
  }
  return billing;
}

function filled(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function fieldInvalid(field: string, message: string): ApiError {
  const param = `paymentMethod.billing.${field}`;
  return new ApiError('field_invalid', `${param}: ${message}`, { param });
}
