// Phone numbers as typed in any country, with the caret where the buyer left it.

import { COUNTRIES } from '@xpay/protocol/countries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingCodeOf, editPhone, fromE164, judgePhone, toE164 } from './phone-number.ts';

// `|` marks the caret: what the field showed, what the browser made of it, what it is to show.
const EDITS: readonly (readonly [
  what: string,
  country: string,
  previous: string,
  raw: string,
  shown: string,
])[] = [
  ['types a number', 'US', '(213) 373-425', '(213) 373-4253|', '(213) 373-4253|'],
  ['types into the middle', 'US', '(213) 373-425', '(2193|) 373-425', '(219) 3|37-3425'],
  ['deletes over a separator', 'US', '(213) 373-4', '(213) 3734|', '(213) 373-4|'],
  ['types a plus', 'US', '', '+|', '+|'],
  ['puts a plus in front', 'US', '44', '+|44', '+|44'],
  ['pastes another country’s number', 'US', '', '+44 (20) 7031-3000|', '+44 20 7031 3000|'],
  ['pastes Arabic-Indic digits', 'AE', '', '٠٥٠١٢٣٤٥٦٧|', '050 123 4567|'],
  ['pastes full-width digits', 'JP', '', '０３１２３４５６７８|', '03-1234-5678|'],
  ['drops letters', 'DE', '030 12', '030 12x|', '030 12|'],
  ['deletes everything', 'US', '(213)', '|', '|'],
];

describe('an edit', () => {
  it.each(EDITS)('%s in %s', (_, country, previous, raw, shown) => {
    const edit = { previous, raw: raw.replace('|', ''), caret: raw.indexOf('|') };
    const { value, caret } = editPhone(edit, country);
    expect(`${value.slice(0, caret)}|${value.slice(caret)}`).toBe(shown);
  });

  it('tells the country by the calling code', () => {
    const edit = (raw: string) => editPhone({ previous: '', raw, caret: raw.length }, 'US').country;
    expect(edit('+81 3')).toBe('JP');
    expect(edit('+')).toBe('US');
    expect(edit('+1 604 555 0123')).toBe('CA');
    expect(edit('81 3')).toBe('US');
  });

  const country = fc.constantFrom('US', 'DE', 'JP', 'AE', 'BR', 'GB', 'IN', 'FR', 'CN', 'AQ');
  const digits = fc.stringMatching(/^\+?\d{0,15}$/);

  it('changes nothing that is formatted already', () => {
    fc.assert(
      fc.property(country, digits, (of, text) => {
        const { value } = editPhone({ previous: '', raw: text, caret: text.length }, of);
        expect(editPhone({ previous: '', raw: value, caret: value.length }, of).value).toBe(value);
      }),
    );
  });

  it('keeps every digit and the caret after the same one, whatever stands around them', () => {
    const noise = fc.array(fc.constantFrom('', '', ' ', '-', '(', '.'), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(country, digits, noise, fc.nat(), (of, text, gaps, n) => {
        const raw = Array.from(text, (digit, i) => digit + (gaps[i] ?? '')).join('');
        const caret = n % (raw.length + 1);
        const shown = editPhone({ previous: '', raw, caret }, of);
        const digitsIn = (of_: string) => of_.replaceAll(/\D/g, '');
        expect(digitsIn(shown.value)).toBe(digitsIn(text));
        expect(digitsIn(shown.value.slice(0, shown.caret))).toBe(digitsIn(raw.slice(0, caret)));
      }),
    );
  });

  it('Backspace at the end takes a digit away, whatever stands behind it', () => {
    fc.assert(
      fc.property(country, digits, (of, text) => {
        let { value } = editPhone({ previous: '', raw: text, caret: text.length }, of);
        const digitsLeft = () => value.replaceAll(/\D/g, '').length;
        for (let left = digitsLeft() - 1; left >= 0; left--) {
          const raw = value.slice(0, -1);
          value = editPhone({ previous: value, raw, caret: raw.length }, of).value;
          expect(digitsLeft()).toBe(left);
        }
      }),
    );
  });
});

describe('a number', () => {
  it.each([
    ['US', '(213) 373-4253', '+12133734253'],
    ['US', '+44 20 7031 3000', '+442070313000'],
    ['GB', '020 7031 3000', '+442070313000'],
    ['IT', '06 1234 5678', '+390612345678'],
    ['AE', '٠٥٠ ١٢٣ ٤٥٦٧', '+971501234567'],
    ['JP', '03-1234-5678', '+81312345678'],
  ])('of %s, %s, is sent as %s', (country, text, number) => {
    expect(judgePhone(text, country)).toBeNull();
    expect(toE164(text, country)).toBe(number);
  });

  it.each([
    ['US', '', 'empty'],
    ['US', '()-', 'empty'],
    ['US', '213 373', 'invalid'],
    ['US', '213 373 4253 99', 'invalid'],
    ['US', '+', 'invalid'],
    ['US', '+999 123', 'invalid'],
    ['AQ', '12345', 'invalid'],
  ])('of %s, "%s", is %s', (country, text, fault) => {
    expect(judgePhone(text, country)).toBe(fault);
    expect(toE164(text, country)).toBeNull();
  });

  it('that the shop knows is written as its country does', () => {
    expect(fromE164('+442070313000')).toEqual({ country: 'GB', value: '020 7031 3000' });
    expect(fromE164('call me')).toBeNull();
  });
});

it('all but a few uninhabited countries have a calling code', () => {
  const without = COUNTRIES.filter((country) => callingCodeOf(country) === null);
  expect(without).toEqual(['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM']);
  expect(callingCodeOf('AE')).toBe('+971');
});
