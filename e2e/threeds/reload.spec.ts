// A page that is reloaded, or opened twice, in the middle of a check: the right screen, and never two payments.

import { THREE_DS } from '../cards.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { stopClock } from '../pages/clock.ts';
import { checkoutFrame } from '../pages/frame.ts';
import { ASKED, expect, test } from './verdicts.ts';
import { watchForms } from './watch.ts';

/** No CReq may be posted twice: a bank answers the second with an error. */
function creqsIn(forms: ReturnType<typeof watchForms>): readonly string[] {
  return forms.flatMap(({ fields }) => fields['creq'] ?? []);
}

test('during the bank’s look at the browser: it is made again, and the bank asks', { tag: '@R34' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  await page.clock.install();
  const looks: string[] = [];
  page.on('request', (one) => {
    if (one.postData()?.startsWith('threeDSMethodData=') === true) looks.push(one.url());
  });
  const session = await openHost({ behavior: 'method_silent' });
  await frame.pay(THREE_DS.methodAndChallenge);
  await expect.poll(() => looks.length).toBe(1);
  await page.reload();
  await expect.poll(() => looks.length).toBe(2);
  await expect(frame.busy).toBeVisible();
  await page.clock.fastForward(10_000);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('before the answer that begins the check came: the same answer is given, and the bank asks', {
  tag: '@R35',
}, async ({ openHost, frame, page, verdict }) => {
  const forms = watchForms(page.context());
  const session = await openHost();
  // The server acts; its first answer never arrives.
  let acted = (): void => {};
  const held = new Promise<void>((resolve) => {
    acted = resolve;
  });
  await page.context().route(
    '**/session/authenticate',
    async (route) => {
      await route.fetch();
      acted();
    },
    { times: 1 },
  );
  await frame.pay(THREE_DS.methodAndChallenge);
  await held;
  await page.reload();
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  expect(creqsIn(forms)).toHaveLength(1);
});

test('while the payment is sent: the check that this page did not see begin is begun anew', {
  tag: '@R32',
}, async ({ openHost, frame, page, stack, verdict }) => {
  const forms = watchForms(page.context());
  const session = await openHost();
  let sent = (): void => {};
  const acted = new Promise<void>((resolve) => {
    sent = resolve;
  });
  await page.context().route('**/session/confirm', async (route) => {
    await route.fetch();
    sent();
  });
  await frame.pay(THREE_DS.challenge);
  await acted;
  await page.reload();
  await expect(frame.interrupted).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['pending']);
  await frame.startAgain.click();
  await frame.challenge.bank.approve();
  await verdict.paid(session, { charges: ['failed', 'succeeded'], actions: ASKED });
  expect(creqsIn(forms)).toHaveLength(1);
});

test('in the check: the page says that the bank may still confirm, and begins anew when told to', {
  tag: '@R36',
}, async ({ openHost, frame, page, verdict }) => {
  const forms = watchForms(page.context());
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.challenge.bank.heading).toBeVisible();
  await page.reload();
  await expect(frame.interrupted).toBeVisible();
  await verdict.undecided(session);
  await frame.startAgain.click();
  await frame.challenge.bank.approve();
  await verdict.paid(session, { charges: ['failed', 'succeeded'], actions: ASKED });
  const creqs = creqsIn(forms);
  expect(creqs).toHaveLength(2);
  expect(new Set(creqs).size).toBe(2);
});

test('in the check: a bank that confirms meanwhile is believed', { tag: '@R36' }, async ({
  openHost,
  frame,
  page,
  stack,
  time,
  verdict,
}) => {
  await page.clock.install();
  await time.stop();
  const session = await openHost({ behavior: 'rreq_late' });
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await page.reload();
  await expect(frame.interrupted).toBeVisible();
  await time.pass(3_000);
  await expect.poll(async () => (await stack.api.intentOf(session)).status).toBe('succeeded');
  await page.clock.fastForward(20_000);
  await verdict.paid(session, { hasFocus: false });
});

test('after the bank’s answer: the result is shown, and nothing is asked again', { tag: '@R36' }, async ({
  openHost,
  frame,
  page,
  stack,
  verdict,
}) => {
  await page.clock.install();
  const forms = watchForms(page.context());
  const session = await openHost({ behavior: 'notification_blocked' });
  await frame.pay(THREE_DS.challenge);
  await frame.challenge.bank.approve();
  await expect.poll(async () => (await stack.api.intentOf(session)).status).toBe('succeeded');
  await page.reload();
  await verdict.paid(session, { hasFocus: false });
  expect(creqsIn(forms)).toHaveLength(1);
});

test('while the payment is checked after a lost answer: the result is shown', { tag: '@R33' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const session = await openHost();
  await expect(frame.payButton).toBeVisible();
  await frame.fill(THREE_DS.attempted);
  await page.context().route('**/session/confirm', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  // No look at the session is answered before the page is loaded again.
  await page.context().route('**/v1/client/session', (route) => route.abort('connectionreset'));
  await frame.payButton.click();
  await expect(frame.content.getByRole('heading', { name: 'Checking your payment' })).toBeVisible();
  await page.context().unroute('**/v1/client/session');
  await page.reload();
  await verdict.paid(session, { hasFocus: false });
});

test('while the bank’s app is waited for: the same screen, and the same result', { tag: '@R37' }, async ({
  openHost,
  frame,
  page,
  time,
  verdict,
}) => {
  await time.stop();
  const session = await openHost();
  await frame.pay(THREE_DS.decoupled);
  await expect(frame.decoupled).toBeVisible();
  await page.reload();
  await expect(frame.decoupled).toBeVisible();
  await time.pass(3_000);
  await verdict.paid(session, { actions: ['opened decoupled', 'closed decoupled'], hasFocus: false });
});

test('after a cancel: the form, and no check', { tag: '@R36' }, async ({
  openHost,
  frame,
  page,
  stack,
  verdict,
}) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await frame.challenge.cancel.click();
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
  await page.reload();
  await expect(frame.payButton).toBeVisible();
  await expect(frame.challenge.dialog).toHaveCount(0);
  await frame.pay(THREE_DS.frictionless);
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test.describe('a second tab', () => {
  test('opened in the middle of a check: says so, and shows what the first one led to', {
    tag: '@R23',
  }, async ({ openHost, frame, page, stack, verdict }) => {
    await page.clock.install();
    const session = await openHost();
    await frame.pay(THREE_DS.challenge);
    await expect(frame.challenge.bank.heading).toBeVisible();
    const other = await page.context().newPage();
    const otherFrame = checkoutFrame(other);
    await other.goto(page.url());
    await expect(otherFrame.interrupted).toBeVisible();
    await frame.challenge.bank.approve();
    await verdict.paid(session, { actions: ASKED });
    await other.clock.fastForward(20_000);
    await expect(otherFrame.paid).toBeVisible();
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });

  test('that pays while the first is asked: makes no second payment', { tag: '@R23' }, async ({
    openHost,
    frame,
    page,
    stack,
    verdict,
  }) => {
    await page.clock.install();
    const session = await openHost();
    const other = await page.context().newPage();
    const otherFrame = checkoutFrame(other);
    // Nothing tells it of the first one before it pays.
    await other.route('**/v1/client/session/events', (route) => route.abort());
    await other.goto(page.url());
    await expect(otherFrame.payButton).toBeVisible();
    await otherFrame.fill(THREE_DS.frictionless);
    await frame.pay(THREE_DS.challenge);
    await expect(frame.challenge.bank.heading).toBeVisible();
    await otherFrame.payButton.click();
    await expect(otherFrame.interrupted).toBeVisible();
    await verdict.undecided(session);
    await frame.challenge.bank.approve();
    await verdict.paid(session, { actions: ASKED });
    await other.clock.fastForward(20_000);
    await expect(otherFrame.paid).toBeVisible();
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });

  test('that begins the check anew ends the first one, whose answer changes nothing', {
    tag: '@R23',
  }, async ({ openHost, frame, page, stack }) => {
    await page.clock.install();
    // The first tab hears of it when it asks, and it does not ask yet.
    await page.route('**/v1/client/session/events', (route) => route.abort());
    const session = await openHost();
    await frame.pay(THREE_DS.challenge);
    await expect(frame.challenge.bank.heading).toBeVisible();
    await stopClock(page, 2_000);
    const other = await page.context().newPage();
    const otherFrame = checkoutFrame(other);
    await other.goto(page.url());
    await otherFrame.startAgain.click();
    await expect(otherFrame.challenge.bank.heading).toBeVisible();
    await approveAndReturn(page, frame.challenge.bank);
    expect(await stack.api.chargesOf(session)).toEqual(['failed', 'pending']);
    await page.clock.resume();
    await otherFrame.challenge.bank.approve();
    await expect(otherFrame.paid).toBeVisible();
    await page.clock.fastForward(20_000);
    await expect(frame.paid).toBeVisible();
    expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
  });
});
