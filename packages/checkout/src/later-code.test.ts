// Code that comes later is fetched once, when it is wanted, and is not given up while something changes.

import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { settled } from './fake-clock.ts';
import { laterCode } from './later-code.ts';

const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

it('is not fetched before it is wanted, and once after that', async () => {
  const wish = signal<string | null>(null);
  const load = vi.fn(async () => 'code');
  const { code } = laterCode(load, () => wish.value);
  await settled();
  expect(load).not.toHaveBeenCalled();
  wish.value = 'ready';
  await settled();
  wish.value = 'confirming';
  await settled();
  expect(code.value).toBe('code');
  expect(load).toHaveBeenCalledTimes(1);
});

it('is asked for again at once when it fails, as that often helps', async () => {
  const load = vi.fn(async () => 'code').mockImplementationOnce(lost);
  const { code, isLost } = laterCode(load, () => 'ready');
  await settled();
  expect([code.value, isLost.value]).toEqual(['code', false]);
});

it('is asked for when something has changed, and not without that', async () => {
  const wish = signal<string | null>('ready offline');
  const load = vi.fn<() => Promise<string>>(lost);
  const { code, isLost } = laterCode(load, () => wish.value);
  await settled();
  expect([code.value, isLost.value]).toEqual([null, true]);
  expect(load).toHaveBeenCalledTimes(2);
  load.mockImplementation(async () => 'code');
  wish.value = 'ready online';
  await settled();
  expect([code.value, isLost.value]).toEqual(['code', false]);
});

it('sees what has changed while it was being asked for', async () => {
  const wish = signal<string | null>('ready offline');
  let fail = () => {};
  const load = vi.fn<() => Promise<string>>(async () => 'code');
  load.mockImplementationOnce(lost);
  load.mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        fail = () => reject(new TypeError('Failed to fetch'));
      }),
  );
  const { code } = laterCode(load, () => wish.value);
  await settled();
  wish.value = 'confirming online';
  await settled();
  expect(load).toHaveBeenCalledTimes(2);
  fail();
  await settled();
  expect(code.value).toBe('code');
});
