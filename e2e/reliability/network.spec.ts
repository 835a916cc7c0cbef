// Without a network nothing is asked for that cannot be answered, and with it again the buyer knows the truth at once.

import type { Page, Request } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { stopClock } from '../pages/clock.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { PAID_AFTER_BANK } from '../pages/host.ts';
import { CONFIRM, expect, fillForm, PAID_ONCE, READ, recordRequests, test } from './reliable.ts';

const CHECKING = 'Checking your payment';
const UNKNOWN = { ...PAID_ONCE, words: CHECKING, focus: CHECKING, heard: ['ready', 'confirm'] } as const;

/** As the browser tells a document whose tab is behind another, or is shown again. */
async function setVisibility(frame: CheckoutFrame, state: 'visible' | 'hidden'): Promise<void> {
  await (await frame.document()).evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

/** Cuts the network or gives it back, and resolves when the checkout has been told. */
async function setOffline(page: Page, frame: CheckoutFrame, isOffline: boolean): Promise<void> {
  const checkout = await frame.document();
  await checkout.evaluate(
    (name) => {
      const told = new Promise((resolve) => addEventListener(name, resolve, { once: true }));
      Object.assign(window, { told: told.then(() => true) });
    },
    isOffline ? 'offline' : 'online',
  );
  await page.context().setOffline(isOffline);
  await checkout.evaluate(() => (window as Window & { told?: Promise<boolean> }).told);
}

/** How many requests are on their way, of those that leave from now on. */
function countUnderWay(page: Page, isMeant = (_: Request): boolean => true): () => number {
  const underWay = new Set<Request>();
  page.on('request', (one) => void (isMeant(one) && underWay.add(one)));
  page.on('requestfailed', (one) => void underWay.delete(one));
  page.on('requestfinished', (one) => void underWay.delete(one));
  return () => underWay.size;
}

/** Lets a minute of a stopped clock pass in steps, each with time for what it set off; tells how many requests it had. */
async function countInMinute(page: Page, stepMs: number): Promise<number> {
  const requests = recordRequests(page);
  // Code that follows the form may still be on its way.
  const underWay = countUnderWay(page);
  for (let passedMs = 0; passedMs < 60_000; passedMs += stepMs) {
    await page.clock.runFor(stepMs);
    await expect.poll(underWay, { intervals: [1, 2, 5, 10] }).toBe(0);
  }
  return requests.length;
}

test('offline before Pay is pressed: nothing is sent, the buyer reads so, and pays when online', {
  tag: '@R25',
}, async ({ openHost, page, frame, ends }) => {
  const session = await openHost();
  await fillForm(frame);
  await setOffline(page, frame, true);
  const requests = recordRequests(page);
  await frame.payButton.click();
  const failed = ['ready', 'confirm', 'error connection_failed'];
  await ends(session, {
    charges: [],
    state: 'open, requires_payment_method',
    words: expect.stringMatching(/^We could not reach the payment service\. You have not been charged\./),
    focus: 'Pay $49.00',
    heard: failed,
  });
  expect(requests).toEqual([]);
  await setOffline(page, frame, false);
  await frame.payButton.click();
  await ends(session, { ...PAID_ONCE, heard: [...failed, 'confirm', 'complete'] });
});

test('offline while the payment is sent: nothing is called failed, nothing asked, and online the truth comes at once', {
  tag: ['@R26', '@R28', '@R29'],
}, async ({ openHost, page, frame, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  await page.context().route('**/v1/client/session/confirm', async (route) => {
    await route.fetch();
    await page.context().setOffline(true);
    await route.abort('internetdisconnected');
  });
  await frame.payButton.click();
  await ends(session, UNKNOWN);
  const requests = recordRequests(page);
  await stopClock(page, 100_000);
  expect(requests).toEqual([]);
  // No timer runs: what is asked now is asked because the network is back.
  await page.context().setOffline(false);
  await expect.poll(() => requests).toContain('GET /v1/client/session');
  await page.clock.resume();
  await ends(session, PAID_ONCE);
});

test('offline for good without the browser’s knowledge: at most 12 requests a minute', {
  tag: '@R28',
}, async ({ openHost, page, frame, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await fillForm(frame);
  await page.context().route('**/v1/client/**', (route) => route.abort('connectionrefused'));
  await frame.payButton.click();
  await expect(frame.content.getByRole('heading', { name: CHECKING })).toBeVisible();
  // However long the steps take, a minute is one.
  await stopClock(page, 2_000);
  const first = await countInMinute(page, 1_000);
  expect(first).toBeGreaterThan(2);
  expect(first).toBeLessThanOrEqual(12);
  expect(await countInMinute(page, 2_000)).toBeLessThanOrEqual(12);
  await expect(frame.content.getByRole('heading', { name: 'We could not confirm yet' })).toBeVisible();
  expect(await countInMinute(page, 2_000)).toBeLessThanOrEqual(12);
  await page.clock.resume();
  await page.context().unroute('**/v1/client/**');
  await frame.content.getByRole('button', { name: 'Check again' }).click();
  // It never arrived, and is not sent again behind the buyer's back after so long.
  await ends(session, {
    charges: [],
    state: 'open, requires_payment_method',
    words: expect.stringMatching(/^We could not reach the payment service\. You have not been charged\./),
    focus: 'Pay $49.00',
    heard: ['ready', 'confirm', 'error connection_failed'],
  });
});

test('offline in the bank’s check: it stays, and goes on when online', { tag: ['@R27', '@R29'] }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  const { bank, cancel } = frame.challenge;
  await expect(bank.heading).toBeVisible();
  await page.context().setOffline(true);
  await page.clock.runFor(60_000);
  await expect(bank.heading).toBeVisible();
  await expect(cancel).toBeVisible();
  await page.context().setOffline(false);
  await bank.approve();
  await ends(session, { ...PAID_ONCE, heard: PAID_AFTER_BANK });
});

test('hidden while the payment is checked: nothing is asked, and shown again the truth comes at once', {
  tag: '@R30',
}, async ({ openHost, page, frame, spoil, heal, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await fillForm(frame);
  await spoil(session, { ...CONFIRM, kind: 'drop_after', times: 1 }, { ...READ, kind: 'drop_before' });
  const looked = page.waitForEvent('requestfailed', (one) => one.url().endsWith(READ.path));
  const underWay = countUnderWay(page, (one) => one.url().endsWith(READ.path));
  await frame.payButton.click();
  await looked;
  await setVisibility(frame, 'hidden');
  // What left just before fails as well.
  await expect.poll(underWay).toBe(0);
  await heal();
  const requests = recordRequests(page);
  await stopClock(page, 60_000);
  expect(requests).toEqual([]);
  await ends(session, UNKNOWN);
  await setVisibility(frame, 'visible');
  await expect.poll(() => requests).toContain('GET /v1/client/session');
  await page.clock.resume();
  await ends(session, PAID_ONCE);
});

test('offline while a form stands: nothing is asked, however long', { tag: '@R28' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await fillForm(frame);
  await setOffline(page, frame, true);
  const requests = recordRequests(page);
  await page.clock.runFor(300_000);
  expect(requests).toEqual([]);
  await setOffline(page, frame, false);
  await frame.payButton.click();
  await ends(session, PAID_ONCE);
});
