// The checkout as a page of its own, from the shop's page to the shop's page: the way back, the way on, the receipt.

import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { type Merchant, test, type Words } from './apis/merchant.ts';
import { VISA } from './cards.ts';
import { expect } from './fixtures.ts';
import { checkoutDocument } from './pages/frame.ts';
import { pressLast } from './pages/overlay.ts';
import type { SandboxSettings } from './servers/sandbox.ts';

/** Far longer than any test: nobody returns by themselves meanwhile. */
const LONG_MS = 600_000;

const back = (page: Page): Locator => page.locator('#back');
const onward = (page: Page): Locator => page.getByRole('link', { name: /^Return to .* now$/ });

interface Made {
  readonly id: string;
  readonly url: string;
}

/** A MaxFi checkout: the API that says how long an outcome is shown. */
async function aCheckout(merchant: Merchant, body: object = {}): Promise<Made> {
  const made = await merchant.ask<Words & { checkout_url: string }>('POST', '/v2/payments/checkout', {
    body: { amount: 4900, currency: 'EUR', ...body },
  });
  return { id: made.id, url: made.checkout_url };
}

test('“Back” leaves for the shop without ending anything, and leaves no card behind', async ({
  page,
  merchant,
  checkout,
}) => {
  const cancel_url = `${merchant.thanks}?gave-up={CHECKOUT_SESSION_ID}#{CHECKOUT_SESSION_ID}`;
  const { id, url } = await aCheckout(merchant, { cancel_url });
  await page.goto(url);
  await expect(page).toHaveTitle(/^Pay €49\.00 to ./);
  await checkout.fill(VISA);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  expect(await page.content()).not.toContain('gave-up');
  await back(page).click();
  await page.waitForURL(`${merchant.thanks}?gave-up=${id}#${id}`);
  await page.goBack();
  await expect(checkout.payButton).toBeVisible();
  await expect(checkout.cardNumber).toHaveValue('');
  await checkout.pay(VISA);
  await expect(checkout.paid).toBeVisible();
});

/** How each API makes a payment that returns to `url`. */
const APIS: Readonly<
  Record<string, (merchant: Merchant, url: string, sandbox: SandboxSettings) => Promise<Made>>
> = {
  XPay: (merchant, url) =>
    merchant.ask<Words & Made>('POST', '/checkout/sessions', {
      body: {
        uiMode: 'hosted',
        currency: 'USD',
        amount: 4900,
        afterCompletion: { type: 'redirect', redirect: { url } },
      },
    }),
  'CX Pay': (merchant, url) =>
    merchant.ask<Words & Made>('POST', '/checkout-sessions', {
      headers: { 'idempotency-key': randomUUID() },
      body: { mode: 'payment', amount: 4900, currency: 'USD', return_url: url },
    }),
  MaxFi: (merchant, url) => aCheckout(merchant, { success_url: url }),
  'payment requests': async (merchant, url, { oauthClientId, oauthClientSecret }) => {
    const credentials = Buffer.from(`${oauthClientId}:${oauthClientSecret}`).toString('base64');
    const { access_token } = await merchant.ask<{ access_token: string }>('POST', '/oauth/token', {
      headers: {
        authorization: `Basic ${credentials}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    return merchant.ask<Words & Made>('POST', '/payment/request', {
      headers: { authorization: `Bearer ${access_token}` },
      body: { amount: '49.00', currency: 'USD', redirect_url: url },
    });
  },
};

for (const [name, make] of Object.entries(APIS)) {
  test(`${name}: who has paid goes to where the shop said, its placeholders filled in`, async ({
    page,
    merchant,
    checkout,
    stack,
  }) => {
    const wanted = `${merchant.thanks}?a={CHECKOUT_SESSION_ID}&b=%7BCHECKOUT_SESSION_ID%7D#{CHECKOUT_SESSION_ID}`;
    const { id, url } = await make(merchant, wanted, stack.sandbox);
    await page.goto(url);
    await checkout.pay(VISA);
    // By its button, or by itself where this machine is slower than the countdown.
    pressLast(onward(page));
    await page.waitForURL(`${merchant.thanks}?a=${id}&b=${id}#${id}`);
  });
}

test('the countdown can be stopped, and the browser’s Back leads past what is paid', async ({
  page,
  merchant,
  checkout,
}) => {
  const { url } = await aCheckout(merchant, {
    success_url: `${merchant.thanks}?paid`,
    settings: { auto_return: LONG_MS },
  });
  await page.goto(`${merchant.thanks}?cart`);
  await page.goto(url);
  await checkout.pay(VISA);
  await expect(page.getByText(/^You return to .* in 10 minutes\.$/).first()).toBeVisible();
  await expect(page).toHaveTitle(/^Payment complete · ./);
  const stay = page.getByRole('button', { name: 'Stay on this page' });
  await stay.click();
  await expect(stay).toHaveCount(0);
  await expect(onward(page)).toBeFocused();
  pressLast(onward(page));
  await page.waitForURL(`${merchant.thanks}?paid`);
  await page.goBack();
  await page.waitForURL(`${merchant.thanks}?cart`);
  await page.goto(url);
  await expect(checkout.paid).toBeVisible();
  await expect(onward(page)).toBeVisible();
  await expect(checkout.cardNumber).toHaveCount(0);
});

test('the page returns by itself when its time is over', async ({ page, merchant, checkout }) => {
  const { url } = await aCheckout(merchant, {
    success_url: `${merchant.thanks}?paid`,
    settings: { auto_return: 1_000 },
  });
  await page.goto(url);
  await checkout.pay(VISA);
  await page.waitForURL(`${merchant.thanks}?paid`);
});

test('without a place to return to, the shop’s words and a receipt that prints on one sheet', async ({
  page,
  stack,
  checkout,
}) => {
  const { id } = await stack.api.createSession({
    uiMode: 'hosted',
    afterCompletion: {
      type: 'hosted_confirmation',
      hostedConfirmation: { customMessage: 'Your shirt is on its way.\n<b>See you!</b>' },
    },
  });
  await page.goto(`${stack.sandbox.checkout}/c/${id}`);
  await checkout.pay(VISA);
  await expect(page.getByText('<b>See you!</b>')).toBeVisible();
  const receipt = page.getByRole('region', { name: 'Receipt' });
  await expect(receipt).toContainText('Linen shirt');
  await expect(receipt).toContainText(/Total\$49\.00/);
  await expect(receipt).toContainText(`Visa ending in ${VISA.number.slice(-4)}`);
  await expect(onward(page)).toHaveCount(0);
  const print = page.getByRole('button', { name: 'Print receipt' });
  await expect(print).toBeVisible();

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(receipt).toBeVisible();
  await expect(print).toBeHidden();
  await expect(page.locator('select')).toBeHidden();
  const paper = await receipt.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return { color, backgroundColor };
  });
  expect(paper).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('an expired page leads back, and offers nothing else', async ({ page, merchant, stack }) => {
  const session = await stack.api.createSession({ uiMode: 'hosted', cancelUrl: `${merchant.thanks}?cart` });
  await stack.api.expire(session.id);
  await page.goto(`${stack.sandbox.checkout}/c/${session.id}`);
  await expect(page.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start again' })).toHaveCount(0);
  pressLast(page.locator('.xp-way'));
  await page.waitForURL(`${merchant.thanks}?cart`);
});

test('the way back works when nothing of the checkout arrives', async ({ page, merchant }) => {
  const { url } = await aCheckout(merchant, { cancel_url: `${merchant.thanks}?cart` });
  await page.route('**/f/assets/**', (route) => route.abort('connectionfailed'));
  await page.goto(url);
  await expect(page.locator('#failure')).toBeVisible();
  await back(page).click();
  await page.waitForURL(`${merchant.thanks}?cart`);
});

test('without scripts it says what to do, and leads back', async ({ browser, merchant }) => {
  const { url } = await aCheckout(merchant, { cancel_url: `${merchant.thanks}?cart`, language: 'en' });
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const page = await context.newPage();
  await page.goto(url);
  // Text within a noscript is text to the browser, and none to Playwright's search for texts.
  await expect(page.locator('noscript p')).toBeVisible();
  await expect(page.locator('noscript p')).toHaveText(/turn on JavaScript/);
  await expect(page.locator('input:visible')).toHaveCount(0);
  await page.getByRole('link', { name: /^Back to / }).click();
  await page.waitForURL(`${merchant.thanks}?cart`);
  await context.close();
});

test('a payment link shows what it sells, and each visitor pays in a session of their own', async ({
  page,
  browser,
  merchant,
  leaks,
}) => {
  const product = { currency: 'USD', unitAmount: 4900, productData: { name: 'Linen shirt' } };
  const link = await merchant.ask<Words & Made>('POST', '/payment-links', {
    body: {
      lineItems: [{ priceData: product, quantity: 2 }],
      afterCompletion: { type: 'redirect', redirect: { url: `${merchant.thanks}?paid` } },
    },
  });
  const begun = async () =>
    (await merchant.ask<{ totalCount: number }>('GET', `/checkout/sessions?paymentLinkId=${link.id}`))
      .totalCount;
  const goOn = (on: Page) => on.getByRole('button', { name: 'Continue to payment' });
  await page.goto(link.url);
  await expect(page.getByText('$98.00').first()).toBeVisible();
  await page.reload();
  expect(await begun()).toBe(0);

  await goOn(page).click();
  await page.waitForURL(/\/c\/cs_test_/);
  const mine = page.url();
  await page.goBack();
  await goOn(page).click();
  await page.waitForURL(mine);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const other = await context.newPage();
  await other.goto(link.url);
  await goOn(other).click();
  await other.waitForURL(/\/c\/cs_test_/);
  expect(other.url()).not.toBe(mine);
  await context.close();
  expect(await begun()).toBe(2);

  await checkoutDocument(page, leaks.look).pay(VISA);
  pressLast(onward(page));
  await page.waitForURL(`${merchant.thanks}?paid`);
  await merchant.ask('PATCH', `/payment-links/${link.id}`, { body: { active: false } });
  const closed = await page.goto(link.url);
  expect(closed?.status()).toBe(410);
  await expect(page.getByRole('heading', { name: 'This payment link is not in use any more' })).toBeVisible();
});

test('nothing is cut off in Arabic on the narrowest phone, from the form to the receipt', async ({
  page,
  merchant,
  stack,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { id } = await stack.api.createSession({
    uiMode: 'hosted',
    locale: 'ar',
    cancelUrl: `${merchant.thanks}?cart`,
  });
  await page.goto(`${stack.sandbox.checkout}/c/${id}`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const inputs = page.locator('#app input');
  await expect(inputs.first()).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  const box = await back(page).boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await inputs.nth(0).fill(VISA.number);
  await inputs.nth(1).fill('12/34');
  await inputs.nth(2).fill(VISA.code);
  await page.locator('button[type=submit]').click();
  await expect(page.locator('.xp-receipt')).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
