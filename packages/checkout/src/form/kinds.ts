// Which of the things that a session may ask for besides a card this one asks for.

import type { PublicSession } from '@xpay/protocol/api';

/** Each is code of its own. In the order in which they stand. */
export const KINDS = ['methods', 'phone', 'addresses', 'customFields', 'order'] as const;
export type Kind = (typeof KINDS)[number];

const WANTED: Readonly<Record<Kind, (session: PublicSession) => unknown>> = {
  methods: ({ paymentMethodTypes, savedCards, offerToSaveCard }) =>
    String(paymentMethodTypes) !== 'card' || savedCards || offerToSaveCard,
  phone: ({ contact }) => contact?.phone,
  addresses: ({ contact }) => contact?.billingAddress || contact?.shippingAddress,
  customFields: ({ customFields }) => customFields,
  order: ({ allowPromotionCodes, discounts, lineItems }) =>
    allowPromotionCodes || discounts || lineItems.some(({ adjustable }) => adjustable),
};

export function kindsOf(session: PublicSession): readonly Kind[] {
  return KINDS.filter((kind) => WANTED[kind](session));
}
