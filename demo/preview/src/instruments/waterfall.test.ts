// Facts about the bars of requests.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, spanOf } from './waterfall.ts';

const request = (at: number, durationMs: number) => ({
  id: at,
  at,
  what: {
    id: '',
    sessionId: null,
    method: 'GET',
    path: '/',
    route: '/',
    status: 200,
    startedAt: '',
    durationMs,
    fault: null,
  },
});

describe('a bar', () => {
  it('stands within the track, wherever its request does', () => {
    const requests = fc.array(fc.tuple(fc.nat(100_000), fc.nat(5000)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(requests, (all) => {
        const entries = all.map(([at, ms]) => request(at, ms));
        const span = spanOf(entries);
        for (const entry of entries) {
          const { start, size } = barOf(entry, span);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(size).toBeGreaterThan(0);
          expect(start + size).toBeLessThanOrEqual(100.001);
        }
      }),
    );
  });

  it('is as long as its request took, beside the others', () => {
    const [short, long] = [request(0, 100), request(100, 300)];
    const span = spanOf([short, long]);
    expect(barOf(short, span)).toEqual({ start: 0, size: 25 });
    expect(barOf(long, span)).toEqual({ start: 25, size: 75 });
  });

  it('is not squeezed by a pause, however long', () => {
    const [one, other] = [request(0, 100), request(3_600_000, 100)];
    expect(barOf(one, spanOf([one, other])).size).toBeGreaterThan(40);
  });
});
