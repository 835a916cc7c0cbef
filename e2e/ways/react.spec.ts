// The React shop: a checkout in a route, over a page, and as a form inside the shop's own, whichever way its buyer goes.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { overlayOn, pressLast } from '../pages/overlay.ts';

/** A product's page of the React shop. */
async function openProduct(page: Page, shop: string): Promise<void> {
  await page.goto(`${shop}/spa/`);
  await page
    .getByRole('link', { name: /^Look closer/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'Pay here' })).toBeVisible();
}

const expectOrder = (page: Page) => expect(page).toHaveURL(/\/spa\/orders\/[^/]+$/);

test('in a route of its own a buyer pays whose bank asks, and sees their order', async ({
  page,
  frame,
  stack,
}) => {
  await openProduct(page, stack.shop.url);
  await page.getByRole('link', { name: 'Check out' }).click();
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await expect(frame.paid).toBeVisible();
  await page.getByRole('link', { name: 'Open your order' }).click();
  await expectOrder(page);
});

test('back and forward between routes leave one frame each time, which takes the payment', async ({
  page,
  frame,
  stack,
}) => {
  await openProduct(page, stack.shop.url);
  await page.getByRole('link', { name: 'Check out' }).click();
  await expect(frame.payButton).toBeVisible();
  await frame.cardNumber.fill('4000');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Pay here' })).toBeVisible();
  await expect(frame.iframe).toHaveCount(0);
  await page.goForward();
  await expect(frame.payButton).toBeVisible();
  await expect(frame.iframe).toHaveCount(1);
  await expect(frame.cardNumber).toHaveValue('');
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
});

test('over the page a buyer leaves, comes again and pays', async ({ page, stack, leaks }) => {
  await openProduct(page, stack.shop.url);
  const overlay = overlayOn(page, leaks.look);
  const open = page.getByRole('button', { name: 'Pay here' });
  await open.click();
  await expect(overlay.frame.payButton).toBeVisible();
  pressLast(overlay.close);
  await expect(overlay.dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  await open.click();
  await overlay.frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await overlay.frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, overlay.frame.challenge.bank);
  await expect(overlay.frame.paid).toBeVisible();
  pressLast(overlay.close);
  await expectOrder(page);
});

test('in the shop’s own form, the shop’s fields and ours are mended in order, and one button pays', async ({
  page,
  frame,
  stack,
}) => {
  await openProduct(page, stack.shop.url);
  await page.getByRole('link', { name: 'Pay in our own form' }).click();
  const order = page.getByRole('button', { name: /^Order and pay/ });
  await expect(order).toBeEnabled();
  await order.click();
  await expect(page.getByLabel('Full name')).toBeFocused();
  await page.getByLabel('Full name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Street and number').fill('12 St James’s Square');
  await page.getByLabel('Postal code').fill('SW1Y 4LB');
  await page.getByLabel('City').fill('London');
  await order.click();
  await expect(frame.cardNumber).toBeFocused();
  await expect(frame.cardNumber).toHaveAttribute('aria-invalid', 'true');
  await frame.fill(THREE_DS.challenge);
  await order.click();
  await approveAndReturn(page, frame.challenge.bank);
  await expectOrder(page);
});

test('a reload in the middle begins anew, with the same session and one charge', { tag: '@R36' }, async ({
  page,
  frame,
  stack,
}) => {
  const made = async (): Promise<string> => {
    const response = await page.waitForResponse((one) => one.url().endsWith('/create-session'));
    return ((await response.json()) as { readonly clientSecret: string }).clientSecret;
  };
  await openProduct(page, stack.shop.url);
  const first = made();
  await page.getByRole('link', { name: 'Check out' }).click();
  await expect(frame.payButton).toBeVisible();
  // Read before the page goes, and its answers with it.
  const secret = await first;
  const second = made();
  await page.reload();
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await second).toBe(secret);
});
