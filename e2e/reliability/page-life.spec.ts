// What happens to the page in the middle: it is loaded again, sleeps, or has a clock that cannot be trusted.

import { THREE_DS, VISA } from '../cards.ts';
import { CONFIRM, expect, FOUND_PAID, loseAnswers, PAID_ONCE, test } from './reliable.ts';

test('loaded again while the buyer types: an empty form, which pays', { tag: '@R31' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  const session = await openHost();
  await frame.fill(VISA);
  await page.reload();
  await expect(frame.payButton).toBeVisible();
  await expect(frame.cardNumber).toHaveValue('');
  await expect(frame.code).toHaveValue('');
  await frame.pay(VISA);
  await ends(session, PAID_ONCE);
});

test('loaded again while the payment is sent: paid, and said so', { tag: '@R32' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  const session = await openHost();
  await frame.fill(VISA);
  const { acted } = await loseAnswers(page);
  await frame.payButton.click();
  await acted;
  await page.reload();
  await ends(session, FOUND_PAID);
});

test('loaded again while a payment is sent that reaches nobody: waited for as long as it could come, and then a form', {
  tag: '@R32',
}, async ({ openHost, page, frame, spoil, heal, ends }) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  await spoil(session, { ...CONFIRM, kind: 'drop_before' });
  const failed = page.waitForEvent('requestfailed', (one) => one.url().endsWith('/confirm'));
  await frame.payButton.click();
  await failed;
  await page.reload();
  await expect(frame.content.getByRole('heading', { name: 'Checking your payment' })).toBeVisible();
  await heal();
  await page.clock.fastForward(40_000);
  await expect(frame.alert).toContainText('You have not been charged.');
  await frame.pay(VISA);
  await ends(session, { ...PAID_ONCE, heard: ['error connection_failed', 'ready', 'confirm', 'complete'] });
});

test('loaded again when all is over: paid, and nothing can be pressed', { tag: '@R38' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  const session = await openHost();
  await frame.pay(VISA);
  await ends(session, PAID_ONCE);
  await page.reload();
  await ends(session, FOUND_PAID);
  await expect(frame.content.locator('button:not([hidden])', { hasText: /pay|again/i })).toHaveCount(0);
});

test('asleep for a night while the payment is sent: paid, and said so', { tag: '@R43' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.fill(VISA);
  const { acted } = await loseAnswers(page);
  await frame.payButton.click();
  await acted;
  await page.clock.fastForward('08:00:00');
  await ends(session, PAID_ONCE);
});

test('asleep for an hour in the bank’s check: it goes on where it was', { tag: '@R43' }, async ({
  openHost,
  page,
  frame,
  ends,
}) => {
  await page.clock.install();
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  await page.clock.fastForward('01:00:00');
  await expect(frame.challenge.bank.heading).toBeVisible();
  await frame.challenge.bank.approve();
  await ends(session, {
    ...PAID_ONCE,
    heard: ['ready', 'confirm', 'opened challenge', 'closed challenge', 'complete'],
  });
});

for (const time of ['2019-05-05T05:05:05Z', '2033-03-03T03:03:03Z']) {
  test(`a clock that says ${time.slice(0, 4)}: no session is over before the server says so`, {
    tag: '@R44',
  }, async ({ openHost, page, frame, ends }) => {
    await page.clock.install({ time });
    const session = await openHost();
    await frame.pay(VISA);
    await ends(session, PAID_ONCE);
  });
}

for (const [where, days] of [
  ['on', 3],
  ['back', -3],
] as const) {
  test(`a clock that jumps ${where} while the buyer types changes nothing`, { tag: '@R45' }, async ({
    openHost,
    page,
    frame,
    ends,
  }) => {
    await page.clock.install();
    const session = await openHost();
    await frame.fill(VISA);
    await page.clock.setSystemTime(new Date(Date.now() + days * 86_400_000));
    await frame.payButton.click();
    await ends(session, PAID_ONCE);
  });
}
