// What is a card: brands by range, lengths, check digit, expiry on the passed clock, security code by brand.

import { describe, expect, it } from 'vitest';
import { brandOf } from './brands.ts';
import { checkCard, fateOf, passesLuhn } from './cards.ts';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const aCard = (overrides = {}) => ({
  number: '4242424242424242',
  expMonth: 3,
  expYear: 2027,
  cvc: '123',
  ...overrides,
});
const verdict = (overrides: object, now = NOW): string => {
  const result = checkCard(aCard(overrides), now);
  return 'problem' in result ? result.problem.code : result.brand.brand;
};

describe('brand', () => {
  it.each([
    ['4242424242424242', 'visa'],
    ['2221000000000009', 'mastercard'],
    ['2720990000000007', 'mastercard'],
    ['5105105105105100', 'mastercard'],
    ['341111111111111', 'amex'],
    ['6011111111111117', 'discover'],
    ['6500000000000002', 'discover'],
    ['30569309025904', 'diners'],
    ['3530111333300000', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['6759649826438453', 'maestro'],
    ['5067310000000010', 'elo'],
    ['6362970000457013', 'elo'],
    ['2200000000000004', 'mir'],
    ['6062821086773091', 'hipercard'],
    ['9792000000000003', 'troy'],
  ])('%s is %s', (number, brand) => {
    expect(brandOf(number)?.brand).toBe(brand);
  });

  it.each(['1234567890123452', '2220999999999999', '2721000000000004', '', '9'])(
    '%j is nobody’s',
    (number) => {
      expect(brandOf(number)).toBeNull();
    },
  );
});

describe('a card', () => {
  it.each([
    ['as it should be', {}, 'visa'],
    ['one digit wrong', { number: '4242424242424241' }, 'card_number_invalid'],
    ['one digit short', { number: '424242424242424' }, 'card_number_invalid'],
    ['of no brand', { number: '1234567890123452' }, 'card_number_invalid'],
    ['with spaces', { number: '4242 4242 4242 4242' }, 'card_number_invalid'],
    ['with other digits', { number: '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢' }, 'card_number_invalid'],
    ['of last month', { expMonth: 12, expYear: 2025 }, 'card_expiry_invalid'],
    ['of this month', { expMonth: 1, expYear: 2026 }, 'visa'],
    ['of 50 years ahead', { expYear: 2076 }, 'visa'],
    ['of 51 years ahead', { expYear: 2077 }, 'card_expiry_invalid'],
    ['with a short code', { cvc: '12' }, 'card_cvc_invalid'],
    ['with a long code', { cvc: '1234' }, 'card_cvc_invalid'],
    ['with letters as code', { cvc: '12a' }, 'card_cvc_invalid'],
    ['of Amex with three digits', { number: '378282246310005' }, 'card_cvc_invalid'],
    ['of Amex with four digits', { number: '378282246310005', cvc: '1234' }, 'amex'],
  ])('%s', (_what, overrides, expected) => {
    expect(verdict(overrides)).toBe(expected);
  });

  it.each([
    ['2026-02-01T11:59:59.999Z', 'visa'],
    ['2026-02-01T12:00:00.000Z', 'card_expiry_invalid'],
  ])('of January is judged where January ends last: %s', (now, expected) => {
    expect(verdict({ expMonth: 1, expYear: 2026 }, new Date(now))).toBe(expected);
  });
});

it.each(['', '42a', '4 2', '-1'])('%j passes no Luhn check', (text) => {
  expect(passesLuhn(text)).toBe(false);
});

it('approves what is not documented otherwise', () => {
  expect([fateOf('5555555555554444'), fateOf('4000000000009987')]).toEqual(['approve', 'lost_card']);
});
