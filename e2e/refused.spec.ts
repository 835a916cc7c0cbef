// Who may embed the checkout: a page of a registered origin, or localhost with a test key. Nobody else gets the secret.

import type { ConsoleMessage, Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

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
    .poll(() => payloadsOf(page, 'error'), { timeout: 15_000 })
    .toEqual([{ error: expect.objectContaining({ type: 'integration', code: 'frame_unreachable' }) }]);
  const explanation =
    said.find((line) => line.includes('[XPay]') || line.includes('frame_unreachable')) ?? '';
  expect(explanation).toContain(`http://stranger.test:${stack.hosts.port}`);
  expect(explanation).toMatch(/regist/i);
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
    const [, inner] = page.frames();
    expect(inner?.url().startsWith(checkout)).toBe(shown);
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
  const shop = page.frame({ url: inner });
  if (shop === null) throw new Error('The shop was not framed.');
  await expect
    .poll(
      () =>
        shop.evaluate(() =>
          JSON.stringify((window as unknown as { host: { events: unknown[] } }).host.events),
        ),
      { timeout: 15_000 },
    )
    .toContain('frame_unreachable');
  expect(leaks.secretsSent()).toBe(sent);
});
