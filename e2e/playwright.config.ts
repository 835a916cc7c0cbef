// How the browser tests run: one system Chromium, two workers with their own servers, no retries that hide a race.

import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/browser.ts';
import { CHROMIUM_FLAGS } from './chromium.ts';

const executablePath = findChromium();
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
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/browser.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] },
    // A film of every test would cost a quarter of the time; what was on the page is in the snapshots.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});
