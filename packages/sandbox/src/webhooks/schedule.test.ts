// Facts about when webhooks are tried again.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTEMPT_DELAYS_MS, retryAfterMs, retryDelayMs } from './schedule.ts';

const MIDDLE = () => 0.5;
const NOW = new Date('2026-01-15T12:00:00.000Z');

describe('retryDelayMs', () => {
  it.each([
    [1, 5_000],
    [2, 30_000],
    [3, 120_000],
    [4, 300_000],
    [5, 1_800_000],
    [6, 7_200_000],
    [7, 18_000_000],
    [8, 36_000_000],
    [9, 86_400_000],
  ])('waits, after %i failed attempts, %i ms', (attempts, expected) => {
    expect(retryDelayMs(attempts, MIDDLE)).toBe(expected);
  });

  it('has no attempt left after the tenth', () => {
    expect(retryDelayMs(10, MIDDLE)).toBeNull();
    expect(ATTEMPT_DELAYS_MS).toHaveLength(10);
  });

  it('follows another plan, where an API has one', () => {
    const plan = [0, 1000, 60_000];
    expect([1, 2, 3].map((made) => retryDelayMs(made, MIDDLE, plan))).toEqual([1000, 60_000, null]);
  });

  it('has three retries within the first five minutes', () => {
    const [, first, second, third] = ATTEMPT_DELAYS_MS;
    expect(first + second + third).toBeLessThan(5 * 60_000);
  });

  it('strays from the plan by at most a tenth, either way', () => {
    const attempt = fc.integer({ min: 1, max: 9 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempt, random, (made, value) => {
        const planned = ATTEMPT_DELAYS_MS[made] ?? 0;
        const delay = retryDelayMs(made, () => value) ?? Number.NaN;
        expect(Math.abs(delay - planned)).toBeLessThanOrEqual(planned / 10);
      }),
    );
    expect(retryDelayMs(1, () => 0)).toBe(4_500);
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['7', 7_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Thu, 15 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 15 Jan 2026 11:00:00 GMT', 0],
    ['999999999999', 86_400_000],
    ['Thu, 15 Jan 2099 12:00:00 GMT', 86_400_000],
  ])('reads %j as %i ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it.each([null, '', 'soon', '-5', '1.5', '2026-01-16', 'Thu, 99 Jan 2026 12:00:30 GMT'])(
    'finds nothing in %j',
    (header) => {
      expect(retryAfterMs(header, NOW)).toBeNull();
    },
  );
});
