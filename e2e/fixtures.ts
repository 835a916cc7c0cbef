// What every browser test stands on: servers of its worker's own, a page to embed in, and a search for leaks after it.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { ALL_CODES, ALL_NUMBERS, PRINTED_NUMBERS } from './cards.ts';
import { type Evidence, findLeaks } from './leaks/find-leaks.ts';
import { createRecorder, type Recorder } from './leaks/recorder.ts';
import { type CheckoutFrame, checkoutFrame } from './pages/frame.ts';
import type { HostOptions } from './pages/host.ts';
import { notedFacts, noteFacts, readFacts } from './reliability/facts.ts';
import { familiesIn } from './reliability/families.ts';
import { type Api, createApi, type Session } from './servers/api.ts';
import { type HostPages, startHostPages } from './servers/host-pages.ts';
import { type Sandbox, startSandbox } from './servers/sandbox.ts';
import { freePort } from './servers/service.ts';
import { type Shop, startShop } from './servers/shop.ts';

interface Stack {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly hosts: HostPages;
  readonly api: Api;
  readonly liveApi: Api;
}

interface TestFixtures {
  /** Records the test and fails it when something sensitive got where it must not. */
  readonly leaks: Recorder;
  readonly frame: CheckoutFrame;
  /** Opens a host page with a checkout on it; resolves with its session, once its script asked for one. */
  readonly openHost: (options?: HostOptions) => Promise<Session>;
  /** Sessions in test mode that host pages were opened with. */
  readonly opened: Session[];
  /** What came of a case of a family, for the table of the run, where the test has not noted it itself. */
  readonly facts: undefined;
}

export const test = base.extend<TestFixtures, { readonly stack: Stack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'xpay-e2e-'));
      const hosts = await startHostPages();
      const shopPort = await freePort();
      const sandbox = await startSandbox({
        folder,
        webhook: `http://localhost:${shopPort}/webhook`,
        origins: [`http://shop.test:${hosts.port}`],
      });
      const shop = await startShop(sandbox, shopPort, folder);
      const api = createApi(sandbox);
      const liveApi = createApi(sandbox, 'live');
      await use({ sandbox, shop, hosts, api, liveApi });
      await Promise.all([shop.stop(), hosts.close()]);
      await sandbox.stop();
      expect(await leaksInFiles(folder, [...api.clientSecrets, ...liveApi.clientSecrets])).toEqual([]);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  leaks: [
    async ({ context, stack }, use) => {
      const recorder = createRecorder();
      await recorder.watch(context);
      await use(recorder);
      await recorder.look();
      const numbers = ALL_NUMBERS.filter((number) => !PRINTED_NUMBERS.includes(number));
      const clientSecrets = [...stack.api.clientSecrets, ...stack.liveApi.clientSecrets];
      const found = findLeaks(recorder.evidence, { numbers, codes: ALL_CODES, clientSecrets });
      expect([...new Set(found)]).toEqual([]);
      expect(recorder.exceptions).toEqual([]);
    },
    { auto: true },
  ],

  frame: async ({ page, leaks }, use) => {
    await use(checkoutFrame(page, leaks.look));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  opened: async ({}, use) => {
    await use([]);
  },

  facts: [
    async ({ context, stack, opened }, use, info) => {
      await use(undefined);
      const session = opened.at(-1);
      if (session === undefined || familiesIn(info.tags).length === 0) return;
      if (notedFacts(info.annotations) === null)
        noteFacts(info, await readFacts(context, stack.api, session));
    },
    { auto: true },
  ],

  openHost: async ({ page, stack, opened }, use) => {
    await use(async ({ site = 'localhost', mode = 'test', ...wished }: HostOptions = {}) => {
      const api = mode === 'test' ? stack.api : stack.liveApi;
      let made: Session | undefined;
      const path = stack.hosts.publish({
        file: wished.file ?? 'minimal',
        values: {
          CHECKOUT: stack.sandbox.checkout,
          KEY: mode === 'test' ? stack.sandbox.publishableKey : stack.sandbox.livePublishableKey,
          OPTIONS: JSON.stringify(wished.options ?? {}),
          CONFIRM: JSON.stringify(wished.confirm ?? {}),
          ...(wished.place === undefined ? {} : { PLACE: wished.place }),
        },
        createSession: wished.createSession ?? (async () => made?.clientSecret ?? ''),
        headers: wished.headers ?? {},
      });
      const url = `http://${site}:${stack.hosts.port}${path}`;
      const input = wished.session ?? {};
      made =
        'clientSecret' in input
          ? (input as Session)
          : await api.createSession(wished.returnsHere === true ? { returnUrl: url, ...input } : input);
      if (wished.behavior !== undefined) await api.bank(made, wished.behavior);
      if (mode === 'test') opened.push(made);
      await page.goto(url);
      return made;
    });
  },
});

export { expect };

/** Searches the store and the logs of a worker as bytes: whatever the format, text stays text. */
export async function leaksInFiles(
  folder: string,
  clientSecrets: readonly string[],
): Promise<readonly string[]> {
  const names = await readdir(folder);
  const evidence: Evidence[] = await Promise.all(
    names.map(async (name) => ({ place: name, text: await readFile(join(folder, name), 'latin1') })),
  );
  return findLeaks(evidence, { numbers: ALL_NUMBERS, codes: ALL_CODES, clientSecrets });
}
