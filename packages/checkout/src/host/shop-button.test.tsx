// The shop's own button: what its two orders do in every state, and what they are answered with.

import { type Signal, signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import type { FrameMessage } from '@xpay/protocol/messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDeclinedSession, aMethod, anActingSession, aPaidSession, aSession } from '../api/a-session.ts';
import { NO_EXTRAS } from '../form/extras.ts';
import { createI18n } from '../i18n/i18n.ts';
import de from '../i18n/locales/de.json';
import en from '../i18n/locales/en.json';
import { CardFields } from '../methods/card/card-fields.tsx';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Order } from '../payment/requests.ts';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';
import { createShopButton, type ShopButton } from './shop-button.ts';

const CARD = { number: '4242424242424242', expiry: '12 / 39', securityCode: '123', email: 'a@b.example' };
const session = aSession({ collect: { name: false, email: true, postalCode: false } });
const READY: State = { name: 'ready', session, problem: null };
const CONFIRMING: State = { name: 'confirming', session, attemptId: 'a', refused: null };
const ACTING: State = {
  name: 'acting',
  session: anActingSession(aMethod()),
  attemptId: 'a',
  step: { kind: 'method', action: aMethod() },
  looks: 0,
  hurry: 0,
  canNest: true,
};
const CHECKING: State = { name: 'checking', session, attemptId: 'a', sends: 1, looks: 0, gaveUp: false };
const GAVE_UP: State = { ...CHECKING, gaveUp: true };
const DECLINED: State = {
  name: 'ready',
  session: aDeclinedSession(),
  problem: { kind: 'declined', declineCode: 'insufficient_funds' },
};

let state: Signal<State>;
let standing: Signal<CardForm | null>;
let form: ReturnType<typeof createSessionForm>;
let button: ShopButton;
let told: FrameMessage[];
let paid: Order[];
let asked: number;

beforeEach(() => {
  state = signal<State>({ name: 'loading', failures: 0 });
  standing = signal<CardForm | null>(null);
  form = createSessionForm(state);
  told = [];
  paid = [];
  asked = 0;
  const pay = (order: Order) => {
    paid.push(order);
    state.value = CONFIRMING;
  };
  const checkAgain = () => {
    asked += 1;
    state.value = CHECKING;
  };
  button = createShopButton({
    host: { connected: signal(true), send: (message) => told.push(message), connect: () => {} },
    payment: { state, pay, checkAgain },
    i18n: createI18n('en', en, async () => de),
    form,
    extras: signal(NO_EXTRAS),
    standing,
  });
});
afterEach(cleanup);

/** The form stands, with this in it. */
function stand(typed: Partial<typeof CARD> = CARD): void {
  state.value = READY;
  const shown = form.value;
  if (shown === null) throw new Error('A session makes a form.');
  render(<CardFields form={shown} i18n={createI18n('en', en, async () => null)} />);
  for (const [name, raw] of Object.entries(typed))
    shown.input(name as keyof typeof CARD, { previous: '', raw, caret: raw.length });
  standing.value = shown;
}

describe('an order to validate', () => {
  it('is answered with nothing when nothing is wrong', () => {
    stand();
    button.validate();
    expect(told).toEqual([{ type: 'validated' }]);
  });

  it.each([
    [{}, 'card_number_invalid', 'number', en.card.number.error.empty, 'Card number'],
    [{ number: CARD.number }, 'card_expiry_invalid', 'expiry', en.card.expiry.error.empty, 'Expiry date'],
    [
      { number: CARD.number, expiry: CARD.expiry, securityCode: '12' },
      'card_cvc_invalid',
      'securityCode',
      en.card.securityCode.error.threeDigits,
      'Security code',
    ],
    [{ ...CARD, email: 'lena' }, 'field_invalid', 'email', en.fields.email.error.invalid, 'Email'],
  ])('goes to the first field to mend: %j', (typed, code, param, message, label) => {
    stand(typed);
    button.validate();
    expect(told).toEqual([
      { type: 'validated', error: { type: 'validation', code, param, message, retryable: false } },
    ]);
    expect(document.activeElement).toBe(screen.getByLabelText(label));
    expect(paid).toEqual([]);
  });

  it('waits for a form that is still coming, with what was typed before it', () => {
    button.validate();
    state.value = READY;
    expect(told).toEqual([]);
    stand();
    expect(told).toEqual([{ type: 'validated' }]);
  });

  it('says why there is no form', () => {
    button.validate();
    state.value = { name: 'unreachable', code: 'not_found', retryable: false };
    expect(told).toMatchObject([{ type: 'validated', error: { code: 'not_found' } }]);
  });

  it.each([
    ['under way', CONFIRMING],
    ['over', { name: 'succeeded', session: aPaidSession() }],
  ] as const)('finds nothing to mend while a payment is %s', (_, present) => {
    stand({});
    state.value = present;
    button.validate();
    expect(told).toEqual([{ type: 'validated' }]);
  });
});

describe('an order to confirm', () => {
  it('pays with what stands in the form, and says where to return to if it was told', () => {
    stand();
    button.confirm('https://shop.example/return');
    expect(paid).toMatchObject([
      {
        returnUrl: 'https://shop.example/return',
        paymentMethod: { card: { number: CARD.number }, billing: { email: CARD.email } },
      },
    ]);
    state.value = DECLINED;
    stand();
    button.confirm();
    expect(paid[1]).not.toHaveProperty('returnUrl');
  });

  it('pays nothing while something is to be mended, and says what', () => {
    stand({ ...CARD, number: '4242424242424241' });
    button.confirm();
    expect(paid).toEqual([]);
    expect(told).toMatchObject([
      { type: 'confirmed', error: { code: 'card_number_invalid', param: 'number' } },
    ]);
  });

  it('is answered once, when everything is over, the bank’s check included', () => {
    stand();
    button.confirm();
    state.value = ACTING;
    state.value = CHECKING;
    expect(told).toEqual([]);
    state.value = { name: 'succeeded', session: aPaidSession() };
    state.value = READY;
    expect(told).toMatchObject([{ type: 'confirmed', session: { status: 'complete' } }]);
  });

  it('makes no second attempt while one is under way, and answers both orders', () => {
    stand();
    button.confirm();
    button.confirm();
    state.value = { name: 'succeeded', session: aPaidSession() };
    expect(paid).toHaveLength(1);
    expect(told).toHaveLength(2);
  });

  it.each<[string, State, object]>([
    ['processing', { name: 'processing', session, looks: 0 }, { session: { id: 'cs_test_1' } }],
    [
      'a decline',
      DECLINED,
      {
        error: {
          code: 'card_declined',
          declineCode: 'insufficient_funds',
          message: en.declined.insufficient_funds,
        },
      },
    ],
    ['nothing sent', READY, { error: { code: 'connection_failed' } }],
    ['expiry', { name: 'expired', session }, { error: { code: 'session_expired' } }],
    ['a cancel', { name: 'canceled', session }, { error: { code: 'session_canceled' } }],
  ])('is told of %s', (_, end, expected) => {
    stand();
    button.confirm();
    state.value = end;
    expect(told).toMatchObject([{ type: 'confirmed', ...expected }]);
  });

  it('after nobody knew for long looks again, charges nothing twice, and never says that nothing was charged', () => {
    stand();
    button.confirm();
    state.value = GAVE_UP;
    expect(told).toMatchObject([
      { type: 'confirmed', error: { code: 'connection_failed', message: en.outcome.checking.text } },
    ]);
    button.confirm();
    expect([paid.length, asked]).toEqual([1, 1]);
    state.value = { name: 'succeeded', session: aPaidSession() };
    expect(told[1]).toMatchObject({ type: 'confirmed', session: { status: 'complete' } });
  });

  it('of what is paid already brings the session', () => {
    stand();
    state.value = { name: 'succeeded', session: aPaidSession() };
    button.confirm();
    expect(paid).toEqual([]);
    expect(told).toMatchObject([{ type: 'confirmed', session: { status: 'complete' } }]);
  });
});
