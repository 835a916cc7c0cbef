// What is said to those who do not see the summary change (WCAG 4.1.3).

import { type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { ChoicesRequest } from '@xpay/protocol/order';
import type { I18n } from '../i18n/i18n.ts';
import type { Fault } from './answers.ts';

export interface Said {
  /** In the present language. */
  readonly words: ReadonlySignal<string>;
  say(words: Fault): void;
  /** The server did what was asked; `before` is the session until then. */
  changed(request: ChoicesRequest, before: PublicSession): void;
}

export function createSaid(session: ReadonlySignal<PublicSession>, i18n: I18n): Said {
  const words = signal('');
  const say = ({ key, values }: Fault) => {
    words.value = i18n.t(key, values);
  };
  return {
    words,
    say,
    changed(request, before) {
      const now = session.peek();
      const amount = i18n.money(now.amountTotal, now.currency, now.exponent);
      const { addPromotionCode, removeDiscount } = request;
      const added = codesOf(now).find((code) => isSame(code, addPromotionCode));
      const gone = codesOf(before).filter((code) => !codesOf(now).includes(code));
      const removed = before.discounts?.find(({ id }) => id === removeDiscount)?.code ?? undefined;
      if (added !== undefined) say({ key: 'order.code.applied', values: { code: added, amount } });
      else if (removed !== undefined) say({ key: 'order.code.removed', values: { code: removed, amount } });
      else {
        const dropped = gone.map((code) => i18n.t('order.code.dropped', { code }));
        words.value = [...dropped, i18n.t('order.updated', { amount })].join(' ');
      }
    },
  };
}

function codesOf({ discounts = [] }: PublicSession): readonly string[] {
  return discounts.flatMap(({ code }) => code ?? []);
}

function isSame(code: string, typed: string | undefined): boolean {
  return code.toUpperCase() === typed?.trim().toUpperCase();
}
