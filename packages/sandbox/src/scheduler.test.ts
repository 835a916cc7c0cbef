// Tasks run when time comes, never beside themselves, and one that fails is tried again.

import { describe, expect, it, vi } from 'vitest';
import { createLogger } from './http/request-log.ts';
import { createScheduler, type Task } from './scheduler.ts';

const logs: string[] = [];
const logger = createLogger({ write: (line) => void logs.push(line) });
const INTERVAL_MS = 100;

/** A task whose runs end when told. */
function aTask(mayOverlap = false) {
  const ends: (() => void)[] = [];
  const task: Task = { name: 'task', mayOverlap, run: () => new Promise<void>((end) => void ends.push(end)) };
  return { task, ends };
}

describe('a scheduler', () => {
  it('does not start a task that is still running, unless it may overlap', async () => {
    const [alone, beside] = [aTask(), aTask(true)];
    const scheduler = createScheduler([alone.task, beside.task], INTERVAL_MS, logger);
    const ticks = [scheduler.tick(), scheduler.tick()];
    expect([alone.ends.length, beside.ends.length]).toEqual([1, 2]);
    for (const end of [...alone.ends, ...beside.ends]) end();
    await Promise.all(ticks);
  });

  it('logs a task that throws, and runs the others and the next tick', async () => {
    let runs = 0;
    const countRun = async () => {
      runs += 1;
    };
    const scheduler = createScheduler(
      [
        { name: 'broken', run: () => Promise.reject(new Error('no such table')) },
        { name: 'sound', run: countRun },
      ],
      INTERVAL_MS,
      logger,
    );
    await scheduler.tick();
    await scheduler.tick();
    expect(runs).toBe(2);
    expect(logs.join('')).toContain('"task":"broken"');
  });

  it('waits for what is running when stopped, and starts nothing more', async () => {
    const { task, ends } = aTask();
    const scheduler = createScheduler([task], INTERVAL_MS, logger);
    void scheduler.tick();
    let isStopped = false;
    const stopped = scheduler.stop().then(() => {
      isStopped = true;
    });
    await Promise.resolve();
    expect(isStopped).toBe(false);
    ends[0]?.();
    await stopped;
    await scheduler.tick();
    expect(ends).toHaveLength(1);
  });

  it('ticks at its interval, and at once what can be woken when it is', async () => {
    vi.useFakeTimers();
    let runs = 0;
    let regular = 0;
    const countRun = async () => {
      runs += 1;
    };
    const countRegular = async () => {
      regular += 1;
    };
    const scheduler = createScheduler(
      [
        { name: 'count', run: countRun, isWoken: true },
        { name: 'regular', run: countRegular },
      ],
      INTERVAL_MS,
      logger,
    );
    scheduler.wake();
    await vi.advanceTimersByTimeAsync(INTERVAL_MS);
    expect(runs).toBe(0);
    scheduler.start();
    await vi.advanceTimersByTimeAsync(3 * INTERVAL_MS);
    expect(runs).toBe(3);
    scheduler.wake();
    scheduler.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect([runs, regular]).toEqual([4, 3]);
    await scheduler.stop();
    await vi.advanceTimersByTimeAsync(3 * INTERVAL_MS);
    expect(runs).toBe(4);
    vi.useRealTimers();
  });
});
