// The form without a button of its own, from the buyer's side: only fields, locked while their payment is under way.

import { signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import type { View } from '@xpay/protocol/boot-data';
import { afterEach, describe, expect, it } from 'vitest';
import {
  A_DECOUPLED,
  aDeclinedSession,
  aMethod,
  anActingSession,
  aPaidSession,
  aSession,
} from './api/a-session.ts';
import { Checkout } from './checkout.tsx';
import { createFakeClock } from './fake-clock.ts';
import { aPlainForm } from './form/plain-form.ts';
import { createI18n } from './i18n/i18n.ts';
import en from './i18n/locales/en.json';
import { createPayment } from './payment/payment.ts';
import { SHOWN_OUTCOME } from './payment/shown-outcome.ts';
import type { State } from './payment/state.ts';
import { createSessionForm } from './session-form.ts';
import { BANK } from './threeds/bank.ts';

const session = aSession({ livemode: true });
const READY: State = { name: 'ready', session, problem: null };
const CONFIRMING: State = { name: 'confirming', session, attemptId: 'a', refused: null };
const ACTING = {
  name: 'acting',
  session: anActingSession(aMethod()),
  attemptId: 'a',
  looks: 0,
  hurry: 0,
  canNest: true,
} as const;
const CHECKING: State = { name: 'checking', session, attemptId: 'a', sends: 1, looks: 0, gaveUp: false };

afterEach(cleanup);

function show(first: State, view: View = 'element') {
  const clock = createFakeClock();
  const state = signal(first);
  const form = createSessionForm(state);
  const still = createPayment({
    clock,
    presence: { online: signal(true), isAway: () => false, onReturn: () => {} },
    random: () => 1,
    newAttemptId: () => 'a',
    askHost: () => {},
    canNest: true,
    loadBank: async () => BANK,
    browserInfo: () => {
      throw new Error('Nothing is sent here.');
    },
    storage: () => sessionStorage,
    onLeave: () => {},
  });
  render(
    <Checkout
      view={view}
      payment={{ ...still, state, bank: signal(BANK) }}
      i18n={createI18n('en', en, async () => null)}
      onLanguage={async () => {}}
      form={form}
      followed={aPlainForm()}
      outcome={SHOWN_OUTCOME}
      online={signal(true)}
      waits={signal(false)}
      onReady={() => {}}
      threeds={{ bridgeUrl: 'about:blank', clock, onFullSize: () => {}, load: () => new Promise(() => {}) }}
    />,
  );
  return state;
}

const number = () => screen.getByLabelText<HTMLInputElement>('Card number');

describe('the element', () => {
  it('has the fields and nothing else that a buyer could press or read as a page of ours', () => {
    show(READY);
    expect(screen.getAllByRole('textbox')).toHaveLength(3);
    for (const role of ['button', 'heading', 'combobox', 'link', 'contentinfo'])
      expect(screen.queryByRole(role)).toBeNull();
  });

  it('has the badge of the test mode where no money moves', () => {
    show({ ...READY, session: aSession({ livemode: false }) });
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([en.testMode.badge]);
  });

  it('tells of a decline above the fields, which can be mended', () => {
    show({
      name: 'ready',
      session: aDeclinedSession(),
      problem: { kind: 'declined', declineCode: 'card_declined' },
    });
    expect(screen.getByRole('alert').textContent).toBe(en.declined.card_declined);
    expect(number().readOnly).toBe(false);
  });

  it.each<[string, State, boolean]>([
    ['confirming', CONFIRMING, true],
    ['looked at by the bank', { ...ACTING, step: { kind: 'method', action: aMethod() } }, true],
    ['checked', CHECKING, true],
    ['on its way', { name: 'processing', session, looks: 0 }, false],
    ['paid', { name: 'succeeded', session: aPaidSession() }, false],
  ])('keeps the same fields, locked, while the payment is %s', async (_, next, isBusy) => {
    const state = show(READY);
    const field = number();
    state.value = next;
    await Promise.resolve();
    expect(number()).toBe(field);
    expect(field.readOnly).toBe(true);
    expect(field.form?.getAttribute('aria-busy')).toBe(isBusy ? 'true' : null);
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('says which card was paid with, of which nothing else is left', () => {
    const card = { brand: 'visa', last4: '4242' };
    show({ name: 'succeeded', session: aSession({ intent: { status: 'succeeded', card } }) });
    expect([number().value, number().placeholder]).toEqual(['', '•••• 4242']);
  });

  it.each<[string, State, string]>([
    ['nobody knows', { ...CHECKING, gaveUp: true }, en.outcome.checking.text],
    ['it has expired', { name: 'expired', session }, en.outcome.expired.title],
    ['it was canceled', { name: 'canceled', session }, en.outcome.canceled.title],
  ])('says why it cannot be paid with when %s', (_, state, words) => {
    show(state);
    expect(screen.getByRole('alert').textContent).toBe(words);
    expect(number().readOnly).toBe(true);
  });

  it('gives its place to what the bank wants of the buyer, and to what cannot be shown', () => {
    show({ ...ACTING, step: { kind: 'decoupled', action: A_DECOUPLED } });
    expect(screen.getByRole('heading', { name: en.threeds.decoupled.title })).toBeTruthy();
    cleanup();
    show({ name: 'unreachable', code: 'connection_failed', retryable: true });
    expect(screen.getByRole('button', { name: en.outcome.unreachable.again })).toBeTruthy();
  });
});

it.each(['inline', 'overlay', 'page'] as const)('has everything as %s', (view) => {
  const state = show(READY, view);
  expect(screen.getByRole('button', { name: 'Pay $49.00' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: en.card.heading })).toBeTruthy();
  state.value = CONFIRMING;
  expect(number().readOnly).toBe(false);
});
