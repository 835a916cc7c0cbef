// What a coupon takes off a checkout: computed from the terms it had when it was applied, whenever the price changes.

import type { LineItem, Session } from './session.ts';

/** A coupon as it was when it was applied to a session: a buyer keeps what they were promised. */
export interface AppliedDiscount {
  readonly id: string;
  readonly couponId: string;
  readonly promotionCodeId: string | null;
  /** As buyers type it; null for a coupon that the merchant's server applied without one. */
  readonly code: string | null;
  /** The least that the checkout has to cost before discounts, in minor units; null for no least. */
  readonly minimum: number | null;
  /** What a buyer is shown. */
  readonly name: string;
  /** Per cent, up to two decimals; null when an amount comes off. */
  readonly percentOff: number | null;
  /** Minor units of the session's currency; null when a share comes off. */
  readonly amountOff: number | null;
  /** The most that comes off. */
  readonly maxDiscountAmount: number | null;
  /** Only line items of these products are cheaper; null for everything. */
  readonly productIds: readonly string[] | null;
  /** Minor units that came off. */
  readonly amount: number;
}

/** What a coupon says that makes an amount. */
export type DiscountTerms = Pick<
  AppliedDiscount,
  'percentOff' | 'amountOff' | 'maxDiscountAmount' | 'productIds'
>;

type Priced = Pick<Session, 'lineItems'>;

/** What everything costs before discounts, in minor units. */
export function subtotalOf({ amountTotal, discounts }: Pick<Session, 'amountTotal' | 'discounts'>): number {
  return amountTotal + discountOf({ discounts });
}

/** What all discounts of a session take off, in minor units. */
export function discountOf({ discounts }: Pick<Session, 'discounts'>): number {
  return discounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** Nothing is left to pay: there will be no charge, and nobody is told of an intent. */
export function isFree({ amountTotal }: Pick<Session, 'amountTotal'>): boolean {
  return amountTotal === 0;
}

/** The price after discounts, each taken off what the ones before it have left. They may leave nothing to pay. */
export function priceOf<Discount extends AppliedDiscount>(
  subtotal: number,
  { lineItems }: Priced,
  discounts: readonly Discount[],
): { readonly amountTotal: number; readonly discounts: readonly Discount[] } {
  let left = subtotal;
  const applied = discounts.map((discount) => {
    const amount = amountOf(discount, left, eligibleOf(discount, subtotal, lineItems));
    left -= amount;
    return { ...discount, amount };
  });
  return { amountTotal: left, discounts: applied };
}

/** Those that stay at another price: a code is no more for a checkout that costs less than it asks for. */
export function keptAt(subtotal: number, discounts: readonly AppliedDiscount[]): readonly AppliedDiscount[] {
  return discounts.filter(({ code, minimum }) => code === null || minimum === null || subtotal >= minimum);
}

/** The part of the price that a coupon is for, in minor units. */
export function eligibleOf(
  { productIds }: Pick<DiscountTerms, 'productIds'>,
  subtotal: number,
  lineItems: readonly LineItem[],
): number {
  if (productIds === null) return subtotal;
  return lineItems
    .filter(({ price }) => price !== undefined && productIds.includes(price.productId))
    .reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0);
}

/** Rounded half up, never more than is left. */
function amountOf(
  { percentOff, amountOff, maxDiscountAmount }: DiscountTerms,
  left: number,
  eligible: number,
): number {
  // Hundredths of a per cent as integers: 10¹¹ minor units × 10⁴ is still exact.
  const share =
    percentOff === null
      ? (amountOff ?? 0)
      : Math.floor((eligible * Math.round(percentOff * 100) + 5_000) / 10_000);
  return Math.min(share, eligible, left, maxDiscountAmount ?? left);
}
