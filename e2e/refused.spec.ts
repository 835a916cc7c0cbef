// Who may embed the checkout: a page of a registered origin, or localhost with a test key. Nobody else gets the secret.

import type { ConsoleMessage, Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

/** Seven seconds of it xpay.js waits for an answer: with the first frame, and with the second. */
const UNREACHABLE = { timeout: 20_000 };

function consoleOf(page: Page): readonly string[] {
  const said: string[] = [];
  page.on('console', (message: ConsoleMessage) => said.push(message.text()));
  return said;
}

test('a page of an origin that nobody registered is refused, and told why', { tag: '@R76' }, async ({
  openHost,
  page,
  leaks,
  stack,
}) => {
  const said = consoleOf(page);
  await openHost({ site: 'stranger.test' });
  await expect
    .poll(() => payloadsOf(page, 'error'), UNREACHABLE)
    .toEqual([{ error: expect.objectContaining({ type: 'integration', code: 'frame_unreachable' }) }]);
  // The words come with a part of the script that is fetched when it is needed.
  const explanation = () =>
    said.find((line) => line.includes('[XPay]') || line.includes('frame_unreachable')) ?? '';
  await expect.poll(explanation).toContain(`http://stranger.test:${stack.hosts.port}`);
  expect(explanation()).toMatch(/regist/i);
  expect(await leaks.secretsHandedOver()).toBe(0);
  expect(leaks.secretsSent()).toBe(0);
});

test('the same page on localhost with the test key pays', async ({ openHost, frame, leaks }) => {
  await openHost();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await leaks.secretsHandedOver()).toBe(1);
  expect(leaks.secretsSent()).toBeGreaterThan(0);
});

test('the same page on a registered origin pays', async ({ openHost, frame, page }) => {
  await openHost({ site: 'shop.test' });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await payloadsOf(page, 'error')).toEqual([]);
});

test('a live key does nothing over plain http, and says so', async ({ openHost, page, leaks }) => {
  await openHost({ mode: 'live' });
  await expect
    .poll(() => payloadsOf(page, 'thrown'))
    .toEqual([expect.objectContaining({ name: 'XPayError', type: 'integration', code: 'invalid_option' })]);
  expect(await leaks.secretsHandedOver()).toBe(0);
  expect(leaks.secretsSent()).toBe(0);
});

// xpay.js would refuse a live key here before it asks the server; these two ask the server.
for (const { site, shown } of [
  { site: 'shop.test', shown: true },
  { site: 'localhost', shown: false },
]) {
  const outcome = shown ? 'is shown on a registered origin' : 'is not shown on localhost';
  test(`the frame of a live key ${outcome}`, async ({ page, stack }) => {
    const { checkout, livePublishableKey } = stack.sandbox;
    const path = stack.hosts.publish({
      file: 'around',
      values: { INNER: `${checkout}/f/checkout?key=${livePublishableKey}&locale=en` },
      createSession: async () => '',
    });
    await page.goto(`http://${site}:${stack.hosts.port}${path}`);
    // A document in another process is known to the test a moment after the page has loaded.
    await expect.poll(() => page.frames()[1]?.url()).toMatch(shown ? `${checkout}/f/` : /^chrome-error:/);
  });
}

test('a page inside a stranger’s page is refused too', async ({ openHost, page, stack, leaks }) => {
  // Every ancestor has to be allowed: a stranger who frames the shop must not get a live checkout inside it.
  await openHost({ site: 'shop.test' });
  const inner = page.url();
  await page.goto(
    `http://stranger.test:${stack.hosts.port}${stack.hosts.publish({
      file: 'around',
      values: { INNER: inner },
      createSession: async () => '',
    })}`,
  );
  const sent = leaks.secretsSent();
  const shop = page.locator('iframe').contentFrame();
  await expect(shop.getByRole('heading', { name: 'Your order' })).toBeVisible();
  await expect
    .poll(
      () =>
        shop
          .locator('html')
          .evaluate(() => JSON.stringify((window as unknown as { host: { events: unknown[] } }).host.events)),
      UNREACHABLE,
    )
    .toContain('frame_unreachable');
  expect(leaks.secretsSent()).toBe(sent);
});
