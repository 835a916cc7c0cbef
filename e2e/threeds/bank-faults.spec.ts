// The bank answers late, never, wrongly, twice, or shows nothing: the server's truth is what everybody is shown.

import { THREE_DS } from '../cards.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { stopClock } from '../pages/clock.ts';
import { actionsOf } from '../pages/host.ts';
import { ASKED, expect, test } from './verdicts.ts';
import { watchForms, watchSubmits } from './watch.ts';

test.describe('the answer to the first question (ARes)', () => {
  test('areq_slow: the button stays busy until the bank has answered', { tag: '@R71' }, async ({
    openHost,
    frame,
    time,
    verdict,
  }) => {
    await time.stop();
    const session = await openHost({ behavior: 'areq_slow' });
    await frame.pay(THREE_DS.challenge);
    await expect(frame.busy).toBeVisible();
    await time.goOn();
    await frame.challenge.bank.approve();
    await verdict.paid(session, { actions: ASKED });
  });

  test('areq_lost: after ten seconds nothing is charged, and the buyer reads why', { tag: '@R64' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost({ behavior: 'areq_lost' });
    await frame.pay(THREE_DS.challenge);
    // The server's own limit, on the server's clock.
    await expect(frame.alert).toBeVisible({ timeout: 20_000 });
    await verdict.refused(session, { reason: 'authentication_failed' });
  });

  test('areq_broken: nothing is charged, and the buyer reads why', { tag: '@R67' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost({ behavior: 'areq_broken' });
    await frame.pay(THREE_DS.challenge);
    await verdict.refused(session, { reason: 'authentication_failed' });
  });

  test('cardholder_info: the bank’s words are shown, as text', { tag: '@R57' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost({ behavior: 'cardholder_info' });
    await frame.pay(THREE_DS.challenge);
    await expect(frame.content.getByText('<b>Call</b> us: +1 555 0100')).toBeVisible();
    await expect(frame.content.locator('b', { hasText: 'Call' })).toHaveCount(0);
    await verdict.refused(session, { reason: 'authentication_failed' });
  });

  for (const behavior of [
    'acs_url_javascript',
    'acs_url_own_origin',
    'acs_url_long',
    'acs_url_http',
  ] as const) {
    test(`${behavior}: no form is made, nothing is charged`, { tag: '@R72' }, async ({
      openHost,
      frame,
      page,
      verdict,
    }) => {
      const actions = await watchSubmits(page.context());
      const forms = watchForms(page.context());
      const session = await openHost({ behavior });
      await frame.pay(THREE_DS.challenge);
      await verdict.refused(session, { reason: 'authentication_failed' });
      expect(actions).toEqual([]);
      expect(forms).toEqual([]);
    });
  }
});

test.describe('the bank’s page', () => {
  for (const behavior of ['acs_404', 'acs_blank'] as const) {
    test(`${behavior}: there is a way out, and nothing is charged`, { tag: '@R70' }, async ({
      openHost,
      frame,
      page,
      verdict,
    }) => {
      const session = await openHost({ behavior });
      const answered = page.waitForResponse((one) => one.request().postData()?.startsWith('creq=') === true);
      await frame.pay(THREE_DS.challenge);
      await (await answered).finished();
      await expect(frame.challenge.bank.code).toHaveCount(0);
      await expect(frame.challenge.heading).toBeVisible();
      await frame.challenge.cancel.click();
      await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
    });
  }

  for (const behavior of ['breakout_target', 'breakout_location'] as const) {
    test(`${behavior}: the shop’s page stays, and the check goes on`, { tag: '@R69' }, async ({
      openHost,
      frame,
      page,
      verdict,
    }) => {
      const session = await openHost({ behavior });
      const url = page.url();
      const navigations: string[] = [];
      page.on('request', (request) => {
        if (request.isNavigationRequest() && request.frame() === page.mainFrame())
          navigations.push(request.url());
      });
      await frame.pay(THREE_DS.challenge);
      const { bank, cancel } = frame.challenge;
      // A click is what a browser asks of a frame before it lets it take the window.
      await bank.heading.click();
      await bank.code.click();
      await expect(cancel).toBeInViewport({ ratio: 1 });
      await bank.approve();
      await verdict.paid(session, { actions: ASKED });
      expect(navigations).toEqual([]);
      expect(page.url()).toBe(url);
    });
  }

  test('popup: the bank’s own window opens, and the check goes on', { tag: '@R69' }, async ({
    openHost,
    frame,
    page,
    verdict,
  }) => {
    const session = await openHost({ behavior: 'popup' });
    await frame.pay(THREE_DS.challenge);
    const opened = page.waitForEvent('popup');
    await frame.challenge.bank.heading.click();
    await opened;
    // As a buyer does: a page behind another window takes no keys.
    await page.bringToFront();
    await frame.challenge.bank.approve();
    await verdict.paid(session, { actions: ASKED });
  });
});

test.describe('the answer by way of the browser (CRes)', () => {
  for (const [behavior, tag] of Object.entries({
    cres_bad_base64: '@R67',
    cres_padded: '@R67',
    cres_error: '@R67',
    cres_other_transaction: '@R66',
    cres_twice: '@R65',
    cres_wrong_no: '@R68',
  })) {
    test(`${behavior}: approved is paid, once`, { tag }, async ({ openHost, frame, verdict }) => {
      const session = await openHost({ behavior });
      await frame.pay(THREE_DS.challenge);
      await frame.challenge.bank.approve();
      await verdict.paid(session, { actions: ASKED });
    });
  }

  test('cres_forged_yes: refused stays refused, whatever the browser brings', { tag: '@R68' }, async ({
    openHost,
    frame,
    verdict,
  }) => {
    const session = await openHost({ behavior: 'cres_forged_yes' });
    await frame.pay(THREE_DS.challenge);
    await frame.challenge.bank.approve();
    await verdict.refused(session, { reason: 'authentication_failed', actions: ASKED });
  });

  test('cres_lost: the frame asks by itself and finds the payment paid', { tag: '@R64' }, async ({
    openHost,
    frame,
    page,
    stack,
    verdict,
  }) => {
    await page.clock.install();
    // Nothing but its own question tells it.
    await page.context().route('**/v1/client/session/events', (route) => route.abort());
    const session = await openHost({ behavior: 'cres_lost' });
    await frame.pay(THREE_DS.challenge);
    await expect(frame.challenge.bank.heading).toBeVisible();
    // Nor does it ask before this test has looked.
    await stopClock(page, 2_000);
    await frame.challenge.bank.approve();
    await expect.poll(async () => (await stack.api.intentOf(session)).status).toBe('succeeded');
    await expect(frame.challenge.dialog).toBeVisible();
    await page.clock.fastForward(20_000);
    await page.clock.resume();
    await verdict.paid(session, { actions: ASKED });
  });

  test('notification_blocked: a blank page at the end loses no result', { tag: '@R64' }, async ({
    openHost,
    frame,
    page,
    stack,
    verdict,
  }) => {
    await page.clock.install();
    const session = await openHost({ behavior: 'notification_blocked' });
    await frame.pay(THREE_DS.challenge);
    await frame.challenge.bank.approve();
    await expect.poll(async () => (await stack.api.intentOf(session)).status).toBe('succeeded');
    await page.clock.fastForward(20_000);
    await verdict.paid(session, { actions: ASKED });
  });
});

test.describe('the result (RReq)', () => {
  test('rreq_late: nothing is called paid or failed before it is there', { tag: '@R73' }, async ({
    openHost,
    frame,
    page,
    time,
    verdict,
  }) => {
    await time.stop();
    const session = await openHost({ behavior: 'rreq_late' });
    await frame.pay(THREE_DS.challenge);
    await approveAndReturn(page, frame.challenge.bank);
    await verdict.undecided(session);
    await time.pass(3_000);
    await verdict.paid(session, { actions: ASKED });
  });

  test('rreq_lost: the buyer is not told that it is paid, and can stop waiting', { tag: '@R64' }, async ({
    openHost,
    frame,
    page,
    verdict,
  }) => {
    await page.clock.install();
    const session = await openHost({ behavior: 'rreq_lost' });
    await frame.pay(THREE_DS.challenge);
    await approveAndReturn(page, frame.challenge.bank);
    await page.clock.fastForward(60_000);
    await verdict.undecided(session);
    expect(await actionsOf(page)).toEqual(['opened challenge']);
    await frame.challenge.cancel.click();
    await verdict.refused(session, { reason: 'authentication_canceled', actions: ASKED });
  });
});
