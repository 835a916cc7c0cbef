// From the domain's coupons, codes and discounts to XPay's.

import type { z } from '@hono/zod-openapi';
import type { Instant } from '../../../domain/clock.ts';
import {
  type Coupon,
  type Discount,
  isCodeValid,
  isValid,
  type PromotionCode,
} from '../../../domain/coupon.ts';
import type { couponObject, discountObject, promotionCodeObject } from './schemas.ts';

export function toCouponObject(coupon: Coupon, now: Instant): z.output<typeof couponObject> {
  const { productIds, ...terms } = coupon;
  return {
    ...terms,
    object: 'coupon',
    discountType: coupon.percentOff === null ? 'AMOUNT' : 'PERCENT',
    appliesToProductIds: productIds === null ? null : [...productIds],
    valid: isValid(coupon, now),
  };
}

export function toPromotionCodeObject(
  { couponId, ...code }: PromotionCode,
  now: Instant,
): z.output<typeof promotionCodeObject> {
  return {
    ...code,
    object: 'promotion_code',
    coupon: couponId,
    valid: isCodeValid({ couponId, ...code }, now),
  };
}

export function toDiscountObject(discount: Discount, now: Instant): z.output<typeof discountObject> {
  const { id, livemode, merchantId, customerId, amount, currency, state, startsAt, expiresAt } = discount;
  const lasts = expiresAt === null || expiresAt > now.toISOString();
  return {
    id,
    object: 'discount',
    livemode,
    merchantId,
    coupon: discount.couponId,
    promotionCode: discount.promotionCodeId,
    checkoutSessionId: discount.sessionId,
    paymentIntentId: discount.intentId,
    customerId,
    amount,
    currency,
    active: state !== 'released' && lasts,
    startsAt,
    expiresAt,
  };
}
