// The plans of a lender in a document: fetched, compared, chosen, lost, and fetched again when the total changes.

import { cleanup, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showChoice } from '../a-choice.tsx';

afterEach(cleanup);

const plansOf = (total: number) => ({
  data: [
    { id: 'in_2', amountTotal: total, fee: 0, instalments: dates(2, total) },
    { id: 'in_4', amountTotal: total + 400, fee: 400, instalments: dates(4, total + 400) },
  ],
});
function dates(count: number, total: number) {
  return Array.from({ length: count }, (_, month) => ({
    dueOn: `202${6 + Math.floor((10 + month) / 12)}-${String(((10 + month) % 12) + 1).padStart(2, '0')}-21`,
    amount: total / count,
  }));
}

let choice: ReturnType<typeof showChoice>;
const radio = (name: RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });

beforeEach(() => {
  choice = showChoice();
  choice.server.answer = async () => plansOf(choice.session.value.amountTotal);
});

describe('the plans', () => {
  it('are fetched when they are wanted, once, and told with payments, total and fee before one is chosen', async () => {
    expect(choice.asked).toEqual([]);
    await userEvent.click(radio(/^Pay in installments/));
    expect(choice.asked).toEqual(['instalment_plans']);
    expect(
      await screen.findByRole('radio', { name: '2 payments $24.50 Total $49.00 · No fee' }),
    ).toBeTruthy();
    expect(radio(/^4 payments/).closest('label')?.textContent).toContain('Fee included: $4.00');
    await userEvent.click(radio(/^Card/));
    await userEvent.click(radio(/^Pay in installments/));
    expect(choice.asked).toHaveLength(1);
  });

  it('show when how much is due of the one that is chosen, which is sent', async () => {
    await userEvent.click(radio(/^Pay in installments/));
    await userEvent.click(await screen.findByRole('radio', { name: /^4 payments/ }));
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Today$13.25',
      'December 21, 2026$13.25',
      'January 21, 2027$13.25',
      'February 21, 2027$13.25',
    ]);
    expect(choice.methods.complete.value).toBe(true);
    expect(choice.methods.validate()).toBeNull();
    expect(choice.methods.paymentMethod()).toEqual({ type: 'bnpl', bnpl: { planId: 'in_4' } });
    expect(choice.methods.buttonWords.value).toBe('Continue to lender');
  });

  it('need one to be chosen: without one the buyer is told, and taken there', async () => {
    await userEvent.click(radio(/^Pay in installments/));
    await screen.findByRole('radio', { name: /^2 payments/ });
    choice.methods.validate()?.();
    expect((await screen.findByRole('alert')).textContent).toBe('Choose one of the plans.');
    expect(document.activeElement).toBe(radio(/^2 payments/));
    await userEvent.click(radio(/^2 payments/));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    ['no answer', null],
    ['an answer that is no list', { data: 'x' }],
    ['a plan without payments', { data: [{ id: 'a', amountTotal: 1, fee: 0, instalments: [] }] }],
    [
      'a plan with half a date',
      { data: [{ id: 'a', amountTotal: 1, fee: 0, instalments: [{ dueOn: '2026', amount: 1 }] }] },
    ],
  ])('can be asked for again after %s', async (_, answer) => {
    choice.server.answer = async () => answer;
    await userEvent.click(radio(/^Pay in installments/));
    expect(await screen.findByText(/^The plans could not be loaded/)).toBeTruthy();
    expect(choice.methods.complete.value).toBe(false);
    choice.server.answer = async () => plansOf(4_900);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('radio', { name: /^2 payments/ })).toBeTruthy();
  });

  it('may be none for this total', async () => {
    choice.server.answer = async () => ({ data: [] });
    await userEvent.click(radio(/^Pay in installments/));
    expect(await screen.findByText(/^There is no plan for this total/)).toBeTruthy();
  });

  it('are fetched again when the total changes, and an answer about the earlier one is not shown', async () => {
    let late: (plans: unknown) => void = () => {};
    choice.server.answer = () => new Promise((resolve) => (late = resolve));
    await userEvent.click(radio(/^Pay in installments/));
    choice.server.answer = async () => plansOf(5_900);
    choice.session.value = { ...choice.session.value, amountTotal: 5_900, version: 2 };
    expect(await screen.findByRole('radio', { name: /^2 payments \$29\.50/ })).toBeTruthy();
    late(plansOf(4_900));
    await userEvent.click(radio(/^2 payments \$29\.50/));
    expect(choice.asked).toHaveLength(2);
    expect(choice.methods.paymentMethod()).toEqual({ type: 'bnpl', bnpl: { planId: 'in_2' } });
  });
});
