// A program that a browser consists of, with everything it says kept; none outlives this process.

import { type ChildProcess, spawn } from 'node:child_process';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) end(child, 'SIGKILL');
});

export interface Program {
  /** The lines so far, of both outputs. */
  readonly lines: readonly string[];
  /** The lines since the last call that match. */
  readonly said: (pattern: RegExp) => readonly string[];
  readonly isRunning: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Starts a program, and all that it starts, as a group. */
export function startProgram(path: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(path, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => void running.delete(child));
  let read = 0;
  return {
    lines,
    said: (pattern) => {
      const fresh = lines.slice(read);
      read = lines.length;
      return fresh.filter((line) => pattern.test(line));
    },
    isRunning: () => running.has(child),
    stop: async () => {
      end(child, 'SIGTERM');
      const lastResort = setTimeout(() => end(child, 'SIGKILL'), 5_000);
      await ended;
      clearTimeout(lastResort);
    },
  };
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/**
 * Asks until it is answered with something other than undefined.
 * @throws the last error, or one that says what was waited for, after `ms`.
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, ms = 30_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    let failure: unknown = new Error(`After ${ms / 1000} s there was no ${what}.`);
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) throw new Error(`Waiting for ${what}`, { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
