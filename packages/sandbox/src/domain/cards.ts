// What can be wrong with a card before a bank sees it, and what the sandbox's banks do with the documented test cards.

import { type Brand, brandOf } from './brands.ts';
import { type Instant, later } from './clock.ts';

/** Why a bank refused to pay, as the merchant's server may know it; buyers see less. */
export type BankDeclineCode =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error';

/** Why no bank was asked to pay: the buyer's own bank did not say in time who is paying. */
export type AuthenticationDeclineCode =
  | 'authentication_failed'
  | 'authentication_canceled'
  | 'authentication_expired';

/** Why a wallet, a lender or a transfer did not pay. */
export type MethodDeclineCode = 'method_declined' | 'method_canceled' | 'method_expired';

/** Why an attempt failed. */
export type DeclineCode = BankDeclineCode | AuthenticationDeclineCode | MethodDeclineCode;

/** Raw card data: lives in memory for one request, is never stored or logged. */
export interface RawCard {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly cvc: string;
}

export interface CardProblem {
  readonly code: 'card_number_invalid' | 'card_expiry_invalid' | 'card_cvc_invalid';
  readonly field: 'number' | 'expMonth' | 'cvc';
  readonly message: string;
}

/** No card is valid for longer than this; a later year is a slip of the finger. */
const FURTHEST_EXPIRY_YEARS = 50;

/** Two are approved at once whose refunds take time, and one of those fails. */
export type Fate =
  | 'approve'
  | 'approve_later'
  | 'approve_slow_refund'
  | 'approve_failing_refund'
  /** Comes in two days. */
  | 'approve_transfer'
  | BankDeclineCode;

/** How long the card that stays `processing` takes. */
export const SETTLES_AFTER_MS = 5_000;

/** The documented test cards that are not simply approved. */
export const TEST_CARDS: Readonly<Record<string, Fate>> = {
  '4000000000000002': 'generic_decline',
  '4000000000009995': 'insufficient_funds',
  '4000000000009987': 'lost_card',
  '4000000000009979': 'stolen_card',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '4000000000005126': 'approve_later',
  '4000000000007726': 'approve_slow_refund',
  '4000000000007734': 'approve_failing_refund',
  // Verified by their bank first (bank/cards.ts), and then declined.
  '4000008400001629': 'generic_decline',
  '4000008260003178': 'insufficient_funds',
};

/** What the bank will do with a valid card: every number that is not documented otherwise is approved. */
export function fateOf(number: string): Fate {
  return TEST_CARDS[number] ?? 'approve';
}

/** The test card that is approved when it is typed, and declined whenever it is paid with after it was saved. */
const DECLINED_ONCE_SAVED = '4000000000000341';

/** What the bank will do with a card that was saved, the next time: as with the card itself, but for one test card. */
export function savedFateOf(number: string): Fate {
  return number === DECLINED_ONCE_SAVED ? 'generic_decline' : fateOf(number);
}

/** Whether the security code is the one that test banks take for wrong on a saved card: nothing but zeros. */
export function isWrongCvc(cvc: string): boolean {
  return /^0+$/.test(cvc);
}

/** The brand of a card that may be sent to a bank, or what the buyer has to mend; `now` decides about the expiry. */
export function checkCard(
  card: RawCard,
  now: Instant,
): { readonly brand: Brand } | { readonly problem: CardProblem } {
  const brand = brandOf(card.number);
  if (brand === null || !brand.lengths.includes(card.number.length) || !passesLuhn(card.number)) {
    return problem('card_number_invalid', 'number', 'The card number is not complete or mistyped.');
  }
  if (isPast(card.expMonth, card.expYear, now)) {
    return problem('card_expiry_invalid', 'expMonth', 'The card has expired.');
  }
  if (card.expYear > now.getUTCFullYear() + FURTHEST_EXPIRY_YEARS) {
    return problem('card_expiry_invalid', 'expMonth', 'The expiry date is too far in the future.');
  }
  if (!/^\d+$/.test(card.cvc) || card.cvc.length !== brand.cvcLength) {
    const message = `The security code of this brand has ${brand.cvcLength} digits.`;
    return problem('card_cvc_invalid', 'cvc', message);
  }
  return { brand };
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return /^\d+$/.test(digits) && sum % 10 === 0;
}

/** A card is good through the last day of its month wherever its holder is: UTC-12 is the last place to leave a day. */
export function isPast(month: number, year: number, now: Instant): boolean {
  const thisMonth = later(now, -12 * 3_600_000).slice(0, 7);
  return `${year}-${String(month).padStart(2, '0')}` < thisMonth;
}

function problem(
  code: CardProblem['code'],
  field: CardProblem['field'],
  message: string,
): { problem: CardProblem } {
  return { problem: { code, field, message } };
}
