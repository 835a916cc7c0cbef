// What is said of the time that is left, and when it is said anew.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeLeft } from './time-left.ts';

const MINUTE = 60_000;

describe('the time left', () => {
  it.each([
    [7 * 1440 * MINUTE, 7, 'day'],
    [48 * 60 * MINUTE, 48, 'hour'],
    [119 * MINUTE, 119, 'minute'],
    [5 * MINUTE, 5, 'minute'],
    [4 * MINUTE + 1, 5, 'minute'],
    [MINUTE + 1, 2, 'minute'],
    [MINUTE, 1, 'minute'],
    [30_001, 1, 'minute'],
    [30_000, 30, 'second'],
    [1, 30, 'second'],
  ] as const)('of %d ms is %d %ss', (ms, count, unit) => {
    expect(timeLeft(ms)).toMatchObject({ count, unit });
  });

  it.each([0, -1, Number.NaN])('of %d ms is not spoken of', (ms) => {
    expect(timeLeft(ms)).toBeNull();
  });

  it.each([
    [3 * MINUTE, false],
    [2 * MINUTE, true],
    [MINUTE, true],
    [20_000, true],
  ] as const)('of %d ms is urgent: %s', (ms, isUrgent) => {
    expect(timeLeft(ms)?.isUrgent).toBe(isUrgent);
  });

  it('has the same words as long as it says, and others after that', () => {
    const said = (ms: number) => `${timeLeft(ms)?.count} ${timeLeft(ms)?.unit}`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 * 86_400_000 }), (ms) => {
        const { holdsForMs } = timeLeft(ms) ?? { holdsForMs: 0 };
        expect(holdsForMs).toBeGreaterThan(0);
        if (holdsForMs > 1) expect(said(ms - holdsForMs + 1)).toBe(said(ms));
        expect(said(ms - holdsForMs)).not.toBe(said(ms));
      }),
    );
  });
});
