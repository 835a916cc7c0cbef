// A device that has slept.

import { expect, it } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { watchSleep } from './awake.ts';

function aDevice() {
  const clock = createFakeClock();
  const device = { ahead: 0, wakes: 0, stop: () => {} };
  device.stop = watchSleep({
    clock,
    wallNow: () => clock.now() + device.ahead,
    onWake: () => {
      device.wakes += 1;
    },
  });
  return { clock, device };
}

it('is not told of while time passes as it should', async () => {
  const { clock, device } = aDevice();
  await clock.advance(600_000);
  expect(device.wakes).toBe(0);
});

it('is told of within ten seconds after a sleep in which the monotonic clock stood still, once', async () => {
  const { clock, device } = aDevice();
  await clock.advance(25_000);
  device.ahead += 3_600_000;
  await clock.advance(10_000);
  expect(device.wakes).toBe(1);
  await clock.advance(60_000);
  expect(device.wakes).toBe(1);
});

it('is told of when its clock was set back', async () => {
  const { clock, device } = aDevice();
  device.ahead -= 60_000;
  await clock.advance(10_000);
  expect(device.wakes).toBe(1);
});

it('is not told of after the end', async () => {
  const { clock, device } = aDevice();
  device.stop();
  device.ahead += 60_000;
  await clock.advance(60_000);
  expect(device.wakes).toBe(0);
});
