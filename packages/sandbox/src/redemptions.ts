// Coupons on checkouts: held while a session is open, redeemed when it is paid, given back when nobody pays.

import type { Checkout } from './domain/checkout.ts';
import type { Instant } from './domain/clock.ts';
import { applied, type Basket, type Coupon, endOf, type PromotionCode, refusalOf } from './domain/coupon.ts';
import type { AppliedDiscount } from './domain/discount.ts';
import type { Ids } from './domain/id.ts';
import type { Problem } from './domain/problem.ts';
import type { Owner } from './store/checkouts.ts';
import { countRedemption, findCoupon, findPromotionCode, findPromotionCodeByText } from './store/coupons.ts';
import { findSpending } from './store/customer-stats.ts';
import { countRedeemedBy, findDiscountsOf, saveDiscount } from './store/discounts.ts';
import type { Trx } from './store/store.ts';

/** A coupon by its id, or a promotion code by its id or as buyers type it. */
export type DiscountWish = { readonly coupon: string } | { readonly promotionCode: string };

export type Wanted = Omit<Basket, 'customerRedemptions' | 'hasPaidBefore'> & Owner;

/**
 * Takes one redemption of each for a session that is about to be written. The counting is part of the transaction: what
 * is refused later gives it back, and of many at once no more than the limit get it.
 */
export async function holdDiscounts(
  trx: Trx,
  wishes: readonly DiscountWish[],
  wanted: Wanted,
  ids: Ids,
  now: Instant,
): Promise<{ readonly discounts: readonly AppliedDiscount[] } | { readonly problem: Problem }> {
  const discounts: AppliedDiscount[] = [];
  for (const [index, wish] of wishes.entries()) {
    const found = await find(trx, wish, wanted);
    if (found === null) return { problem: unknown(wish, index) };
    const { coupon, code } = found;
    if (discounts.some(({ couponId }) => couponId === coupon.id)) {
      return { problem: refuse(`${coupon.id} is there twice. Send it once.`, index) };
    }
    const problem = refusalOf(coupon, code, await basketOf(trx, coupon, wanted), now);
    if (problem !== null) return { problem: { ...problem, param: `discounts[${index}]` } };
    const isCounted =
      (await countRedemption(trx, 'coupons', coupon.id, 1)) &&
      (code === null || (await countRedemption(trx, 'promotion_codes', code.id, 1)));
    if (!isCounted)
      return { problem: refuse(`${coupon.id} was redeemed for the last time just now.`, index) };
    discounts.push(applied(coupon, code, ids.next('di')));
  }
  return { discounts };
}

/** Writes what a session holds now: new discounts, other amounts; and gives back what it holds no more. */
export async function keepDiscounts(trx: Trx, { session, intent }: Checkout, now: Instant): Promise<void> {
  const before = await findDiscountsOf(trx, session.id);
  for (const { id, couponId, promotionCodeId, amount } of session.discounts) {
    const isNew = before.every((old) => old.id !== id);
    const { merchantId, livemode, customerId, currency } = session;
    const discount = {
      ...{ id, couponId, promotionCodeId, amount, merchantId, livemode, customerId, currency },
      sessionId: session.id,
      intentId: intent.id,
      state: 'held',
      startsAt: now.toISOString(),
      expiresAt: null,
    } as const;
    await saveDiscount(trx, discount, isNew);
  }
  const gone = before.filter((old) => session.discounts.every(({ id }) => id !== old.id));
  await release(trx, gone, now);
}

/** What becomes of a session's discounts when it ends. */
export async function endDiscounts(trx: Trx, { session }: Checkout, now: Instant): Promise<void> {
  if (session.status === 'open' || session.discounts.length === 0) return;
  const held = (await findDiscountsOf(trx, session.id)).filter(({ state }) => state === 'held');
  if (session.status !== 'complete') return release(trx, held, now);
  for (const discount of held) {
    const coupon = await findCoupon(trx, session, discount.couponId);
    const expiresAt = coupon === null ? now.toISOString() : endOf(coupon, now);
    const { customerId } = session;
    await saveDiscount(trx, { ...discount, state: 'redeemed', customerId, expiresAt }, false);
  }
}

async function release(
  trx: Trx,
  discounts: Awaited<ReturnType<typeof findDiscountsOf>>,
  now: Instant,
): Promise<void> {
  for (const discount of discounts) {
    await countRedemption(trx, 'coupons', discount.couponId, -1);
    if (discount.promotionCodeId !== null)
      await countRedemption(trx, 'promotion_codes', discount.promotionCodeId, -1);
    await saveDiscount(trx, { ...discount, state: 'released', expiresAt: now.toISOString() }, false);
  }
}

async function find(
  trx: Trx,
  wish: DiscountWish,
  owner: Owner,
): Promise<{ readonly coupon: Coupon; readonly code: PromotionCode | null } | null> {
  if ('coupon' in wish) {
    const coupon = await findCoupon(trx, owner, wish.coupon);
    return coupon === null ? null : { coupon, code: null };
  }
  const byId = wish.promotionCode.startsWith('promo_');
  const code = byId
    ? await findPromotionCode(trx, owner, wish.promotionCode)
    : await findPromotionCodeByText(trx, owner, wish.promotionCode);
  const coupon = code === null ? null : await findCoupon(trx, owner, code.couponId);
  return coupon === null ? null : { coupon, code };
}

async function basketOf(trx: Trx, { id }: Coupon, wanted: Wanted): Promise<Basket> {
  const { customerId } = wanted;
  if (customerId === null) return { ...wanted, customerRedemptions: 0, hasPaidBefore: false };
  return {
    ...wanted,
    customerRedemptions: await countRedeemedBy(trx, id, customerId),
    hasPaidBefore: (await findSpending(trx, customerId)).length > 0,
  };
}

function unknown(wish: DiscountWish, index: number): Problem {
  const noun = 'coupon' in wish ? 'coupon' : 'promotion code';
  return refuse(`there is no such ${noun} for this key.`, index);
}

function refuse(message: string, index: number): Problem {
  return { code: 'coupon_not_applicable', message, param: `discounts[${index}]` };
}
