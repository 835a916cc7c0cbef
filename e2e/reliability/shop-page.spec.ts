// What a shop's page does to a checkout in the middle of a payment: takes it away, moves it, has many, renders on a server.

import type { Page } from '@playwright/test';
import { VISA } from '../cards.ts';
import { checkoutFrame } from '../pages/frame.ts';
import { storyOf } from '../pages/host.ts';
import type { Session } from '../servers/api.ts';
import { expect, FOUND_PAID, loseAnswers, PAID_ONCE, test } from './reliable.ts';

interface ShopWindow {
  readonly host: { readonly checkout: { destroy(): void } };
  readonly start: () => Promise<void>;
}

/** As a shop does that draws its page anew: the old checkout goes, another takes its place. */
function drawAnew(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { host, start } = window as unknown as ShopWindow;
    host.checkout.destroy();
    document.getElementById('checkout')?.remove();
    const place = document.createElement('div');
    place.id = 'checkout';
    document.querySelector('main')?.append(place);
    return start();
  });
}

test('a container that is taken away while the payment is sent: drawn anew it shows that it is paid', {
  tag: '@R74',
}, async ({ openHost, page, frame, ends }) => {
  const session = await openHost();
  await frame.fill(VISA);
  const { acted } = await loseAnswers(page);
  await frame.payButton.click();
  await acted;
  await page.evaluate(() => document.getElementById('checkout')?.remove());
  const left = ['ready', 'confirm', 'error frame_navigated'];
  await expect.poll(() => storyOf(page)).toEqual(left);
  await drawAnew(page);
  await ends(session, { ...FOUND_PAID, heard: [...left, 'complete'] });
});

test('a container that is moved while the buyer types: the shop is told, and drawn anew it pays', {
  tag: '@R74',
}, async ({ openHost, page, frame, ends }) => {
  const session = await openHost();
  await frame.fill(VISA);
  // The fields can be typed in before that.
  await expect.poll(() => storyOf(page)).toEqual(['ready']);
  await page.evaluate(() => document.body.prepend(document.getElementById('checkout') ?? ''));
  const left = ['ready', 'error frame_navigated'];
  await expect.poll(() => storyOf(page)).toEqual(left);
  await drawAnew(page);
  await frame.pay(VISA);
  await ends(session, { ...PAID_ONCE, heard: [...left, ...PAID_ONCE.heard] });
});

test('ten checkouts on a page: two of them pay, and nothing else is paid', {
  tag: '@R77',
}, async ({ openHost, page, stack }) => {
  const session = await stack.api.createSession();
  const others: Session[] = [];
  await openHost({
    file: 'ten',
    session,
    createSession: async (query) => {
      if (!query.has('other')) return session.clientSecret;
      const other = await stack.api.createSession();
      others.push(other);
      return other.clientSecret;
    },
  });
  const frames = [7, 10].map((number) =>
    checkoutFrame(page, undefined, page.locator(`#order-${number} iframe`)),
  );
  for (const frame of frames) await frame.fill(VISA);
  await expect.poll(() => others.length).toBe(9);
  for (const frame of frames) await frame.payButton.click();
  for (const frame of frames) await expect(frame.paid).toBeVisible();
  const charges = await Promise.all([session, ...others].map((one) => stack.api.chargesOf(one)));
  expect(charges.flat()).toEqual(['succeeded', 'succeeded']);
  await expect.poll(() => storyOf(page)).toContain('complete');
});

test('imported on a server, the packages do nothing and there is no client', { tag: '@R78' }, async ({
  stack,
}) => {
  expect(typeof window).toBe('undefined');
  // As npm has them.
  const built = new URL('../../packages/xpay-js/dist/npm/index.js', import.meta.url);
  const { loadXPay } = (await import(built.href)) as {
    readonly loadXPay: (key: string, options: object) => Promise<unknown>;
  };
  const { publishableKey, checkout } = stack.sandbox;
  expect(await loadXPay(publishableKey, { origin: checkout })).toBeNull();
});
