// Sessions in which a buyer decides about the order: how many, with which code, and what the shop wants to know.

import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';

const WRITTEN = { optional: false, value: null, minimumLength: null, maximumLength: null };

export const ASKING: Partial<PublicSession> = {
  customFields: [
    { ...WRITTEN, type: 'text', key: 'engraving', label: 'What shall we engrave on the handle?' },
    { ...WRITTEN, type: 'numeric', key: 'floor', label: 'Floor', optional: true, value: '12' },
    {
      ...{ type: 'dropdown', key: 'size', label: 'Size', optional: false, value: null },
      options: [{ value: 's', label: 'Small' }],
    },
  ],
};

export const ORDER: Partial<PublicSession> = {
  amountSubtotal: 14_000,
  amountDiscount: 1_900,
  amountTotal: 12_100,
  description: 'Order 1042',
  allowPromotionCodes: true,
  discounts: [
    { id: 'di_1', code: null, name: 'Welcome back', amount: 500 },
    { id: 'di_2', code: 'SPRING-2026', name: 'Spring sale', amount: 1_400 },
  ],
  lineItems: [adjustable('Stoneware mug', 3, 2_400), adjustable('Linen apron', 1, 6_800)],
};

function adjustable(name: string, quantity: number, unitAmount: number): PublicLineItem {
  return {
    id: `li_${name}`,
    name,
    description: null,
    imageUrl: null,
    quantity,
    unitAmount,
    amount: quantity * unitAmount,
    adjustable: { minimum: 1, maximum: 12 },
  };
}

/** A line item of nothing. */
export function item(overrides: Partial<PublicLineItem>): PublicLineItem {
  return {
    id: `li_${overrides.name}`,
    name: '',
    description: null,
    imageUrl: null,
    quantity: 1,
    unitAmount: 0,
    amount: 0,
    ...overrides,
  };
}
