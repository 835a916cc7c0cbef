// The list of accepted currencies is whole, and nothing else is a currency.
import { describe, expect, it } from 'vitest';
import { CURRENCIES, isCurrency } from './currencies.ts';

describe('CURRENCIES', () => {
  it('holds 159 different three-letter codes in order', () => {
    expect(CURRENCIES).toHaveLength(159);
    expect(new Set(CURRENCIES).size).toBe(159);
    expect([...CURRENCIES].sort()).toEqual(CURRENCIES);
    expect(CURRENCIES.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
  });
});

describe('isCurrency', () => {
  it.each(['USD', 'EUR', 'JPY', 'KWD', 'XCG', 'ANG', 'ZWL', 'ZWG', 'VED'])('accepts %s', (code) => {
    expect(isCurrency(code)).toBe(true);
  });

  it.each(['XAU', 'XTS', 'XXX', 'CLF', 'UYI', 'USN', 'usd', 'US', 'USDT', '', ' USD', null, 840, ['USD']])(
    'does not accept %j',
    (value) => {
      expect(isCurrency(value)).toBe(false);
    },
  );
});
