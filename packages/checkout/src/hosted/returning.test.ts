// Facts about the countdown: it goes by the clock, and whoever stays is left alone.

import { expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createReturning } from './returning.ts';

const URL = 'https://shop.example/thanks';

function aReturning(clock: Clock = createFakeClock()) {
  const gone: string[] = [];
  return { gone, ...createReturning({ clock, go: (url) => gone.push(url) }) };
}

it('shows each second that is left, and goes when none is', async () => {
  const clock = createFakeClock();
  const { left, start, gone } = aReturning(clock);
  start(2_500, URL);
  const seen = [left.value];
  for (const ms of [499, 1, 1_000, 999]) {
    await clock.advance(ms);
    seen.push(left.value);
  }
  expect([seen, gone]).toEqual([[3, 3, 2, 1, 1], []]);
  await clock.advance(1);
  expect([left.value, gone]).toEqual([null, [URL]]);
  await clock.advance(60_000);
  expect(gone).toEqual([URL]);
});

it('goes at once where no time is given', () => {
  const { start, gone, left } = aReturning();
  start(0, URL);
  expect([gone, left.value]).toEqual([[URL], null]);
});

it('goes nowhere after it was stopped, however long it takes', async () => {
  const clock = createFakeClock();
  const { start, stop, gone, left } = aReturning(clock);
  start(2_000, URL);
  await clock.advance(1_999);
  stop();
  expect(left.value).toBeNull();
  await clock.advance(600_000);
  expect(gone).toEqual([]);
});

it('begins anew for another address', async () => {
  const clock = createFakeClock();
  const { start, gone } = aReturning(clock);
  start(2_000, URL);
  await clock.advance(1_000);
  start(2_000, 'https://shop.example/other');
  await clock.advance(1_999);
  expect(gone).toEqual([]);
  await clock.advance(1);
  expect(gone).toEqual(['https://shop.example/other']);
});

it('counts by the clock where its timers come late, as in a hidden page', () => {
  let now = 0;
  let late = () => {};
  const clock: Clock = {
    now: () => now,
    after(_ms, run) {
      late = run;
      return () => {};
    },
  };
  const { left, start, gone } = aReturning(clock);
  start(10_000, URL);
  now = 7_200;
  late();
  expect(left.value).toBe(3);
  now = 60_000;
  late();
  expect(gone).toEqual([URL]);
});
