// Lets one process at a time do something in a folder that all of them use: two shops that start together build once.

import { mkdir, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Longer than the work may take: whoever held the lock for so long was killed. */
const FORGOTTEN_MS = 120_000;
const LOOK_AGAIN_MS = 100;

/**
 * Waits until nobody else holds the lock, then runs the work with it. What the work was for may be done by then: look again
 * inside it.
 * @param lock A folder that exists while somebody works (POSIX: `mkdir` succeeds for one of many).
 */
export async function oneAtATime<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await take(lock))) await pause(LOOK_AGAIN_MS);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const held = await stat(lock).catch(() => null);
    if (held !== null && Date.now() - held.mtimeMs > FORGOTTEN_MS)
      await rm(lock, { recursive: true, force: true });
    return false;
  }
}
