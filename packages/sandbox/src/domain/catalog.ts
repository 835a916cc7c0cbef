// Products and prices: what a merchant sells, and for how much. A product only describes; each of its prices charges.

import type { Instant } from './clock.ts';
import type { Problem } from './problem.ts';

/** What the merchant says of a product, and may change. */
export interface ProductDetails {
  readonly name: string;
  readonly description: string | null;
  /** Address of its picture. */
  readonly image: string | null;
  /** What one piece is called, such as "seat". */
  readonly unitLabel: string | null;
  /** An archived product cannot be sold any more. */
  readonly active: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Product extends ProductDetails {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly defaultPriceId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const INTERVALS = ['day', 'week', 'month', 'year'] as const;

export interface Recurring {
  readonly interval: (typeof INTERVALS)[number];
  readonly intervalCount: number;
}

/** What the merchant says of a price once. */
export interface PriceTerms {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Minor units, one piece. */
  readonly unitAmount: number;
  /** For subscriptions: how often it is charged; null for a price that is paid once. */
  readonly recurring: Recurring | null;
}

export interface Price extends PriceTerms {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly productId: string;
  readonly active: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  /** How many line items have ever been made from it. */
  readonly usageCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A product with all of its prices, oldest first. */
export interface CatalogEntry {
  readonly product: Product;
  readonly prices: readonly Price[];
}

/** Why a product cannot be deleted: somebody has, or had, one of its prices in a line item. Null when nobody has. */
export function productInUse({ prices }: CatalogEntry): Problem | null {
  const used = prices.find(({ usageCount }) => usageCount > 0);
  if (used === undefined) return null;
  return {
    code: 'product_in_use',
    message: `The price ${used.id} has been used by a line item, so the product cannot be deleted. Archive it: update it with active false.`,
  };
}

/** Why a price cannot be deleted; null when no line item was ever made from it. */
export function priceInUse({ id, usageCount }: Price): Problem | null {
  if (usageCount === 0) return null;
  return {
    code: 'price_in_use',
    message: `The price ${id} has been used by a line item, so it cannot be deleted. Archive it: update it with active false.`,
  };
}

/** Which of its prices a product offers by default. Only one of its own, and only one that can be bought. */
export function withDefaultPrice(
  { product, prices }: CatalogEntry,
  priceId: string | null,
): { readonly product: Product } | { readonly problem: Problem } {
  if (priceId === null) return { product: { ...product, defaultPriceId: null } };
  const price = prices.find(({ id }) => id === priceId);
  if (price === undefined)
    return refusedDefault(`${product.id} has no such price. Send the id of one of its own prices.`);
  if (!price.active) return refusedDefault(`${price.id} is archived. Send the id of an active price.`);
  return { product: { ...product, defaultPriceId: price.id } };
}

function refusedDefault(message: string): { readonly problem: Problem } {
  return { problem: { code: 'invalid_request', message, param: 'defaultPrice' } };
}

/** Why a price cannot be bought now; null when it can. `param` is where the request names it. */
export function notForSale(price: Price, product: Product, param: string): Problem | null {
  const refuse = (message: string): Problem => ({ code: 'invalid_request', message, param });
  if (!price.active) return refuse(`${price.id} is archived. Use an active price.`);
  if (!product.active) return refuse(`its product ${product.id} is archived. Use a product that is sold.`);
  if (price.recurring !== null) {
    return refuse(`${price.id} is paid again and again; mode "payment" takes prices that are paid once.`);
  }
  return null;
}

/** The product after something about it or its prices was changed. */
export function touched(product: Product, now: Instant): Product {
  return { ...product, updatedAt: now.toISOString() };
}
