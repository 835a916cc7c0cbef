// The whole screen against a fake server: what a buyer sees and does, from the first key to the end.

import { screen } from '@testing-library/preact';
import { createError } from '@xpay/protocol/error-types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDeclinedSession, aPaidSession, aSession } from './api/a-session.ts';
import {
  endCheckout,
  field,
  fill,
  lost,
  press,
  type ShownCheckout,
  says,
  showCheckout,
  userEvent,
} from './fake-checkout.tsx';
import ar from './i18n/locales/ar.json';
import de from './i18n/locales/de.json';
import en from './i18n/locales/en.json';

let shown: ShownCheckout;

beforeEach(() => {
  shown = showCheckout();
});
afterEach(endCheckout);

describe('the form', () => {
  beforeEach(() => shown.open());

  it('says when it is ready, once', async () => {
    await fill();
    expect(shown.readies).toBe(1);
  });

  it('sends what was typed, with the total that was shown', async () => {
    await fill();
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(shown.confirms).toEqual([
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
    expect(shown.confirms).toEqual([]);
  });

  it('pays once for two clicks and Enter', async () => {
    await fill();
    const button = screen.getByRole('button', { name: 'Pay $49.00' });
    const { form } = field('Security code');
    button.click();
    button.click();
    form?.requestSubmit();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(shown.confirms).toHaveLength(1);
  });

  it('says that it is busy while the payment is under way', async () => {
    shown.answers.confirm = () => new Promise(() => {});
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
    await shown.open();
    await fill();
  });

  it('is told at the top, and stays but for its security code', async () => {
    shown.answers.confirm = says(aDeclinedSession());
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
    shown.answers.confirm = says(
      aSession({ version: 2, intent: { status: 'failed', lastError: { declineCode } } }),
    );
    await press();
    await screen.findByRole('alert');
    expect(document.activeElement).toBe(field(name));
  });

  it('can be followed by a good one', async () => {
    shown.answers.confirm = says(aDeclinedSession());
    await press();
    await screen.findByRole('alert');
    shown.answers.confirm = says(aPaidSession(3));
    await userEvent.type(field('Security code'), '123');
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(shown.confirms).toHaveLength(2);
  });

  it('shows at its field what the server refused', async () => {
    shown.answers.confirm = async () => ({ error: createError('card_number_invalid', 'x') });
    await press();
    await screen.findByRole('alert');
    expect(document.activeElement).toBe(field('Card number'));
    expect(field('Card number').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a lost answer', () => {
  beforeEach(async () => {
    await shown.open();
    await fill();
    shown.answers.confirm = lost;
    await press();
    await screen.findByRole('heading', { name: en.outcome.checking.title });
  });

  it('offers no way to pay again while nobody knows, and shows what the server says then', async () => {
    expect(screen.queryByRole('button', { name: 'Pay $49.00' })).toBeNull();
    shown.answers.readSession = says(aPaidSession());
    await shown.clock.advance(500);
    await screen.findByRole('heading', { name: 'Payment complete' });
  });

  it('brings the card back when the bank had refused it', async () => {
    shown.answers.readSession = says(aDeclinedSession());
    await shown.clock.advance(500);
    await screen.findByRole('alert');
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
  });

  it('lets the buyer ask again after two minutes', async () => {
    shown.answers.readSession = lost;
    await shown.clock.advance(140_000);
    const again = await screen.findByRole('button', { name: 'Check again' });
    shown.answers.readSession = says(aPaidSession());
    await userEvent.click(again);
    await screen.findByRole('heading', { name: 'Payment complete' });
  });
});

describe('another screen', () => {
  beforeEach(async () => {
    await shown.open();
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
    shown.answers.readSession = says(aSession({ status }));
    shown.begin();
    await screen.findByRole('heading', { name });
    expect(screen.queryByLabelText('Card number')).toBeNull();
  });

  it('offers another try when the server cannot be reached', async () => {
    shown.answers.readSession = lost;
    shown.begin();
    await shown.clock.advance(3_000);
    const again = await screen.findByRole('button', { name: 'Try again' });
    shown.answers.readSession = says(aSession());
    await userEvent.click(again);
    await screen.findByLabelText('Card number');
  });
});

describe('card data', () => {
  it('stands nowhere in the markup, and is gone when it is paid', async () => {
    await shown.open();
    await fill();
    expect(document.documentElement.outerHTML).not.toMatch(/4242|123"/);
    await press();
    await screen.findByRole('heading', { name: 'Payment complete' });
    expect(document.body.querySelectorAll('input')).toHaveLength(0);
  });
});
