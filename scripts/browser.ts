// Finds a Chromium for the browser tests, or installs one: the system's, Debian's package, Playwright's own download.

import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run } from './run.ts';

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium that is here already, or null. `CHROMIUM_PATH` overrides the search.
 * @throws Error when `CHROMIUM_PATH` names a file that does not exist.
 */
export function findChromium(): string | null {
  const wished = process.env['CHROMIUM_PATH'];
  if (wished !== undefined && wished !== '') {
    if (!existsSync(wished)) throw new Error(`CHROMIUM_PATH is ${wished}, where there is no file.`);
    return wished;
  }
  return [...SYSTEM_PATHS, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/** Like `findChromium`, and installs one where there is none. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-noto-core',
      'fonts-noto-cjk',
    ]);
  }
  if (findChromium() === null) await run('playwright', ['install', 'chromium']);
  const installed = findChromium();
  if (installed === null) {
    throw new Error(
      'No Chromium could be found or installed. Install one, and set CHROMIUM_PATH to its path.',
    );
  }
  return installed;
}
