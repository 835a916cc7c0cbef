// In place of the ways to pay while discounts leave nothing to pay: who orders, and a button that completes the order.

import { computed, signal } from '@preact/signals';
import type { ExtrasDeps, MethodChoice } from '../form/extras.ts';
import { CardFields, focusField } from '../methods/card/card-fields.tsx';
import { CARD_NAMES } from '../methods/card/card-form.ts';
import { withoutCard } from '../methods/without-card.ts';

/** What was typed of a card stays in its form, in case that something is to be paid again. */
export function createFreeOrder({ card, i18n }: Pick<ExtrasDeps, 'card' | 'i18n'>): MethodChoice {
  const names = card.shown.filter((name) => !CARD_NAMES.some((own) => own === name));
  if (names.includes('name')) void i18n.need('methods');
  return {
    View: ({ readOnly }) =>
      names.length === 0 ? null : (
        <CardFields
          form={card}
          i18n={i18n.has('methods') ? withoutCard(i18n) : i18n}
          names={names}
          readOnly={readOnly}
        />
      ),
    heading: 'order.free.action',
    chosen: signal('none'),
    complete: computed(() => card.isRight(names)),
    validate() {
      const wrong = card.validate(names);
      return wrong && (() => focusField(wrong));
    },
    paymentMethod: () => ({ type: 'none' }),
    buttonWords: computed(() => i18n.t('order.free.action')),
    chooseCard() {},
    approve: () => null,
    refuse: () => null,
    declined: () => null,
  };
}
