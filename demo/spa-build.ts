// Builds the React shop and the packages that it takes as npm would have them, when a source is newer: a clone just runs.

import { join } from 'node:path';
import { isStale, ROOT, runTool } from './build-step.ts';
import { oneAtATime } from './one-at-a-time.ts';

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
    if (await isStale(RESULT, SOURCES)) await build();
  });
}

async function build(): Promise<void> {
  for (const [command, args, folder] of STEPS) await runTool(command, args, folder);
}
