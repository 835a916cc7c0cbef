// The card fields in a document: names, wiring, brand mark, caret, and no digit in the markup.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from '../../i18n/i18n.ts';
import en from '../../i18n/locales/en.json';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { BRANDS } from './brand.ts';
import { CardFields, focusField } from './card-fields.tsx';
import { createCardForm } from './card-form.ts';

afterEach(cleanup);

const EVERYTHING = { name: true, email: true, postalCode: true };

function show(collect = { name: false, email: false, postalCode: false }) {
  const form = createCardForm({
    collect,
    prefill: { name: null, email: null },
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  const i18n = createI18n('en', en, async () => null);
  const { container } = render(<CardFields form={form} i18n={i18n} />);
  return { form, container, user: userEvent.setup() };
}

function field(name: string): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('textbox', { name });
}

function described(input: HTMLElement): string {
  const ids = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent ?? `missing ${id}`).join(' ');
}

describe('the fields', () => {
  it.each([
    ['Card number', 'cc-number', 'numeric'],
    ['Expiry date', 'cc-exp', 'numeric'],
    ['Security code', 'cc-csc', 'numeric'],
    ['Name on card', 'cc-name', 'text'],
    ['Email', 'email', 'email'],
    ['Postal code', 'billing postal-code', 'text'],
  ])('have a name, a purpose and a keyboard: %s', (name, autocomplete, inputMode) => {
    show(EVERYTHING);
    const input = field(name);
    expect(input.getAttribute('autocomplete')).toBe(autocomplete);
    expect(input.getAttribute('inputmode')).toBe(inputMode);
    expect(input.getAttribute('type')).toBe('text');
    expect(input.hasAttribute('maxlength')).toBe(false);
    expect(input.labels?.[0]?.textContent).toBe(name);
  });

  it('show only what the session collects', () => {
    show();
    expect(screen.getAllByRole('textbox')).toHaveLength(3);
  });

  it('say where the security code stands, always', async () => {
    const { user } = show();
    expect(described(field('Security code'))).toBe('3 digits, on the back');
    await user.type(field('Card number'), '37');
    expect(described(field('Security code'))).toBe('4 digits, on the front');
  });

  it('keep card data left to right', () => {
    show(EVERYTHING);
    const directions = ['Card number', 'Expiry date', 'Security code', 'Name on card'].map(
      (name) => field(name).dir,
    );
    expect(directions).toEqual(['ltr', 'ltr', 'ltr', '']);
  });

  it('have ids that are unique and descriptions that exist', () => {
    const { container, form } = show(EVERYTHING);
    form.validate();
    const ids = Array.from(container.querySelectorAll('[id]'), (element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const input of screen.getAllByRole('textbox')) expect(described(input)).not.toContain('missing');
  });
});

describe('errors', () => {
  it('appear when a field is left and vanish with the next key', async () => {
    const { user } = show();
    const number = field('Card number');
    await user.type(number, '4242');
    expect(number.getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    expect(number.getAttribute('aria-invalid')).toBe('true');
    expect(described(number)).toContain('This card number is too short.');
    await user.type(number, '4');
    expect(number.getAttribute('aria-invalid')).toBeNull();
    expect(described(number)).toBe('');
  });

  it('appear everywhere when Pay is pressed, and take the place of the hints', async () => {
    const { form } = show();
    form.validate();
    await screen.findByText('Enter the security code.');
    expect(described(field('Security code'))).toBe('Enter the security code.');
    expect(described(field('Expiry date'))).toBe('Enter the month and year your card expires.');
  });

  it('lead to the field that is to be mended', () => {
    show();
    focusField('expiry');
    expect(document.activeElement).toBe(field('Expiry date'));
  });
});

describe('the brand mark', () => {
  it('takes the place of the accepted brands and describes the field', async () => {
    const { user, container } = show();
    const marks = () =>
      Array.from(container.querySelectorAll('[data-brand]'), (mark) => mark.getAttribute('data-brand'));
    expect(marks()).toEqual(['visa', 'mastercard', 'amex', 'discover']);
    await user.type(field('Card number'), '5555');
    expect(marks()).toEqual(['mastercard']);
    expect(screen.getByRole('img', { name: 'Mastercard' })).toBeTruthy();
    expect(field('Card number').getAttribute('aria-describedby')).toBe('xp-card-brand');
  });

  it('is a blank card for a number of no known brand', async () => {
    const { user, container } = show();
    await user.type(field('Card number'), '99999');
    expect(container.querySelectorAll('[data-brand="unknown"]')).toHaveLength(1);
  });
});

describe('the drawings', () => {
  const draw = (id: string) => render(<BrandMark id={id} />).container;
  const pictureIn = (drawn: Element) => drawn.querySelector('svg')?.innerHTML;

  it('differ for every brand, and an unknown one is a blank card', async () => {
    const blank = pictureIn(draw('unknown'));
    const drawn = BRANDS.map(({ id }) => draw(id));
    // Some are a blank card until they are fetched.
    await waitFor(() => expect(drawn.map(pictureIn)).not.toContain(blank));
    expect(new Set(drawn.map(pictureIn)).size).toBe(BRANDS.length);
    expect(pictureIn(draw('constructor'))).toBe(blank);
  });
});

describe('typing', () => {
  it('groups the number and leaves the caret at its end', async () => {
    const { user } = show();
    await user.type(field('Card number'), '42424242');
    expect(field('Card number').value).toBe('4242 4242');
    expect(field('Card number').selectionStart).toBe(9);
  });

  it.each([
    ['inserts in the middle', '42424242', 2, '9', '4294 2424 2', 3],
    ['inserts at a gap', '42424242', 4, '9', '4242 9424 2', 6],
    ['removes the digit before a gap', '42424242', 5, '{Backspace}', '4244 242', 3],
    ['removes the digit after a gap', '42424242', 4, '{Delete}', '4242 242', 4],
    ['removes in the middle', '42424242', 2, '{Backspace}', '4424 242', 1],
  ])('%s with the caret kept', async (_, typed, at, key, value, caret) => {
    const { user } = show();
    const number = field('Card number');
    await user.type(number, typed);
    number.setSelectionRange(at, at);
    await user.keyboard(key);
    expect([number.value, number.selectionStart]).toEqual([value, caret]);
  });

  it('takes a pasted number with spaces, hyphens and letters around it', async () => {
    const { user } = show();
    await user.click(field('Card number'));
    await user.paste('Card: 4242-4242 4242-4242.');
    expect(field('Card number').value).toBe('4242 4242 4242 4242');
  });

  it('replaces a selection', async () => {
    const { user } = show();
    const number = field('Card number');
    await user.type(number, '42424242');
    number.setSelectionRange(0, 4);
    await user.keyboard('5');
    expect([number.value, number.selectionStart]).toEqual(['5424 2', 1]);
  });

  it('goes on at the caret after the next render', async () => {
    const { user } = show();
    const number = field('Card number');
    await user.type(number, '424242');
    number.setSelectionRange(1, 1);
    await user.keyboard('12');
    expect([number.value, number.selectionStart]).toEqual(['4122 4242', 3]);
  });

  it('formats an expiry that autofill wrote', () => {
    show();
    const expiry = field('Expiry date');
    fireEvent.input(expiry, { target: { value: '2027-03' } });
    expect(expiry.value).toBe('03 / 27');
  });

  it('does not touch a composition until it ends', () => {
    show();
    const number = field('Card number');
    number.value = '４２４２４';
    fireEvent.input(number, { isComposing: true });
    expect(number.value).toBe('４２４２４');
    fireEvent.compositionEnd(number);
    expect(number.value).toBe('4242 4');
  });
});

describe('the markup', () => {
  it('holds no digit of the card, whatever is typed, wrong or filled in', async () => {
    const { user, form, container } = show();
    await user.type(field('Card number'), '4242424242424241');
    await user.type(field('Expiry date'), '1299');
    await user.type(field('Security code'), '987');
    form.validate();
    await screen.findByText(/This card number has a mistake/);
    const markup = container.outerHTML;
    for (const secret of ['4242', '4241', '12 / 99', '987']) expect(markup).not.toContain(secret);
    expect(container.querySelector('input[value]')).toBeNull();
    form.fill({
      number: '5555555555554444',
      expiry: '1230',
      securityCode: '321',
      name: '',
      email: '',
      postalCode: '',
    });
    await screen.findByRole('img', { name: 'Mastercard' });
    expect(field('Card number').value).toBe('5555 5555 5555 4444');
    expect(container.outerHTML).not.toMatch(/5555|4444|321/);
  });
});
