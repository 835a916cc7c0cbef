// Coupons, codes and discounts as rows and back.

import { z } from 'zod';
import type { Coupon, Discount, PromotionCode } from '../domain/coupon.ts';
import type { CouponsTable, DiscountsTable, PromotionCodesTable } from './coupon-tables.ts';
import { toFlag } from './flag.ts';
import { METADATA } from './json-columns.ts';

const IDS = z.array(z.string());

export function toCoupon(row: CouponsTable): Coupon {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    name: row.name,
    percentOff: row.percent_off === null ? null : row.percent_off / 100,
    amountOff: row.amount_off,
    currency: row.currency,
    duration: row.duration,
    durationInMonths: row.duration_in_months,
    maxDiscountAmount: row.max_discount_amount,
    minValue: row.min_value,
    maxRedemptions: row.max_redemptions,
    customerMaxRedemptions: row.customer_max_redemptions,
    redeemBy: row.redeem_by,
    active: row.active === 1,
    productIds: row.product_ids === null ? null : IDS.parse(JSON.parse(row.product_ids)),
    timesRedeemed: row.times_redeemed,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function couponRow(coupon: Coupon): CouponsTable {
  return {
    id: coupon.id,
    merchant_id: coupon.merchantId,
    livemode: toFlag(coupon.livemode),
    name: coupon.name,
    percent_off: coupon.percentOff === null ? null : Math.round(coupon.percentOff * 100),
    amount_off: coupon.amountOff,
    currency: coupon.currency,
    duration: coupon.duration,
    duration_in_months: coupon.durationInMonths,
    max_discount_amount: coupon.maxDiscountAmount,
    min_value: coupon.minValue,
    max_redemptions: coupon.maxRedemptions,
    customer_max_redemptions: coupon.customerMaxRedemptions,
    redeem_by: coupon.redeemBy,
    active: toFlag(coupon.active),
    product_ids: coupon.productIds === null ? null : JSON.stringify(coupon.productIds),
    times_redeemed: coupon.timesRedeemed,
    metadata: JSON.stringify(coupon.metadata),
    created_at: coupon.createdAt,
    updated_at: coupon.updatedAt,
  };
}

export function toPromotionCode(row: PromotionCodesTable): PromotionCode {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    couponId: row.coupon_id,
    code: row.code,
    customerId: row.customer_id,
    firstTimeTransaction: row.first_time_transaction === 1,
    minimumAmount: row.minimum_amount,
    maxRedemptions: row.max_redemptions,
    expiresAt: row.expires_at,
    active: row.active === 1,
    timesRedeemed: row.times_redeemed,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function promotionCodeRow(code: PromotionCode): PromotionCodesTable {
  return {
    id: code.id,
    merchant_id: code.merchantId,
    livemode: toFlag(code.livemode),
    coupon_id: code.couponId,
    code: code.code,
    code_key: code.code.toUpperCase(),
    customer_id: code.customerId,
    first_time_transaction: toFlag(code.firstTimeTransaction),
    minimum_amount: code.minimumAmount,
    max_redemptions: code.maxRedemptions,
    expires_at: code.expiresAt,
    active: toFlag(code.active),
    times_redeemed: code.timesRedeemed,
    metadata: JSON.stringify(code.metadata),
    created_at: code.createdAt,
    updated_at: code.updatedAt,
  };
}

export function toDiscount(row: DiscountsTable): Discount {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    couponId: row.coupon_id,
    promotionCodeId: row.promotion_code_id,
    sessionId: row.session_id,
    intentId: row.payment_intent_id,
    customerId: row.customer_id,
    amount: row.amount,
    currency: row.currency,
    state: row.state,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
  };
}
