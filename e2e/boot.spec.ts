// From the frame's navigation to a card field that takes a key: two round trips, and nothing jumps.

import type { Page, Request, Route } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { eventsOf } from './pages/host.ts';

interface Held {
  readonly url: () => readonly string[];
  /** Everything asked for since the gate was put up, held or not. */
  readonly seen: readonly string[];
  /** Answers what is held now; what comes later is held again. */
  readonly release: () => Promise<void>;
  /** Holds nothing any more. */
  readonly open: () => Promise<void>;
}

/** Holds every request whose URL matches, so that a test decides what is answered and when: waves, not timers. */
async function holdRequests(page: Page, matches: (request: Request) => boolean): Promise<Held> {
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

function pathOf(url: string): string {
  return new URL(url).pathname;
}

test('the card number takes a key after two round trips of the frame', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const checkout = stack.sandbox.checkout;
  const gate = await holdRequests(
    page,
    (request) => request.url().startsWith(checkout) && !request.url().endsWith('/xpay.js'),
  );
  // A frame that is held keeps the page from loading.
  const opened = openHost();

  // First wave: the document, and nothing else.
  await expect.poll(gate.url).toEqual(['/f/checkout']);
  await gate.release();

  // Second wave: the app, the session and the words are all asked for before any of them is answered.
  await expect.poll(gate.url).toContain('/v1/client/session');
  await expect.poll(() => gate.url().some((path) => /^\/f\/assets\/.*\.js$/.test(path))).toBe(true);
  await expect.poll(() => gate.url().some((path) => /^\/f\/assets\/locales.*\.json$/.test(path))).toBe(true);
  const second = gate.seen.length;
  await gate.release();

  // No third: the field is there with what the second brought.
  await frame.cardNumber.focus();
  await expect(frame.cardNumber).toBeFocused();
  await page.keyboard.type('4');
  await expect(frame.cardNumber).toHaveValue('4');
  expect(gate.seen.slice(second)).toEqual([]);
  await gate.open();
  await opened;
});

test('the shop’s own answer is awaited beside the frame’s document, not before it', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const gate = await holdRequests(
    page,
    (request) =>
      request.url().startsWith(`${stack.sandbox.checkout}/f/`) || request.url().endsWith('/session'),
  );
  const opened = openHost();
  await expect
    .poll(() => [...gate.url()].sort())
    .toEqual(['/f/checkout', expect.stringMatching(/^\/p\/\d+\/session$/)]);
  await gate.open();
  await expect(frame.cardNumber).toBeVisible();
  await opened;
});

test('nothing in the frame moves while it loads', async ({ openHost, page, frame, stack }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.defineProperty(window, 'layoutShifts', { value: shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const gate = await holdRequests(page, (request) =>
    request.url().startsWith(`${stack.sandbox.checkout}/v1/client/session`),
  );
  const opened = openHost();
  await expect.poll(gate.url).toContain('/v1/client/session');
  const shown = await frame.document();
  // Drawn at least once as a skeleton: a form that comes before the first picture could not shift.
  await shown.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  const skeletonHeight = await shown.evaluate(() => document.body.scrollHeight);
  await gate.open();
  await expect(frame.cardNumber).toBeVisible();
  await expect.poll(async () => (await eventsOf(page)).map((event) => event.name)).toContain('ready');
  const formHeight = await shown.evaluate(() => document.body.scrollHeight);
  expect(Math.abs(formHeight - skeletonHeight)).toBeLessThanOrEqual(1);
  const shifts = await shown.evaluate(
    () => (window as unknown as { readonly layoutShifts: readonly number[] }).layoutShifts,
  );
  expect(shifts).toEqual([]);
  await opened;
});
