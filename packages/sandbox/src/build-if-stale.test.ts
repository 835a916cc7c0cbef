// Facts about when the frame, xpay.js and the dashboard are built before the sandbox starts.

import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuildMode, buildIfStale } from './build-if-stale.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'xpay-build-'));
  await write('packages/checkout/src/main.tsx', 10);
  await write('packages/checkout/src/main.test.tsx', 10);
  await write('packages/checkout/src/i18n/locales/en.json', 10);
  await write('packages/xpay-js/src/script.ts', 10);
  await write('packages/dashboard/src/main.tsx', 10);
  await write('packages/protocol/src/api.ts', 10);
});

afterEach(() => rm(root, { recursive: true }));

/** Writes a file whose last change was at `second`. */
async function write(path: string, second: number): Promise<void> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, '{}');
  await utimes(full, second, second);
}

async function builtAt(second: number): Promise<void> {
  await write('packages/checkout/dist/frame.json', second);
  await write('packages/xpay-js/dist/script.json', second);
  await write('packages/dashboard/dist/index.html', second);
}

async function due(): Promise<readonly BuildMode[]> {
  const ran: BuildMode[] = [];
  await buildIfStale(root, async (_, mode) => {
    ran.push(mode);
  });
  return ran;
}

describe('buildIfStale', () => {
  it('builds what was never built', async () => {
    expect(await due()).toEqual(['frame', 'script', 'dashboard']);
  });

  it('builds nothing when the builds are younger than their sources', async () => {
    await builtAt(20);
    expect(await due()).toEqual([]);
  });

  it.each([
    ['packages/checkout/src/main.tsx', ['frame']],
    ['packages/checkout/src/i18n/locales/en.json', ['frame']],
    ['packages/checkout/src/card/new-file.ts', ['frame']],
    ['packages/checkout/index.html', ['frame']],
    ['packages/checkout/bridge.html', ['frame']],
    ['scripts/frame-texts.ts', ['frame']],
    ['packages/xpay-js/src/script.ts', ['script']],
    ['packages/dashboard/src/main.tsx', ['dashboard']],
    ['packages/protocol/src/api.ts', ['frame', 'script', 'dashboard']],
    ['vite.config.ts', ['frame', 'script', 'dashboard']],
    ['packages/checkout/src/main.test.tsx', []],
    ['packages/sandbox/src/cli.ts', []],
  ])('after a change of %s builds %j', async (path, expected) => {
    await builtAt(20);
    await write(path, 30);
    expect(await due()).toEqual(expected);
  });

  it('passes a failed build on', async () => {
    const fail = () => Promise.reject(new Error('no'));
    await expect(buildIfStale(root, fail)).rejects.toThrow('no');
  });
});
