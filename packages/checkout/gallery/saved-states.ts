// What a session has of the cards that its buyer keeps, for pictures.

import type { PublicSession } from '@xpay/protocol/api';
import type { PublicSavedCard } from '@xpay/protocol/payment-methods';

const VISA: PublicSavedCard = {
  id: 'pm_visa',
  brand: 'visa',
  last4: '4242',
  expMonth: 3,
  expYear: 2030,
  needsCvc: true,
};

/** Two that are good, and one whose date is over. */
export const KEPT: Partial<PublicSession> = {
  offerToSaveCard: true,
  savedCards: [
    VISA,
    { ...VISA, id: 'pm_amex', brand: 'amex', last4: '0005' },
    { ...VISA, id: 'pm_old', brand: 'mastercard', last4: '4444', expYear: 2024 },
  ],
};
