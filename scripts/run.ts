// Runs the project's commands as child processes, so that every script starts, reports and stops them alike.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** For `start`: a command whose standard output is ours to read, and who reads nothing from the terminal. */
export const READABLE = { stdio: ['ignore', 'pipe', 'inherit'] } as const satisfies SpawnOptions;

/** Starts a command of `node_modules/.bin` (or of the system) in the project's root. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const path = `${ROOT}node_modules/.bin:${process.env['PATH'] ?? ''}`;
  return spawn(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    ...options,
    env: { ...process.env, ...options.env, PATH: path },
  });
}

/** Resolves with the exit code; a signal counts as 1, a command that cannot start as 127. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a command to its end and resolves with its exit code. */
export function run(command: string, args: readonly string[], options?: SpawnOptions): Promise<number> {
  return exitOf(start(command, args, options));
}

/** Resolves with the first line a child prints on standard output; never, when it ends before that. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}
