// The shop's page forbids nearly everything, hides the form, or has more than one: the buyer still sees it and pays.

import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

test('a page with the documented content policy and nothing more pays', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const { checkout } = stack.sandbox;
  await openHost({
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        // The page's own inline script; xpay.js itself needs its origin and no more.
        `script-src ${checkout} 'unsafe-inline'`,
        `frame-src ${checkout}`,
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join('; '),
    },
  });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await payloadsOf(page, 'error')).toEqual([]);
});

test('a page whose policy forbids the frame is told what to allow', { tag: '@R76' }, async ({
  openHost,
  page,
  stack,
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await openHost({ headers: { 'content-security-policy': "frame-src 'none'" } });
  await expect.poll(() => payloadsOf(page, 'error'), { timeout: 25_000 }).toHaveLength(1);
  // Written by code of its own, which may come later than the event.
  await expect
    .poll(() => said)
    .toContainEqual(expect.stringContaining(`frame-src ${stack.sandbox.checkout}`));
});

test('a checkout mounted while hidden has its full height once it is shown', async ({
  openHost,
  frame,
  page,
}) => {
  await page.addInitScript(() => {
    const style = document.createElement('style');
    style.textContent = '#checkout { display: none }';
    document.addEventListener('DOMContentLoaded', () => {
      if (window === window.top) document.head.append(style);
    });
    Object.defineProperty(window, 'showCheckout', { value: () => style.remove() });
  });
  await openHost();
  await expect.poll(() => payloadsOf(page, 'ready')).toHaveLength(1);
  await page.evaluate(() => (window as unknown as { showCheckout: () => void }).showCheckout());
  await expect(frame.payButton).toBeVisible();
  const inner = (): Promise<number> =>
    frame.content.locator('html').evaluate((html) => html.ownerDocument.body.scrollHeight);
  const outer = async (): Promise<number> => (await frame.iframe.boundingBox())?.height ?? 0;
  await expect.poll(async () => Math.abs((await outer()) - (await inner()))).toBeLessThanOrEqual(2);
  await frame.payButton.click();
  await expect(frame.cardNumber).toBeFocused();
});

test('two checkouts on one page pay their own sessions', async ({ openHost, page, stack }) => {
  const first = await openHost();
  const second = await stack.api.createSession({
    lineItems: [
      { priceData: { currency: 'USD', unitAmount: 700, productData: { name: 'Socks' } }, quantity: 1 },
    ],
  });
  const path = stack.hosts.publish({
    file: 'minimal',
    values: {},
    createSession: async () => second.clientSecret,
  });
  await page.evaluate(async (route) => {
    const place = document.createElement('div');
    place.id = 'second';
    document.body.append(place);
    const { host } = window as unknown as {
      host: { xpay: { initEmbeddedCheckout: (options: object) => Promise<{ mount: (at: string) => void }> } };
    };
    const fetchClientSecret = async (): Promise<string> => {
      const response = await fetch(`${route}session`, { method: 'POST' });
      return ((await response.json()) as { clientSecret: string }).clientSecret;
    };
    (await host.xpay.initEmbeddedCheckout({ fetchClientSecret })).mount('#second');
  }, path);
  const socks = page.frameLocator('#second iframe');
  await socks.getByRole('textbox', { name: 'Card number', exact: true }).fill(VISA.number);
  await socks.getByRole('textbox', { name: 'Expiry date', exact: true }).fill('12/34');
  await socks.getByRole('textbox', { name: 'Security code', exact: true }).fill(VISA.code);
  await socks.getByRole('button', { name: 'Pay $7.00' }).click();
  await expect(socks.getByRole('heading', { name: 'Payment complete' })).toBeVisible();
  expect(await stack.api.session(second.id)).toMatchObject({ status: 'complete' });
  expect(await stack.api.session(first.id)).toMatchObject({ status: 'open' });
});
