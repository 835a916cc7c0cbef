// A page of the gallery per worker, served from the sources: the real checkout in any state and language, without a server.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { createServer } from 'vite';
import type { Fault } from './find-faults.ts';

/** What the gallery lets a script do, and what the script brings along. */
declare global {
  interface Window {
    stage?: {
      readonly states: readonly string[];
      show(state: string, tag: string): Promise<void>;
      look(theme: string, width: number): void;
      say(tag: string, currency: string): Promise<readonly string[]>;
    };
    findFaults?: () => readonly Fault[];
  }
}

interface GalleryFixtures {
  /** Narrow as the narrowest phone, with nothing that moves. */
  readonly gallery: Page;
}

export const test = base.extend<object, GalleryFixtures>({
  gallery: [
    async ({ browser }, use) => {
      const cacheDir = await mkdtemp(join(tmpdir(), 'xpay-gallery-'));
      const server = await createServer({
        configFile: false,
        root: `${import.meta.dirname}/../../packages/checkout/gallery`,
        logLevel: 'error',
        // Two workers must not write into one cache.
        cacheDir,
        server: { port: 0, hmr: false, watch: null },
      });
      await server.listen();
      const [address] = server.resolvedUrls?.local ?? [];
      const context = await browser.newContext({
        viewport: { width: 320, height: 640 },
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'UTC',
      });
      const page = await context.newPage();
      await page.goto(`${address}?state=ready&width=320&blank`);
      await page.waitForFunction(() => window.stage !== undefined, null, { timeout: 60_000 });
      await use(page);
      await context.close();
      await server.close();
      await rm(cacheDir, { recursive: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});
