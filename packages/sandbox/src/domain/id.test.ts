// Ids: unique, of one form, and in the order in which they were made.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { manualClock } from './clock.ts';
import { createIds } from './id.ts';

it('keeps the order of creation within a millisecond, across milliseconds, and when the clock is set back', () => {
  const clock = manualClock();
  const ids = createIds(clock, randomBytes);
  const made: string[] = [];
  for (let i = 0; i < 1000; i += 1) {
    if (i % 100 === 0) clock.advance(i % 200 === 0 ? 1 : -1);
    made.push(ids.next('ch'));
  }
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(1000);
});

it('has the form of a ULID after its prefix, with the time of the clock', () => {
  const ids = createIds(manualClock('2026-01-15T12:00:00.000Z'), () => new Uint8Array(10));
  expect(ids.next('cs_test')).toBe('cs_test_01KF0RDQG00000000000000000');
});

it('tells no session’s id by that of another, or of anything made with it', () => {
  const clock = manualClock();
  const ids = createIds(clock, randomBytes);
  const made = (['cs_test', 'pi', 'cs_test', 'cs_live', 'ch', 'cs_test'] as const).map((prefix) =>
    ids.next(prefix),
  );
  const random = made.map((id) => id.slice(-16, -4));
  // Those that count on share all but the last bits.
  expect(random[1]).toBe(random[4]);
  expect(new Set(random).size).toBe(5);
  expect(new Set(made.map((id) => id.slice(-26, -16))).size).toBe(1);
});
