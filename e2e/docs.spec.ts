// The documentation's own code, run as it stands: what a newcomer copies has to work.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import type { SandboxSettings } from './servers/sandbox.ts';
import { freePort } from './servers/service.ts';

const DOCS = new URL('../docs/', import.meta.url);

async function blocksOf(page: string, language: string): Promise<readonly string[]> {
  const text = await readFile(new URL(page, DOCS), 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].map(([, code = '']) => code);
}

/** The first block of a language in a page of docs/ that holds a text. */
async function snippet(page: string, language: string, holding: string): Promise<string> {
  const found = (await blocksOf(page, language)).find((code) => code.includes(holding));
  if (found === undefined) throw new Error(`docs/${page} has no ${language} block with ${holding}.`);
  return found;
}

/** Writes a TypeScript block into the test's folder and imports it. */
async function load<T>(page: string, holding: string): Promise<T> {
  const file = test.info().outputPath(`${holding.replaceAll(/\W/g, '-')}.ts`);
  await writeFile(file, await snippet(page, 'ts', holding));
  return (await import(pathToFileURL(file).href)) as T;
}

test('the integration guide pays: its server code, its page, its test code', async ({ page, stack }) => {
  const { sandbox, hosts } = stack;
  const server = await load<{
    createSession(api: string, secretKey: string, orderId: string): Promise<string>;
  }>('integrate.md', 'createSession');
  const buyer = await load<{ payByCard(page: Page): Promise<void> }>('testing.md', 'page: Page');
  const html = (await snippet('integrate.md', 'html', 'initEmbeddedCheckout'))
    .replaceAll('https://pay.example', sandbox.checkout)
    .replaceAll('pk_test_…', sandbox.publishableKey)
    .replace('/create-session', 'session')
    .replace('/thanks', '#thanks');
  const path = hosts.publish({
    file: { html },
    values: {},
    createSession: () => server.createSession(sandbox.api, sandbox.secretKey, 'order_1'),
  });
  await page.goto(`http://localhost:${hosts.port}${path}`);
  await buyer.payByCard(page);
  await expect(page).toHaveURL(/#thanks$/);
});

test('the order guide makes a session whose buyer may choose, add a code and answer', async ({
  openHost,
  frame,
  stack,
}) => {
  const { createOrder } = await load<{ createOrder(api: string, secretKey: string): Promise<string> }>(
    'order.md',
    'createOrder',
  );
  const createSession = () => createOrder(stack.sandbox.api, stack.sandbox.secretKey);
  await openHost({ createSession });
  const { content } = frame;
  await expect(content.getByRole('spinbutton', { name: 'Quantity: Stoneware mug' })).toHaveAttribute(
    'max',
    '10',
  );
  await expect(content.getByRole('button', { name: 'Add promotion code' })).toBeVisible();
  await expect(content.getByRole('textbox', { name: 'Engraving (optional)' })).toBeVisible();
  await expect(content.getByRole('combobox', { name: 'Glaze' })).toBeVisible();
});

test('the quick start pays: its two files, as they stand there', async ({ page, stack }) => {
  const { sandbox } = stack;
  const shop = test.info().outputPath('shop.mjs');
  const html = (await snippet('quick-start.md', 'html', '<!doctype html>'))
    .replaceAll('http://localhost:4242', sandbox.checkout)
    .replaceAll('pk_test_…', sandbox.publishableKey);
  await writeFile(shop, await snippet('quick-start.md', 'js', '/create-session'));
  await writeFile(test.info().outputPath('index.html'), html);
  const port = await freePort();
  const env = { XPAY_SECRET_KEY: sandbox.secretKey, XPAY_API: sandbox.api, PORT: String(port) };
  const server = spawn(process.execPath, [shop], { cwd: dirname(shop), env, stdio: 'inherit' });
  try {
    const address = `http://localhost:${port}/`;
    await expect
      .poll(() =>
        fetch(address).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true);
    const { payByCard } = await load<{ payByCard(page: Page): Promise<void> }>('testing.md', 'page: Page');
    await page.goto(address);
    await payByCard(page);
    await expect(page.getByRole('heading', { name: 'Desk lamp is yours' })).toBeVisible();
  } finally {
    server.kill();
    await once(server, 'exit');
  }
});

interface Made {
  readonly id: string;
  readonly clientSecret: string;
  readonly url: string;
}

async function makeSession({ api, secretKey }: SandboxSettings, uiMode: string): Promise<Made> {
  const response = await fetch(`${api}/checkout/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      uiMode,
      amount: 4900,
      currency: 'USD',
      afterCompletion: { type: 'hosted_confirmation' },
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
}

test('every page of HTML in the documentation shows a checkout, or loads what it says', async ({
  page,
  stack,
}) => {
  const { sandbox, hosts } = stack;
  const { integrity } = JSON.parse(
    await readFile(new URL('../packages/xpay-js/dist/script.json', import.meta.url), 'utf8'),
  ) as { readonly integrity: string };
  const files = (await readdir(DOCS)).filter((name) => name.endsWith('.md'));
  const blocks = (await Promise.all(files.map((file) => blocksOf(file, 'html')))).flat();
  expect(blocks.length).toBeGreaterThan(4);
  const number = page.frameLocator('iframe').locator('input[autocomplete~="cc-number"]');
  for (const block of blocks) {
    const isLink = block.includes('data-xpay-checkout');
    const { clientSecret, url } = await makeSession(sandbox, isLink ? 'hosted' : 'embedded');
    const html = block
      .replaceAll('https://pay.example/c/cs_test_…', url)
      .replaceAll(/https:\/\/pay\.example|http:\/\/localhost:4242/g, sandbox.checkout)
      .replaceAll('pk_test_…', sandbox.publishableKey)
      .replaceAll('cs_test_…_secret_…', clientSecret)
      .replaceAll('sha384-…', integrity)
      .replaceAll('/create-session', 'session');
    const path = hosts.publish({ file: { html }, values: {}, createSession: async () => clientSecret });
    await page.goto(`http://localhost:${hosts.port}${path}`);
    await expect.poll(() => page.evaluate(() => 'XPay' in window)).toBe(true);
    if (isLink) await page.getByRole('link', { name: 'Pay' }).click();
    if (isLink || /xpay-checkout|initEmbeddedCheckout/.test(block)) await expect(number).toBeVisible();
  }
});

test('an open checkout hears that its session was paid at the server, as tests with Cypress need it', async ({
  openHost,
  frame,
  stack,
}) => {
  const session = await openHost();
  await expect(frame.payButton).toBeVisible();
  const { api, secretKey } = stack.sandbox;
  const headers = { authorization: `Bearer ${secretKey}` };
  const paid = await fetch(`${api}/sandbox/sessions/${session.id}/pay`, { method: 'POST', headers });
  expect(paid.status).toBe(200);
  await expect(frame.paid).toBeVisible();
});

test('a page may fill in and send the form where the border between origins is lifted, as Cypress does it', async ({
  playwright,
  launchOptions,
  stack,
}) => {
  const { sandbox, hosts } = stack;
  const { clientSecret } = await makeSession(sandbox, 'embedded');
  const html = (await snippet('integrate.md', 'html', 'initEmbeddedCheckout'))
    .replaceAll('https://pay.example', sandbox.checkout)
    .replaceAll('pk_test_…', sandbox.publishableKey)
    .replace('/create-session', 'session')
    .replace('/thanks', '#thanks');
  const path = hosts.publish({ file: { html }, values: {}, createSession: async () => clientSecret });
  // What Cypress starts Chrome with: the first for `chromeWebSecurity: false`, the second always.
  const args = [...(launchOptions.args ?? []), '--disable-web-security', '--disable-site-isolation-trials'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${hosts.port}${path}`);
    await expect(page.frameLocator('iframe').getByRole('button', { name: 'Pay $49.00' })).toBeVisible();
    await page.evaluate((digits) => {
      const body = document.querySelector('iframe')?.contentDocument?.body;
      const typed = { 'cc-number': digits, 'cc-exp': '1234', 'cc-csc': '123' };
      for (const [purpose, value] of Object.entries(typed)) {
        const input = body?.querySelector<HTMLInputElement>(`input[autocomplete~="${purpose}"]`);
        if (input == null) throw new Error(`There is no field for ${purpose}.`);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      body?.querySelector<HTMLElement>('button[type="submit"]')?.click();
    }, VISA.number);
    await expect(page).toHaveURL(/#thanks$/);
  } finally {
    await browser.close();
  }
});
