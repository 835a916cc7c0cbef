// Coupons and the codes that buyers type for them: what they take off, for whom, how often, until when.

import { type Instant, monthsLater } from './clock.ts';
import { type AppliedDiscount, type DiscountTerms, eligibleOf } from './discount.ts';
import type { Problem } from './problem.ts';
import type { LineItem } from './session.ts';

export const DURATIONS = ['once', 'repeating', 'forever'] as const;

export interface Coupon extends DiscountTerms {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly name: string;
  /** Of `amountOff`, `maxDiscountAmount` and `minValue`; null when it holds none of them. */
  readonly currency: string | null;
  /** For how long a customer who has it keeps it. */
  readonly duration: (typeof DURATIONS)[number];
  readonly durationInMonths: number | null;
  /** The least that a checkout has to cost, in minor units. */
  readonly minValue: number | null;
  readonly maxRedemptions: number | null;
  /** How often one customer may use it. */
  readonly customerMaxRedemptions: number | null;
  readonly redeemBy: string | null;
  readonly active: boolean;
  /** With those that an open session holds. */
  readonly timesRedeemed: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PromotionCode {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly couponId: string;
  /** As buyers type it; its case does not matter. */
  readonly code: string;
  /** The only customer who may use it; null for everybody. */
  readonly customerId: string | null;
  /** Only for who has never paid before. */
  readonly firstTimeTransaction: boolean;
  readonly minimumAmount: number | null;
  readonly maxRedemptions: number | null;
  readonly expiresAt: string | null;
  readonly active: boolean;
  readonly timesRedeemed: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One application of a coupon to a checkout. */
export interface Discount {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly couponId: string;
  readonly promotionCodeId: string | null;
  readonly sessionId: string;
  readonly intentId: string;
  readonly customerId: string | null;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** `held` by an open session, `redeemed` by a payment, `released` when nobody paid. */
  readonly state: 'held' | 'redeemed' | 'released';
  readonly startsAt: string;
  /** When it is no more; null while it lasts without an end. */
  readonly expiresAt: string | null;
}

/** The checkout that a coupon is to be applied to. */
export interface Basket {
  readonly subtotal: number;
  readonly currency: string;
  readonly lineItems: readonly LineItem[];
  readonly customerId: string | null;
  /** How often this customer has, or holds, the coupon. */
  readonly customerRedemptions: number;
  readonly hasPaidBefore: boolean;
}

/** Whether a coupon can be applied at all: `valid` in its object. */
export function isValid(coupon: Coupon, now: Instant): boolean {
  return coupon.active && !isOver(coupon.redeemBy, now) && !isUsedUp(coupon);
}

/** Whether a code can be used at all, its coupon aside. */
export function isCodeValid(code: PromotionCode, now: Instant): boolean {
  return code.active && !isOver(code.expiresAt, now) && !isUsedUp(code);
}

/** Why a coupon, and the code that stands for it, is not for this checkout; null when it is. */
export function refusalOf(
  coupon: Coupon,
  code: PromotionCode | null,
  basket: Basket,
  now: Instant,
): Problem | null {
  const reason = couponReason(coupon, basket, now) ?? (code === null ? null : codeReason(code, basket, now));
  return reason === null ? null : { code: 'coupon_not_applicable', message: reason, param: 'discounts' };
}

/** A coupon on a checkout; what it takes off is computed with the price. */
export function applied(coupon: Coupon, code: PromotionCode | null, id: string): AppliedDiscount {
  const { percentOff, amountOff, maxDiscountAmount, productIds, name } = coupon;
  const promotionCodeId = code?.id ?? null;
  const minimum = Math.max(coupon.minValue ?? 0, code?.minimumAmount ?? 0);
  return {
    id,
    couponId: coupon.id,
    promotionCodeId,
    code: code?.code ?? null,
    minimum: minimum === 0 ? null : minimum,
    name,
    percentOff,
    amountOff,
    maxDiscountAmount,
    productIds,
    amount: 0,
  };
}

/** When a discount that begins now ends: one that is used once, with the payment it was used for. */
export function endOf({ duration, durationInMonths }: Coupon, now: Instant): string | null {
  if (duration === 'forever') return null;
  if (duration === 'once') return now.toISOString();
  return monthsLater(now, durationInMonths ?? 1);
}

function couponReason(coupon: Coupon, basket: Basket, now: Instant): string | null {
  const { id, currency, minValue, customerMaxRedemptions } = coupon;
  if (!coupon.active) return `${id} is not active.`;
  if (isOver(coupon.redeemBy, now)) return `${id} could be redeemed until ${coupon.redeemBy}.`;
  if (isUsedUp(coupon)) return `${id} was redeemed ${coupon.timesRedeemed} times, which is all.`;
  if (currency !== null && currency !== basket.currency)
    return `${id} is for ${currency}, the checkout is in ${basket.currency}.`;
  if (minValue !== null && basket.subtotal < minValue)
    return `${id} needs a checkout of at least ${minValue} minor units; this one is ${basket.subtotal}.`;
  if (customerMaxRedemptions !== null) {
    if (basket.customerId === null) return `${id} counts its customers: send customerId.`;
    if (basket.customerRedemptions >= customerMaxRedemptions)
      return `${id} was redeemed ${basket.customerRedemptions} times by ${basket.customerId}, which is all.`;
  }
  if (eligibleOf(coupon, basket.subtotal, basket.lineItems) === 0)
    return `${id} is for other products than those of the line items.`;
  return null;
}

function codeReason(code: PromotionCode, basket: Basket, now: Instant): string | null {
  const { id, minimumAmount } = code;
  if (!code.active) return `${id} is not active.`;
  if (isOver(code.expiresAt, now)) return `${id} expired at ${code.expiresAt}.`;
  if (isUsedUp(code)) return `${id} was redeemed ${code.timesRedeemed} times, which is all.`;
  if (code.customerId !== null && code.customerId !== basket.customerId)
    return `${id} is for another customer.`;
  if (minimumAmount !== null && basket.subtotal < minimumAmount)
    return `${id} needs a checkout of at least ${minimumAmount} minor units; this one is ${basket.subtotal}.`;
  if (code.firstTimeTransaction && (basket.customerId === null || basket.hasPaidBefore))
    return `${id} is for a customer who has never paid before: send customerId of one.`;
  return null;
}

function isOver(until: string | null, now: Instant): boolean {
  return until !== null && until <= now.toISOString();
}

function isUsedUp({
  maxRedemptions,
  timesRedeemed,
}: Pick<Coupon, 'maxRedemptions' | 'timesRedeemed'>): boolean {
  return maxRedemptions !== null && timesRedeemed >= maxRedemptions;
}
