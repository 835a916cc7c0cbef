// The whole screen against a fake server: what a buyer sees and does, from the first key to the end.

import { type Signal, signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import { userEvent as createUser } from '@testing-library/user-event';
import type { ConfirmRequest, PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import { createError } from '@xpay/protocol/error-types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  aChallenge,
  aDeclinedSession,
  aMethod,
  anActingSession,
  aPaidSession,
  aSession,
} from './api/a-session.ts';
import type { Calls } from './api/calls.ts';
import type { Answer } from './api/http.ts';
import { Checkout } from './checkout.tsx';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { aPlainForm } from './form/plain-form.ts';
import { createI18n } from './i18n/i18n.ts';
import ar from './i18n/locales/ar.json';
import de from './i18n/locales/de.json';
import en from './i18n/locales/en.json';
import { createPayment, type Payment } from './payment/payment.ts';
import { SHOWN_OUTCOME } from './payment/shown-outcome.ts';
import { createSessionForm } from './session-form.ts';
import { BANK } from './threeds/bank.ts';
import { readBrowserInfo } from './threeds/browser-info.ts';
import type { ThreeDsDeps } from './threeds/threeds-deps.ts';

const userEvent = createUser.setup({ delay: null });
const FILES: Record<string, typeof de> = { ar, de };

let clock: FakeClock;
let payment: Payment;
let confirms: ConfirmRequest[];
let read: () => Promise<Answer<PublicSession>>;
let confirm: () => Promise<Answer<PublicSession>>;
let authenticate: () => Promise<Answer<PublicSession>>;
let cancelAction: () => Promise<Answer<PublicSession>>;
let restartAction: () => Promise<Answer<PublicSession>>;
let load: ThreeDsDeps['load'];
let left: string[];
let readies: number;
let waits: Signal<boolean>;

const says = (value: PublicSession) => async () => ({ value });
const lost = async () => ({ error: createError('connection_failed', 'x') });

beforeEach(async () => {
  clock = createFakeClock();
  confirms = [];
  readies = 0;
  waits = signal(false);
  read = says(aSession());
  confirm = says(aPaidSession());
  authenticate = says(aPaidSession(3));
  cancelAction = says(aPaidSession(3));
  restartAction = says(aPaidSession(3));
  load = () => import('./threeds/threeds.tsx');
  left = [];
  const online = signal(true);
  payment = createPayment({
    clock,
    presence: { online, isAway: () => false, onReturn: () => {} },
    random: () => 1,
    newAttemptId: () => 'attempt',
    askHost: () => {},
    canNest: true,
    loadBank: async () => BANK,
    browserInfo: () => readBrowserInfo(window, { acceptHeader: 'text/html', language: 'en' }),
    storage: () => sessionStorage,
    onLeave: (url) => left.push(url),
  });
  const i18n = createI18n('en', en, async (tag) => FILES[tag] ?? null);
  const form = createSessionForm(payment.state);
  const onReady = () => {
    readies += 1;
  };
  render(
    <Checkout
      view="inline"
      payment={payment}
      i18n={i18n}
      onLanguage={i18n.setLocale}
      form={form}
      followed={aPlainForm()}
      outcome={SHOWN_OUTCOME}
      online={online}
      waits={waits}
      onReady={onReady}
      threeds={{ bridgeUrl: 'about:blank', clock, onFullSize: () => {}, load: () => load() }}
    />,
  );
});
afterEach(() => {
  cleanup();
  // What a payment under way leaves for the page that comes after it.
  sessionStorage.clear();
});

declare const happyDOM: {
  readonly settings: { enableIframePageLoading: boolean };
  setViewport(size: { readonly width: number; readonly height: number }): void;
};
/** Else a frame has no window. What is loaded into it is `about:blank`. */
happyDOM.settings.enableIframePageLoading = true;
happyDOM.setViewport({ width: 800, height: 760 });

function calls(): Calls {
  return {
    readSession: () => read(),
    confirm(request) {
      confirms.push(request);
      return confirm();
    },
    authenticate: () => authenticate(),
    cancelAction: () => cancelAction(),
    restartAction: () => restartAction(),
  };
}

async function open(): Promise<void> {
  payment.open(calls());
  await screen.findByLabelText('Card number');
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const press = () => userEvent.click(screen.getByRole('button', { name: 'Pay $49.00' }));

async function fill(): Promise<void> {
  await userEvent.type(field('Card number'), '4242424242424242');
  await userEvent.type(field('Expiry date'), '1239');
  await userEvent.type(field('Security code'), '123');
}

describe('the form', () => {
  beforeEach(open);

  it('says when it is ready, once', async () => {
    await fill();
    expect(readies).toBe(1);
  });

  it('sends what was typed, with the total that was shown', async () => {
    await fill();
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(confirms).toEqual([
      {
        expectedAmount: 4900,
        browser: expect.objectContaining({ language: 'en' }),
        paymentMethod: {
          type: 'card',
          card: { number: '4242424242424242', expMonth: 12, expYear: 2039, cvc: '123' },
          billing: {},
        },
      },
    ]);
  });

  it('takes the buyer to the first field to mend, and sends nothing', async () => {
    await userEvent.type(field('Card number'), '4242424242424242');
    await press();
    expect(document.activeElement).toBe(field('Expiry date'));
    expect(confirms).toEqual([]);
  });

  it('pays once for two clicks and Enter', async () => {
    await fill();
    const button = screen.getByRole('button', { name: 'Pay $49.00' });
    const { form } = field('Security code');
    button.click();
    button.click();
    form?.requestSubmit();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(confirms).toHaveLength(1);
  });

  it('says that it is busy while the payment is under way', async () => {
    confirm = () => new Promise(() => {});
    await fill();
    await press();
    expect((await screen.findByRole('status')).textContent).toBe(en.pay.busy);
    expect(screen.getByRole('button', { name: en.pay.busy }).getAttribute('aria-busy')).toBe('true');
  });

  it('keeps what was typed when the language changes, and goes the other way in Arabic', async () => {
    await fill();
    const number = field('Card number');
    await userEvent.selectOptions(screen.getByLabelText('Language'), 'ar');
    await screen.findByRole('heading', { name: ar.card.heading });
    expect(screen.getByLabelText(ar.card.number.label)).toBe(number);
    expect(number.value).toBe('4242 4242 4242 4242');
    expect(screen.getByLabelText<HTMLInputElement>(ar.card.securityCode.label).value).toBe('123');
  });
});

describe('a declined card', () => {
  beforeEach(async () => {
    await open();
    await fill();
  });

  it('is told at the top, and stays but for its security code', async () => {
    confirm = says(aDeclinedSession());
    await press();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^Your card was declined/);
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
    expect(field('Security code').value).toBe('');
  });

  it.each([
    ['insufficient_funds', 'Card number'],
    ['incorrect_cvc', 'Security code'],
    ['expired_card', 'Expiry date'],
  ] as const)('takes the buyer to what to change after %s', async (declineCode, name) => {
    confirm = says(aSession({ version: 2, intent: { status: 'failed', lastError: { declineCode } } }));
    await press();
    await screen.findByRole('alert');
    expect(document.activeElement).toBe(field(name));
  });

  it('can be followed by a good one', async () => {
    confirm = says(aDeclinedSession());
    await press();
    await screen.findByRole('alert');
    confirm = says(aPaidSession(3));
    await userEvent.type(field('Security code'), '123');
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(confirms).toHaveLength(2);
  });

  it('shows at its field what the server refused', async () => {
    confirm = async () => ({ error: createError('card_number_invalid', 'x') });
    await press();
    await screen.findByRole('alert');
    expect(document.activeElement).toBe(field('Card number'));
    expect(field('Card number').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a check by the bank', () => {
  const dialog = () => screen.queryByRole('dialog');
  const asked = (redirectUrl: string | null = null) => says(anActingSession(aChallenge({ redirectUrl })));
  const refused = (declineCode: PublicDeclineCode, cardholderInfo: string | null = null) =>
    says(aSession({ version: 4, intent: { status: 'failed', lastError: { declineCode }, cardholderInfo } }));

  beforeEach(async () => {
    await open();
    await fill();
  });

  it('leaves the form with its busy button while only the browser is looked at', async () => {
    confirm = says(anActingSession(aMethod()));
    await press();
    await screen.findByTitle('Your bank’s page');
    expect(screen.getByRole('button', { name: en.pay.busy })).toBeTruthy();
    expect([dialog(), screen.getByRole('status').textContent]).toEqual([null, en.pay.busy]);
    payment.bankSaid({ type: 'method_done', id: 'auth_1' });
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(screen.queryByTitle('Your bank’s page')).toBeNull();
  });

  it('opens over the form, says so, and gives way to what the server says', async () => {
    confirm = asked();
    await press();
    const heading = await screen.findByRole('heading', { name: 'Confirm with your bank' });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText('Your bank asks you to confirm this payment.')).toBeTruthy();
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
    read = says(aPaidSession(3));
    payment.bankSaid({ type: 'look_again', id: 'auth_1' });
    const complete = await screen.findByRole('heading', { name: 'Payment complete' });
    expect(document.activeElement).toBe(complete);
    expect(dialog()).toBeNull();
  });

  it('uses one frame for both steps', async () => {
    confirm = says(anActingSession(aMethod()));
    authenticate = says(anActingSession(aChallenge(), 3));
    await press();
    const frame = await screen.findByTitle('Your bank’s page');
    payment.bankSaid({ type: 'method_done', id: 'auth_1' });
    await screen.findByRole('dialog');
    expect(screen.getByTitle('Your bank’s page')).toBe(frame);
  });

  it('can be canceled: the form comes back, with what to do', async () => {
    confirm = asked();
    cancelAction = refused('authentication_canceled');
    await press();
    await screen.findByRole('dialog');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^You stopped the check by your bank.*not been charged/);
    expect(dialog()).toBeNull();
    expect(field('Security code').value).toBe('');
    expect(document.activeElement).toBe(field('Security code'));
  });

  it.each([
    ['authentication_failed', /^Your bank did not confirm this payment/, 'Card number'],
    ['authentication_expired', /^The check by your bank took too long/, 'Security code'],
  ] as const)('that ends with %s says so and goes to what to change', async (code, words, name) => {
    confirm = asked();
    await press();
    await screen.findByRole('dialog');
    read = refused(code);
    payment.bankSaid({ type: 'look_again', id: 'auth_1' });
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(document.activeElement).toBe(field(name));
  });

  it('shows the bank’s own words as text, below what became of the payment', async () => {
    confirm = refused('authentication_failed', '<b>Call</b> us: +1 555 0100');
    await press();
    const alert = await screen.findByRole('alert');
    const words = screen.getByText('<b>Call</b> us: +1 555 0100');
    expect(alert.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
    expect(document.querySelector('b')).toBeNull();
  });

  it('that was interrupted is begun anew, with the focus on what is under way', async () => {
    confirm = says(anActingSession(aChallenge({ creq: null })));
    await press();
    const again = await screen.findByRole('button', { name: 'Start again' });
    let answer = (_: Answer<PublicSession>) => {};
    restartAction = () => new Promise((resolve) => (answer = resolve));
    await userEvent.click(again);
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: en.pay.busy }));
    answer({ value: anActingSession(aChallenge({ id: 'auth_2' }), 3) });
    await screen.findByRole('dialog');
  });

  it('goes on at the bank’s own page when its code cannot be had', async () => {
    load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    confirm = asked('https://3ds.example/3ds/redirect/auth_1');
    await press();
    await userEvent.click(await screen.findByRole('button', { name: 'Continue on your bank’s page' }));
    expect(left).toEqual(['https://3ds.example/3ds/redirect/auth_1']);
  });

  it('does not leave a busy button when its code does not come', async () => {
    load = () => new Promise(() => {});
    confirm = asked();
    await press();
    await screen.findByText('Your bank asks you to confirm this payment.');
    await clock.advance(10_000);
    await screen.findByRole('heading', { name: 'Your bank may still be confirming' });
    expect(screen.getByRole('button', { name: 'Start again' })).toBeTruthy();
  });
});

describe('a lost answer', () => {
  beforeEach(async () => {
    await open();
    await fill();
    confirm = lost;
    await press();
    await screen.findByRole('heading', { name: en.outcome.checking.title });
  });

  it('offers no way to pay again while nobody knows, and shows what the server says then', async () => {
    expect(screen.queryByRole('button', { name: 'Pay $49.00' })).toBeNull();
    read = says(aPaidSession());
    await clock.advance(500);
    await screen.findByRole('heading', { name: 'Payment complete' });
  });

  it('brings the card back when the bank had refused it', async () => {
    read = says(aDeclinedSession());
    await clock.advance(500);
    await screen.findByRole('alert');
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
  });

  it('lets the buyer ask again after two minutes', async () => {
    read = lost;
    await clock.advance(140_000);
    const again = await screen.findByRole('button', { name: 'Check again' });
    read = says(aPaidSession());
    await userEvent.click(again);
    await screen.findByRole('heading', { name: 'Payment complete' });
  });
});

describe('another screen', () => {
  beforeEach(async () => {
    await open();
    await fill();
  });

  it('takes the focus to its heading, and leaves it alone when only the language changes', async () => {
    await press();
    const heading = await screen.findByRole('heading', { name: 'Payment complete' });
    expect(document.activeElement).toBe(heading);
    const language = screen.getByLabelText('Language');
    language.focus();
    await userEvent.selectOptions(language, 'de');
    await screen.findByRole('heading', { name: de.outcome.succeeded.title });
    expect(document.activeElement).toBe(screen.getByLabelText(de.language.label));
  });
});

describe('what cannot be paid', () => {
  it.each([
    ['expired', 'This checkout has expired'],
    ['canceled', en.outcome.canceled.title],
    ['complete', 'Payment complete'],
  ] as const)('says that the session is %s', async (status, name) => {
    read = says(aSession({ status }));
    payment.open(calls());
    await screen.findByRole('heading', { name });
    expect(screen.queryByLabelText('Card number')).toBeNull();
  });

  it('offers another try when the server cannot be reached', async () => {
    read = lost;
    payment.open(calls());
    await clock.advance(3_000);
    const again = await screen.findByRole('button', { name: 'Try again' });
    read = says(aSession());
    await userEvent.click(again);
    await screen.findByLabelText('Card number');
  });
});

describe('card data', () => {
  it('stands nowhere in the markup, and is gone when it is paid', async () => {
    await open();
    await fill();
    expect(document.documentElement.outerHTML).not.toMatch(/4242|123"/);
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(document.body.querySelectorAll('input')).toHaveLength(0);
  });
});
