// Builds the preview's page and the tap of its stage, when their build is missing or older than their sources.

import { join } from 'node:path';
import { isStale, ROOT, runTool } from '../build-step.ts';
import { oneAtATime } from '../one-at-a-time.ts';

const STEPS = ['preview', 'tap'] as const;

/** Written last. */
const RESULT = 'demo/preview/dist/tap/tap.js';

const SOURCES = [
  'demo/preview/src',
  'demo/preview/index.html',
  'packages/protocol/src',
  'packages/xpay-js/src',
  'scripts/vite-preview.ts',
  'pnpm-lock.yaml',
];

/** Beside the builds, which nobody commits. */
const LOCK = join(ROOT, 'demo/preview/dist.lock');

/** @throws Error when a step fails; its own message stands on standard error. */
export function buildPreview(): Promise<void> {
  return oneAtATime(LOCK, build);
}

/** Looks only when nobody builds: half a build is as new as a whole one. Throws as `buildPreview` does. */
export function buildPreviewIfStale(): Promise<void> {
  return oneAtATime(LOCK, async () => {
    if (await isStale(RESULT, SOURCES)) await build();
  });
}

async function build(): Promise<void> {
  for (const mode of STEPS) await runTool('vite', ['build', '--logLevel', 'warn', '--mode', mode]);
}
