// Processes that live and die together: when one ends, or the person at the terminal has had enough, all of them end.

import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { exitOf, start } from './run.ts';

/** The sandbox takes at most five seconds to let running requests end. */
const LAST_RESORT_MS = 6_000;

export interface Group {
  /** Starts a command as `start` of run.ts does; `name` begins the sentence that tells of an end nobody asked for. */
  start(name: string, command: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
}

/**
 * Ends all its processes and then this one: with code 0 on Ctrl-C, SIGTERM or a closed terminal, with code 1 when one of
 * them has ended by itself or could not start.
 */
export function createGroup(): Group {
  const members: { readonly child: ChildProcess; readonly ended: Promise<number> }[] = [];
  let isStopping = false;

  async function stop(code: number): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    await Promise.all(
      members.map(async ({ child, ended }) => {
        child.kill('SIGTERM');
        const lastResort = setTimeout(() => child.kill('SIGKILL'), LAST_RESORT_MS);
        await ended;
        clearTimeout(lastResort);
      }),
    );
    process.exit(code);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

  return {
    start(name, command, args, options) {
      const child = start(command, args, options);
      const ended = exitOf(child);
      members.push({ child, ended });
      void ended.then((code) => {
        if (!isStopping) process.stderr.write(`${name} ended (code ${code}), so everything stops.\n`);
        void stop(1);
      });
      return child;
    },
  };
}
