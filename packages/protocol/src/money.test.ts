// How amounts are written, in every language and currency, and amounts that floating point would bend.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, exponentOf } from './currencies.ts';
import { formatMoney, numberLocale, withDigits } from './money.ts';

/** Intl puts no-break spaces and direction marks; what is read is the same. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u061c\u200e\u200f]/g, '');
}

/** With the currency's own digits, as every caller does. */
function written(amount: number, currency: string, locale: string): string {
  return formatMoney(amount, currency, locale, exponentOf(currency.toUpperCase()) ?? 2);
}

describe('formatMoney', () => {
  it.each([
    [4900, 'USD', 'en', '$49.00'],
    [4900, 'EUR', 'de', '49,00 €'],
    [4900, 'JPY', 'ja', '￥4,900'],
    [4900, 'JPY', 'en', '¥4,900'],
    [4900, 'KWD', 'en', 'KWD 4.900'],
    [4900, 'IQD', 'en', 'IQD 4.900'],
    [4900, 'HUF', 'en', 'HUF 49.00'],
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
    expect(plain(written(amount, currency, locale))).toBe(expected);
  });

  it.each([
    [4900, '\u200f49.00\u00a0\u200fUS$\u200e'],
    [-1840, '\u200f\u200e-18.40\u00a0\u200fUS$\u200e'],
  ])('holds US$ together and in its place in a right-to-left line: %d', (amount, expected) => {
    expect(written(amount, 'USD', 'ar')).toBe(expected);
    expect(written(amount, 'USD', 'en')).not.toMatch(/[\u200e\u200f]/);
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
    expect(plain(written(4900, currency, 'en'))).toBe(expected);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 49.5, 2 ** 53, -(2 ** 53), 1e21])(
    'refuses the amount %d',
    (amount) => {
      expect(() => written(amount, 'USD', 'en')).toThrow(RangeError);
      expect(() => written(amount, 'USD', 'en')).toThrow(`The amount is ${amount}.`);
    },
  );

  it('refuses a locale that is none', () => {
    expect(() => written(1, 'USD', 'not a locale')).toThrow(RangeError);
  });

  it('keeps every digit of every amount in every currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amount, currency) => {
        const digits = written(amount, currency, 'en').replace(/[^0-9]/g, '');
        expect(digits.replace(/^0+(?=\d)/, '')).toBe(String(Math.abs(amount)));
        expect(written(amount, currency, 'en').includes('-')).toBe(amount < 0);
      }),
    );
  });

  it('puts the decimal mark exactly before the digits of the currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amount, currency) => {
        const fraction = /\.(\d+)$/.exec(plain(written(amount, currency, 'en')))?.[1] ?? '';
        expect(fraction).toHaveLength(exponentOf(currency) ?? -1);
      }),
    );
  });
});

describe('a language that Chromium has no number formats of', () => {
  const AMOUNTS = [4900, 123_456, 123_456_789, -123_456_789];

  // This runs where CLDR is whole: what is borrowed has to be what CLDR says of the language itself.
  it.each([
    ['az', 'AZN EUR GBP TRY RUB JPY CNY'],
    ['ka', 'GEL EUR TRY RUB AMD AZN UAH'],
    ['kk', 'KZT EUR USD GBP RUB KGS CNY'],
    ['uz', 'UZS EUR USD GBP RUB KZT JPY CNY'],
  ])('writes %s as CLDR does: %s', (locale, currencies) => {
    for (const currency of currencies.split(' ')) {
      const digits = exponentOf(currency) ?? 2;
      const own = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      for (const amount of AMOUNTS)
        expect(written(amount, currency, locale)).toBe(own.format(amount / 10 ** digits));
    }
  });

  it('asks Intl for another language, also where the region is named', () => {
    expect(['az', 'az-AZ', 'ka-GE', 'kk', 'uz', 'uk', 'en-GB'].map(numberLocale)).toEqual([
      ...['da', 'da', 'pl', 'ru', 'cs', 'uk', 'en-GB'],
    ]);
  });
});

describe('a language whose digits engines disagree about', () => {
  it('has those of today’s CLDR by name', () => {
    expect([withDigits('ar'), numberLocale('ar')]).toEqual(['ar-u-nu-latn', 'ar-u-nu-latn']);
    const digits = new Intl.NumberFormat('ar').resolvedOptions().numberingSystem;
    expect(new Intl.Locale(withDigits('ar')).numberingSystem).toBe(digits);
  });

  it.each(['ar-EG', 'ar-AE', 'ar-u-nu-arab', 'fa', 'hi', 'en'])('leaves %s as it is asked for', (locale) => {
    expect([withDigits(locale), numberLocale(locale)]).toEqual([locale, locale]);
  });

  it('writes amounts in them', () => {
    expect(plain(written(4900, 'EUR', 'ar'))).toBe('49.00 €');
    expect(plain(written(4900, 'EUR', 'ar-EG'))).toBe('٤٩٫٠٠ €');
  });
});
