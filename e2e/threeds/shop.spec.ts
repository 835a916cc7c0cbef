// What the shop's page needs for 3-D Secure: nothing. And what it may ask for: the next action of a payment of its own.

import type { Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import { checkoutFrame } from '../pages/frame.ts';
import { payloadsOf } from '../pages/host.ts';
import { ASKED, expect, test } from './verdicts.ts';

test('a content policy that lists the checkout and nothing else lets the bank ask', async ({
  openHost,
  frame,
  page,
  stack,
  verdict,
}) => {
  const { checkout } = stack.sandbox;
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  const session = await openHost({
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        `script-src ${checkout} 'unsafe-inline'`,
        `frame-src ${checkout}`,
        "connect-src 'self'",
        "form-action 'none'",
        // The browser's own question for the page's icon.
        'img-src data:',
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join('; '),
    },
  });
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(refused).toEqual([]);
});

test('a registered origin is asked by the bank as localhost is', async ({ openHost, frame, verdict }) => {
  const session = await openHost({ site: 'shop.test' });
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('a page that fights every style of others does not stop the bank’s check', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const session = await openHost({ file: 'hostile' });
  await frame.pay(THREE_DS.methodAndChallenge);
  await frame.challenge.bank.approve();
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
  expect(await payloadsOf(page, 'error')).toEqual([]);
});

test('a checkout taken off the page in the middle of a check leaves the page as it was', {
  tag: '@R74',
}, async ({ openHost, frame, page, stack }) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  await page.evaluate(() =>
    (window as unknown as { host: { checkout: { destroy: () => void } } }).host.checkout.destroy(),
  );
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(await page.locator('[inert]').count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('visible');
  expect((await stack.api.intentOf(session)).status).toBe('requires_action');
});

test.describe('handleNextAction', () => {
  interface ActingWindow {
    readonly host: {
      readonly xpay: {
        readonly handleNextAction: (request: { clientSecret: string }) => Promise<{
          readonly paymentIntent?: { readonly status: string };
          readonly error?: { readonly code: string; readonly declineCode?: string };
        }>;
      };
    };
    acted?: unknown;
  }

  /** Begins it, and leaves its end in the page. */
  function begin(page: Page, clientSecret: string): Promise<void> {
    return page.evaluate((secret) => {
      const here = window as unknown as ActingWindow;
      void here.host.xpay.handleNextAction({ clientSecret: secret }).then(({ paymentIntent, error }) => {
        here.acted =
          error === undefined ? { paymentIntent } : { code: error.code, declineCode: error.declineCode };
      });
    }, clientSecret);
  }

  const acted = (page: Page): Promise<unknown> =>
    page.evaluate(() => (window as unknown as ActingWindow).acted ?? null);

  for (const [ending, press] of [
    ['approved', 'approve'],
    ['cancelled', 'cancel'],
  ] as const) {
    test(`asks the buyer for a payment that the shop made itself: ${ending}`, async ({
      openHost,
      page,
      stack,
    }) => {
      // The page's own checkout is another session: the two do not meet.
      await openHost();
      const own = checkoutFrame(page, undefined, page.locator('#checkout iframe'));
      await expect(own.payButton).toBeVisible();
      const session = await stack.api.createSession();
      await stack.api.confirm(session, THREE_DS.methodAndChallenge.number, 'made-by-the-shop');
      await begin(page, session.clientSecret);
      const frame = checkoutFrame(page, undefined, page.locator('iframe:not(#checkout iframe)'));
      await expect(frame.challenge.bank.heading).toBeVisible();
      expect(await acted(page)).toBeNull();
      if (press === 'approve') await frame.challenge.bank.approve();
      else await frame.challenge.cancel.click();
      await expect
        .poll(() => acted(page))
        .toEqual(
          press === 'approve'
            ? { paymentIntent: expect.objectContaining({ id: session.paymentIntentId, status: 'succeeded' }) }
            : { code: 'card_declined', declineCode: 'authentication_canceled' },
        );
      await expect(frame.iframe).toHaveCount(0);
      expect(await stack.api.chargesOf(session)).toEqual([press === 'approve' ? 'succeeded' : 'failed']);
      expect(await payloadsOf(page, 'complete')).toEqual([]);
      await expect(own.payButton).toBeVisible();
      expect(await page.locator('[inert]').count()).toBe(0);
    });
  }

  test('has nothing to do for a payment that is made: tells how it stands', async ({
    openHost,
    page,
    stack,
  }) => {
    await openHost();
    const session = await stack.api.createSession();
    await stack.api.confirm(session, THREE_DS.attempted.number, 'made-by-the-shop');
    await begin(page, session.clientSecret);
    await expect
      .poll(() => acted(page))
      .toEqual({
        paymentIntent: expect.objectContaining({ id: session.paymentIntentId, status: 'succeeded' }),
      });
    await expect(page.locator('iframe')).toHaveCount(1);
  });

  test('asks anew where the check was begun elsewhere', async ({ openHost, page, stack }) => {
    await openHost();
    const session = await stack.api.createSession();
    await stack.api.confirm(session, THREE_DS.challenge.number, 'made-by-the-shop');
    await begin(page, session.clientSecret);
    const frame = checkoutFrame(page, undefined, page.locator('iframe:not(#checkout iframe)'));
    await expect(frame.interrupted).toBeVisible();
    await frame.startAgain.click();
    await frame.challenge.bank.approve();
    await expect
      .poll(() => acted(page))
      .toEqual({ paymentIntent: expect.objectContaining({ status: 'succeeded' }) });
    expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
  });
});
