// What a shop's server does to a session while somebody pays: the buyer sees it, and pays nothing that they did not see.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { stopClock } from '../pages/clock.ts';
import { expect, fillForm, PAID_ONCE, recordRequests, test } from './reliable.ts';

const EXPIRED = 'This checkout has expired';

/** The shop hears of it, and nothing was charged. */
const OVER = {
  charges: [],
  state: expect.stringMatching(/^expired, /),
  words: EXPIRED,
  focus: EXPIRED,
  heard: ['ready', 'expire'],
} as const;

/** The session ends in five minutes; a form stands, with a card in it. */
const SHORT = { expiresAfterMinutes: 5 } as const;

interface UpdatingWindow {
  readonly host: { readonly checkout: { update(options: { readonly clientSecret: string }): void } };
}

/** As a shop does that has made another session. */
function update(page: Page, clientSecret: string): Promise<void> {
  return page.evaluate(
    (secret) => (window as unknown as UpdatingWindow).host.checkout.update({ clientSecret: secret }),
    clientSecret,
  );
}

test('ended by the shop while the buyer types: they see it before they press', { tag: '@R47' }, async ({
  openHost,
  frame,
  stack,
  ends,
}) => {
  const session = await openHost();
  await fillForm(frame);
  await stack.api.expire(session.id);
  await ends(session, OVER);
});

test('the buyer is warned two minutes before the time is up, and then told that it is', {
  tag: '@R48',
}, async ({ openHost, page, frame, time, ends }) => {
  await page.clock.install();
  const followed = page.waitForRequest('**/v1/client/session/events');
  const session = await openHost({ session: SHORT });
  await frame.fill(VISA);
  await followed;
  const warning = frame.content
    .getByText(/^Time left to pay: 2 minutes\. After that, this checkout expires\.$/)
    .first();
  await expect(warning).toHaveCount(0);
  await time.pass(181_000);
  await page.clock.fastForward(181_000);
  await expect(warning).toBeVisible();
  // It warns, and takes nothing: neither the focus nor what was typed.
  await expect(frame.code).toBeFocused();
  await expect(frame.code).toHaveValue(VISA.code);
  await time.pass(120_000);
  await page.clock.fastForward(120_000);
  await ends(session, OVER);
});

test('a new session takes an expired one’s place in the same frame, and is paid', { tag: '@R49' }, async ({
  openHost,
  page,
  frame,
  stack,
  ends,
}) => {
  const collect = { email: true };
  const session = await openHost({ session: { collect } });
  const email = frame.content.getByRole('textbox', { name: 'Email' });
  await email.fill('ada@example.com');
  await frame.fill(VISA);
  await (await frame.document()).evaluate(() => Object.assign(window, { isSame: true }));
  await stack.api.expire(session.id);
  await ends(session, OVER);
  const next = await stack.api.createSession({ collect });
  await update(page, next.clientSecret);
  await expect(frame.payButton).toBeVisible();
  // What is not sensitive is kept, a card is not.
  await expect(email).toHaveValue('ada@example.com');
  await expect(frame.cardNumber).toHaveValue('');
  await expect(frame.code).toHaveValue('');
  await frame.pay(VISA);
  await ends(next, { ...PAID_ONCE, heard: [...OVER.heard, ...PAID_ONCE.heard] });
  expect(await (await frame.document()).evaluate(() => 'isSame' in window)).toBe(true);
  expect(await stack.api.chargesOf(session)).toEqual([]);
});

test('a new session that comes before the old one is over is taken without unmounting', {
  tag: '@R49',
}, async ({ openHost, page, frame, stack, ends }) => {
  const session = await openHost({ session: SHORT });
  await fillForm(frame);
  const next = await stack.api.createSession();
  await update(page, next.clientSecret);
  await expect(frame.content.getByText(/^This checkout has been renewed\./).first()).toBeVisible();
  await frame.pay(VISA);
  await ends(next, { ...PAID_ONCE, heard: expect.arrayContaining([...PAID_ONCE.heard]) });
  expect(await stack.api.chargesOf(session)).toEqual([]);
});

test('cancelled by the shop while the buyer types: they see it before they press', { tag: '@R51' }, async ({
  openHost,
  frame,
  cancel,
  ends,
}) => {
  const session = await openHost();
  await fillForm(frame);
  await cancel(session);
  const words = 'This checkout was canceled';
  await ends(session, {
    ...OVER,
    state: expect.stringMatching(/canceled$/),
    words,
    focus: words,
    heard: ['ready', 'cancel'],
  });
});

const ASKED_AGAIN = {
  charges: [],
  state: 'open, requires_payment_method',
  words: expect.stringMatching(/^The total has changed\. You have not been charged\./),
  focus: 'Pay $59.00',
} as const;

/** Nobody reads a new amount in less, and a press before that is not taken for a yes to it. */
const READING_MS = 1_000;

test('another amount, while the buyer types: shown with words, and that is what is paid', {
  tag: '@R52',
}, async ({ openHost, page, frame, stack, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await fillForm(frame);
  await stack.api.update(session.id, { amount: 5900 });
  await expect(frame.payButton).toHaveText('Pay $59.00');
  await expect(frame.content.getByText('The total has changed. New total: $59.00.').first()).toBeVisible();
  await expect(frame.code).toBeFocused();
  await expect(frame.code).toHaveValue(VISA.code);
  await page.clock.fastForward(READING_MS);
  await frame.payButton.click();
  await ends(session, PAID_ONCE);
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ amount: 5900 }]);
});

test('another amount under the finger that presses: nothing is sent before the buyer can have read it', {
  tag: '@R53',
}, async ({ openHost, page, frame, stack, ends }) => {
  await page.clock.install();
  const followed = page.waitForResponse('**/v1/client/session/events');
  const session = await openHost();
  await frame.fill(VISA);
  await followed;
  // No time passes between the change and the press.
  await stopClock(page, 2_000);
  await stack.api.update(session.id, { amount: 5900 });
  await expect(frame.payButton).toHaveText('Pay $59.00');
  const requests = recordRequests(page);
  await frame.payButton.click();
  const heard = ['ready', 'error amount_changed'];
  await ends(session, { ...ASKED_AGAIN, heard });
  expect(requests).not.toContain('POST /v1/client/session/confirm');
  await page.clock.fastForward(READING_MS);
  await page.clock.resume();
  await frame.payButton.click();
  await ends(session, { ...PAID_ONCE, heard: [...heard, 'confirm', 'complete'] });
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ amount: 5900 }]);
});

test('another amount in the moment of the press: nothing is charged before the buyer has seen it', {
  tag: '@R53',
}, async ({ openHost, page, frame, stack, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  await page.context().route(
    '**/v1/client/session/confirm',
    async (route) => {
      await stack.api.update(session.id, { amount: 5900 });
      await route.continue();
    },
    { times: 1 },
  );
  await frame.payButton.click();
  const heard = ['ready', 'confirm', 'error amount_changed'];
  await ends(session, { ...ASKED_AGAIN, heard });
  await page.clock.fastForward(READING_MS);
  await frame.payButton.click();
  await ends(session, { ...PAID_ONCE, heard: [...heard, 'confirm', 'complete'] });
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ amount: 5900 }]);
});

test('ended by the shop in the bank’s check: the check ends, nothing is charged, and the bank’s yes changes nothing', {
  tag: '@R50',
}, async ({ openHost, page, frame, stack, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  await stack.api.expire(session.id);
  await page.clock.fastForward(20_000);
  await ends(session, {
    charges: ['failed'],
    state: expect.stringMatching(/^expired, /),
    words: EXPIRED,
    focus: EXPIRED,
    heard: ['ready', 'confirm', 'opened challenge', 'closed challenge', 'expire'],
  });
});
