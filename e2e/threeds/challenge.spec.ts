// The bank asks the buyer inside the checkout: what they see, where the focus is, and every way it can end.

import type { Locator, Page } from '@playwright/test';
import { ONE_TIME_CODE, THREE_DS } from '../cards.ts';
import { approveAndReturn, enterLast } from '../pages/bank.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { actionsOf, eventsOf } from '../pages/host.ts';
import { ASKED, expect, test } from './verdicts.ts';

test('the bank says whom, how much and with which card, in a dialog that has the focus and a way out', {
  tag: '@R59',
}, async ({ openHost, frame, page, verdict }) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  const { dialog, heading, cancel, bank } = frame.challenge;
  await expect(heading).toBeVisible();
  await expect(dialog).toContainText('$49.00');
  await expect(dialog).toHaveAccessibleName('Confirm with your bank');
  await expect(cancel).toBeInViewport({ ratio: 1 });
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await expect(bank.heading).toBeVisible();
  await expect(bank.body).toContainText('$49.00');
  await expect(bank.body).toContainText(THREE_DS.challenge.number.slice(-4));
  await expect(bank.body).not.toContainText(THREE_DS.challenge.number.slice(0, 6));
  await expect(bank.code).toHaveAttribute('autocomplete', 'one-time-code');
  await expect.poll(() => actionsOf(page)).toEqual(['opened challenge']);
  await bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('a wrong code may be mended', { tag: '@R59' }, async ({ openHost, frame, verdict }) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  const { bank } = frame.challenge;
  await bank.answer('000000');
  await expect(bank.code).toHaveAttribute('aria-invalid', 'true');
  await verdict.undecided(session);
  await bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('the third wrong code ends it', { tag: '@R59' }, async ({ openHost, frame, page, verdict }) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  const { bank } = frame.challenge;
  for (const code of ['000000', '111111']) {
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes(code) === true,
    );
    await bank.answer(code);
    await answered;
    await expect(bank.code).toHaveValue('');
  }
  await bank.answer('222222');
  await verdict.refused(session, { reason: 'authentication_failed', actions: ASKED });
});

test('cancelled at the bank: nothing is charged, and the same card may try again', { tag: '@R60' }, async ({
  openHost,
  frame,
  stack,
  verdict,
}) => {
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  await frame.challenge.bank.cancel.click();
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
  await frame.code.fill(THREE_DS.challenge.code);
  await frame.payButton.click();
  await frame.challenge.bank.approve();
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

for (const [how, press] of Object.entries({
  'with its button': 'button',
  'with Escape': 'Escape',
})) {
  test(`cancelled in the dialog ${how}: nothing is charged, and the form is back`, { tag: '@R60' }, async ({
    openHost,
    frame,
    page,
    verdict,
  }) => {
    const session = await openHost();
    await frame.pay(THREE_DS.challenge);
    await expect(frame.challenge.bank.heading).toBeVisible();
    if (press === 'button') await frame.challenge.cancel.click();
    else {
      await untilHeard(frame);
      await page.keyboard.press(press);
    }
    await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
    await expect(frame.cardNumber).toHaveValue('4000 0027 6000 3184');
  });
}

test('the keyboard alone is enough, from the card to the bank’s code', async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const session = await openHost();
  await frame.cardNumber.focus();
  await page.keyboard.type(THREE_DS.challenge.number);
  await page.keyboard.press('Tab');
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await page.keyboard.type(THREE_DS.challenge.code);
  // The fields are there before the form, which Enter is for.
  await expect(frame.payButton).toBeVisible();
  await page.keyboard.press('Enter');
  const { bank, cancel } = frame.challenge;
  await expect(bank.code).toBeVisible();
  await untilHeard(frame);
  // At most the way out stands between the heading and the bank's field.
  await tabTo(bank.code, page);
  await expect(bank.code).toBeFocused();
  await page.keyboard.type(ONE_TIME_CODE);
  enterLast(page.keyboard);
  await verdict.paid(session, { actions: ASKED });
  await expect(cancel).toHaveCount(0);
});

test('the way out can be reached and pressed with the keyboard', async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const session = await openHost();
  await frame.fill(THREE_DS.challenge);
  await expect(frame.payButton).toBeVisible();
  await page.keyboard.press('Enter');
  const { bank, cancel } = frame.challenge;
  await expect(bank.code).toBeVisible();
  await untilHeard(frame);
  await tabTo(cancel, page);
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
});

test('a cancel that arrives after the approval: paid, and said so', { tag: '@R73' }, async ({
  openHost,
  frame,
  page,
  stack,
  time,
  verdict,
}) => {
  await time.stop();
  const session = await openHost({ behavior: 'rreq_late' });
  let release = (): void => {};
  const decided = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route('**/session/cancel_action', async (route) => {
    await decided;
    await route.continue();
  });
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await frame.challenge.cancel.click();
  await time.pass(3_000);
  await expect.poll(async () => (await stack.api.intentOf(session)).status).toBe('succeeded');
  release();
  await verdict.paid(session, { actions: ASKED });
});

test('an approval that arrives after the cancel changes nothing', { tag: '@R73' }, async ({
  openHost,
  frame,
  page,
  stack,
  time,
  verdict,
}) => {
  await time.stop();
  const session = await openHost({ behavior: 'rreq_late' });
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await frame.challenge.cancel.click();
  await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
  await time.goOn();
  // The next payment of the same session takes its own way meanwhile, and longer than the late result.
  await stack.api.bank(session, 'none');
  await frame.pay(THREE_DS.decoupled);
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
  expect((await eventsOf(page)).filter(({ name }) => name === 'complete')).toHaveLength(1);
});

test('two presses of Pay open one check', { tag: '@R20' }, async ({ openHost, frame, verdict }) => {
  const session = await openHost();
  await frame.fill(THREE_DS.challenge);
  await frame.payButton.dblclick();
  await expect(frame.challenge.dialog).toHaveCount(1);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('the bank speaks the language of the checkout, and so does the dialog', async ({
  openHost,
  frame,
  stack,
}) => {
  const session = await openHost({ options: { locale: 'de' } });
  await frame.content.locator('input[autocomplete="cc-number"]').fill(THREE_DS.challenge.number);
  await frame.content.locator('input[autocomplete="cc-exp"]').fill('12/34');
  await frame.content.locator('input[autocomplete="cc-csc"]').fill(THREE_DS.challenge.code);
  await frame.content.locator('button[type=submit]').click();
  const { dialog, bankDocument } = frame.challenge;
  await expect(dialog.getByRole('heading')).toContainText('Bank');
  await expect(dialog.getByRole('button', { name: 'Abbrechen' })).toBeVisible();
  const bank = dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
  await expect(bank.locator('html')).toHaveAttribute('lang', 'de');
  await expect(bank.locator('input[autocomplete="one-time-code"]')).toBeVisible();
  expect(await (await bankDocument()).evaluate(() => document.documentElement.dir)).toMatch(/^(ltr|)$/);
  await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(dialog).toHaveCount(0);
  // The dialog goes when the server is asked, not when it has answered.
  await expect.poll(() => stack.api.chargesOf(session)).toEqual(['failed']);
});

/** Until the frame has the window and, given back by the page with it, the focus: then the dialog gets the keys. */
async function untilHeard({ iframe, challenge }: CheckoutFrame): Promise<void> {
  await expect(iframe).toHaveAttribute('popover', 'manual');
  await expect(challenge.heading).toBeFocused();
}

/** Presses Tab until an element has the focus, at most three times, and each time not before the last press has led somewhere. */
async function tabTo(target: Locator, page: Page): Promise<void> {
  let last = '';
  const hasArrived = async (): Promise<boolean> => {
    const now = await focusIn(page);
    const isElsewhere = now !== '' && now !== last;
    if (isElsewhere) last = now;
    return isElsewhere;
  };
  await expect.poll(hasArrived).toBe(true);
  for (let tabs = 0; tabs < 3 && !(await target.evaluate(isFocused)); tabs++) {
    await page.keyboard.press('Tab');
    await expect.poll(hasArrived).toBe(true);
  }
}

/** What has the focus, in short; nothing while it is on its way from one document to another, each in a process of its own. */
async function focusIn(page: Page): Promise<string> {
  const found = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const focused = document.hasFocus() ? document.activeElement : null;
        if (focused === null || focused === document.body || focused instanceof HTMLIFrameElement) return '';
        return `${location.origin} ${focused.tagName} ${focused.id} ${focused.textContent}`;
      }),
    ),
  );
  const [only = '', ...others] = found.filter((one) => one !== '');
  return others.length === 0 ? only : '';
}

function isFocused(element: Element): boolean {
  return document.hasFocus() && document.activeElement === element;
}
