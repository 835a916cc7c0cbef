// For tests: the list of a session's ways to pay, in a document, with a server that says what the test wants.

import { signal } from '@preact/signals';
import { render } from '@testing-library/preact';
import type { PublicSession } from '@xpay/protocol/api';
import { aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { CardFields } from './card/card-fields.tsx';
import { CARD_NAMES, createCardForm } from './card/card-form.ts';
import { createMethods } from './methods.tsx';

export const ALL_METHODS = ['card', 'wallet', 'bnpl', 'bank_transfer'];

export const A_CARD = {
  number: '4242424242424242',
  expiry: '12 / 34',
  securityCode: '123',
  name: 'Ada',
  email: 'ada@example.com',
  postalCode: '12345',
};

/** The list in a form, and what is asked of the server below the session. */
export function showChoice(changes: Partial<PublicSession> = {}) {
  const session = signal(aSession({ paymentMethodTypes: ALL_METHODS, ...changes }));
  const { collect, customer } = session.peek();
  const i18n = createI18n('en', en, async () => null);
  const card = createCardForm({ collect, prefill: customer, now: () => new Date('2026-11-21T12:00:00Z') });
  const asked: string[] = [];
  const server = { answer: async (): Promise<unknown> => null };
  const submitted: string[] = [];
  const clock = createFakeClock();
  const methods = createMethods({
    ...{ session, card, i18n, clock },
    choose: async () => null,
    ask(path) {
      asked.push(path);
      return server.answer();
    },
  });
  render(
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submitted.push(JSON.stringify(methods.paymentMethod()));
      }}
    >
      <methods.View readOnly={false}>
        <CardFields form={card} i18n={i18n} names={CARD_NAMES} />
      </methods.View>
    </form>,
  );
  return { session, card, methods, asked, server, submitted, clock };
}
