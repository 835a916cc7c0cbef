// Numbers and the brands they belong to.
import { describe, expect, it } from 'vitest';
import { BRANDS, brandById, brandOf, familiarBrands } from './brand.ts';

describe('brandOf', () => {
  it.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2221000000000009', 'mastercard'],
    ['2720990000000007', 'mastercard'],
    ['378282246310005', 'amex'],
    ['341111111111111', 'amex'],
    ['6011111111111117', 'discover'],
    ['6440000000000000', 'discover'],
    ['6500000000000000', 'discover'],
    ['3056930009020004', 'diners'],
    ['36227206271667', 'diners'],
    ['3095000000000000', 'diners'],
    ['3566002020360505', 'jcb'],
    ['3528000000000000', 'jcb'],
    ['3589990000000000', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['6221260000000000', 'unionpay'],
    ['8171999900000018', 'unionpay'],
    ['6759649826438453', 'maestro'],
    ['5018000000000009', 'maestro'],
    ['6304000000000000', 'maestro'],
    ['6362970000457013', 'elo'],
    ['2200000000000004', 'mir'],
    ['2204999999999999', 'mir'],
    ['6062821086773091', 'hipercard'],
    ['6370950000000005', 'hipercard'],
    ['9792000000000003', 'troy'],
  ])('knows %s as %s', (digits, id) => {
    expect(brandOf(digits)?.id).toBe(id);
  });

  it.each([
    ['Elo inside Visa', '4011780000000000', 'elo', '4011770000000000', 'visa'],
    ['Elo inside Maestro', '5067000000000000', 'elo', '5066980000000000', 'maestro'],
    ['Elo inside Discover', '6504050000000000', 'elo', '6504040000000000', 'discover'],
    ['Elo inside UnionPay', '6277800000000000', 'elo', '6277810000000000', 'unionpay'],
  ])('lets the most specific range win: %s', (_, inside, idInside, beside, idBeside) => {
    expect(brandOf(inside)?.id).toBe(idInside);
    expect(brandOf(beside)?.id).toBe(idBeside);
  });

  it.each([
    ['4', 'visa'],
    ['34', 'amex'],
    ['35', 'jcb'],
    ['23', 'mastercard'],
    ['220', 'mir'],
    ['97', 'troy'],
  ])('tells %s as early as nothing else is possible', (digits, id) => {
    expect(brandOf(digits)?.id).toBe(id);
  });

  it.each(['', '2', '22', '3', '5', '6', '63', '30'.slice(0, 1)])('does not guess at "%s"', (digits) => {
    expect(brandOf(digits)).toBeNull();
  });

  it.each(['0', '1', '2205', '2220', '2721', '7', '9793', '306', '3590', '818'])(
    'knows no brand of %s',
    (digits) => {
      expect(brandOf(digits)).toBeNull();
    },
  );
});

describe('the brand table', () => {
  it.each(BRANDS.map((brand) => [brand.id, brand] as const))(
    'writes the ranges of %s with equal ends',
    (_, brand) => {
      for (const range of brand.ranges) {
        const [low = '', high = low] = range.split('-');
        expect(range).toMatch(/^\d+(-\d+)?$/);
        expect(high).toHaveLength(low.length);
        expect(high >= low).toBe(true);
      }
    },
  );

  it('has four digits of security code for American Express only', () => {
    expect(BRANDS.filter((brand) => brand.securityCodeLength === 4).map(({ id }) => id)).toEqual(['amex']);
  });

  it('finds a brand by the id that the server uses', () => {
    expect(brandById('jcb')?.name).toBe('JCB');
    expect(brandById('constructor')).toBeNull();
  });
});

describe('familiarBrands', () => {
  it.each([
    ['en', 'discover'],
    ['ja', 'jcb'],
    ['pt-BR', 'elo'],
    ['zh-Hant-TW', 'unionpay'],
    ['constructor', 'discover'],
  ])('shows in %s the brand that is at home there', (locale, id) => {
    const ids = familiarBrands(locale).map((brand) => brand.id);
    expect(ids).toHaveLength(4);
    expect(ids).toContain(id);
  });
});
