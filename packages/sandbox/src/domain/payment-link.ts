// A payment link: an address that anybody may open, each time with a checkout of their own.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Instant } from './clock.ts';
import type { CustomField } from './custom-field.ts';
import type { Problem } from './problem.ts';
import type { Quantities } from './sale.ts';
import { type AfterCompletion, totalOf } from './session.ts';

/** One thing that a link sells: at a price of the catalog, or at one that is only the link's. */
export interface LinkItem {
  readonly id: string;
  /** Null for a price of the link's own. */
  readonly price: { readonly id: string; readonly productId: string } | null;
  readonly currency: string;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly unitLabel: string | null;
  /** Minor units, one piece. */
  readonly unitAmount: number;
  readonly quantity: number;
  /** How many a buyer may take; null when they may not choose. */
  readonly adjustable: Quantities | null;
}

export interface LinkTerms {
  readonly lineItems: readonly LinkItem[];
  readonly customFields: readonly CustomField[];
  /** Buyers may enter promotion codes. */
  readonly allowPromotionCodes: boolean;
  /** What its sessions may be paid with, in the order in which it is offered. */
  readonly paymentMethodTypes: readonly PaymentMethod[];
  readonly afterCompletion: AfterCompletion;
  readonly active: boolean;
  /** Nobody can begin a checkout from then on; null for no end. */
  readonly expiresAt: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface PaymentLink extends LinkTerms {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  /** Derived from the line items. */
  readonly currency: string;
  /** Minor units, at the quantities that the link offers. */
  readonly amount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What all line items cost, in their one currency; a problem when they have several, or cost nothing. */
export function pricedLink(
  lineItems: readonly LinkItem[],
): Pick<PaymentLink, 'currency' | 'amount'> | { readonly problem: Problem } {
  const [first, ...others] = lineItems;
  const currency = first?.currency ?? '';
  const odd = others.findIndex((item) => item.currency !== currency);
  const item = others[odd];
  if (item !== undefined) {
    return {
      problem: {
        code: 'currency_mismatch',
        message: `got ${item.currency}, expected ${currency} as in the first line item: a link has one currency.`,
        param: `lineItems[${odd + 1}]`,
      },
    };
  }
  const sum = totalOf(lineItems);
  return 'problem' in sum ? sum : { currency, amount: sum.total };
}

/** Whether a buyer may begin a checkout. */
export function isOpen({ active, expiresAt }: PaymentLink, now: Instant): boolean {
  return active && (expiresAt === null || expiresAt > now.toISOString());
}
