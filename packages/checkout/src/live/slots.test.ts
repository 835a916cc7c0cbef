// Who may keep a connection open.

import { expect, it } from 'vitest';
import { createFakeLocks } from './fake-locks.ts';
import { type Locks, takeSlot } from './slots.ts';

it('gives three places, and one that is given back to the next', async () => {
  const locks = createFakeLocks();
  const taken = [await takeSlot(locks), await takeSlot(locks), await takeSlot(locks)];
  expect(taken.every((release) => release !== null)).toBe(true);
  expect(await takeSlot(locks)).toBeNull();
  taken[1]?.();
  await Promise.resolve();
  expect(await takeSlot(locks)).not.toBeNull();
  expect(await takeSlot(locks)).toBeNull();
});

it.each<[string, Locks | undefined]>([
  ['a browser has no locks', undefined],
  ['a document may not use them', { request: () => Promise.reject(new DOMException('No', 'SecurityError')) }],
])('gives none where %s', async (_, locks) => {
  expect(await takeSlot(locks)).toBeNull();
});
