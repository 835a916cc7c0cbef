// One at a time, whoever comes first, and nobody waits for somebody who is gone.

import { existsSync, mkdirSync, mkdtempSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

function newLock(): string {
  return join(mkdtempSync(join(tmpdir(), 'lock-')), 'building');
}

describe('oneAtATime', () => {
  it('never lets two work at once, and lets each of them work', async () => {
    const lock = newLock();
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      working -= 1;
    };
    await Promise.all([oneAtATime(lock, work), oneAtATime(lock, work), oneAtATime(lock, work)]);
    expect([most, existsSync(lock)]).toEqual([1, false]);
  });

  it('is free again after work that failed', async () => {
    const lock = newLock();
    const fail = oneAtATime(lock, () => Promise.reject(new Error('broken')));
    await expect(fail).rejects.toThrow('broken');
    expect(await oneAtATime(lock, async () => 'done')).toBe('done');
  });

  it('takes over from a process that was killed', async () => {
    const lock = newLock();
    mkdirSync(lock);
    const longAgo = new Date(Date.now() - 121_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await oneAtATime(lock, async () => 'done')).toBe('done');
  });

  it('says so where there can be no lock', async () => {
    await expect(oneAtATime(join(newLock(), 'deeper'), async () => 'done')).rejects.toThrow('ENOENT');
  });
});
