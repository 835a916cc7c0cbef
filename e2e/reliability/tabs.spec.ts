// One session in more than one place: whoever presses, and however often, money moves once.

import type { Route } from '@playwright/test';
import { VISA } from '../cards.ts';
import { checkoutFrame } from '../pages/frame.ts';
import { CONFIRM, expect, FOUND_PAID, fillForm, loseAnswers, PAID_ONCE, test } from './reliable.ts';

test('two tabs that pay at the same time make one payment, and both show it', { tag: '@R22' }, async ({
  openHost,
  page,
  frame,
  stack,
  ends,
}) => {
  const session = await openHost();
  const other = await page.context().newPage();
  await other.goto(page.url());
  const otherFrame = checkoutFrame(other);
  await frame.fill(VISA);
  await otherFrame.fill(VISA);
  // Neither reaches the server before both have left.
  const held: Route[] = [];
  await page.context().route(
    '**/v1/client/session/confirm',
    async (route) => {
      held.push(route);
      if (held.length === 2) await Promise.all(held.map((one) => one.continue()));
    },
    { times: 2 },
  );
  await frame.payButton.click();
  await otherFrame.payButton.click();
  await expect(otherFrame.paid).toBeVisible();
  await ends(session, PAID_ONCE);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('a session that is paid elsewhere while the buyer types says so before they press', {
  tag: '@R24',
}, async ({ openHost, frame, stack, ends }) => {
  const session = await openHost();
  await fillForm(frame);
  await stack.api.confirm(session, VISA.number, 'paid-elsewhere');
  await ends(session, { ...PAID_ONCE, heard: ['ready', 'complete'] });
  await expect(
    frame.content.getByText('This was paid in another tab or on another device. Do not pay again.').first(),
  ).toBeVisible();
});

test('a session that was paid elsewhere is not paid again by a press here', { tag: '@R24' }, async ({
  openHost,
  page,
  frame,
  stack,
  ends,
}) => {
  const session = await openHost();
  await fillForm(frame);
  // Nothing that the server says reaches this tab before the press.
  let release = (): void => {};
  const pressed = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route(/\/v1\/client\/session(\/events)?(\?|$)/, async (route) => {
    await pressed;
    await route.continue();
  });
  await stack.api.confirm(session, VISA.number, 'paid-elsewhere');
  const answered = page.waitForResponse('**/v1/client/session/confirm');
  await frame.payButton.click();
  expect((await answered).status()).toBe(409);
  release();
  await ends(session, PAID_ONCE);
});

test('a tab that is closed while the payment is sent finds it paid when it is opened anew', {
  tag: '@R39',
}, async ({ openHost, page, frame, ends }) => {
  const session = await openHost();
  await frame.fill(VISA);
  const { acted } = await loseAnswers(page);
  await frame.payButton.click();
  await acted;
  const other = await page.context().newPage();
  await page.close();
  await other.goto(page.url());
  await ends(session, FOUND_PAID);
});

test('a tab that is closed before the payment reached anybody may pay when it is opened anew', {
  tag: '@R39',
}, async ({ openHost, page, frame, spoil, heal, ends }) => {
  const session = await openHost();
  await frame.fill(VISA);
  await spoil(session, { ...CONFIRM, kind: 'drop_before' });
  const failed = page.waitForEvent('requestfailed', (one) => one.url().endsWith('/confirm'));
  await frame.payButton.click();
  await failed;
  const other = await page.context().newPage();
  await page.close();
  await heal();
  await other.goto(page.url());
  await checkoutFrame(other).pay(VISA);
  await ends(session, PAID_ONCE);
});
