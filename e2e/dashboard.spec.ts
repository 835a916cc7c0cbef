// The sandbox's dashboard as a developer uses it: finds a payment, reads what happened, sends a webhook again, makes a key.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';

const PLACES = ['Payments', 'Events', 'Webhooks', 'Keys', 'Clock and faults'] as const;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a payment is found by its id, with its attempts, its events and its webhooks, which can be sent again', async ({
  page,
  stack,
}) => {
  const session = await stack.api.createSession();
  await stack.api.confirm(session, VISA.number, 'dashboard');
  await page.goto(`${stack.sandbox.api}/dashboard`);
  await page.getByRole('searchbox', { name: 'Search' }).fill(session.paymentIntentId);
  await page.getByRole('link', { name: '$49.00' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('$49.00 Succeeded');
  await expect(page.getByText(`visa •••• ${VISA.number.slice(-4)}`)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'checkout.session.completed' })).toBeVisible();
  await expectAccessible(page);
  const again = page.getByRole('button', { name: 'Send again: checkout.session.completed' });
  const row = page.getByRole('row').filter({ has: again });
  await expect(row).toContainText('Delivered');
  const replayed = page.waitForResponse((response) => response.url().endsWith('/replay'));
  await again.click();
  expect((await replayed).status()).toBe(200);
  await expect(row.getByRole('listitem')).toHaveCount(2);
});

test('every place can be reached by keyboard, read in both languages, and used on a phone', async ({
  page,
  stack,
}) => {
  // Seven whole pages are searched for faults.
  test.slow();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${stack.sandbox.api}/dashboard`);
  for (const name of PLACES) {
    await page.getByRole('link', { name, exact: true }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await expect(page.getByRole('main')).toBeFocused();
    // Read with what it shows, not while that is on its way.
    await expect(page.getByRole('main').getByText('Loading', { exact: true })).toHaveCount(0);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Keys' })).toBeVisible();
  const language = page.getByRole('combobox', { name: 'Language' });
  await language.focus();
  await language.selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 1, name: 'المفاتيح' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'اللغة' })).toBeFocused();
  await expect(page).toHaveTitle(/^المفاتيح – /);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('a secret key is shown once, works, and is locked out when it is revoked', async ({ page, stack }) => {
  const tryKey = async (key: string) =>
    (await fetch(`${stack.sandbox.api}/sandbox/payments`, { headers: { authorization: `Bearer ${key}` } }))
      .status;
  await page.goto(`${stack.sandbox.api}/dashboard/keys`);
  await page.getByRole('button', { name: 'New secret key' }).click();
  const key = (await page.getByText(/^sk_test_/).textContent()) ?? '';
  expect(await tryKey(key)).toBe(200);
  await page.reload();
  const made = page.getByRole('listitem').filter({ hasText: `ends in ${key.slice(-4)}` });
  await expect(made).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await made.getByRole('button', { name: 'Revoke' }).click();
  await made.getByRole('button', { name: 'Revoke' }).click();
  await expect(made.getByText('Revoked')).toBeVisible();
  expect(await tryKey(key)).toBe(401);
});

test('the documents of every API are shown, and nothing is loaded from elsewhere', async ({
  page,
  stack,
}) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(stack.sandbox.api) && !url.startsWith('data:')) foreign.push(url);
  });
  await page.goto(`${stack.sandbox.api}/openapi`);
  await expect(page.getByText('Create a checkout session')).toBeVisible();
  for (const name of ['CX Pay', 'MaxFi', 'Payment requests']) {
    await page.getByRole('combobox', { name: 'Select a definition' }).selectOption(name);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  }
  expect(foreign).toEqual([]);
});
