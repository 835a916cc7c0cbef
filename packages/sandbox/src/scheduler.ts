// Work that time brings: expiry, late outcomes, webhooks. A task never runs beside itself unless it says it may.

import type { Logger } from 'pino';
import { stackOf } from './http/redact.ts';

export interface Task {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** Whether it is what something that has just happened makes due: the others wait for their time. */
  readonly isWoken?: boolean;
  /** Whether a new run may begin while an old one waits for somebody slow. */
  readonly mayOverlap?: boolean;
}

export interface Scheduler {
  /**
   * Runs every task once now, and resolves when all have ended, with those that were running already; a task that throws is
   * logged and tried again next time.
   */
  tick(): Promise<void>;
  /** Starts the tasks that can be woken soon, not waiting for them: something has just become due. */
  wake(): void;
  /** Ticks every `intervalMs` from now on. */
  start(): void;
  /** No more ticks; resolves when what is running has ended. */
  stop(): Promise<void>;
}

export function createScheduler(tasks: readonly Task[], intervalMs: number, logger: Logger): Scheduler {
  const running = new Map<Task, Set<Promise<void>>>(tasks.map((task) => [task, new Set()]));
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isWoken = false;

  async function runOnce({ name, run }: Task): Promise<void> {
    try {
      await run();
    } catch (error) {
      logger.error({ task: name, stack: stackOf(error) }, 'task failed');
    }
  }

  function begin(task: Task): Promise<unknown> {
    const runs = running.get(task) ?? new Set();
    if (runs.size > 0 && task.mayOverlap !== true) return Promise.all(runs);
    const run: Promise<void> = runOnce(task).finally(() => runs.delete(run));
    runs.add(run);
    return Promise.all(runs);
  }

  async function tick(): Promise<void> {
    if (isStopped) return;
    await Promise.all(tasks.map(begin));
  }

  return {
    tick,
    wake() {
      if (isWoken || timer === undefined) return;
      isWoken = true;
      setImmediate(() => {
        isWoken = false;
        if (!isStopped) for (const task of tasks) if (task.isWoken === true) void begin(task);
      });
    },
    start() {
      if (isStopped || timer !== undefined) return;
      timer = setInterval(() => void tick(), intervalMs);
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      timer = undefined;
      await Promise.all([...running.values()].flatMap((runs) => [...runs]));
    },
  };
}
