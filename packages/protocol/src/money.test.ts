// Every currency's digits against ISO 4217, and amounts that floating point would bend.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES } from './currencies.ts';
import { exponentOf, formatMoney } from './money.ts';

// Where CLDR rounds to what is in use, against ISO 4217 (ICU 78 and Chromium 156 together).
const INTL_DIFFERS = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP YER'.split(' ');

/** Intl puts no-break spaces and direction marks; what is read is the same. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u061c\u200e\u200f]/g, '');
}

describe('exponentOf', () => {
  it.each(CURRENCIES.filter((code) => !INTL_DIFFERS.includes(code)))(
    'agrees with Intl about %s',
    (currency) => {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
      }).resolvedOptions();
      expect(exponentOf(currency)).toBe(maximumFractionDigits);
    },
  );

  it.each(INTL_DIFFERS)('follows ISO 4217, not Intl, for %s', (currency) => {
    expect(exponentOf(currency)).toBe(currency === 'IQD' ? 3 : 2);
  });

  it.each([
    ['UYI', 0],
    ['CLF', 4],
    ['UYW', 4],
  ])('knows the funds code %s', (currency, exponent) => {
    expect(exponentOf(currency)).toBe(exponent);
  });

  it.each(['', 'usd', 'US', 'USDT', 'F C', 'JPY ', '¥'])('is undefined for %j', (text) => {
    expect(exponentOf(text)).toBeUndefined();
  });
});

describe('formatMoney', () => {
  it.each([
    [4900, 'USD', 'en', '$49.00'],
    [4900, 'EUR', 'de', '49,00 €'],
    [4900, 'JPY', 'ja', '￥4,900'],
    [4900, 'JPY', 'en', '¥4,900'],
    [4900, 'KWD', 'en', 'KWD 4.900'],
    [4900, 'IQD', 'en', 'IQD 4.900'],
    [4900, 'HUF', 'en', 'HUF 49.00'],
    [4900, 'CLF', 'en', 'CLF 0.4900'],
    [123456789, 'INR', 'en-IN', '₹12,34,567.89'],
    [0, 'USD', 'en', '$0.00'],
    [5, 'USD', 'en', '$0.05'],
    [50, 'USD', 'en', '$0.50'],
    [-5, 'USD', 'en', '-$0.05'],
    [-123456, 'USD', 'en', '-$1,234.56'],
    [-0, 'USD', 'en', '$0.00'],
    [Number.MAX_SAFE_INTEGER, 'USD', 'en', '$90,071,992,547,409.91'],
    [-Number.MAX_SAFE_INTEGER, 'KWD', 'en', '-KWD 9,007,199,254,740.991'],
    [4900, 'usd', 'en', '$49.00'],
    [4900, 'jpy', 'en', '¥4,900'],
  ])('writes %d %s in %s as %s', (amount, currency, locale, expected) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(expected);
  });

  it.each([
    [4900, '\u200f49.00\u00a0\u200fUS$\u200e'],
    [-1840, '\u200f\u200e-18.40\u00a0\u200fUS$\u200e'],
  ])('holds US$ together and in its place in a right-to-left line: %d', (amount, expected) => {
    expect(formatMoney(amount, 'USD', 'ar')).toBe(expected);
    expect(formatMoney(amount, 'USD', 'en')).not.toMatch(/[\u200e\u200f]/);
  });

  it('uses the digits that the server names', () => {
    expect(plain(formatMoney(4900, 'USD', 'en', 3))).toBe('$4.900');
    expect(plain(formatMoney(4900, 'JPY', 'en', 2))).toBe('¥49.00');
    expect(plain(formatMoney(4900, 'USD', 'en', 0))).toBe('$4,900');
  });

  it.each([
    ['ZZZ', 'ZZZ 49.00'],
    ['POINTS', 'POINTS 49.00'],
    ['', ' 49.00'],
    ['U$', 'U$ 49.00'],
  ])('writes the unknown currency %j as code and number', (currency, expected) => {
    expect(plain(formatMoney(4900, currency, 'en'))).toBe(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 49.5, 2 ** 53, -(2 ** 53), 1e21])(
    'refuses the amount %d',
    (amount) => {
      expect(() => formatMoney(amount, 'USD', 'en')).toThrow(RangeError);
      expect(() => formatMoney(amount, 'USD', 'en')).toThrow(`The amount is ${amount}.`);
    },
  );

  it('refuses a locale that is none', () => {
    expect(() => formatMoney(1, 'USD', 'not a locale')).toThrow(RangeError);
  });

  it('keeps every digit of every amount in every currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amount, currency) => {
        const digits = formatMoney(amount, currency, 'en').replace(/[^0-9]/g, '');
        expect(digits.replace(/^0+(?=\d)/, '')).toBe(String(Math.abs(amount)));
        expect(formatMoney(amount, currency, 'en').includes('-')).toBe(amount < 0);
      }),
    );
  });

  it('puts the decimal mark exactly before the digits of the currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amount, currency) => {
        const fraction = /\.(\d+)$/.exec(plain(formatMoney(amount, currency, 'en')))?.[1] ?? '';
        expect(fraction).toHaveLength(exponentOf(currency) ?? -1);
      }),
    );
  });
});
