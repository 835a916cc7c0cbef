// The frame follows the form at once, but neither trembles nor swings.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAutoHeight } from './auto-height.ts';

function follow(initial = 600) {
  const applied: number[] = [];
  return { applied, height: createAutoHeight(initial, (pixels) => applied.push(pixels)) };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

it('takes the first height at once', () => {
  const { applied, height } = follow();
  height.follow(640);
  expect(applied).toEqual([640]);
});

it('takes only the last of the heights that come within 100 ms', () => {
  const { applied, height } = follow();
  for (const pixels of [640, 650, 660, 700]) height.follow(pixels);
  vi.advanceTimersByTime(99);
  expect(applied).toEqual([640]);
  vi.advanceTimersByTime(1);
  expect(applied).toEqual([640, 700]);
});

it.each([
  ['one pixel more', 601],
  ['one pixel less', 599],
  ['the same', 600],
  ['the height of a form that is not shown', 0],
  ['no number', Number.NaN],
])('ignores %s', (_, pixels) => {
  const { applied, height } = follow();
  height.follow(pixels);
  vi.runAllTimers();
  expect(applied).toEqual([]);
});

it.each([
  [4001, 4000],
  [1e9, 4000],
  [612.2, 613],
])('makes of %d CSS pixels %d', (wanted, taken) => {
  const { applied, height } = follow();
  height.follow(wanted);
  expect(applied).toEqual([taken]);
});

it('stops swinging between two heights, at the taller one', () => {
  const { applied, height } = follow();
  for (let turn = 0; turn < 50; turn += 1) {
    height.follow(turn % 2 === 0 ? 640 : 600);
    vi.advanceTimersByTime(120);
  }
  expect(applied.length).toBeLessThan(8);
  expect(applied.at(-1)).toBe(640);
});

it('follows again once the swinging is over', () => {
  const { applied, height } = follow();
  for (let turn = 0; turn < 20; turn += 1) {
    height.follow(turn % 2 === 0 ? 640 : 600);
    vi.advanceTimersByTime(120);
  }
  height.follow(700);
  vi.advanceTimersByTime(2000);
  height.follow(640);
  expect(applied.slice(-2)).toEqual([700, 640]);
});

it('forgets a waiting height when stopped', () => {
  const { applied, height } = follow();
  height.follow(640);
  height.follow(700);
  height.stop();
  expect(vi.getTimerCount()).toBe(0);
  expect(applied).toEqual([640]);
});

it('lets heights wait while held, and goes on 100 ms later with the latest', () => {
  const { applied, height } = follow();
  height.follow(640);
  height.follow(700);
  height.hold(true);
  height.follow(900);
  vi.advanceTimersByTime(5000);
  expect(applied).toEqual([640]);
  height.hold(false);
  height.follow(650);
  vi.advanceTimersByTime(99);
  expect(applied).toEqual([640]);
  vi.advanceTimersByTime(1);
  expect(applied).toEqual([640, 650]);
});

it('has no height to go on with when none came while it was held', () => {
  const { applied, height } = follow();
  height.hold(true);
  height.hold(false);
  vi.runAllTimers();
  height.follow(640);
  expect(applied).toEqual([640]);
  height.hold(false);
  height.stop();
  expect(vi.getTimerCount()).toBe(0);
});
