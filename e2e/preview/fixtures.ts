// What every test of the preview stands on: a sandbox and a preview of its worker's own, and a console without a word.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type Preview, startPreview } from '../servers/preview.ts';
import { type Sandbox, startSandbox } from '../servers/sandbox.ts';

interface Stack {
  readonly sandbox: Sandbox;
  readonly preview: Preview;
}

interface TestFixtures {
  /** Errors and warnings of the page and all that is nested in it; none is expected after a test. */
  readonly complaints: string[];
}

export const test = base.extend<TestFixtures, { readonly stack: Stack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'xpay-preview-'));
      const sandbox = await startSandbox({ folder });
      const preview = await startPreview(sandbox, folder);
      await use({ sandbox, preview });
      await preview.stop();
      await sandbox.stop();
      // Neither server writes down what opens a session, or a key.
      for (const file of [sandbox.logFile, preview.logFile]) {
        const log = await readFile(file, 'utf8');
        expect(log).not.toMatch(/_secret_\w{8}/);
        expect(log.replaceAll(/^\{"api":.*$/gm, '')).not.toContain(sandbox.secretKey);
      }
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', ({ message }) => complaints.push(message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
