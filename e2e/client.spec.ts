// What a shop's page asks of xpay.js besides mounting: the truth about a session, and a second look at it.

import type { Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';

/** Nobody reads a new amount in less, and a press before that is not taken for a yes to it. */
const READING_MS = 1_000;

type Retrieve = 'retrieveCheckoutSession' | 'retrievePaymentIntent';

interface ClientWindow {
  readonly host: {
    readonly xpay: Record<Retrieve, (clientSecret: string) => Promise<object>>;
    readonly checkout: { readonly refresh: () => void };
  };
}

/** What the page's own call resolves with, as plain data. */
function ask(page: Page, call: Retrieve, clientSecret: string): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate(
    async ([name, secret]) => {
      const { host } = window as unknown as ClientWindow;
      const answer = (await host.xpay[name](secret)) as { readonly error?: Error & { code: string } };
      return answer.error === undefined ? { ...answer } : { error: { code: answer.error.code } };
    },
    [call, clientSecret] as const,
  );
}

test('the shop asks what became of a session before and after the payment', async ({
  openHost,
  frame,
  page,
}) => {
  const { id, clientSecret, paymentIntentId } = await openHost();
  await expect(frame.cardNumber).toBeVisible();
  expect(await ask(page, 'retrieveCheckoutSession', clientSecret)).toMatchObject({
    session: { id, status: 'open', paymentStatus: 'unpaid', amountTotal: 4900 },
  });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await ask(page, 'retrieveCheckoutSession', clientSecret)).toMatchObject({
    session: { id, status: 'complete', paymentStatus: 'paid' },
  });
  expect(await ask(page, 'retrievePaymentIntent', clientSecret)).toMatchObject({
    paymentIntent: { id: paymentIntentId, status: 'succeeded', amount: 4900, currency: 'USD' },
  });
});

test('a secret with a typo is an error that says so, not an exception', async ({ openHost, frame, page }) => {
  const { clientSecret } = await openHost();
  await expect(frame.cardNumber).toBeVisible();
  const mistyped = clientSecret.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
  expect(await ask(page, 'retrieveCheckoutSession', mistyped)).toEqual({
    error: { code: 'invalid_client_secret' },
  });
});

test('an amount that the shop changed is shown after refresh(), and that is what is paid', {
  tag: '@R52',
}, async ({ openHost, frame, page, stack }) => {
  await page.clock.install();
  const session = await openHost();
  await expect(frame.payButton).toHaveText('Pay $49.00');
  await stack.api.update(session.id, { amount: 5900 });
  await page.evaluate(() => (window as unknown as ClientWindow).host.checkout.refresh());
  await expect(frame.payButton).toHaveText('Pay $59.00');
  await page.clock.fastForward(READING_MS);
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ status: 'succeeded', amount: 5900 }]);
});

test('an amount that changed unseen is shown and asked for again, never charged', { tag: '@R53' }, async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  await page.clock.install();
  // Nothing tells the frame of it.
  await page.context().route('**/v1/client/session/events', (route) => route.abort());
  const session = await openHost();
  await frame.fill(VISA);
  // The form: the document's own fields take a card before the session has been read at all.
  await expect(frame.payButton).toHaveText('Pay $49.00');
  await stack.api.update(session.id, { amount: 5900 });
  await frame.payButton.click();
  await expect(frame.alert).toContainText('The total has changed');
  await expect(frame.payButton).toHaveText('Pay $59.00');
  expect((await stack.api.intentOf(session)).charges).toHaveLength(0);
  await page.clock.fastForward(READING_MS);
  await frame.payButton.click();
  await expect(frame.paid).toBeVisible();
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ status: 'succeeded', amount: 5900 }]);
});

test('the test menu fills the form with a card and does what it says', async ({ openHost, frame, stack }) => {
  const session = await openHost();
  await frame.content.getByRole('button', { name: 'Test mode' }).click();
  await frame.content.getByRole('button', { name: /declined, not enough money/ }).click();
  await frame.payButton.click();
  await expect(frame.alert).toContainText('Your card was declined');
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ failureCode: 'insufficient_funds' }]);
});
