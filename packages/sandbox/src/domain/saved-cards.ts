// Cards that a customer has kept with a merchant: where they are offered, and what is wrong with using one.

import type { PublicSavedCard } from '@xpay/protocol/payment-methods';
import { cvcLengthOf } from './brands.ts';
import { type CardProblem, isPast } from './cards.ts';
import type { ChargeCard } from './charge.ts';
import type { Instant } from './clock.ts';
import type { Session } from './session.ts';

/** A card that a customer has paid with. */
export interface SavedCard extends ChargeCard {
  readonly id: string;
  readonly customerId: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** When the buyer last agreed that it is kept for their next purchase; null for one that was only used. */
  readonly savedAt: string | null;
}

/** What a session does with the cards of its customer. */
export interface SavedCardTerms {
  /** Shows those that are kept, and asks whether a new one may be. */
  readonly offer: boolean;
  /** Whether paying with a kept card takes its security code again. */
  readonly cvc: 'ask' | 'skip';
}

/** The customer whose cards a session offers, and how; null where it offers none: nobody is known, no card is taken, or it is over. */
export function offeredBy({
  status,
  customerId,
  savedCards,
  paymentMethodTypes,
}: Pick<Session, 'status' | 'customerId' | 'savedCards' | 'paymentMethodTypes'>): {
  readonly customerId: string;
  readonly terms: SavedCardTerms;
} | null {
  if (status !== 'open' || customerId === null || savedCards?.offer !== true) return null;
  if (!paymentMethodTypes.includes('card')) return null;
  return { customerId, terms: savedCards };
}

/** As the buyer may see it: never its fingerprint, nor what the acquirer knows it by. */
export function toPublicSavedCard(card: SavedCard, { cvc }: SavedCardTerms): PublicSavedCard {
  const { id, brand, last4, expMonth, expYear } = card;
  return { id, brand, last4, expMonth, expYear, needsCvc: cvc === 'ask' };
}

/** What the buyer has to mend before a kept card can be paid with; null for nothing. `cvc` is what they typed, if asked. */
export function checkSavedCard(
  { brand, expMonth, expYear }: ChargeCard,
  cvc: string | null,
  terms: SavedCardTerms,
  now: Instant,
): (Omit<CardProblem, 'field'> & { readonly field: 'id' | 'cvc' }) | null {
  if (isPast(expMonth, expYear, now)) {
    return { code: 'card_expiry_invalid', field: 'id', message: 'This card has expired since it was saved.' };
  }
  if (cvc === null && terms.cvc === 'skip') return null;
  const cvcLength = cvcLengthOf(brand);
  if (cvc !== null && /^\d+$/.test(cvc) && cvc.length === cvcLength) return null;
  const message = `The security code of this card has ${cvcLength} digits, and this session asks for it.`;
  return { code: 'card_cvc_invalid', field: 'cvc', message };
}
