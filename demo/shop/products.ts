// What the shop sells. Prices live here, on the server: a browser only ever names a product.

export const CURRENCY = 'USD';

export const PRODUCT_IDS = ['cup', 'dripper', 'teapot'] as const;

export type ProductId = (typeof PRODUCT_IDS)[number];

/** Minor units of `CURRENCY`. */
export const PRICES: Readonly<Record<ProductId, number>> = {
  cup: 2800,
  dripper: 4900,
  teapot: 9600,
};

/** Pieces of one product that one order may hold. */
export const MAX_QUANTITY = 9;

/** One product, and how many pieces of it a visitor wants. */
export interface BasketLine {
  readonly productId: ProductId;
  readonly quantity: number;
}

/** Whether a text names a product of the catalogue. */
export function isProductId(value: unknown): value is ProductId {
  return PRODUCT_IDS.some((id) => id === value);
}

/** The price of a basket, in minor units of `CURRENCY`. */
export function totalOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, { productId, quantity }) => sum + PRICES[productId] * quantity, 0);
}
