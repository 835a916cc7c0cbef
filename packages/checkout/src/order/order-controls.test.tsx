// The order as it is changed in its summary: quantities, codes, what is said, and Pay pressed meanwhile.

import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { PublicSession } from '@xpay/protocol/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Summary } from '../summary/summary.tsx';
import { aMug, anOrder } from './an-order.ts';
import { createOrderControls } from './order-controls.tsx';

afterEach(cleanup);

const DISCOUNT = { id: 'di_1', code: 'SPRING', name: 'Spring sale', amount: 100 };
const OFF: Partial<PublicSession> = { amountDiscount: 100, amountTotal: 900, discounts: [DISCOUNT] };

function show(first: Partial<PublicSession>, readOnly = false) {
  const order = anOrder({ amountTotal: 1000, amountSubtotal: 1000, lineItems: [aMug()], ...first });
  const pressPay = vi.fn();
  const controls = createOrderControls(order.deps, pressPay);
  const Shown = () => (
    <Summary session={order.session.value} i18n={order.i18n} controls={controls} readOnly={readOnly} />
  );
  const { container } = render(<Shown />);
  return {
    ...order,
    controls,
    pressPay,
    container,
    answer: (said: Parameters<typeof order.answer>[0]) => act(() => order.answer(said)),
    pause: () => act(() => order.clock.advance(400)),
    quantity: () => screen.getByRole<HTMLInputElement>('spinbutton'),
    said: () => screen.getByRole('status').textContent,
    rows: () => Array.from(container.querySelectorAll('.xp-summary__row'), (row) => row.textContent),
  };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (element: HTMLElement, value: string) => fireEvent.input(element, { target: { value } });

describe('a quantity', () => {
  it('tells assistive technology its item, its value and its bounds', () => {
    const { quantity } = show({});
    expect(quantity().getAttribute('aria-label')).toBe('Quantity: Mug');
    expect([quantity().type, quantity().min, quantity().max, quantity().value]).toEqual([
      'number',
      '1',
      '5',
      '1',
    ]);
    expect(screen.getByRole('group', { name: 'Quantity: Mug' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'One less' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('shows at once what was pressed, and a total that is only ever the server’s', async () => {
    const { quantity, pause, answer, rows, said, asked, container } = show({});
    press('One more');
    press('One more');
    expect([quantity().value, rows()]).toEqual(['3', ['Total$10.00']]);
    expect(container.querySelector('.xp-order[data-pending] + dl')).not.toBeNull();
    await pause();
    expect(asked).toEqual([{ lineItemQuantities: [{ id: 'li_1', quantity: 3 }] }]);
    await answer({
      amountTotal: 3000,
      amountSubtotal: 3000,
      lineItems: [aMug({ quantity: 3, amount: 3000 })],
    });
    expect([quantity().value, rows(), said()]).toEqual([
      '3',
      ['Total$30.00'],
      'Order updated. New total: $30.00.',
    ]);
    expect(container.querySelector('[data-pending]')).toBeNull();
  });

  it.each([
    ['invalid_request', 'This quantity is not available. Choose another one.'],
    ['connection_failed', 'The order could not be changed. Check your connection, then try again.'],
    ['rate_limited', 'Too many attempts in a short time. Wait a few minutes, then try again.'],
  ] as const)('goes back when the server answers %s, and says why', async (code, words) => {
    const { quantity, pause, answer } = show({});
    press('One more');
    await pause();
    await answer(code);
    expect([quantity().value, screen.getByRole('alert').textContent]).toEqual(['1', words]);
    expect(quantity().getAttribute('aria-invalid')).toBe('true');
    press('One more');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each(['0', '6', '', '1.5', '-1'])(
    'typed as %j is not asked for, and goes back with the bounds',
    async (typed) => {
      const { quantity, pause, asked } = show({});
      type(quantity(), typed);
      fireEvent.blur(quantity());
      await pause();
      expect([quantity().value, screen.getByRole('alert').textContent, asked]).toEqual([
        '1',
        'Enter a number from 1 to 5.',
        [],
      ]);
    },
  );

  it('typed and refused is shown as it is again, while the caret is still in it', async () => {
    const { quantity, pause, answer } = show({});
    type(quantity(), '4');
    expect(quantity().value).toBe('4');
    await pause();
    await answer('invalid_request');
    expect(quantity().value).toBe('1');
  });

  it('is not changed while the order is being paid', async () => {
    const { quantity, pause, asked } = show({}, true);
    press('One more');
    await pause();
    expect([quantity().readOnly, quantity().value, asked]).toEqual([true, '1', []]);
  });

  it('names the codes that go with it', async () => {
    const { pause, answer, said } = show({ ...OFF, lineItems: [aMug({ quantity: 2 })] });
    press('One less');
    await pause();
    await answer({ amountDiscount: 0, amountTotal: 1000, discounts: [], lineItems: [aMug()] });
    expect(said()).toBe('Code SPRING no longer applies to this order. Order updated. New total: $10.00.');
  });
});

describe('Pay that is pressed while a change is on its way', () => {
  it('is pressed again when the total is the one that the buyer saw', async () => {
    const { controls, answer, pressPay, said } = show({});
    expect(controls.validate()).toBeNull();
    press('One more');
    await act(async () => controls.validate()?.());
    expect(controls.validate()).not.toBeNull();
    expect([said(), pressPay.mock.calls.length]).toEqual(['Updating the total…', 0]);
    await answer({ lineItems: [aMug({ quantity: 2, unitAmount: 500 })] });
    expect([pressPay.mock.calls.length, controls.validate()]).toEqual([1, null]);
  });

  it('is not when it is another, or when the change was refused', async () => {
    const { controls, answer, pressPay, said } = show({});
    press('One more');
    await act(async () => controls.validate()?.());
    await answer({ amountTotal: 2000, lineItems: [aMug({ quantity: 2, amount: 2000 })] });
    expect(said()).toBe('Order updated. New total: $20.00.');
    press('One more');
    await act(async () => controls.validate()?.());
    await answer('invalid_request');
    expect(pressPay).not.toHaveBeenCalled();
  });
});

describe('a promotion code', () => {
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Promotion code' });
  const submit = () => fireEvent.submit(field().closest('form') ?? field());

  it('cannot be entered where the session takes none', () => {
    show({});
    expect(screen.queryByRole('button', { name: /promotion/ })).toBeNull();
  });

  it('is applied, shown with what it takes off, and can be taken off', async () => {
    const { answer, asked, said, rows } = show({ allowPromotionCodes: true });
    press('Add promotion code');
    expect(document.activeElement).toBe(field());
    type(field(), ' spring ');
    submit();
    await act(async () => {});
    expect(asked).toEqual([{ addPromotionCode: 'spring' }]);
    expect(screen.getByRole('button', { name: 'Apply' }).getAttribute('aria-busy')).toBe('true');
    await answer(OFF);
    expect(rows()).toEqual(['Subtotal$10.00', 'SPRINGSpring sale-$1.00', 'Total$9.00']);
    expect(said()).toBe('Code SPRING applied. New total: $9.00.');
    expect(document.activeElement?.textContent).toContain('Add promotion code');
    press('Remove code SPRING');
    await act(async () => {});
    expect(asked.at(-1)).toEqual({ removeDiscount: 'di_1' });
    await answer({ amountDiscount: 0, amountTotal: 1000, discounts: [] });
    expect([rows(), said()]).toEqual([['Total$10.00'], 'Code SPRING removed. New total: $10.00.']);
    expect(document.activeElement?.textContent).toContain('Add promotion code');
  });

  it.each([
    ['promotion_code_invalid', 'This code cannot be used for this order. Check it, or try another one.'],
    ['rate_limited', 'Too many attempts in a short time. Wait a few minutes, then try again.'],
    ['connection_failed', 'The order could not be changed. Check your connection, then try again.'],
  ] as const)('that the server answers with %s stays in its field, and is said', async (code, words) => {
    const { answer, said } = show({ allowPromotionCodes: true });
    press('Add promotion code');
    type(field(), 'OLD');
    submit();
    await answer(code);
    expect([field().value, said()]).toEqual(['OLD', words]);
    expect(document.activeElement).toBe(field());
    expect(document.getElementById(field().getAttribute('aria-describedby') ?? '')?.textContent).toBe(words);
    type(field(), 'OLDER');
    expect(field().hasAttribute('aria-invalid')).toBe(false);
  });

  it('that is missing is asked for, and the server is not', () => {
    const { asked } = show({ allowPromotionCodes: true });
    press('Add promotion code');
    submit();
    expect([asked, field().getAttribute('aria-invalid')]).toEqual([[], 'true']);
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(document.activeElement?.textContent).toContain('Add promotion code');
  });

  it('stays as it is typed when the language changes', async () => {
    const { i18n } = show({ allowPromotionCodes: true });
    press('Add promotion code');
    type(field(), 'SPR');
    await act(() => i18n.setLocale('de'));
    const input = document.querySelector<HTMLInputElement>('#xp-promotion-code');
    expect([i18n.locale.value, input?.value]).toEqual(['de', 'SPR']);
    expect(document.activeElement).toBe(input);
  });

  it('of the shop’s own without words for buyers cannot be taken off', () => {
    const { rows } = show({ ...OFF, discounts: [{ ...DISCOUNT, code: null, name: null }] });
    expect(rows()).toEqual(['Subtotal$10.00', 'Discount-$1.00', 'Total$9.00']);
    expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull();
  });

  it('that cannot be taken off says so, and stays', async () => {
    const { answer, rows } = show(OFF);
    press('Remove code SPRING');
    await answer('connection_failed');
    expect(screen.getByRole('alert').textContent).toMatch(/^The order could not be changed/);
    expect(rows()[1]).toContain('SPRING');
  });
});
