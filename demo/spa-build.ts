// Builds the React shop and the packages that it takes as npm would have them, when a source is newer: a clone just runs.

import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './one-at-a-time.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const BUILD = ['build', '--logLevel', 'warn', '--mode'];

/** In the order in which one needs the other. */
const STEPS: readonly (readonly [command: string, args: readonly string[], folder: string])[] = [
  ['tsc', ['-p', 'tsconfig.build.json'], 'packages/protocol'],
  ['vite', [...BUILD, 'npm'], '.'],
  ['vite', [...BUILD, 'react'], '.'],
  ['vite', [...BUILD, 'spa'], '.'],
];

const RESULT = 'demo/spa/dist/index.html';

const SOURCES = [
  'demo/spa',
  'demo/shop',
  'packages/react/src',
  'packages/xpay-js/src',
  'packages/protocol/src',
  'scripts/vite-react.ts',
  'scripts/vite-script.ts',
  'scripts/vite-spa.ts',
  'vite.config.ts',
  'pnpm-lock.yaml',
];

/** Beside the builds, which nobody commits. */
const LOCK = join(ROOT, 'demo/spa/dist.lock');

/** @throws Error when a step fails; its own message stands on standard error. */
export function buildSpa(): Promise<void> {
  return oneAtATime(LOCK, build);
}

/** Looks only when nobody builds: half a build is as new as a whole one. Throws as `buildSpa` does. */
export function buildSpaIfStale(): Promise<void> {
  return oneAtATime(LOCK, async () => {
    if (await isStale()) await build();
  });
}

async function build(): Promise<void> {
  for (const [command, args, folder] of STEPS) await run(command, args, join(ROOT, folder));
}

async function isStale(): Promise<boolean> {
  const built = await stat(join(ROOT, RESULT)).catch(() => null);
  const changes = await Promise.all(SOURCES.map((source) => newest(join(ROOT, source))));
  return built === null || Math.max(...changes) > built.mtimeMs;
}

/** The latest change in ms of a file, or of anything under a folder that a build reads; 0 when it does not exist. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null || /[\\/](dist|dist\.lock|node_modules)$|\.test(-d)?\.tsx?$/.test(path)) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  const changes = await Promise.all(names.map((name) => newest(join(path, name))));
  return Math.max(0, ...changes);
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PATH: `${ROOT}node_modules/.bin:${process.env['PATH'] ?? ''}`,
  };
  // Standard output is the caller's alone: with --json it carries one line.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`'${command} ${args.join(' ')}' ended with code ${code}; its message is above.`));
    });
  });
}
