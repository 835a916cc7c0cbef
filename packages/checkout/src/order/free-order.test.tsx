// The form while discounts leave nothing to pay: no card is asked for, and nothing that was typed is lost by it.

import { signal } from '@preact/signals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import type { PublicSession } from '@xpay/protocol/api';
import { afterEach, expect, it, vi } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { followExtras } from '../form/follow-extras.ts';
import { isComplete } from '../form/whole-form.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { PayForm } from '../pay-form.tsx';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';

afterEach(cleanup);

const PRICED = { amountSubtotal: 4900, amountTotal: 4900, allowPromotionCodes: true } as const;
const FREE = {
  ...PRICED,
  amountDiscount: 4900,
  amountTotal: 0,
  discounts: [{ id: 'di_1', code: 'GIFT', name: 'Gift', amount: 4900 }],
} as const;
const COLLECT = { name: true, email: true, postalCode: false };

async function show(first: Partial<PublicSession>) {
  const i18n = createI18n('en', en, async () => en);
  const state = signal<State>({ name: 'ready', session: aSession(first), problem: null });
  const form = createSessionForm(state);
  const { extras } = followExtras(form, { payment: { state, calls: () => null, heard: () => {} }, i18n });
  await waitFor(() => expect(extras.value).not.toBeNull());
  const pay = vi.fn();
  const Shown = () => {
    const current = state.value;
    if (form.value === null || extras.value === null || current.name !== 'ready') return null;
    return (
      <PayForm
        view="inline"
        state={current}
        form={form.value}
        extras={extras.value}
        payment={{ pay }}
        i18n={i18n}
        onReady={() => {}}
      />
    );
  };
  const { container } = render(<Shown />);
  let version = 1;
  const change = (session: Partial<PublicSession>) =>
    act(() => {
      version += 1;
      state.value = { name: 'ready', session: aSession({ version, ...session }), problem: null };
    });
  const complete = () => form.value !== null && extras.value !== null && isComplete(form.value, extras.value);
  return { pay, change, container, complete, chosen: () => extras.value?.methods?.chosen.value };
}

const field = (name: string) => screen.queryByLabelText<HTMLInputElement>(name);
const type = (name: string, value: string) =>
  fireEvent.input(screen.getByLabelText(name), { target: { value } });
const submit = (container: Element) => fireEvent.submit(container.querySelector('form') ?? container);

it('asks for no card, says nothing of paying, and completes the order', async () => {
  const { pay, container, chosen } = await show({ ...FREE, buttonText: 'Pay now' });
  expect([field('Card number'), chosen()]).toEqual([null, 'none']);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Complete order');
  expect(screen.getByRole('button', { name: 'Complete order' })).toBeDefined();
  expect(container.textContent).not.toMatch(/\bpay/i);
  submit(container);
  expect(pay).toHaveBeenCalledWith({ paymentMethod: { type: 'none', billing: {} } });
});

it('still asks for what else is needed, in words about no card', async () => {
  const { pay, container, complete } = await show({ ...FREE, collect: COLLECT });
  submit(container);
  expect(pay).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(field('Full name')));
  type('Full name', 'Ada Lovelace');
  expect(complete()).toBe(false);
  type('Email', 'ada@shop.example');
  expect(complete()).toBe(true);
  submit(container);
  const billing = { name: 'Ada Lovelace', email: 'ada@shop.example' };
  expect(pay).toHaveBeenCalledWith({ paymentMethod: { type: 'none', billing } });
});

it.each([
  ['a card alone', { paymentMethodTypes: ['card'] }],
  ['a list of ways to pay', { paymentMethodTypes: ['card', 'wallet'] }],
])('gives the card form back with all that was typed when a code goes: %s', async (_, more) => {
  const { change, container, pay } = await show({ ...PRICED, ...more });
  type('Card number', '4242424242424242');
  type('Security code', '12');
  await change({ ...FREE, ...more });
  expect([field('Card number'), field('Security code')]).toEqual([null, null]);
  await change({ ...PRICED, ...more });
  expect(field('Card number')?.value).toBe('4242 4242 4242 4242');
  expect(field('Security code')?.value).toBe('12');
  submit(container);
  expect(pay).not.toHaveBeenCalled();
});

it('keeps a way to pay that was chosen', async () => {
  const more = { paymentMethodTypes: ['card', 'wallet'] };
  const { change, chosen } = await show({ ...PRICED, ...more });
  fireEvent.click(screen.getByRole('radio', { name: 'Wallet' }));
  await change({ ...FREE, ...more });
  expect([chosen(), screen.queryByRole('radio')]).toEqual(['none', null]);
  await change({ ...PRICED, ...more });
  expect([chosen(), screen.getByRole<HTMLInputElement>('radio', { name: 'Wallet' }).checked]).toEqual([
    'wallet',
    true,
  ]);
});
