// An ad-blocker, or a network that has a bad day, blocks one request: the buyer reads what is wrong, and pays where they can.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { PAID_AFTER_BANK, storyOf } from '../pages/host.ts';

/** Blocks what matches, as long as it stands in the list. */
async function block(page: Page, pattern: RegExp): Promise<{ readonly blocked: readonly string[] }> {
  const blocked: string[] = [];
  await page.context().route(pattern, (route) => {
    blocked.push(new URL(route.request().url()).pathname);
    return route.abort('blockedbyclient');
  });
  return { blocked };
}

async function payThroughBank(page: Page, frame: CheckoutFrame): Promise<void> {
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.code).toBeVisible();
  await frame.challenge.bank.code.scrollIntoViewIfNeeded();
  await approveAndReturn(page, frame.challenge.bank);
  await expect(frame.paid).toBeVisible();
}

/** Requests that a payment does without, the bank's check included. */
const SPARED: Readonly<Record<string, RegExp>> = {
  'the words of the form, in the buyer’s language': /\/locales[^/]*\/de\.json$/,
  'the words of the bank’s check': /\/locales[^/]*\/[a-z]+\.threeds\.json$/,
  'the words of the test menu': /\/locales[^/]*\/[a-z]+\.testCards\.json$/,
  'the part of xpay.js that gives the window to the bank': /\/full-size\.js/,
  'the part of xpay.js with advice': /\/advice\.js/,
};

for (const [what, pattern] of Object.entries(SPARED)) {
  test(`without ${what} a buyer pays whose bank asks`, { tag: '@R76' }, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    await page.setViewportSize({ width: 1280, height: 1000 });
    await block(page, pattern);
    const session = await openHost(what.includes('language') ? { options: { locale: 'de' } } : {});
    await payThroughBank(page, frame);
    await expect.poll(() => storyOf(page)).toEqual(PAID_AFTER_BANK);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

/** Requests without which nothing can be paid. Where the form cannot draw a button, the words ask for a reload. */
const NEEDED: Readonly<Record<string, { readonly pattern: RegExp; readonly again: 'Try again' | 'reload' }>> =
  {
    'the app': { pattern: /\/f\/assets\/[^/]*\.js$/, again: 'reload' },
    'words in any language': { pattern: /\/locales[^/]*\/.*\.json$/, again: 'reload' },
    'the session': { pattern: /\/v1\/client\/session$/, again: 'Try again' },
  };

for (const [what, { pattern, again }] of Object.entries(NEEDED)) {
  test(`without ${what} the buyer reads so, the shop is told, and both may try again`, {
    tag: '@R76',
  }, async ({ openHost, page, frame }) => {
    const { blocked } = await block(page, pattern);
    await openHost();
    const words = frame.content.getByRole('alert').or(frame.content.getByRole('heading')).first();
    await expect(words).toBeVisible({ timeout: 20_000 });
    await expect(words).toContainText(/\w+ \w+/);
    expect(blocked.length).toBeGreaterThan(0);
    await expect.poll(() => storyOf(page)).toContain('error connection_failed');
    await page.context().unroute(pattern);
    if (again === 'reload') await page.reload();
    else await frame.content.getByRole('button', { name: again }).click();
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
  });
}

test('without the code of the bank’s check nothing is charged, and the buyer may pay with another card', {
  tag: '@R76',
}, async ({ openHost, page, frame, stack }) => {
  const session = await openHost();
  await expect(frame.payButton).toBeVisible();
  const { blocked } = await block(page, /\/f\/assets\/[^/]*\.js$/);
  await frame.pay(THREE_DS.challenge);
  await expect(frame.content.getByRole('alert').or(frame.content.getByRole('heading')).first()).toBeVisible();
  await expect.poll(() => blocked.length).toBeGreaterThan(0);
  expect((await stack.api.chargesOf(session)).filter((status) => status === 'succeeded')).toEqual([]);
});

test('without the confirmation’s answer the payment is asked for, never made twice', { tag: '@R01' }, async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost();
  await frame.fill(VISA);
  const pattern = /\/v1\/client\/session\/confirm$/;
  const { blocked } = await block(page, pattern);
  await frame.payButton.click();
  await expect.poll(() => blocked.length).toBeGreaterThan(0);
  await page.context().unroute(pattern);
  await expect(frame.paid.or(frame.payButton)).toBeVisible({ timeout: 20_000 });
  if (await frame.payButton.isVisible()) {
    await frame.code.fill(VISA.code);
    await frame.payButton.click();
  }
  await expect(frame.paid).toBeVisible({ timeout: 20_000 });
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('without a document for the frame the shop is told, and its page stays usable', { tag: '@R76' }, async ({
  openHost,
  page,
}) => {
  await block(page, /\/f\/checkout\?/);
  await openHost();
  await expect.poll(() => storyOf(page), { timeout: 20_000 }).toEqual(['error frame_unreachable']);
  await expect(page.locator('iframe')).toBeHidden();
});
