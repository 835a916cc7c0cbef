// What Playwright switches off and every buyer's browser has: pages kept for the way back (bfcache), and scroll bars.

import type { Page } from '@playwright/test';
import { findChromium } from '../../scripts/browser.ts';
import { VISA } from '../cards.ts';
import { CHROMIUM_FLAGS } from '../chromium.ts';
import { expect, test } from '../fixtures.ts';
import { PAID, storyOf } from '../pages/host.ts';
import { overlayOn, pressLast } from '../pages/overlay.ts';

test.use({
  launchOptions: {
    executablePath: findChromium() ?? '',
    args: [...CHROMIUM_FLAGS],
    ignoreDefaultArgs: ['--disable-back-forward-cache', '--hide-scrollbars'],
  },
});

/** Goes to another page and back. A page that was kept is shown without being loaded: Playwright cannot look into its frames. */
async function leaveAndReturn(page: Page, meanwhile = async (): Promise<void> => {}): Promise<boolean> {
  const url = page.url();
  await page.goto(new URL('/elsewhere', url).href);
  await meanwhile();
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForFunction(() => 'wasKept' in window);
  expect(page.url()).toBe(url);
  return page.evaluate(() => (window as unknown as { wasKept: boolean }).wasKept);
}

test.describe('the way back', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { wasKept: persisted }));
      addEventListener('pagehide', () => Reflect.deleteProperty(window, 'wasKept'));
    });
  });

  test('a page that was kept for it has forgotten the card, and takes it again', { tag: '@R40' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await openHost();
    await expect(frame.payButton).toBeVisible();
    await frame.cardNumber.fill('4000');
    const { x = 0, y = 0 } = (await frame.cardNumber.boundingBox()) ?? {};
    expect(await leaveAndReturn(page)).toBe(true);
    // Where the field was, it is.
    await page.mouse.click(x + 20, y + 20);
    // The shop's page knows of it last, after the browser: keys arrive.
    await expect(frame.iframe).toBeFocused();
    for (const text of [VISA.number, '1234', VISA.code]) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => storyOf(page)).toEqual(PAID);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });

  test('a page that was left while its payment is checked finds out when it is back', {
    tag: '@R41',
  }, async ({ openHost, page, frame, stack }) => {
    const session = await openHost();
    await frame.fill(VISA);
    await page.context().route('**/v1/client/session/confirm', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.context().route('**/v1/client/session', (route) => route.abort('connectionreset'));
    await frame.payButton.click();
    await expect(frame.content.getByRole('heading', { name: 'Checking your payment' })).toBeVisible();
    expect(await leaveAndReturn(page, () => page.context().unroute('**/v1/client/session'))).toBe(true);
    await expect.poll(() => storyOf(page)).toEqual(PAID);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });

  test('a page that was paid in is as it was, and pays nothing again', { tag: '@R42' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await openHost();
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    expect(await leaveAndReturn(page)).toBe(true);
    await frame.iframe.focus();
    await page.keyboard.press('Enter');
    await page.goForward({ waitUntil: 'commit' });
    await expect(page).toHaveURL(/elsewhere$/);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
});

test('the scroll bar goes with the overlay, and nothing of the page moves', async ({
  openHost,
  page,
  leaks,
}) => {
  await openHost({ file: 'overlay' });
  const overlay = overlayOn(page, leaks.look);
  await page.evaluate(() => scrollTo(0, 120));
  const bar = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
  expect(bar).toBeGreaterThan(0);
  const heading = page.getByRole('heading', { name: 'Your order', includeHidden: true });
  const before = await heading.boundingBox();
  await page.getByRole('button', { name: 'Pay now' }).click();
  await expect(overlay.frame.payButton).toBeVisible();
  expect(await heading.boundingBox()).toEqual(before);
  expect(await page.evaluate(() => [scrollY, getComputedStyle(document.documentElement).overflowY])).toEqual([
    120,
    'hidden',
  ]);
  pressLast(overlay.close);
  await expect(overlay.dialog).toHaveCount(0);
  expect(await heading.boundingBox()).toEqual(before);
  expect(await page.evaluate(() => scrollY)).toBe(120);
});
