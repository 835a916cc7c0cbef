// Every option of the four APIs that a buyer can see, and what the page shows of it: a table, and a few sessions that have them all.

import { randomUUID } from 'node:crypto';
import type { Page, TestInfo } from '@playwright/test';
import { type Merchant, test, type Words } from './apis/merchant.ts';
import { VISA } from './cards.ts';
import { expect } from './fixtures.ts';
import type { CheckoutDocument } from './pages/frame.ts';
import { fakeGooglePay, methodList } from './pages/methods.ts';

interface Shop {
  readonly page: Page;
  readonly checkout: CheckoutDocument;
  readonly merchant: Merchant;
}

/** An option as a shop sends it, and where a buyer sees it. */
interface Option {
  readonly name: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly shows: (shop: Shop) => Promise<void>;
  /** On the page of the payment, unless it is seen when that is over. */
  readonly when?: 'paid';
}

const text =
  (words: string | RegExp) =>
  ({ page }: Shop) =>
    expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible();
const value =
  (label: string, wanted: string) =>
  ({ page }: Shop) =>
    expect(page.getByRole('textbox', { name: label, exact: true })).toHaveValue(wanted);
const nothing =
  (words: string) =>
  async ({ page }: Shop) =>
    expect(await page.content()).not.toContain(words);
/** The way back to the shop leads to an address of its own, since the page never holds the shop's. */
const back = ({ page }: Shop) => expect(page.locator('#back')).toHaveAttribute('href', /\/c\/.*\/back$/);
const language =
  (tag: string) =>
  ({ page }: Shop) =>
    expect(page.locator('html')).toHaveAttribute('lang', tag);

const XPAY = (coupon: string, price: string, merchant: Merchant): readonly Option[] => [
  {
    name: 'lineItems: name, description, quantity, unit amount; and by a price of the catalog',
    sent: {
      lineItems: [
        {
          priceData: {
            currency: 'USD',
            unitAmount: 1_250,
            productData: { name: 'Stoneware mug', description: 'Olive, 300 ml' },
          },
          quantity: 3,
        },
        { price, quantity: 2 },
      ],
    },
    async shows(shop) {
      for (const words of ['Stoneware mug', 'Olive, 300 ml', '3 × $12.50']) await text(words)(shop);
      for (const words of ['Saucer', 'Unglazed', '2 × $5.00']) await text(words)(shop);
    },
  },
  {
    name: 'discounts',
    sent: { discounts: [{ coupon }] },
    async shows(shop) {
      await text('Spring sale')(shop);
      await expect(shop.page.getByRole('definition').filter({ hasText: '-$9.50' })).toBeVisible();
    },
  },
  { name: 'description', sent: { description: 'Order 1042' }, shows: text('Order 1042') },
  {
    name: 'submitType',
    sent: { submitType: 'donate' },
    shows: ({ page }) => expect(page.getByRole('button', { name: 'Donate $38.00' })).toBeVisible(),
  },
  {
    name: 'customerDetails, collect',
    sent: {
      customerDetails: { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+12133734253' },
      collect: { name: true, email: true, postalCode: true, phone: true },
    },
    async shows(shop) {
      await value('Name on card', 'Ada Lovelace')(shop);
      await value('Email', 'ada@example.com')(shop);
      await value('Phone number', '(213) 373-4253')(shop);
      await value('Postal code', '')(shop);
    },
  },
  { name: 'locale', sent: { locale: 'en' }, shows: language('en') },
  { name: 'cancelUrl', sent: { cancelUrl: `${merchant.thanks}?gave-up` }, shows: back },
  { name: 'metadata: nowhere', sent: { metadata: { note: 'for-us-alone' } }, shows: nothing('for-us-alone') },
  {
    name: 'captureMethod: the buyer agrees to all of it',
    sent: { captureMethod: 'manual' },
    when: 'paid',
    shows: text(/\$38\.00/),
  },
  {
    name: 'afterCompletion: the shop’s words',
    sent: {
      afterCompletion: {
        type: 'hosted_confirmation',
        hostedConfirmation: { customMessage: 'Your mugs leave the kiln on Monday.' },
      },
    },
    when: 'paid',
    shows: text('Your mugs leave the kiln on Monday.'),
  },
];

const CXPAY = (merchant: Merchant): readonly Option[] => [
  {
    name: 'amount, currency, line_items',
    sent: {
      mode: 'payment',
      amount: 5_000,
      currency: 'JPY',
      line_items: [{ name: 'Teapot', quantity: 2, unit_amount: 2_500, description: 'Cast iron' }],
    },
    async shows(shop) {
      for (const words of ['Teapot', 'Cast iron', '2 × ¥2,500']) await text(words)(shop);
      await expect(shop.checkout.payButton).toHaveText('Pay ¥5,000');
    },
  },
  { name: 'description', sent: { description: 'Order 7' }, shows: text('Order 7') },
  { name: 'cancel_url', sent: { cancel_url: `${merchant.thanks}?gave-up` }, shows: back },
  { name: 'metadata: nowhere', sent: { metadata: { note: 'for-us-alone' } }, shows: nothing('for-us-alone') },
  {
    name: 'customer_email: on the receipt',
    sent: { customer_email: 'ada@example.com' },
    when: 'paid',
    shows: text('ada@example.com'),
  },
  {
    name: 'capture_method: the buyer agrees to all of it',
    sent: { capture_method: 'manual' },
    when: 'paid',
    shows: text(/¥5,000/),
  },
];

const MAXFI = (merchant: Merchant): readonly Option[] => [
  {
    name: 'amount, currency',
    sent: { amount: 4_900, currency: 'AZN' },
    shows: text(/49[.,]00/),
  },
  { name: 'language', sent: { language: 'az' }, shows: language('az') },
  { name: 'description', sent: { description: 'Order 8' }, shows: text('Order 8') },
  { name: 'cancel_url', sent: { cancel_url: `${merchant.thanks}?gave-up` }, shows: back },
  { name: 'order_id: nowhere', sent: { order_id: 'order-for-us-alone' }, shows: nothing('for-us-alone') },
  {
    name: 'customer, settings',
    sent: {
      customer: { email: 'ada@example.com', name: 'Ada Lovelace', phone: '+994501234567', country: 'AZ' },
      settings: {
        payment_methods: ['card', 'wallet', 'bnpl'],
        button_text: 'Sifarişi təsdiqlə',
        customer_fields: ['name', 'email', 'phone', 'postal_code'],
      },
    },
    async shows({ page }) {
      await expect(page.getByRole('button', { name: 'Sifarişi təsdiqlə' })).toBeVisible();
      await expect(page.locator('[autocomplete="email"], [autocomplete="billing email"]')).toHaveValue(
        'ada@example.com',
      );
      await expect(page.locator('[autocomplete="billing tel"]')).toHaveValue('050 123 45 67');
      await expect(page.getByRole('radio')).toHaveCount(4);
    },
  },
];

const bodyOf = (options: readonly Option[]) =>
  Object.assign({}, ...options.map(({ sent }) => sent)) as object;

/** Checks all that is to be seen on the page now, each by its name, and keeps a picture of it. */
async function look(
  options: readonly Option[],
  when: Option['when'],
  shop: Shop,
  info: TestInfo,
): Promise<void> {
  for (const option of options.filter((one) => one.when === when))
    await test.step(option.name, () => option.shows(shop));
  const body = await shop.page.screenshot({ fullPage: true });
  await info.attach(`${info.title}${when === undefined ? '' : `, ${when}`}`, {
    body,
    contentType: 'image/png',
  });
}

/** Fills the card's fields by what a browser fills them with, whatever the language, and what is still asked. */
async function pay(page: Page): Promise<void> {
  for (const [part, typed] of [
    ['number', VISA.number],
    ['exp', '12/34'],
    ['csc', VISA.code],
  ] as const)
    await page.locator(`[autocomplete="cc-${part}"]`).fill(typed);
  const postal = page.locator('[autocomplete="billing postal-code"], [autocomplete="postal-code"]');
  if ((await postal.count()) > 0) await postal.fill('94103');
  await page.locator('.xp-button[data-look="primary"]').click();
}

test('XPay', async ({ page, checkout, merchant }, info) => {
  const coupon = await merchant.ask('POST', '/coupons', {
    body: { name: 'Spring sale', percentOff: 20, duration: 'once' },
  });
  const product = await merchant.ask('POST', '/products', {
    body: { name: 'Saucer', description: 'Unglazed' },
  });
  const price = await merchant.ask('POST', `/prices?productId=${product.id}`, {
    body: { currency: 'USD', unitAmount: 500 },
  });
  const options = XPAY(coupon.id, price.id, merchant);
  const shop = { page, checkout, merchant };
  const { url } = await merchant.ask<Words & { url: string }>('POST', '/checkout/sessions', {
    body: bodyOf(options),
  });
  await page.goto(url);
  await look(options, undefined, shop, info);
  await pay(page);
  await expect(checkout.paid).toBeVisible();
  await look(options, 'paid', shop, info);
});

test('CX Pay', async ({ page, checkout, merchant }, info) => {
  const options = CXPAY(merchant);
  const shop = { page, checkout, merchant };
  const { url } = await merchant.ask<Words & { url: string }>('POST', '/checkout-sessions', {
    headers: { 'idempotency-key': randomUUID() },
    body: bodyOf(options),
  });
  await page.goto(url);
  await look(options, undefined, shop, info);
  await pay(page);
  await expect(checkout.paid).toBeVisible();
  await look(options, 'paid', shop, info);
});

test('CX Pay: expires_in, of which a buyer is told before and after it is over', async ({
  page,
  checkout,
  merchant,
}) => {
  const advance = async (ms: number) => {
    await merchant.ask('POST', '/sandbox/clock', { body: { action: 'advance', ms } });
    await page.clock.fastForward(ms);
  };
  await page.clock.install();
  const { id, url } = await merchant.ask<Words & { url: string }>('POST', '/checkout-sessions', {
    headers: { 'idempotency-key': randomUUID() },
    body: { mode: 'payment', amount: 5_000, currency: 'JPY', expires_in: 300 },
  });
  const followed = page.waitForRequest('**/v1/client/session/events');
  await page.goto(url);
  await followed;
  await expect(checkout.payButton).toHaveText('Pay ¥5,000');
  await advance(181_000);
  await expect(page.getByText(/^Time left to pay: 2 minutes\./).first()).toBeVisible();
  await advance(120_000);
  await expect(page.getByRole('heading', { name: 'This checkout has expired' })).toBeVisible();
  expect(await merchant.ask('GET', `/checkout-sessions/${id}`)).toMatchObject({ status: 'expired' });
});

test('MaxFi', async ({ page, checkout, merchant }, info) => {
  await fakeGooglePay(page, '4242');
  const options = MAXFI(merchant);
  const { checkout_url: url } = await merchant.ask<Words & { checkout_url: string }>(
    'POST',
    '/v2/payments/checkout',
    { body: bodyOf(options) },
  );
  await page.goto(url);
  await look(options, undefined, { page, checkout, merchant }, info);
});

test('what the shop changes, and what its merchant switches off, reaches a checkout that stands open', async ({
  openHost,
  frame,
  merchant,
  stack,
}) => {
  const session = await openHost({ session: { paymentMethodTypes: ['card', 'wallet', 'bnpl'] } });
  const list = methodList(frame.content);
  await list.row('Wallet').check();
  const set = (paymentMethods: readonly string[] | null) =>
    merchant.ask('POST', '/sandbox/merchant', { body: { paymentMethods } });
  try {
    await set(['card', 'bnpl']);
    await expect(list.row('Wallet')).toHaveCount(0);
    await expect(list.row('Card')).toBeChecked();
    await expect(list.row('Card')).toBeFocused();
    await set(['card']);
    await expect(frame.content.getByRole('radio')).toHaveCount(0);
    await expect(frame.cardNumber).toBeVisible();
    await stack.api.update(session.id, { buttonText: 'Fire the kiln', description: 'Order 9' });
    await expect(frame.content.getByRole('button', { name: 'Fire the kiln' })).toBeVisible();
    await expect(frame.content.getByText('Order 9')).toBeAttached();
  } finally {
    await set(null);
  }
  // What the buyer chose is chosen again, as soon as it can be.
  await expect(list.row('Wallet')).toBeChecked();
});

test('beside the shop’s own button no payment sheet is offered, which it could not open', async ({
  openHost,
  page,
  frame,
}) => {
  await fakeGooglePay(page, '4242');
  await openHost({
    file: 'element',
    session: { paymentMethodTypes: ['card', 'apple_pay', 'google_pay', 'wallet'] },
  });
  const list = methodList(frame.content);
  await expect(list.row('Wallet')).toBeVisible();
  await expect(frame.content.getByRole('radio')).toHaveCount(2);
});
