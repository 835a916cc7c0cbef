// A buyer pays with a card, and the shop gets one truthful result.

import { mkdir } from 'node:fs/promises';
import { Webhook } from 'standardwebhooks';
import { APPROVED, SETTLES_LATER, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { eventsOf, payloadsOf } from './pages/host.ts';
import { shopPages } from './pages/shop.ts';
import { createApi } from './servers/api.ts';
import { startSandbox } from './servers/sandbox.ts';
import { freePort } from './servers/service.ts';
import { startShop } from './servers/shop.ts';

test('a purchase in the shop ends on an order that its server calls paid', async ({ page, frame, stack }) => {
  const shop = shopPages(page, stack.shop.url);
  const sessionId = await shop.buyFirstProduct();
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await shop.openOrder();
  await expect(shop.status).toHaveText(/your order is paid/);
  expect(await stack.api.session(sessionId)).toMatchObject({ status: 'complete', paymentStatus: 'paid' });
});

test('an order is paid when a signed webhook says so, not when a browser or a forger does', async ({
  page,
  frame,
}) => {
  // It starts two servers.
  test.slow();
  // A sandbox that sends no webhook: the shop hears of the payment from this test alone.
  const folder = test.info().outputPath('silent');
  await mkdir(folder, { recursive: true });
  const sandbox = await startSandbox({ folder });
  const port = await freePort();
  const shopProcess = await startShop(sandbox, port, folder);
  const shop = shopPages(page, shopProcess.url);
  const sessionId = await shop.buyFirstProduct();
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await shop.openOrder();
  await expect(shop.status).toHaveText(/waiting for confirmation/);

  const session = await createApi(sandbox).session(sessionId);
  const body = JSON.stringify({ type: 'checkout.session.completed', data: { object: session } });
  const send = async (secret: string): Promise<number> => {
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('evt_1', now, body),
    };
    return (await fetch(`${shopProcess.url}/webhook`, { method: 'POST', headers, body })).status;
  };
  expect(await send(`whsec_${Buffer.alloc(24, 7).toString('base64')}`)).toBeGreaterThanOrEqual(400);
  await page.reload();
  await expect(shop.status).toHaveText(/waiting for confirmation/);
  expect(await send(sandbox.webhookSecret)).toBeLessThan(300);
  // In place: the buyer need not reload.
  await expect(shop.status).toHaveText(/your order is paid/);
  await Promise.all([shopProcess.stop(), sandbox.stop()]);
});

for (const [brand, card] of Object.entries(APPROVED)) {
  test(`${brand} is accepted`, async ({ openHost, frame, stack }) => {
    const session = await openHost();
    await frame.pay(card);
    await expect(frame.paid).toBeVisible();
    expect(await stack.api.session(session.id)).toMatchObject({ status: 'complete', paymentStatus: 'paid' });
  });
}

test('two rapid clicks and Enter at once make one charge', { tag: '@R19' }, async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost();
  const confirms: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/client/session/confirm')) confirms.push(request.url());
  });
  // Not the document's own fields: there is nothing to press beside them.
  await expect(frame.payButton).toBeVisible();
  await frame.fill(VISA);
  const shown = await frame.document();
  // All three in one task of the page, before anything can be drawn or answered.
  await shown.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((one) =>
      /^Pay /.test(one.textContent ?? ''),
    );
    const form = button?.closest('form');
    button?.click();
    button?.click();
    form?.requestSubmit();
  });
  await page.keyboard.press('Enter');
  await expect(frame.paid).toBeVisible();
  expect(confirms).toHaveLength(1);
  expect((await stack.api.intentOf(session)).charges).toHaveLength(1);
});

test('two real presses in a row make one charge', { tag: '@R19' }, async ({ openHost, frame, stack }) => {
  const session = await openHost();
  await frame.fill(VISA);
  await frame.payButton.dblclick();
  await expect(frame.paid).toBeVisible();
  expect((await stack.api.intentOf(session)).charges).toHaveLength(1);
});

test('the keyboard alone is enough', async ({ openHost, frame, page }) => {
  await openHost();
  await frame.cardNumber.focus();
  // Both documents know it, and so does the browser: keys arrive.
  await expect(frame.iframe).toBeFocused();
  await expect(frame.cardNumber).toBeFocused();
  await page.keyboard.type(VISA.number);
  await expect(frame.cardNumber).toHaveValue('4012 8888 8888 1881');
  await page.keyboard.press('Tab');
  await expect(frame.expiry).toBeFocused();
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await expect(frame.code).toBeFocused();
  await page.keyboard.type(VISA.code);
  await page.keyboard.press('Enter');
  await expect(frame.paid).toBeVisible();
});

test('Pay pressed too early leads to the first thing to mend', async ({ openHost, frame, stack }) => {
  const session = await openHost();
  await frame.payButton.click();
  await expect(frame.cardNumber).toBeFocused();
  await expect(frame.cardNumber).toHaveAttribute('aria-invalid', 'true');
  await frame.cardNumber.fill('4242 4242 4242 4241');
  await frame.expiry.fill('12/34');
  await frame.code.fill('123');
  await frame.payButton.click();
  await expect(frame.cardNumber).toBeFocused();
  expect((await stack.api.intentOf(session)).charges).toHaveLength(0);
});

test('a press on the edge of Pay counts, although an error above pushes the button down', async ({
  openHost,
  frame,
}) => {
  await openHost();
  await frame.cardNumber.fill('4000');
  await frame.payButton.click({ position: { x: 20, y: 3 }, delay: 30 });
  // Pressing it is what judges the fields that nobody has touched.
  await expect(frame.expiry).toHaveAttribute('aria-invalid', 'true');
});

test('a payment that is still processing says so, and completes by itself', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost();
  // It settles five seconds later, on a clock that stands still until the page has said so.
  await stack.api.moveClock({ action: 'freeze' });
  try {
    await frame.pay(SETTLES_LATER);
    await expect(frame.content.getByRole('heading', { name: 'Payment on its way' })).toBeVisible();
    await expect.poll(() => payloadsOf(page, 'processing')).toHaveLength(1);
    expect(await payloadsOf(page, 'complete')).toHaveLength(0);
    await stack.api.moveClock({ action: 'advance', ms: 5_000 });
  } finally {
    await stack.api.moveClock({ action: 'resume' });
  }
  await expect(frame.paid).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
  expect((await stack.api.intentOf(session)).charges).toHaveLength(1);
});

test('the host page hears what happened, and nothing of the card', async ({ openHost, frame, page }) => {
  const session = await openHost();
  // The fields can be typed in before the form is ready, and what is typed then is told of at once.
  await expect(frame.payButton).toBeVisible();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);

  const events = await eventsOf(page);
  const names = events.map((event) => event.name);
  expect(names[0]).toBe('ready');
  expect(names.filter((name) => name === 'ready')).toHaveLength(1);
  expect(names.indexOf('confirm')).toBeGreaterThan(names.lastIndexOf('ready'));
  expect(names.indexOf('complete')).toBeGreaterThan(names.indexOf('confirm'));
  expect(names).not.toContain('error');

  const changes = await payloadsOf(page, 'change');
  expect(changes.at(0)).toMatchObject({ complete: false });
  expect(changes.some((change) => change?.['complete'] === true && change['brand'] === 'visa')).toBe(true);

  expect((await payloadsOf(page, 'complete'))[0]).toMatchObject({
    session: {
      id: session.id,
      status: 'complete',
      paymentStatus: 'paid',
      amountTotal: 4900,
      currency: 'USD',
      paymentIntent: { id: session.paymentIntentId, status: 'succeeded' },
    },
  });
});

test('an amount in a currency without decimals is written without them', async ({ openHost, frame }) => {
  await openHost({
    session: {
      currency: 'JPY',
      lineItems: [
        {
          priceData: { currency: 'JPY', unitAmount: 4900, productData: { name: 'Linen shirt' } },
          quantity: 1,
        },
      ],
    },
  });
  await expect(frame.payButton).toHaveText(/¥4,900(?!\.)/);
});
