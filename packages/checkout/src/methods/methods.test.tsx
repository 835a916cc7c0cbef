// The list of ways to pay in a document: what stands in it, what is chosen, and what is asked besides.

import { batch } from '@preact/signals';
import { cleanup, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { aDeclinedSession } from '../api/a-session.ts';
import { A_CARD, ALL_METHODS, showChoice } from './a-choice.tsx';

afterEach(cleanup);

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const names = () => screen.getAllByRole('radio').map((one) => one.closest('label')?.textContent);

describe('the list', () => {
  it('is one named group of native radios, a card first and chosen, whatever the order', () => {
    const { methods } = showChoice({ paymentMethodTypes: ['bank_transfer', 'wallet', 'card', 'bnpl'] });
    expect(screen.getByRole('group', { name: 'Payment method' })).toBeTruthy();
    expect(names()).toEqual(['Card', 'Bank transfer', 'Wallet', 'Pay in installments']);
    expect(new Set(screen.getAllByRole<HTMLInputElement>('radio').map(({ name }) => name)).size).toBe(1);
    expect(radio('Card').checked).toBe(true);
    expect(methods.chosen.value).toBe('card');
    expect(screen.getByLabelText('Card number')).toBeTruthy();
  });

  it('opens in place what is chosen, and keeps what was typed into the card', async () => {
    const { card, methods } = showChoice();
    await userEvent.type(screen.getByLabelText('Card number'), '4242');
    await userEvent.click(radio('Wallet'));
    expect(screen.queryByLabelText('Card number')).toBeNull();
    expect(screen.getByText(/^Your wallet opens next/)).toBeTruthy();
    expect(methods.buttonWords.value).toBe('Continue to wallet');
    await userEvent.click(radio('Card'));
    expect(screen.getByLabelText<HTMLInputElement>('Card number').value).toBe('4242');
    expect(card.fields.number.value.value).toBe('4242');
    expect(methods.buttonWords.value).toBeNull();
  });

  it('is no list for one way to pay', () => {
    showChoice({ paymentMethodTypes: ['wallet'] });
    expect(document.querySelector<HTMLElement>('.xp-method__row')?.hidden).toBe(true);
    expect(screen.getByText(/^Your wallet opens next/)).toBeTruthy();
  });

  it('leaves out what it does not know, and says so where nothing is left', () => {
    const { methods } = showChoice({ paymentMethodTypes: ['card', 'crystals'] });
    expect(document.querySelectorAll('.xp-method')).toHaveLength(1);
    cleanup();
    const none = showChoice({ paymentMethodTypes: ['crystals'] });
    expect(screen.getByText(/^None of this shop’s payment methods/)).toBeTruthy();
    expect(none.methods.complete.value).toBe(false);
    expect(none.methods.validate()).not.toBeNull();
    expect(methods.chosen.value).toBe('card');
  });

  it('follows the session: what is not offered any more is not chosen any more', async () => {
    const { session, methods } = showChoice();
    await userEvent.click(radio('Wallet'));
    session.value = { ...session.value, paymentMethodTypes: ['card', 'bnpl'] };
    expect(methods.chosen.value).toBe('card');
  });

  it('has chosen what was tried before this page was opened, unless a card is typed', () => {
    const { intent } = aDeclinedSession();
    const tried = { ...intent, method: 'wallet' };
    const { methods, card } = showChoice({ intent: tried });
    expect(methods.chosen.value).toBe('wallet');
    batch(() => card.fill(A_CARD));
    expect(methods.chosen.value).toBe('card');
  });

  it('chooses a card that was typed before there was a list, and when it is told to', async () => {
    const { card, methods } = showChoice();
    batch(() => card.fill(A_CARD));
    await userEvent.click(radio('Wallet'));
    expect(methods.chosen.value).toBe('wallet');
    methods.chooseCard();
    expect(methods.chosen.value).toBe('card');
  });
});

describe('who pays', () => {
  const collect = { name: true, email: true, postalCode: true };

  it('is asked whichever is chosen, in words about no card where there is none', async () => {
    showChoice({ collect });
    expect(screen.getByLabelText('Name on card')).toBeTruthy();
    await userEvent.click(radio('Wallet'));
    expect(screen.queryByLabelText('Name on card')).toBeNull();
    expect(screen.getByLabelText('Full name')).toBeTruthy();
    expect(screen.getByLabelText('Email')).toBeTruthy();
    expect(screen.getByLabelText('Postal code')).toBeTruthy();
  });

  it('has to be said with a wallet, and the card need not be', async () => {
    const { methods, card } = showChoice({ collect });
    await userEvent.click(radio('Wallet'));
    methods.validate()?.();
    expect(await screen.findByText('Enter your full name.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Full name'));
    expect(card.fields.number.error.value).toBeNull();
    expect(methods.complete.value).toBe(false);
    await userEvent.type(screen.getByLabelText('Full name'), 'Ada');
    await userEvent.type(screen.getByLabelText('Email'), 'ada@example.com');
    await userEvent.type(screen.getByLabelText('Postal code'), '12345');
    expect(methods.validate()).toBeNull();
    expect(methods.complete.value).toBe(true);
    expect(methods.paymentMethod()).toEqual({ type: 'wallet' });
    expect(card.billing()).toEqual({ name: 'Ada', email: 'ada@example.com', postalCode: '12345' });
  });
});

describe('what is sent', () => {
  it.each(ALL_METHODS.filter((type) => type !== 'bnpl'))('of %s', async (type) => {
    const { methods, card } = showChoice();
    card.fill(A_CARD);
    const row = document.querySelector<HTMLInputElement>(`input[value="${type}"]`);
    if (row) await userEvent.click(row);
    expect(methods.validate()).toBeNull();
    const { number, expMonth, expYear, cvc } = {
      number: '4242424242424242',
      expMonth: 12,
      expYear: 2034,
      cvc: '123',
    };
    expect(methods.paymentMethod()).toEqual(
      type === 'card' ? { type, card: { number, expMonth, expYear, cvc } } : { type },
    );
  });
});
