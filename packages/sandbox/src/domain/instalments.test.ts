import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameDayIn } from './clock.ts';
import { inEqualParts, plansFor } from './instalments.ts';
import { LARGEST_AMOUNT } from './session.ts';

const JANUARY_31 = new Date('2027-01-31T23:30:00.000Z');

describe('instalment plans', () => {
  it('are of 3 and 4 parts without a fee, and of 6 and 12 with one', () => {
    const plans = plansFor(10_000, JANUARY_31);
    expect(plans.map(({ id, fee, amountTotal }) => [id, fee, amountTotal])).toEqual([
      ['in_3', 0, 10_000],
      ['in_4', 0, 10_000],
      ['in_6', 300, 10_300],
      ['in_12', 600, 10_600],
    ]);
    expect(plans[0]?.instalments).toEqual([
      { dueOn: '2027-01-31', amount: 3_334 },
      { dueOn: '2027-02-28', amount: 3_333 },
      { dueOn: '2027-03-31', amount: 3_333 },
    ]);
  });

  it('add up to their total for every price, in parts that differ by one minor unit at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST_AMOUNT }), (amount) => {
        for (const { amountTotal, fee, instalments } of plansFor(amount, JANUARY_31)) {
          const parts = instalments.map((one) => one.amount);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountTotal);
          expect(amountTotal - fee).toBe(amount);
          expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
          expect(Math.min(...parts)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it.each([
    [2, []],
    [3, ['in_3']],
    [11, ['in_3', 'in_4', 'in_6']],
  ])('for %d minor units are those that have one for each date', (amount, ids) => {
    expect(plansFor(amount, JANUARY_31).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['2027-01-31T00:00:00Z', 1, '2027-02-28'],
    ['2028-01-31T00:00:00Z', 1, '2028-02-29'],
    ['2028-01-31T00:00:00Z', 2, '2028-03-31'],
    ['2027-11-30T00:00:00Z', 3, '2028-02-29'],
    ['2027-12-15T23:59:59Z', 0, '2027-12-15'],
    ['2027-12-15T23:59:59Z', 11, '2028-11-15'],
  ])('from %s are due %d months later on %s', (from, months, day) => {
    expect(sameDayIn(new Date(from), months)).toBe(day);
  });

  it('give what cannot be shared to the first ones', () => {
    expect(inEqualParts(11, 4)).toEqual([3, 3, 3, 2]);
  });
});
