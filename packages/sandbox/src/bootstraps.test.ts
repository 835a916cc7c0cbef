// One-time keys in memory: how many are kept, and whose go first.

import { expect, it } from 'vitest';
import { createBootstraps } from './bootstraps.ts';
import { manualClock } from './domain/clock.ts';

it('keeps the latest fifty of a session, whatever is done with another', () => {
  const bootstraps = createBootstraps(manualClock());
  const other = bootstraps.issue('cs_test_2');
  const keys = Array.from({ length: 51 }, () => bootstraps.issue('cs_test_1'));
  expect(keys.map((key) => bootstraps.find(key))).toEqual([null, ...Array(50).fill('cs_test_1')]);
  expect(bootstraps.find(other)).toBe('cs_test_2');
});

it('makes room by what was used and what is over', () => {
  const clock = manualClock();
  const bootstraps = createBootstraps(clock);
  const keys = Array.from({ length: 50 }, () => bootstraps.issue('cs_test_1'));
  bootstraps.use(keys[7] ?? '');
  const next = bootstraps.issue('cs_test_1');
  expect([bootstraps.find(keys[0] ?? ''), bootstraps.find(keys[7] ?? '')]).toEqual(['cs_test_1', null]);
  clock.advance(600_000);
  expect(bootstraps.find(next)).toBeNull();
  const fresh = Array.from({ length: 50 }, () => bootstraps.issue('cs_test_1'));
  expect(fresh.every((key) => bootstraps.find(key) === 'cs_test_1')).toBe(true);
});

it('is not troubled by a key that is used twice, or that nobody has', () => {
  const bootstraps = createBootstraps(manualClock());
  const key = bootstraps.issue('cs_test_1');
  const kept = bootstraps.issue('cs_test_1');
  for (const used of [key, key, 'nobody’s', '']) bootstraps.use(used);
  expect([bootstraps.find(key), bootstraps.find(kept)]).toEqual([null, 'cs_test_1']);
});
