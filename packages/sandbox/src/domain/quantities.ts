// How many of each thing a buyer takes, where they may choose.

import type { Problem } from './problem.ts';
import { type LineItem, totalOf } from './session.ts';

export interface QuantityWish {
  /** Of the line item. */
  readonly id: string;
  readonly quantity: number;
}

/** The line items in these quantities with what they cost before discounts; a problem when one may not be had so. */
export function choose(
  lineItems: readonly LineItem[],
  wishes: readonly QuantityWish[],
): { readonly lineItems: readonly LineItem[]; readonly amountTotal: number } | { readonly problem: Problem } {
  for (const [index, { id, quantity }] of wishes.entries()) {
    const reason = reasonAgainst(
      lineItems.find((item) => item.id === id),
      quantity,
    );
    if (reason === null) continue;
    const param = `lineItemQuantities[${index}]`;
    return { problem: { code: 'invalid_request', message: reason, param } };
  }
  const chosen = lineItems.map((item) => {
    const wish = wishes.find(({ id }) => id === item.id);
    return wish === undefined ? item : { ...item, quantity: wish.quantity };
  });
  const sum = totalOf(chosen);
  return 'problem' in sum ? sum : { lineItems: chosen, amountTotal: sum.total };
}

function reasonAgainst(item: LineItem | undefined, quantity: number): string | null {
  if (item === undefined) return 'there is no such line item.';
  const { adjustable } = item;
  if (adjustable === undefined) return 'the quantity of this line item is fixed.';
  const { minimum, maximum } = adjustable;
  if (quantity >= minimum && quantity <= maximum) return null;
  return `got ${quantity}, expected ${minimum} to ${maximum}.`;
}
