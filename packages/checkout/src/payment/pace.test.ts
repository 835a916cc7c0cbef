// How often the server may be asked.

import { beforeEach, expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createPace } from './pace.ts';

let clock = createFakeClock();
let pace = createPace(clock);

beforeEach(() => {
  clock = createFakeClock();
  pace = createPace(clock);
});

it('lets ten reads go in any minute, and the next when the first of them is a minute old', async () => {
  for (let read = 0; read < 10; read += 1) {
    expect(pace.pauseMs()).toBe(0);
    pace.sent();
    await clock.advance(1_000);
  }
  expect(pace.pauseMs()).toBe(51_000);
  await clock.advance(51_000);
  expect(pace.pauseMs()).toBe(0);
  pace.sent();
  expect(pace.pauseMs()).toBe(1_000);
});

it('leaves the server alone for as long as it wants, and only with what it named', async () => {
  pace.rest('read', 30_000);
  expect([pace.restMs('read'), pace.restMs('confirm'), pace.pauseMs()]).toEqual([30_000, 0, 30_000]);
  await clock.advance(10_000);
  pace.rest('read', 5_000);
  pace.rest('read', undefined);
  expect(pace.restMs('read')).toBe(20_000);
  await clock.advance(20_000);
  expect(pace.restMs('read')).toBe(0);
});
