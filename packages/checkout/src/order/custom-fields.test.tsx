// The shop's questions as a buyer sees them.

import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { PublicCustomField } from '@xpay/protocol/order';
import { afterEach, describe, expect, it } from 'vitest';
import { anOrder } from './an-order.ts';
import { createCustomFields } from './custom-fields.tsx';

afterEach(cleanup);

const COMMON = { optional: false, value: null, minimumLength: null, maximumLength: null };
const FIELDS: readonly PublicCustomField[] = [
  { ...COMMON, type: 'text', key: 'name', label: 'Engraving' },
  { ...COMMON, type: 'numeric', key: 'floor', label: 'Floor', optional: true },
  {
    ...{ type: 'dropdown', key: 'size', label: 'Size', optional: false, value: null },
    options: [
      { value: 's', label: 'Small' },
      { value: 'l', label: 'Large' },
    ],
  },
];

function show(customFields = FIELDS, readOnly = false) {
  const order = anOrder({ customFields });
  const part = createCustomFields(order.deps, new Map());
  render(<part.View readOnly={readOnly} />);
  return { ...order, part };
}

const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const list = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Size' });
const wordsAt = (element: HTMLElement) =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
const ORDER = { paymentMethod: { type: 'wallet', billing: {} } } as const;

describe('questions', () => {
  it('say what they are, which may stay empty, and nothing of mistakes yet', () => {
    show();
    expect(screen.getByRole('group', { name: 'Additional information' })).toBeDefined();
    expect(box('Engraving').getAttribute('aria-required')).toBe('true');
    expect(box('Floor (optional)').hasAttribute('aria-required')).toBe(false);
    expect(box('Floor (optional)').inputMode).toBe('numeric');
    expect(Array.from(list().options, ({ text }) => text)).toEqual(['Please choose', 'Small', 'Large']);
    expect(document.querySelector('[aria-invalid]')).toBeNull();
  });

  it('lead to the first that is to be mended, and say how', () => {
    const { part } = show();
    act(() => part.validate()?.());
    expect(document.activeElement).toBe(box('Engraving'));
    expect([wordsAt(box('Engraving')), wordsAt(list())]).toEqual([
      'Enter an answer.',
      'Choose one of the options.',
    ]);
    act(() => {
      fireEvent.input(box('Engraving'), { target: { value: 'Ada' } });
    });
    expect(box('Engraving').hasAttribute('aria-invalid')).toBe(false);
    act(() => part.validate()?.());
    expect(document.activeElement).toBe(list());
  });

  it('go with the order when all is right', () => {
    const { part } = show();
    fireEvent.input(box('Engraving'), { target: { value: ' Ada ' } });
    fireEvent.input(box('Floor (optional)'), { target: { value: '٣' } });
    fireEvent.change(list(), { target: { value: 'l' } });
    expect([part.complete.value, part.validate()]).toEqual([true, null]);
    expect(part.addTo(ORDER).customFields).toEqual({ name: 'Ada', floor: '3', size: 'l' });
  });

  it('show digits as ASCII ones once they are left, as card fields do', async () => {
    show();
    fireEvent.input(box('Floor (optional)'), { target: { value: '۱۲' } });
    await act(async () => {
      fireEvent.blur(box('Floor (optional)'));
    });
    expect(box('Floor (optional)').value).toBe('12');
  });

  it('take what the server refused to where it was typed, and leave the rest to others', () => {
    const { part } = show();
    fireEvent.input(box('Engraving'), { target: { value: 'Ada' } });
    expect(part.refuse('field_invalid', 'paymentMethod.billing.email')).toBeNull();
    expect(part.refuse('field_invalid', undefined)).toBeNull();
    expect(part.refuse('field_invalid', 'customFields.gone')).toBeNull();
    act(() => part.refuse('field_invalid', 'customFields.name')?.());
    expect(document.activeElement).toBe(box('Engraving'));
    expect(wordsAt(box('Engraving'))).toBe('This answer was not accepted. Check it and try again.');
  });

  it('keep answer and mistake in another language', async () => {
    const { part, i18n } = show();
    fireEvent.input(box('Engraving'), { target: { value: 'Ada' } });
    act(() => void part.validate());
    await act(() => i18n.setLocale('de'));
    expect([box('Engraving').value, list().getAttribute('aria-invalid')]).toEqual(['Ada', 'true']);
  });

  it('stand still while the order is being paid', () => {
    show(FIELDS, true);
    expect([box('Engraving').readOnly, list().disabled]).toEqual([true, true]);
  });

  it('are shown as text, each isolated from the words around it, as many as there are', () => {
    const label = '<b>\u202eشعار</b>';
    show(
      Array.from({ length: 20 }, (_, at) => ({
        ...COMMON,
        type: 'text',
        key: `q${at}`,
        label,
        optional: true,
      })),
    );
    const shown = Array.from(document.querySelectorAll('label bdi'), ({ textContent }) => textContent);
    expect(shown).toEqual(Array.from({ length: 20 }, () => label));
    expect(document.querySelector('label b')).toBeNull();
  });

  it('that the shop adds or takes away meanwhile come and go, and the answers to others stay', () => {
    const { part, session } = show();
    fireEvent.input(box('Engraving'), { target: { value: 'Ada' } });
    act(() => {
      session.value = { ...session.value, customFields: FIELDS.slice(0, 1) };
    });
    expect([screen.queryByRole('combobox'), part.validate()]).toEqual([null, null]);
    expect(part.addTo(ORDER).customFields).toEqual({ name: 'Ada' });
    act(() => {
      session.value = { ...session.value, customFields: [] };
    });
    expect(screen.queryByRole('group')).toBeNull();
  });
});
