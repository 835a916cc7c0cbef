// A version that the server has named is read until it is known here.

import { expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createChase } from './chase.ts';

function aChase() {
  const clock = createFakeClock();
  const page = { version: 1, reads: [] as number[] };
  const chase = createChase({
    clock,
    known: () => page.version,
    read: (version) => page.reads.push(version),
  });
  return { clock, page, chase };
}

it('reads at once, and no more when that brought it', async () => {
  const { clock, page, chase } = aChase();
  chase.told(2);
  expect(page.reads).toEqual([2]);
  page.version = 2;
  await clock.advance(60_000);
  expect(page.reads).toEqual([2]);
});

it('says nothing of what is known', () => {
  const { page, chase } = aChase();
  chase.told(1);
  expect(page.reads).toEqual([]);
});

it('reads again, ever more rarely, while the version does not come', async () => {
  const { clock, page, chase } = aChase();
  chase.told(2);
  await clock.advance(60_000);
  expect(page.reads.length).toBeGreaterThan(4);
  expect(page.reads.length).toBeLessThan(9);
});

it('reads once a second for many changes, and ends with the last', async () => {
  const { clock, page, chase } = aChase();
  for (let version = 2; version <= 20; version += 1) {
    chase.told(version);
    await clock.advance(100);
  }
  await clock.advance(1_000);
  expect(page.reads.length).toBeLessThanOrEqual(3);
  expect(page.reads.at(-1)).toBe(20);
});

it('stops', async () => {
  const { clock, page, chase } = aChase();
  chase.told(2);
  chase.stop();
  await clock.advance(60_000);
  expect(page.reads).toEqual([2]);
});
