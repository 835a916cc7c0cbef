// Facts about currencies by number.

import { CURRENCIES } from '@xpay/protocol/currencies';
import { describe, expect, it } from 'vitest';
import { currencyOf, numericOf } from './currency-codes.ts';

describe('currency numbers', () => {
  it.each(CURRENCIES.filter((code) => code !== 'ANG'))('lead from %s to a number and back', (currency) => {
    expect(numericOf(currency)).toMatch(/^\d{3}$/);
    expect(currencyOf(numericOf(currency) ?? '')).toBe(currency);
  });

  it.each([
    ['USD', '840'],
    ['EUR', '978'],
    ['JPY', '392'],
    ['ALL', '008'],
    ['ANG', '532'],
  ])('write %s as %s', (currency, numeric) => {
    expect(numericOf(currency)).toBe(numeric);
  });

  it('are unknown for what is no currency', () => {
    expect(numericOf('XXX')).toBeUndefined();
    expect(currencyOf('999')).toBeUndefined();
  });
});
