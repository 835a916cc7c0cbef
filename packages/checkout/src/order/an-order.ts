// For tests: a checkout whose order can be changed, and a server that does what a test tells it.

import { signal } from '@preact/signals';
import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { ChoicesRequest } from '@xpay/protocol/order';
import { aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { ExtrasDeps } from '../form/extras.ts';
import { createI18n } from '../i18n/i18n.ts';
import de from '../i18n/locales/de.json';
import en from '../i18n/locales/en.json';
import { createCardForm } from '../methods/card/card-form.ts';

/** A mug of $10.00, of which one to five may be had. */
export function aMug(more: Partial<PublicLineItem> = {}): PublicLineItem {
  return {
    id: 'li_1',
    name: 'Mug',
    description: null,
    imageUrl: null,
    quantity: 1,
    unitAmount: 1000,
    amount: 1000,
    adjustable: { minimum: 1, maximum: 5 },
    ...more,
  };
}

type Answer = ErrorCode | Partial<PublicSession>;

/** `answer` is what the server makes of the oldest question: a code, or what is new of the session. */
export function anOrder(first: Partial<PublicSession> = {}) {
  const session = signal(aSession(first));
  const clock = createFakeClock();
  const i18n = createI18n('en', en, async (tag) => (tag === 'de' ? { ...en, ...de } : null));
  const asked: ChoicesRequest[] = [];
  const waiting: ((answer: Answer) => void)[] = [];
  const deps: ExtrasDeps = {
    ...{ session, clock, i18n },
    card: createCardForm({
      collect: session.peek().collect,
      prefill: session.peek().customer,
      now: () => new Date(),
    }),
    ask: async () => null,
    choose: (request) => {
      asked.push(request);
      return new Promise((resolve) =>
        waiting.push((answer) => {
          if (typeof answer === 'string') return resolve(answer);
          session.value = { ...session.peek(), version: session.peek().version + 1, ...answer };
          resolve(null);
        }),
      );
    },
  };
  return {
    ...{ session, clock, i18n, asked, deps },
    async answer(answer: Answer): Promise<void> {
      // What was pressed just now is asked first.
      await clock.advance(0);
      waiting.shift()?.(answer);
      await clock.advance(0);
    },
  };
}
