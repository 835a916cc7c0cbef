// A card to be typed, as a row of the list.

import { computed, signal } from '@preact/signals';
import type { MakeMethods } from '../method.ts';
import { createConsent } from '../saved/consent.tsx';
import { focusField } from './card-fields.tsx';
import { CARD_NAMES } from './card-form.ts';

export const createTypedCard: MakeMethods = ({ session, card, i18n }) => {
  const consent = createConsent(session, i18n);
  return [
    {
      id: 'card',
      type: 'card',
      isOffered: signal(true),
      name: () => i18n.t(session.value.savedCards ? 'methods.saved.another' : 'methods.name.card'),
      Marks: null,
      Panel: ({ readOnly, children }) => (
        <>
          {children}
          <consent.View readOnly={readOnly} />
        </>
      ),
      complete: computed(() => card.isRight(CARD_NAMES)),
      validate() {
        const wrong = card.validate(CARD_NAMES);
        return wrong && (() => focusField(wrong));
      },
      paymentMethod() {
        const { billing: _, ...method } = card.paymentMethod();
        return consent.isGiven() ? { ...method, save: true } : method;
      },
      buttonWords: () => null,
    },
  ];
};
