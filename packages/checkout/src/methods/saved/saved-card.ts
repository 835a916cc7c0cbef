// A card that the buyer keeps, as they see it: whether it is still good, its security code, and how it is removed.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { PaymentMethodInput, PublicSavedCard } from '@xpay/protocol/payment-methods';
import type { ExtrasDeps } from '../../form/extras.ts';
import type { MessageKey } from '../../i18n/i18n.ts';
import { type Brand, brandById } from '../card/brand.ts';
import { formatExpiry, judgeExpiry } from '../card/expiry.ts';
import { type Code, createCode } from './code.ts';
import { createRemoval, type Removal } from './removal.ts';

/** What is wrong with it: the card as a whole, or its security code. */
export type Wrong = 'card' | 'code';

export interface SavedCard {
  readonly card: PublicSavedCard;
  /** Null for one that is not known here. */
  readonly brand: Brand | null;
  /** As it stands on the card: `03 / 27`. */
  readonly expiry: string;
  readonly isExpired: ReadonlySignal<boolean>;
  /** It is one of those that the session offers, and was not removed here. */
  readonly isOffered: ReadonlySignal<boolean>;
  /** Why the card as a whole cannot be paid with: the server said so. */
  readonly error: ReadonlySignal<MessageKey | null>;
  /** Whether it can be paid with as it is. */
  readonly complete: ReadonlySignal<boolean>;
  readonly code: Code;
  readonly removal: Removal;
  /** Says everything that is wrong. */
  validate(): Wrong | null;
  /** What the server refused; null when it is nothing of this card. */
  refuse(code: ErrorCode, param: string | undefined): Wrong | null;
  paymentMethod(): PaymentMethodInput;
}

/** The model of one card that the session offers. */
export function createSavedCard(
  card: PublicSavedCard,
  { session, ask }: Pick<ExtrasDeps, 'session' | 'ask'>,
): SavedCard {
  const { id, needsCvc } = card;
  const brand = brandById(card.brand);
  const code = createCode(brand);
  const removal = createRemoval(id, ask);
  const expiry = formatExpiry(`${card.expMonth}/${card.expYear}`);
  const error = signal<MessageKey | null>(null);
  // By the server's clock: the buyer's may stand anywhere.
  const isExpired = computed(() => judgeExpiry(expiry, new Date(session.value.serverTime)) === 'past');
  const isLost = () => isExpired.value || error.value !== null;
  return {
    card,
    brand,
    expiry,
    isExpired,
    isOffered: computed(() => {
      const { savedCards = [] } = session.value;
      return removal.state.value !== 'done' && savedCards.some((one) => one.id === id);
    }),
    error,
    complete: computed(() => !isLost() && (!needsCvc || code.fault() === null)),
    code,
    removal,
    validate() {
      if (isLost()) return 'card';
      return needsCvc && code.validate() ? 'code' : null;
    },
    refuse(problem, param) {
      if (problem === 'card_cvc_invalid') {
        code.refuse();
        return 'code';
      }
      if (param?.startsWith('paymentMethod.savedCard') !== true) return null;
      error.value = problem === 'card_expiry_invalid' ? 'errors.card_expiry_invalid' : 'methods.saved.gone';
      return 'card';
    },
    paymentMethod: () => ({
      type: 'saved_card',
      savedCard: needsCvc ? { id, cvc: code.value.peek() } : { id },
    }),
  };
}
