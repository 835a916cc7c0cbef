// The documentation's site and the gallery as they are built: whole, quiet, nobody's but their own origin's, and true where they can be
// tried.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, Response } from '@playwright/test';
import { run } from '../scripts/run.ts';
import { type StaticSite, serveFolders } from '../scripts/static-site.ts';
import { expect, test } from './fixtures.ts';

const ROOT = `${import.meta.dirname}/..`;
const FOLDERS = {
  '/docs/': `${ROOT}/docs/.vitepress/dist`,
  '/gallery/': `${ROOT}/packages/checkout/gallery/dist`,
};
/** What the same document may break in another theme. */
const DRAWN = ['color-contrast', 'link-in-text-block'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let site: StaticSite | undefined;

test.beforeAll(async () => {
  // `npm test` has built both by now. Alone, this tests what is there.
  test.setTimeout(240_000);
  if (!Object.values(FOLDERS).every((folder) => existsSync(`${folder}/index.html`)))
    expect(await run('tsx', ['scripts/docs-site.ts'])).toBe(0);
  site = await serveFolders(FOLDERS);
});

test.afterAll(() => site?.close());

// A colour that is fading in has no contrast yet: what is scanned is what stays.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

function origin(): string {
  if (site === undefined) throw new Error('The sites are not served.');
  return site.origin;
}

/** What a page complains of, and whom else it asks: neither may be anything. */
function listen(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin: own, protocol } = new URL(request.url());
    if (own !== origin() && protocol.startsWith('http')) heard.push(`asked ${request.url()}`);
  });
  return heard;
}

/** Opens a page of the documentation, which is drawn by the server: what is pressed or typed before its app is there is lost. */
async function openDocs(page: Page, name: string): Promise<Response | null> {
  const answer = await page.goto(`${origin()}/docs/${name}`);
  await expect.poll(() => page.locator('#app').evaluate((app) => '__vue_app__' in app)).toBe(true);
  return answer;
}

/** Of the page itself: what it shows of the checkout in frames is searched in e2e/a11y.spec.ts. */
async function faultsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const search = new AxeBuilder({ page }).exclude('iframe').options({ resultTypes: ['violations'] });
  const found = rules === undefined ? search.withTags(TAGS) : search.withRules([...rules]);
  const { violations } = await found.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const name of ['', 'security.html', 'pci.html']) {
  test(`the documentation has no fault that axe knows, in either theme, and asks nobody else: /docs/${name}`, async ({
    page,
  }) => {
    const heard = listen(page);
    await openDocs(page, name);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html.dark')).toBeAttached();
    expect(await faultsOf(page, DRAWN)).toEqual([]);
    expect(heard).toEqual([]);
  });
}

test('the documentation is found by words and headings, and an address that leads nowhere leads on', async ({
  page,
}) => {
  await openDocs(page, 'quick-start.html');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').or(page.getByRole('combobox')).fill('rotate-secret');
  await page.getByRole('option').or(page.locator('.results a')).first().click();
  await expect(page).toHaveURL(/\/docs\/webhooks\.html/);
  const lost = await openDocs(page, 'no-such-page.html');
  expect(lost?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'No page has this address' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'To the start' }).click();
  await expect(page).toHaveURL(`${origin()}/docs/`);
});

/** Asks the shop's server and opens an overlay: the part of xpay.js that does has to be let in too. */
const INLINE = `
  const fetchClientSecret = () => fetch('session', { method: 'POST' }).then((r) => r.json()).then((s) => s.clientSecret);
  XPay('__KEY__').initEmbeddedCheckout({ mode: 'overlay', fetchClientSecret }).then((checkout) => checkout.open());
`;

const FILES = '<script src="__PATH__shop.js"></script>TAG<script src="__PATH__open-overlay.js"></script>';

const PAGES: Readonly<Record<string, string>> = {
  'A script tag, allowed by its origin': FILES,
  'A script tag with a nonce': FILES.replaceAll('<script ', '<script nonce="<random>" '),
  'A nonce and strict-dynamic': FILES.replaceAll('<script ', '<script nonce="<random>" '),
  'A pinned version, and hashes of your own': `TAG<script>${INLINE}</script>`,
};

for (const [rule, body] of Object.entries(PAGES)) {
  test(`the policy that the documentation writes lets a checkout open, and no more: ${rule}`, async ({
    page,
    stack,
  }) => {
    const { checkout, publishableKey } = stack.sandbox;
    await openDocs(page, 'security.html');
    const tool = page.getByRole('region', { name: 'Policy for your page' });
    await tool.getByLabel('Checkout origin').fill(checkout);
    await tool.getByLabel('How scripts get into your page').selectOption({ label: rule });
    await tool.getByLabel('Close everything else').check();
    await tool.getByLabel('Trusted Types').check();
    if (body.includes(INLINE)) {
      const inline = INLINE.replace('__KEY__', publishableKey);
      await tool.getByLabel('Your inline script, to the byte').fill(inline);
      // Its own: until that is there, the header has the hash of what stood there before.
      const hash = createHash('sha256').update(inline).digest('base64');
      await expect(tool.getByLabel('The header')).toContainText(`'sha256-${hash}'`);
    }
    const [header = '', tag = ''] = await tool.locator('pre').allInnerTexts();
    const made = (text: string) => text.replaceAll('<random>', 'bm9uY2U');
    const path = stack.hosts.publish({
      file: { html: `<!doctype html><title>A shop</title>${made(body.replace('TAG', tag))}` },
      values: { CHECKOUT: checkout, KEY: publishableKey, OPTIONS: '{}' },
      createSession: async () => (await stack.api.createSession()).clientSecret,
      headers: { 'content-security-policy': made(header.replace('Content-Security-Policy: ', '')) },
    });
    await page.goto(`http://localhost:${stack.hosts.port}${path}`);
    await expect(page.locator('iframe').contentFrame().getByLabel('Card number')).toBeVisible();
    const refused = await page.evaluate(async () => {
      return new Promise((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
        const frame = document.createElement('iframe');
        frame.src = 'https://stranger.test/';
        document.body.append(frame);
      });
    });
    expect(refused).toBe('frame-src');
  });
}

test('the gallery shows any state in any language, theme and width, by keyboard and by its address', async ({
  page,
}) => {
  const heard = listen(page);
  await page.goto(`${origin()}/gallery/`);
  const shown = page.locator('.xp-chooser__stage iframe').contentFrame();
  await expect(shown.getByRole('button', { name: 'Pay $49.00' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.getByLabel('Search').fill('declined');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.getByLabel('Language').selectOption('ar');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.getByRole('heading', { level: 2, name: 'Wallet, declined' })).toBeVisible();
  await expect(shown.locator('html[dir="rtl"][data-theme="dark"]')).toBeAttached();
  await expect(shown.getByRole('alert')).toBeVisible();
  expect(await faultsOf(page, DRAWN)).toEqual([]);

  // Chosen in the same moment, neither is lost.
  await page.evaluate(() => {
    const click = (selector: string, text: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.textContent === text)?.click();
    click('nav a', 'Declined');
    click('main label', '320');
  });
  await expect(page.getByRole('heading', { level: 2, name: 'Declined', exact: true })).toBeVisible();
  await expect(page.getByRole('radio', { name: '320' })).toBeChecked();

  await page.getByRole('link', { name: 'Wallet, declined' }).click();
  await page.getByRole('button', { name: 'Whole group' }).click();
  await page.getByRole('button', { name: 'Where the transfer goes' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'Where the transfer goes' })).toBeVisible();
  await expect(shown.getByText('DE89', { exact: false }).first()).toBeVisible();
  expect(heard).toEqual([]);
});
