// To whom a session sells, and what they are promised: what comes of customers, links and coupons.

import type { AskedField } from './custom-field.ts';
import type { AppliedDiscount } from './discount.ts';
import type { SavedCardTerms } from './saved-cards.ts';

/** How many of a thing a buyer may take. */
export interface Quantities {
  readonly minimum: number;
  readonly maximum: number;
}

export interface SessionSale {
  /** Said by the merchant's server, or found when somebody has paid. */
  readonly customerId: string | null;
  /** `always`: whoever pays becomes a registered customer; `if_required`: a guest. */
  readonly customerCreation: 'always' | 'if_required';
  readonly paymentLinkId: string | null;
  readonly discounts: readonly AppliedDiscount[];
  readonly customFields: readonly AskedField[];
  /** Buyers may enter promotion codes. */
  readonly allowPromotionCodes: boolean;
  /** What the session does with the cards that its customer has kept; null for nothing. */
  readonly savedCards: SavedCardTerms | null;
}

/** A sale to whoever comes, at the price that the terms say. */
export const PLAIN_SALE: SessionSale = {
  customerId: null,
  customerCreation: 'if_required',
  paymentLinkId: null,
  discounts: [],
  customFields: [],
  allowPromotionCodes: false,
  savedCards: null,
};
