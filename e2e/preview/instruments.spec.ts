// The preview's instruments: one payment is seen in all of them, nothing in them opens or pays anything, and the sandbox may come and go.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { type CheckoutFrame, checkoutDocument, checkoutFrame } from '../pages/frame.ts';
import { startPreview } from '../servers/preview.ts';
import { startSandbox } from '../servers/sandbox.ts';
import { expect, test } from './fixtures.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

/** The checkout in the shop's page in the preview. */
function nested(page: Page): CheckoutFrame {
  return checkoutFrame(page, undefined, page.locator('.pv-frame__page').contentFrame().locator('iframe'));
}

function instrumentsOn(page: Page) {
  const region = page.getByRole('region', { name: 'Instruments' });
  return {
    status: region.getByRole('status'),
    panel: region.getByRole('tabpanel'),
    filter: region.getByRole('searchbox', { name: 'Filter' }),
    clear: region.getByRole('button', { name: 'Clear' }),
    open: (name: string) => region.getByRole('tab', { name }).click(),
    row: (name: string): Locator =>
      region.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) }),
  };
}

/** Client secrets, in whatever they are part of. */
const SECRET = /cs_(test|live)_\w+_secret_\w/;

test('a payment that its bank checks is seen by all of them, and no secret is', async ({
  page,
  request,
  stack,
}) => {
  const { sandbox, preview } = stack;
  await page.goto(preview.url);
  const checkout = nested(page);
  const seen = instrumentsOn(page);
  await checkout.pay(THREE_DS.challenge);
  await expect(seen.status).toHaveText('The bank asks the buyer');
  await checkout.challenge.bank.approve();
  await expect(checkout.paid).toBeVisible();
  await expect(seen.status).toHaveText('Paid');

  for (const name of ['ready', 'change', 'confirm', 'action', 'complete'])
    await expect(seen.row(name).first()).toBeVisible();
  await seen.filter.fill('challenge');
  await expect(seen.row('action')).toHaveCount(2);
  await expect(seen.row('ready')).toHaveCount(0);
  await seen.filter.fill('');

  await seen.open('Channel');
  await seen.row('session').locator('summary').click();
  await expect(seen.panel).toContainText('"clientSecret": "cs_test_…_secret_…"');
  await expect(seen.row('complete')).toContainText('From the frame');

  await seen.open('Requests');
  const asked = (what: string) => seen.panel.getByRole('row').filter({ hasText: what }).first();
  await expect(asked('POST /checkout/sessions')).toContainText('201');
  await expect(asked('POST /v1/client/session/confirm')).toContainText('200');
  await expect(asked('GET /v1/client/session')).toContainText('ms');

  await seen.open('State');
  await expect(seen.panel.getByRole('listitem')).toHaveText([
    'requires_payment_method',
    'requires_action',
    'processing',
    'succeeded',
  ]);
  await expect(seen.panel.locator('[aria-current=step]')).toHaveText('succeeded');
  await expect(seen.panel.locator('.pv-machine__state--now')).toHaveText('succeeded');

  await seen.open('Webhooks');
  for (const type of ['payment_intent.requires_action', 'payment_intent.succeeded', 'charge.succeeded'])
    await expect(seen.row(type)).toContainText('Verified');
  const completed = seen.row('checkout.session.completed');
  await completed.getByRole('button', { name: 'Replay checkout.session.completed' }).click();
  await expect(completed).toHaveCount(2);

  // Somebody else's is answered with no, and shown for what it is.
  const id = await page.locator('.pv-status__id').textContent();
  const forged = await request.post(`${preview.url}/webhook`, {
    headers: { 'xpay-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
    data: { id: 'evt_forged', type: 'checkout.session.expired', data: { object: { id } } },
  });
  expect(forged.status()).toBe(400);
  await expect(seen.row('checkout.session.expired')).toContainText('Wrong signature');
  await seen.clear.click();
  await expect(seen.panel).toContainText('Webhooks that reach your server appear here');

  const ours = page.frames().filter((frame) => frame.url().startsWith(preview.url));
  expect(ours).toHaveLength(2);
  for (const frame of ours) {
    const text = (await frame.content()) + frame.url();
    expect(text).not.toMatch(SECRET);
    expect(text).not.toContain(sandbox.secretKey);
  }
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toMatch(SECRET);
});

test('the session of a payment link is followed from its visitor’s page', async ({ page, stack }) => {
  await page.goto(`${stack.preview.url}/?way=payment-link`);
  const link = page.locator('.pv-frame__page').contentFrame().locator('a.pay');
  // The code has the address that a merchant would see.
  const address = await link.getAttribute('href');
  expect(address).toMatch(/\/p\/plink_0\w+$/);
  await expect(page.locator('pre code')).toContainText(`href="${address}"`);
  const seen = instrumentsOn(page);
  await expect(seen.status).toHaveText('Waits for a visitor');
  const [visit] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await visit.getByRole('button').first().click();
  await expect(seen.status).toHaveText('Waits for the buyer');
  await checkoutDocument(visit).pay(VISA);
  await expect(seen.status).toHaveText('Paid');
  await seen.open('Webhooks');
  await expect(seen.row('checkout.session.completed')).toContainText('Verified');
  // It is printed nowhere: where it stood, it would have been typed.
  expect(await page.content()).not.toContain(VISA.number);
});

test('without a sandbox the page says how to start it, and connects by itself', async ({ page }) => {
  // It starts three servers.
  test.slow();
  const folder = await mkdtemp(join(tmpdir(), 'xpay-preview-down-'));
  const sandbox = await startSandbox({ folder });
  await sandbox.stop();
  const preview = await startPreview(sandbox, folder);
  try {
    await page.goto(preview.url);
    await expect(page.getByText('Waiting for the sandbox')).toBeVisible();
    await expect(page.getByText('npm start')).toBeVisible();
    await sandbox.restart();
    await nested(page).pay(VISA);
    await expect(instrumentsOn(page).status).toHaveText('Paid');
  } finally {
    // Its feed would break off, and say so.
    await page.close();
    await preview.stop();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
});
