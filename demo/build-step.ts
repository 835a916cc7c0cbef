// Builds of the demo: whether one is older than what it is made of, and running the tool that makes it.

import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Whether a result is missing or older than one of its sources; all paths are of the workspace. */
export async function isStale(result: string, sources: readonly string[]): Promise<boolean> {
  const built = await stat(join(ROOT, result)).catch(() => null);
  const changes = await Promise.all(sources.map((source) => newest(join(ROOT, source))));
  return built === null || Math.max(...changes) > built.mtimeMs;
}

/** The latest change in ms of a file, or of anything under a folder that a build reads; 0 when it does not exist. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null || /[\\/](dist|dist\.\w+|node_modules)$|\.test(-d)?\.tsx?$/.test(path)) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  const changes = await Promise.all(names.map((name) => newest(join(path, name))));
  return Math.max(0, ...changes);
}

/**
 * Runs a tool of the workspace to its end, with its messages on standard error.
 * @throws Error when it fails.
 */
export function runTool(command: string, args: readonly string[], folder = '.'): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PATH: `${ROOT}node_modules/.bin:${process.env['PATH'] ?? ''}`,
  };
  // Standard output is the caller's alone: with --json it carries one line.
  const child = spawn(command, args, { cwd: join(ROOT, folder), env, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`'${command} ${args.join(' ')}' ended with code ${code}; its message is above.`));
    });
  });
}
