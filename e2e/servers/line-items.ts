// What tests sell.

/** A line item at $10.00, with what else is told of it and of its product. */
export function item(name: string, more: object = {}, product: object = {}) {
  return {
    priceData: { currency: 'USD', unitAmount: 1_000, productData: { name, ...product } },
    quantity: 1,
    ...more,
  };
}
