// Builds the frame and xpay.js when their build is missing or older than their sources, so that a clone just runs.

import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The mode of vite.config.ts that makes it. */
export type BuildMode = 'frame' | 'script' | 'dashboard';

interface Build {
  readonly mode: BuildMode;
  /** Written last by the build, so that its age is the build's. */
  readonly result: string;
  readonly sources: readonly string[];
}

const SHARED = [
  'packages/protocol/src',
  'scripts/minify.ts',
  'scripts/precompress.ts',
  'vite.config.ts',
  'pnpm-lock.yaml',
];

const BUILDS: readonly Build[] = [
  {
    mode: 'frame',
    result: 'packages/checkout/dist/frame.json',
    sources: [
      'packages/checkout/src',
      'packages/checkout/index.html',
      'packages/checkout/headless.html',
      'packages/checkout/bridge.html',
      'scripts/vite-frame.ts',
      'scripts/frame-texts.ts',
      'scripts/lean-i18next.ts',
      ...SHARED,
    ],
  },
  {
    mode: 'script',
    result: 'packages/xpay-js/dist/script.json',
    sources: ['packages/xpay-js/src', 'packages/xpay-js/package.json', 'scripts/vite-script.ts', ...SHARED],
  },
  {
    mode: 'dashboard',
    result: 'packages/dashboard/dist/index.html',
    sources: [
      'packages/dashboard/src',
      'packages/dashboard/index.html',
      'scripts/vite-dashboard.ts',
      ...SHARED,
    ],
  },
];

/**
 * Runs the builds that are due, one after the other, with vite's output on standard error.
 * `root` is the folder of the workspace's package.json.
 * @throws Error when a build fails.
 */
export async function buildIfStale(
  root: string,
  run: (root: string, mode: BuildMode) => Promise<void> = runVite,
): Promise<void> {
  for (const build of BUILDS) {
    if (await isStale(root, build)) await run(root, build.mode);
  }
}

async function isStale(root: string, build: Build): Promise<boolean> {
  const built = await stat(join(root, build.result)).catch(() => null);
  if (built === null) return true;
  const ages = await Promise.all(build.sources.map((source) => newest(join(root, source))));
  return Math.max(...ages) > built.mtimeMs;
}

/** The latest change in ms of a file, or of anything under a folder that a build reads; 0 when it does not exist. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null || /\.test(-d)?\.tsx?$/.test(path)) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  const ages = await Promise.all(names.map((name) => newest(join(path, name))));
  return Math.max(0, ...ages);
}

function runVite(root: string, mode: BuildMode): Promise<void> {
  const vite = join(
    dirname(createRequire(join(root, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const child = spawn(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    // Standard output is ours alone: with --json it carries one line.
    stdio: ['ignore', 2, 2],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`'vite build --mode ${mode}' ended with code ${code}; its message is above.`));
    });
  });
}
