// How the browser tests run: the system's Chromium, two workers with their own servers, no retries that hide a race.

import { defineConfig } from '@playwright/test';
import { findChromium, findHeadlessShell } from '../scripts/browser.ts';
import { CHROMIUM_FLAGS } from './chromium.ts';

// Those that need what only a browser with windows has say so: hosts/as-shipped.
const executablePath = findHeadlessShell() ?? findChromium();
if (executablePath === null) {
  throw new Error('The browser tests found no Chromium. Run them with `npm test`, or set CHROMIUM_PATH.');
}

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // For a machine that is busy: no test measures time.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: '../test-results/browser.json' }],
    ['./reliability/table-reporter.ts', { outputFile: '../test-results/families.json' }],
  ],
  use: {
    browserName: 'chromium',
    headless: true,
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] },
    // To record every test would cost a fifth of the time. What was on the page of one that failed is in its error-context.md
    // and its picture; `--trace on` records it when it is run again.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
