// The preview's controls: each is in the address, in the shop's page or in the sandbox the moment it is used; for everybody.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { group, openGroup, queryOf, sessionIdOf, stageOf } from './page.ts';

const require = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

interface AxeWindow {
  readonly axe: { readonly run: (context: Document, options: object) => Promise<AxeResults> };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe has to say of the page itself; what is in the stage has tests of its own. */
async function faultsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (options) => (window as unknown as AxeWindow).axe.run(document, options),
    {
      runOnly: { type: 'tag', values: TAGS },
      rules: { 'target-size': { enabled: true } },
      iframes: false,
      resultTypes: ['violations'],
    },
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('everything about order, payment and buyer is in the session that the sandbox made', async ({
  page,
  stack: { sandbox, preview },
}) => {
  await page.goto(preview.url);
  const { submit, checkout } = stageOf(page);
  await expect(submit).toHaveText(/^Pay \$/);

  const order = await openGroup(page, 'Order');
  await order.getByLabel('Price of the first item').fill('0');
  await expect(order.getByText('From $0.01 to $999,999.99.')).toBeVisible();
  await order.getByLabel('Price of the first item').fill('12.5');
  await order.getByLabel('Currency').selectOption('EUR');
  await order.getByRole('slider', { name: 'Items' }).fill('3');
  await order.getByRole('slider', { name: 'Discount by the shop' }).fill('10');
  await order.getByLabel('Buyers may change quantities').check();
  await order.getByLabel('Promotion codes').check();
  const payment = await openGroup(page, 'Payment');
  await payment.getByLabel('Wallet').check();
  await payment.getByLabel('In parts').check();
  await payment.getByLabel('Returning customer').check();
  await payment.getByLabel('Book').check();
  await payment.getByLabel('Manual').check();
  await payment.getByRole('slider', { name: 'Expires after' }).fill('60');
  const details = await openGroup(page, 'Asked of the buyer');
  for (const field of ['Email', 'Phone', 'Shipping address', 'Questions of the shop'])
    await details.getByLabel(field).check();

  await expect(submit).toHaveText(/^Book for €/);
  await expect(checkout.getByRole('radio', { name: /^Visa ending in 4242/ })).toBeVisible();
  await expect(checkout.getByLabel('Phone number')).toBeVisible();
  await expect(checkout.getByLabel('Engraving (optional)')).toBeVisible();
  await expect
    .poll(() => queryOf(page))
    .toEqual({
      items: '3',
      amount: '1250',
      currency: 'EUR',
      methods: 'wallet,bnpl',
      fields: 'email,phone,shipping,custom',
      quantities: '1',
      promotion: '1',
      discount: '10',
      returning: '1',
      submit: 'book',
      capture: 'manual',
      expires: '60',
    });

  const response = await fetch(`${sandbox.api}/checkout/sessions/${await sessionIdOf(page)}`, {
    headers: { Authorization: `Bearer ${sandbox.secretKey}` },
  });
  const session = await response.json();
  expect(session).toMatchObject({
    currency: 'EUR',
    submitType: 'book',
    allowPromotionCodes: true,
    collect: { email: true, phone: true, shippingAddress: true },
    paymentIntent: { captureMethod: 'manual' },
  });
  expect(session.lineItems).toHaveLength(3);
  expect(session.lineItems[0]).toMatchObject({
    priceData: { unitAmount: 1250 },
    adjustableQuantity: { enabled: true },
  });
  expect(session.totalDetails.amountDiscount).toBe(Math.round(session.amountSubtotal / 10));
  expect(session.paymentMethodTypes).toContain('wallet');
  expect(session.customerId).toMatch(/^cus_/);
  expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBe(3_600_000);
});

test('every variable, the theme and the language change a half-filled form without loss', async ({
  page,
  stack: { preview },
}) => {
  // All of these can be read on each other: colours that cannot are moved apart, and the console says so.
  await page.goto(preview.url);
  const { checkout, number, submit } = stageOf(page);
  const tokens = (name: string) =>
    checkout.locator('html').evaluate((html, token) => getComputedStyle(html).getPropertyValue(token), name);
  await number.fill('4000 0000 0000 0002');
  const look = await openGroup(page, 'Appearance');

  await look.getByRole('button', { name: 'Midnight' }).click();
  await expect(look.getByRole('button', { name: 'Midnight' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => tokens('--xp-radius')).toBe('12px');
  await expect(checkout.locator('html')).toHaveAttribute('data-theme', 'dark');
  await look.getByRole('button', { name: 'Back to the theme’s own', exact: true }).click();
  await look.getByRole('radio', { name: 'Light' }).check();
  await expect(checkout.locator('html')).toHaveAttribute('data-theme', 'light');

  const colors = {
    Primary: ['#7a2e8e', '--xp-color-primary'],
    'On primary': ['#fffffe', '--xp-color-on-primary'],
    Background: ['#fcf7fd', '--xp-color-background'],
    Surface: ['#fffdff', '--xp-color-surface'],
    Text: ['#2c1533', '--xp-color-text'],
    Hints: ['#5a4a60', '--xp-color-text-secondary'],
    Borders: ['#84708b', '--xp-color-border'],
    Errors: ['#a01020', '--xp-color-danger'],
    Success: ['#106030', '--xp-color-success'],
  } as const;
  for (const [name, [color, token]] of Object.entries(colors)) {
    await look.getByRole('textbox', { name, exact: true }).fill(color);
    await expect.poll(() => tokens(token)).toBe(color);
  }
  await look.getByLabel('Primary, picker', { exact: true }).fill('#205080');
  await expect.poll(() => tokens('--xp-color-primary')).toBe('#205080');
  await look.getByRole('textbox', { name: 'Primary', exact: true }).fill('reddish');
  await expect(look.getByText('Use #rgb, #rrggbb, rgb() or hsl().')).toBeVisible();
  await look.getByRole('textbox', { name: 'Primary', exact: true }).fill('hsl(0, 100%, 25%)');
  await expect.poll(() => tokens('--xp-color-primary')).toBe('#800000');
  await look.getByRole('button', { name: 'Errors: back to the theme’s own' }).click();

  await look.getByLabel('Typeface').selectOption('Georgia, serif');
  await look.getByRole('slider', { name: 'Type size' }).fill('18');
  await look.getByRole('slider', { name: 'Corners' }).fill('20');
  await look.getByRole('slider', { name: 'Spacing' }).fill('5');
  await expect(submit).toHaveCSS('font-family', 'Georgia, serif');
  await expect.poll(() => tokens('--xp-font-size')).toBe('18px');
  await expect.poll(() => tokens('--xp-radius')).toBe('20px');
  await expect.poll(() => tokens('--xp-space')).toBe('5px');

  await (await openGroup(page, 'Language')).getByLabel('Checkout’s language').selectOption('ar');
  await expect(checkout.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(number).toHaveValue('4000 0000 0000 0002');
  await expect
    .poll(() => queryOf(page))
    .toMatchObject({ locale: 'ar', theme: 'light', colorPrimary: '#800000', fontFamily: 'Georgia, serif' });
  expect(queryOf(page)).not.toHaveProperty('colorDanger');
});

test('the shop’s page takes any width, by pointer and by keyboard, any device and either direction', async ({
  page,
  stack: { preview },
}) => {
  await page.goto(`${preview.url}/?width=480`);
  const { shop, submit } = stageOf(page);
  const edge = page.getByRole('separator', { name: 'Width of the shop’s page' });
  const innerWidthOf = () => shop.locator('html').evaluate(() => innerWidth);
  await expect(submit).toBeVisible();
  await expect.poll(innerWidthOf).toBe(480);
  await expect(edge).toHaveAttribute('aria-valuetext', '480 pixels');

  const box = await edge.boundingBox();
  if (box === null) throw new Error('The edge is not shown.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y, { steps: 4 });
  await page.mouse.up();
  await expect(edge).toHaveAttribute('aria-valuenow', '400');
  await expect.poll(innerWidthOf).toBe(400);
  await edge.press('ArrowRight');
  await expect(edge).toHaveAttribute('aria-valuenow', '410');
  await edge.press('Home');
  await expect.poll(innerWidthOf).toBe(280);
  await edge.press('End');
  // Wider than there is room: the shop's page has its width, and is shown smaller.
  await expect.poll(innerWidthOf).toBe(1600);
  await expect(page.getByText(/^1600 px at \d+%$/)).toBeVisible();
  await edge.press('Enter');
  await expect.poll(() => queryOf(page)).toEqual({});

  const frame = await openGroup(page, 'Container');
  for (const [device, width] of [
    ['Phone', 393],
    ['Tablet', 820],
    ['Desktop', 1280],
  ] as const) {
    await frame.getByRole('radio', { name: device }).check();
    await expect.poll(innerWidthOf).toBe(width);
  }
  await frame.getByRole('slider', { name: 'Width' }).fill('700');
  await expect.poll(() => queryOf(page)).toEqual({ device: 'desktop', width: '700' });
  await frame.getByRole('button', { name: 'Use all there is' }).click();
  await page.locator('.pv-devices').getByRole('radio', { name: 'None' }).check();
  await (await openGroup(page, 'Language')).getByRole('radio', { name: 'Right to left' }).check();
  await expect(shop.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect.poll(() => queryOf(page)).toEqual({ dir: 'rtl' });
});

test('each way in runs, and what is started again is another session', async ({
  page,
  stack: { preview },
}) => {
  await page.goto(preview.url);
  const { shop, number } = stageOf(page);
  const ways = await openGroup(page, 'Way in');
  await expect(number).toBeVisible();
  const first = await sessionIdOf(page);
  await page.getByRole('button', { name: 'Start again' }).click();
  const id = group(page, 'Time and session').locator('.pv-id');
  await expect(id).not.toHaveText(first);
  await expect(id).toHaveText(/^cs_test_/);

  for (const [name, way] of [
    ['HTML tag', 'tag'],
    ['Payment element', 'element'],
  ] as const) {
    await ways.getByRole('radio', { name }).check();
    await expect.poll(() => queryOf(page)).toEqual({ way });
    await expect(number).toBeVisible();
  }
  await ways.getByRole('radio', { name: 'Overlay' }).check();
  await shop.getByRole('button', { name: 'Pay now' }).click();
  await expect(number).toBeVisible();
  for (const [name, path] of [
    ['Link', /\/c\/cs_test_/],
    ['Hosted page', /\/c\/cs_test_/],
    ['Payment link', /\/p\//],
  ] as const) {
    await ways.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
    await expect(page.locator('.pv-stage__way')).toHaveText(name);
    await expect(shop.getByRole('link', { name: 'Pay now' })).toHaveAttribute('href', path);
  }
});

test('an address with nonsense says so, can be shared and reset, and follows the browser back', async ({
  page,
  context,
  stack: { preview },
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${preview.url}/?way=teleport&items=4&colorText=red;}&wind=strong&scheme=dark`);
  await expect(stageOf(page).submit).toBeVisible();
  const problems = page.locator('.pv-problems');
  await expect(problems).toContainText('3 parts of this address mean nothing');
  for (const part of ['way=teleport', 'colorText=red;}', 'wind=strong'])
    await expect(problems).toContainText(part);
  await expect(page.getByRole('radio', { name: 'Inline' })).toBeChecked();
  await expect((await openGroup(page, 'Order')).getByRole('slider', { name: 'Items' })).toHaveValue('4');
  await problems.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => queryOf(page)).toEqual({ items: '4', scheme: 'dark' });

  await page.getByLabel('Language of this page').selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('button', { name: 'مشاركة' }).click();
  await expect(page.getByText('نُسخ العنوان')).toBeVisible();
  const shared = await page.evaluate(() => navigator.clipboard.readText());
  expect(shared).toBe(`${preview.url}/?items=4&lang=ar&scheme=dark`);
  await page.getByRole('button', { name: 'إعادة الضبط' }).click();
  await expect.poll(() => queryOf(page)).toEqual({ lang: 'ar', scheme: 'dark' });

  await page.goto(`${preview.url}/?way=overlay`);
  await expect(page.getByRole('radio', { name: 'Overlay' })).toBeChecked();
  await page.goBack();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  // What was opened stays open in this tab.
  await page.goto(shared);
  await expect(page.getByRole('slider', { name: 'العناصر' })).toHaveValue('4');
});

/** The tabs within a panel: each is there to be pressed, without scrolling, and one stop for the Tab key. */
async function expectAllInSight(page: Page, panel: 'Code' | 'Instruments'): Promise<void> {
  const tabs = page.getByRole('tabpanel', { name: panel, exact: true }).getByRole('tab');
  await expect(tabs).toHaveCount(5);
  for (const tab of await tabs.all()) await expect(tab).toBeInViewport({ ratio: 1 });
  await expect(tabs.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
}

test('nobody is left out: light, dark, Arabic and 320 px wide, with a keyboard alone', async ({
  page,
  stack: { preview },
}) => {
  // Five whole pages are searched for faults.
  test.slow();
  for (const query of ['scheme=light', 'scheme=dark', 'lang=ar&scheme=light&dir=rtl']) {
    await page.goto(`${preview.url}/?${query}&methods=wallet,bank_transfer`);
    await expect(stageOf(page).submit).toBeVisible();
    const closed = page.locator('.pv-group:not([open]) > summary');
    for (let left = await closed.count(); left > 0; left -= 1) await closed.first().press('Enter');
    await expect(closed).toHaveCount(0);
    expect(await faultsIn(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${preview.url}/?way=nowhere`);
  await expect(stageOf(page).submit).toBeVisible();
  const tabs = page.getByRole('tablist', { name: 'Parts of this page' });
  await tabs.getByRole('tab', { name: 'Checkout' }).press('Home');
  for (const [panel, next] of [
    ['Settings', 'ArrowRight'],
    ['Checkout', 'ArrowRight'],
    ['Code', 'ArrowRight'],
    ['Instruments', 'ArrowRight'],
  ] as const) {
    await expect(tabs.getByRole('tab', { name: panel })).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: panel, exact: true })).toBeVisible();
    if (panel === 'Settings' || panel === 'Instruments') expect(await faultsIn(page)).toEqual([]);
    if (panel === 'Code' || panel === 'Instruments') await expectAllInSight(page, panel);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.keyboard.press(next);
  }
  await page.getByRole('button', { name: 'Menu' }).press('Enter');
  await expect(page.getByRole('link', { name: 'Docs' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Docs' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
});

test.describe('a browser that speaks Arabic', () => {
  test.use({ locale: 'ar-EG' });

  test('has page and shop in Arabic, keeps what is chosen in its place, and how the page is arranged', async ({
    page,
    stack: { preview },
  }) => {
    await page.goto(preview.url);
    const html = page.locator('html');
    const { shop, number, submit } = stageOf(page);
    await expect(html).toHaveAttribute('dir', 'rtl');
    await expect(submit).toHaveText(/^ادفع/);
    await expect(shop.locator('html')).toHaveAttribute('dir', 'rtl');
    expect(queryOf(page)).toEqual({});
    await number.fill('4242');
    await page.getByLabel('لغة هذه الصفحة').selectOption('en');
    await expect(html).toHaveAttribute('lang', 'en');
    await page.getByLabel('Colours of this page').selectOption('dark');
    await expect(html).toHaveCSS('color-scheme', 'dark');
    await expect.poll(() => queryOf(page)).toEqual({ lang: 'en', scheme: 'dark' });
    // The shop is as it was, with what was typed.
    await expect(shop.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(number).toHaveValue('4242');

    await openGroup(page, 'Order');
    const bar = page.getByRole('separator', { name: 'Height of the code' });
    for (const value of ['55', '60']) {
      await bar.press('ArrowDown');
      await expect(bar).toHaveAttribute('aria-valuenow', value);
    }
    await page.reload();
    await expect(group(page, 'Order')).toHaveAttribute('open', '');
    await expect(bar).toHaveAttribute('aria-valuenow', '60');
    await bar.press('Enter');
    await expect(bar).toHaveAttribute('aria-valuenow', '50');
    await expect(submit).toBeVisible();
    await page.getByRole('link', { name: 'Skip to the checkout' }).press('Enter');
    await expect(page.getByRole('region', { name: 'Checkout' })).toBeFocused();
    for (const name of ['Docs', 'Gallery', 'Dashboard'])
      await expect(page.getByRole('link', { name })).toHaveAttribute('href', /\/(docs|gallery|dashboard)/);
  });
});
