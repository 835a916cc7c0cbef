// Every digit that Unicode has, in every field that takes digits: what is sent is ASCII.

import { describe, expect, it } from 'vitest';
import { createCardForm } from './card-form.ts';

/** Each script's own ten, found by asking: runs of ten from zero to nine, some of which touch. */
const SCRIPTS: readonly (readonly string[])[] = (() => {
  const all: string[] = [];
  for (let code = 0; code <= 0x1ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (/\p{Nd}/u.test(character)) all.push(character);
  }
  return Array.from({ length: all.length / 10 }, (_, index) => all.slice(index * 10, index * 10 + 10));
})();

const write = (text: string, digits: readonly string[]) =>
  text.replace(/\d/g, (digit) => digits[Number(digit)] ?? '');

it('the scripts are all there, Arabic, Persian, Bengali and full-width among them', () => {
  expect(SCRIPTS.length).toBeGreaterThan(60);
  for (const zero of ['0', '٠', '۰', '০', '०', '๐', '０', '𝟎'])
    expect(SCRIPTS.map(([first]) => first)).toContain(zero);
});

describe.each(SCRIPTS.map((digits) => [digits.join(''), digits] as const))('the digits %s', (_, digits) => {
  it('are taken in number, expiry, security code and postal code', () => {
    const form = createCardForm({
      collect: { name: false, email: false, postalCode: true },
      prefill: { name: null, email: null },
      now: () => new Date('2026-01-01'),
    });
    const type = (name: 'number' | 'expiry' | 'securityCode' | 'postalCode', text: string) => {
      const raw = write(text, digits);
      form.input(name, { previous: '', raw, caret: raw.length });
    };
    type('number', '4242 4242 4242 4242');
    type('expiry', '12/34');
    type('securityCode', '123');
    type('postalCode', 'SW1A 10-97');
    expect(form.validate()).toBeNull();
    expect(form.paymentMethod()).toMatchObject({
      card: { number: '4242424242424242', expMonth: 12, expYear: 2034, cvc: '123' },
      billing: { postalCode: 'SW1A 10-97' },
    });
  });
});
