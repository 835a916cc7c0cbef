// The preview as a visitor sees it: its groups of controls, the shop's page in its stage, its address.

import { expect, type Locator, type Page } from '@playwright/test';

/** The shop's page in the stage, and the checkout in it, in whatever language. */
export function stageOf(page: Page) {
  const shop = page.locator('.pv-frame__page').contentFrame();
  const checkout = shop.locator('iframe').contentFrame();
  return {
    shop,
    checkout,
    number: checkout.locator('input[autocomplete="cc-number"]'),
    submit: checkout.locator('button[type=submit]'),
  };
}

/** A group of controls, by its heading. */
export const group = (page: Page, name: string): Locator =>
  page.locator('.pv-group').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Opens it, where it is closed. */
export async function openGroup(page: Page, name: string): Promise<Locator> {
  const one = group(page, name);
  if ((await one.getAttribute('open')) === null) await one.locator('summary').click();
  return one;
}

/** Of the present run, as the page shows it. */
export async function sessionIdOf(page: Page): Promise<string> {
  const id = (await openGroup(page, 'Time and session')).locator('.pv-id');
  await expect(id).toHaveText(/^cs_test_/);
  return (await id.textContent()) ?? '';
}

/** The settings in the address. */
export const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
