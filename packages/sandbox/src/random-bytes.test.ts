// Facts about pooled random bytes: as many as were asked for, and none of them twice.

import { expect, it } from 'vitest';
import { pooledBytes } from './random-bytes.ts';

it('hands out as many as were asked for, never the same twice, and lets those it gave alone', () => {
  const given = Array.from({ length: 3000 }, () => pooledBytes(16));
  const first = given.map((bytes) => Buffer.from(bytes).toString('hex'));
  expect(new Set(first).size).toBe(3000);
  expect(given.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(first);
  expect([pooledBytes(0).length, pooledBytes(8192).length, pooledBytes(10_000).length]).toEqual([
    0, 8192, 10_000,
  ]);
});
