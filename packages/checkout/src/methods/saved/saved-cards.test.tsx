// Kept cards in a document: what is chosen, what is asked, how one is removed, and where the focus is all the while.

import { signal } from '@preact/signals';
import { cleanup, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import type { PublicSession } from '@xpay/protocol/api';
import type { PublicSavedCard } from '@xpay/protocol/payment-methods';
import { afterEach, describe, expect, it } from 'vitest';
import { aSession } from '../../api/a-session.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createI18n } from '../../i18n/i18n.ts';
import en from '../../i18n/locales/en.json';
import { CardFields } from '../card/card-fields.tsx';
import { CARD_NAMES, createCardForm } from '../card/card-form.ts';
import { createMethods } from '../methods.tsx';

afterEach(cleanup);

const VISA: PublicSavedCard = {
  id: 'pm_1',
  brand: 'visa',
  last4: '4242',
  expMonth: 3,
  expYear: 2027,
  needsCvc: true,
};
const AMEX: PublicSavedCard = { ...VISA, id: 'pm_2', brand: 'amex', last4: '0005' };
const OLD: PublicSavedCard = { ...VISA, id: 'pm_3', last4: '1111', expYear: 2025 };

function show(savedCards: readonly PublicSavedCard[], others: Partial<PublicSession> = {}) {
  const session = signal(
    aSession({ ...(savedCards.length === 0 ? {} : { savedCards }), offerToSaveCard: true, ...others }),
  );
  const { collect, customer } = session.peek();
  const i18n = createI18n('en', en, async () => null);
  const card = createCardForm({ collect, prefill: customer, now: () => new Date('2026-11-21T12:00:00Z') });
  const asked: string[] = [];
  const server = { answer: async (): Promise<unknown> => session.peek() };
  const methods = createMethods({
    session,
    card,
    i18n,
    clock: createFakeClock(),
    choose: async () => null,
    ask: (path, init) => {
      asked.push(`${init?.method} ${path}`);
      return server.answer();
    },
  });
  const ui = (readOnly: boolean) => (
    <methods.View readOnly={readOnly}>
      <CardFields form={card} i18n={i18n} names={CARD_NAMES} />
    </methods.View>
  );
  const { rerender } = render(ui(false));
  return {
    session,
    card,
    methods,
    asked,
    server,
    lock: () => rerender(ui(true)),
    user: userEvent.setup(),
  };
}

const radio = (name: RegExp) => screen.getByRole('radio', { name });
const button = (name: RegExp) => screen.getByRole('button', { name });
const code = () => screen.getByRole('textbox', { name: 'Security code' });
const status = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

describe('the list', () => {
  it('has the kept cards first, each by brand, last four and date; the first one is chosen', () => {
    const { methods } = show([VISA, AMEX]);
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(radio(/Visa ending in 4242 ?Expires 03 \/ 27/)).toHaveProperty('checked', true);
    expect(radio(/American Express ending in 0005/)).toHaveProperty('checked', false);
    expect(radio(/Use another card/)).toHaveProperty('checked', false);
    expect(methods.chosen.value).toBe('saved_card');
    expect(screen.queryByRole('textbox', { name: 'Card number' })).toBeNull();
  });

  it('shows an expired card as such, chooses another one, and does not pay with it', async () => {
    const { user, methods } = show([OLD, VISA]);
    expect(radio(/4242/)).toHaveProperty('checked', true);
    await user.click(radio(/Visa ending in 1111 ?Expired 03 \/ 25/));
    expect(screen.queryByRole('textbox', { name: 'Security code' })).toBeNull();
    expect(methods.complete.value).toBe(false);
    expect(methods.validate()).not.toBeNull();
    expect(button(/Remove Visa ending in 1111/)).toBeDefined();
  });

  it('opens the fields of another card, and no consent is given for anybody', async () => {
    const { user, methods, card } = show([VISA]);
    await user.click(radio(/Use another card/));
    expect(methods.chosen.value).toBe('card');
    const consent = screen.getByRole('checkbox', { name: 'Save this card for next time' });
    expect(consent).toHaveProperty('checked', false);
    expect(document.getElementById(consent.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'The payment provider of Kiln & Co keeps it',
    );
    card.fill({
      number: '4242424242424242',
      expiry: '03 / 27',
      securityCode: '123',
      name: '',
      email: '',
      postalCode: '',
    });
    expect(methods.paymentMethod()).not.toHaveProperty('save');
    await user.click(consent);
    expect(methods.paymentMethod()).toMatchObject({ type: 'card', save: true });
  });

  it('is no list where nothing is kept yet: the fields of a card, and the question below them', () => {
    show([]);
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Card number' })).toBeDefined();
    expect(screen.getByRole('checkbox', { name: 'Save this card for next time' })).toBeDefined();
  });

  it('asks nobody to keep a card where the session does not', () => {
    show([], { offerToSaveCard: false, paymentMethodTypes: ['card', 'wallet'] });
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});

describe('the security code of a kept card', () => {
  it.each([
    [VISA, '12', '1234', '123', 'Enter the 3 digits on the back.'],
    [AMEX, '123', '12345', '1234', 'Enter the 4 digits on the front.'],
  ])('has the length of its brand: $brand', async (card, short, typed, sent, error) => {
    const { user, methods } = show([card]);
    expect(methods.complete.value).toBe(false);
    await user.type(code(), short);
    const mend = methods.validate();
    expect(await screen.findByText(error)).toBeDefined();
    mend?.();
    expect(document.activeElement).toBe(code());
    await user.clear(code());
    await user.type(code(), typed);
    expect(methods.validate()).toBeNull();
    expect(methods.complete.value).toBe(true);
    expect(methods.paymentMethod()).toEqual({
      type: 'saved_card',
      savedCard: { id: card.id, cvc: sent },
    });
  });

  it('takes digits of any script, and stands in no attribute', async () => {
    const { user, methods } = show([VISA]);
    await user.type(code(), '٧٣٩');
    expect(methods.paymentMethod()).toMatchObject({ savedCard: { cvc: '739' } });
    expect(document.body.innerHTML).not.toContain('739');
  });

  it('is not asked where the session skips it', () => {
    const { methods } = show([{ ...VISA, needsCvc: false }]);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect([methods.complete.value, methods.validate(), methods.paymentMethod()]).toEqual([
      true,
      null,
      { type: 'saved_card', savedCard: { id: 'pm_1' } },
    ]);
  });

  it('is gone after a decline, with the card still chosen and the focus where it is typed', async () => {
    const { user, methods } = show([VISA, AMEX]);
    await user.click(radio(/0005/));
    await user.type(code(), '1234');
    methods.declined()?.();
    await waitFor(() => expect(code()).toHaveProperty('value', ''));
    expect(document.activeElement).toBe(code());
    expect(radio(/0005/)).toHaveProperty('checked', true);
  });

  it('says at its field that the server refused it', async () => {
    const { methods } = show([VISA]);
    methods.refuse('card_cvc_invalid', 'paymentMethod.savedCard.cvc')?.();
    expect(await screen.findByText(en.errors.card_cvc_invalid)).toBeDefined();
    expect(document.activeElement).toBe(code());
  });
});

describe('a card that is gone at the server', () => {
  it('says so, cannot be paid with, and leaves when the session says it', async () => {
    const { methods, session } = show([VISA]);
    expect(methods.refuse('field_invalid', 'paymentMethod.billing.email')).toBeNull();
    methods.refuse('invalid_request', 'paymentMethod.savedCard.id')?.();
    expect(await screen.findByText(en.methods.saved.gone)).toBeDefined();
    expect(methods.validate()).not.toBeNull();
    const { savedCards: _, ...rest } = session.peek();
    session.value = rest;
    expect(await screen.findByRole('textbox', { name: 'Card number' })).toBeDefined();
    expect(methods.chosen.value).toBe('card');
  });
});

describe('removing a card', () => {
  it('asks first, and the harmless answer has the focus', async () => {
    const { user, asked } = show([VISA, AMEX]);
    await user.click(button(/Remove Visa ending in 4242/));
    expect(screen.getByRole('group', { name: en.methods.saved.confirm })).toBeDefined();
    expect(document.activeElement).toBe(button(/^Keep$/));
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(button(/Remove Visa ending in 4242/));
    expect(asked).toEqual([]);
  });

  it('takes the row away when the server has done it, says so, and goes to the next choice', async () => {
    const { user, asked } = show([VISA, AMEX]);
    await user.click(button(/Remove Visa/));
    await user.click(button(/^Remove$/));
    await waitFor(() => expect(screen.queryByRole('radio', { name: /4242/ })).toBeNull());
    expect(asked).toEqual(['DELETE saved_cards/pm_1']);
    expect(document.activeElement).toBe(radio(/0005/));
    expect(radio(/0005/)).toHaveProperty('checked', true);
    expect(status()).toContain('Visa ending in 4242 has been removed.');
  });

  it('goes to the fields of a card when it was the last one', async () => {
    const { user } = show([VISA]);
    await user.click(button(/Remove Visa/));
    await user.click(button(/^Remove$/));
    await waitFor(() => expect(screen.queryByRole('radio', { name: /4242/ })).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Card number' }));
  });

  it('says when it could not be done, and may be tried again', async () => {
    const { user, asked, server } = show([VISA, AMEX]);
    server.answer = async () => null;
    await user.click(button(/Remove Visa/));
    await user.click(button(/^Remove$/));
    expect(await screen.findByText(en.methods.saved.notRemoved)).toBeDefined();
    expect(radio(/4242/)).toBeDefined();
    server.answer = async () => ({});
    await user.click(button(/^Remove$/));
    await waitFor(() => expect(screen.queryByRole('radio', { name: /4242/ })).toBeNull());
    expect(asked).toHaveLength(2);
  });

  it('is sent once, however often it is pressed', async () => {
    const { user, asked, server } = show([VISA, AMEX]);
    server.answer = () => new Promise(() => {});
    await user.click(button(/Remove Visa/));
    await user.dblClick(button(/^Remove$/));
    await user.click(button(/^Keep$/));
    expect(asked).toHaveLength(1);
    expect(button(/^Remove$/).getAttribute('aria-busy')).toBe('true');
  });

  it('is not offered while the payment is under way', () => {
    const { lock } = show([VISA]);
    lock();
    expect(screen.queryByRole('button')).toBeNull();
    expect(code()).toHaveProperty('readOnly', true);
  });
});
