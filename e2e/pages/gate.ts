// A gate on the network, which a test opens: what comes in which order is the test's to say.

import type { Page, Request, Route } from '@playwright/test';

export interface Held {
  readonly url: () => readonly string[];
  /** Everything asked for since the gate was put up, held or not. */
  readonly seen: readonly string[];
  /** Answers what is held now; what comes later is held again. */
  readonly release: () => Promise<void>;
  /** Holds nothing any more. */
  readonly open: () => Promise<void>;
}

/** Holds every request whose URL matches, so that a test decides what is answered and when: waves, not timers. */
export async function holdRequests(page: Page, matches: (request: Request) => boolean): Promise<Held> {
  let held: Route[] = [];
  let isOpen = false;
  const seen: string[] = [];
  await page.context().route('**/*', async (route) => {
    if (!matches(route.request())) return route.continue();
    seen.push(pathOf(route.request().url()));
    if (isOpen) return route.continue();
    held.push(route);
  });
  const release = async (): Promise<void> => {
    const wave = held;
    held = [];
    await Promise.all(wave.map((route) => route.continue()));
  };
  return {
    url: () => held.map((route) => pathOf(route.request().url())),
    seen,
    release,
    open: async () => {
      isOpen = true;
      await release();
    },
  };
}

/** Of an address, without its query. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}
