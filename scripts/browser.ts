// Finds the browsers of the tests, or installs them: the system's, Debian's packages, Playwright's own download.

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

/** Debian's build of the same Chromium without windows: a test takes a quarter less of the processor in it. */
const SHELL_PATH = '/usr/bin/chromium-headless-shell';

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
  if (canInstall()) {
    await run('apt-get', ['update', '-qq']);
    await install('chromium', 'fonts-noto-core', 'fonts-noto-cjk');
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

/** The path of the Chromium that has no windows, or null where there is none, or where `CHROMIUM_PATH` names another browser. */
export function findHeadlessShell(): string | null {
  const wished = process.env['CHROMIUM_PATH'] ?? '';
  return wished === '' && existsSync(SHELL_PATH) ? SHELL_PATH : null;
}

/** Installs both browsers where they are missing and can be had. Without the one that has no windows all tests run in the other. */
export async function ensureTestBrowsers(): Promise<void> {
  await ensureChromium();
  if (existsSync(SHELL_PATH) || !canInstall() || !existsSync('/usr/lib/chromium')) return;
  await installPackages('chromium-headless-shell');
}

/** An archive that does not answer holds nobody up. */
const BRIEFLY = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=1'];

/** Installs Debian's packages; what is known of them may be older than what the archive still has. Resolves with the exit code. */
export async function installPackages(...packages: readonly string[]): Promise<number> {
  const code = await install(...packages);
  if (code === 0) return code;
  await run('apt-get', ['update', '-qq', ...BRIEFLY]);
  return install(...packages);
}

/** Whether this process may install Debian's packages. */
export function canInstall(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

/** Installs Debian's packages, and takes none away for them; resolves with the exit code. */
function install(...packages: readonly string[]): Promise<number> {
  const quietly = ['-y', '-qq', '--no-install-recommends', '--no-remove', ...BRIEFLY];
  return run('apt-get', ['install', ...quietly, ...packages]);
}
