// The documentation's own code, run as it stands: what a newcomer copies has to work.

import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** The first block of a language in a page of docs/ that holds a text. */
async function snippet(page: string, language: string, holding: string): Promise<string> {
  const text = await readFile(new URL(`../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))];
  const found = blocks.map(([, code = '']) => code).find((code) => code.includes(holding));
  if (found === undefined) throw new Error(`docs/${page} has no ${language} block with ${holding}.`);
  return found;
}

/** Writes a TypeScript block into the test's folder and imports it. */
async function load<T>(page: string, holding: string): Promise<T> {
  const file = test.info().outputPath(`${holding}.ts`);
  await writeFile(file, await snippet(page, 'ts', holding));
  return (await import(pathToFileURL(file).href)) as T;
}

test('the integration guide pays: its server code, its page, its test code', async ({ page, stack }) => {
  const { sandbox, hosts } = stack;
  const server = await load<{
    createSession(api: string, secretKey: string, orderId: string): Promise<string>;
  }>('integrate.md', 'createSession');
  const buyer = await load<{ payByCard(page: Page): Promise<void> }>('testing.md', 'payByCard');
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
