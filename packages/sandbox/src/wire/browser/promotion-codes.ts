// Promotion codes as buyers add them to their checkout and take them off: one answer for all that do not work.

import type { Clock } from '../../domain/clock.ts';
import type { AppliedDiscount } from '../../domain/discount.ts';
import type { Ids } from '../../domain/id.ts';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../../http/problem.ts';
import { holdDiscounts } from '../../redemptions.ts';
import type { Trx } from '../../store/store.ts';

/** As many as the merchant's server may apply. */
const MOST_DISCOUNTS = 3;

/**
 * The discounts of a session with the one that a code stands for, whose redemption is taken in the caller's transaction.
 * A code that is there already changes nothing, so that a request may be repeated.
 *
 * @param subtotal Minor units before discounts.
 * @throws ApiError `promotion_code_invalid`, whatever the reason.
 */
export async function withCode(
  trx: Trx,
  typed: string,
  session: Session,
  subtotal: number,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
): Promise<readonly AppliedDiscount[]> {
  const { discounts, allowPromotionCodes } = session;
  const code = typed.trim();
  if (discounts.some((one) => one.code?.toUpperCase() === code.toUpperCase())) return discounts;
  // Ids of codes are the merchant's: buyers have the words only.
  const isAsked = allowPromotionCodes && code !== '' && !code.startsWith('promo_');
  if (!isAsked || discounts.length >= MOST_DISCOUNTS) throw noSuchCode();
  const wanted = { ...session, subtotal };
  const held = await holdDiscounts(trx, [{ promotionCode: code }], wanted, ids, clock.now());
  if ('problem' in held) throw noSuchCode();
  const isTwice = held.discounts.some(({ couponId }) => discounts.some((one) => one.couponId === couponId));
  if (isTwice) throw noSuchCode();
  return [...discounts, ...held.discounts];
}

/**
 * The discounts without this one. One that is gone already is no mistake: a request may be repeated.
 *
 * @throws ApiError `invalid_request` for one that the merchant's server has applied.
 */
export function withoutDiscount(
  discounts: readonly AppliedDiscount[],
  id: string | undefined,
): readonly AppliedDiscount[] {
  const isFixed = discounts.some((one) => one.id === id && one.code === null);
  if (!isFixed) return discounts.filter((one) => one.id !== id);
  const message = 'removeDiscount: this discount has no code. Only those with one can be taken off.';
  throw new ApiError('invalid_request', message, { param: 'removeDiscount' });
}

/** The one answer: which codes there are, and whom they are for, is nobody's business. */
export function noSuchCode(): ApiError {
  const message = 'addPromotionCode: this code cannot be used for this order.';
  return new ApiError('promotion_code_invalid', message, { param: 'addPromotionCode' });
}
