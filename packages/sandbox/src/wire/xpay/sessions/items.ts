// Line items of a request as the domain's: prices by id are looked up, and what is charged is what they say.

import { notForSale } from '../../../domain/catalog.ts';
import type { Ids } from '../../../domain/id.ts';
import type { LineItem } from '../../../domain/session.ts';
import { ApiError } from '../../../http/problem.ts';
import type { Owner } from '../../../store/checkouts.ts';
import { findPrice } from '../../../store/products.ts';
import type { Trx } from '../../../store/store.ts';
import { noSuch, refused } from '../answers.ts';
import type { LineItemInput } from '../item-fields.ts';

/** A line item in its own currency, before it is known that all have the same. */
export interface FoundItem extends LineItem {
  readonly currency: string;
  readonly unitLabel: string | null;
}

/**
 * The line items of a request.
 *
 * @throws ApiError for a price that is not the caller's, or cannot be bought.
 */
export async function findItems(
  trx: Trx,
  owner: Owner,
  inputs: readonly LineItemInput[],
  ids: Ids,
): Promise<readonly FoundItem[]> {
  const items: FoundItem[] = [];
  for (const [index, input] of inputs.entries()) {
    const { adjustableQuantity: range, quantity } = input;
    items.push({
      id: ids.next('li'),
      ...(await findThing(trx, owner, input, `lineItems[${index}].price`)),
      quantity,
      ...(range?.enabled ? { adjustable: { minimum: range.minimum, maximum: range.maximum } } : {}),
    });
  }
  return items;
}

/** @throws ApiError `currency_mismatch` unless all items are in one currency: `expected`, or that of the first. */
export function currencyOf(items: readonly FoundItem[], expected: string | undefined): string {
  const currency = expected ?? items[0]?.currency ?? '';
  const odd = items.findIndex((item) => item.currency !== currency);
  const item = items[odd];
  if (item === undefined) return currency;
  const param = `lineItems[${odd}].${item.price === undefined ? 'priceData.currency' : 'price'}`;
  const message = `${param}: got "${item.currency}", expected "${currency}": a session has one currency.`;
  throw new ApiError('currency_mismatch', message, { param });
}

async function findThing(
  trx: Trx,
  owner: Owner,
  { price: priceId, priceData }: LineItemInput,
  param: string,
): Promise<Omit<FoundItem, 'id' | 'quantity'>> {
  if (priceData !== undefined) {
    const { productData, currency, unitAmount } = priceData;
    const { name, description = null, image = null } = productData;
    return { name, description, imageUrl: image, currency, unitAmount, unitLabel: null };
  }
  const found = priceId === undefined ? null : await findPrice(trx, owner, priceId);
  if (found === null) throw noSuch('price', param);
  const { price, entry } = found;
  const { product } = entry;
  const problem = notForSale(price, product, param);
  if (problem !== null) throw refused(problem);
  return {
    name: product.name,
    description: product.description,
    imageUrl: product.image,
    unitLabel: product.unitLabel,
    currency: price.currency,
    unitAmount: price.unitAmount,
    price: { id: price.id, productId: product.id },
  };
}
