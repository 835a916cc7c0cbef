// The form as one: what is wrong anywhere in it, and the order that comes of it.

import { focusField } from '../methods/card/card-fields.tsx';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Order } from '../payment/requests.ts';
import type { Extras, Mend } from './extras.ts';

/** Says everything that is wrong; how to get to the first of it, or null when all is right. */
export function judge(card: CardForm, { methods, parts, order }: Extras): Mend | null {
  const first = methods === null ? judgeCard(card) : methods.validate();
  const others = parts.map((part) => part.validate());
  const wrong = first ?? others.find((mend) => mend !== null) ?? order?.validate();
  return wrong ?? methods?.approve() ?? null;
}

/** Call it only when `judge` found nothing. */
export function orderOf(card: CardForm, { methods, parts }: Extras): Order {
  const paymentMethod =
    methods === null ? card.paymentMethod() : { ...methods.paymentMethod(), billing: card.billing() };
  return parts.reduce<Order>((order, part) => part.addTo(order), { paymentMethod });
}

/** Whether everything asked for is there and right. */
export function isComplete(card: CardForm, { methods, parts }: Extras): boolean {
  return (methods ?? card).complete.value && parts.every(({ complete }) => complete.value);
}

function judgeCard(card: CardForm): Mend | null {
  const wrong = card.validate();
  return wrong && (() => focusField(wrong));
}
