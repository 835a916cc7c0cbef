// Where no bank's page can be nested, the buyer goes to it and comes back: out by our address, home by the shop's own.

import type { Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import { bankPage } from '../pages/bank.ts';
import { actionsOf, askedOf } from '../pages/host.ts';
import { pressLast } from '../pages/overlay.ts';
import { expect, test } from './verdicts.ts';
import { nextActionIn } from './watch.ts';

/** Refuses every document inside the page that does not agree to it: bank's pages do not. */
const EMBEDDER = { 'cross-origin-embedder-policy': 'require-corp' };
const OPENER = { 'cross-origin-opener-policy': 'same-origin' };

/** Waits until the page is the bank's, answers it, and waits until it is the shop's again. */
async function approveAtTopLevel(page: Page, bank: string, shop: string): Promise<void> {
  await page.waitForURL((url) => url.origin === bank);
  await bankPage(page).approve();
  await page.waitForURL((url) => url.origin === new URL(shop).origin);
}

for (const [policy, headers] of Object.entries({
  'an embedder policy': EMBEDDER,
  'an embedder policy that isolates it': { ...EMBEDDER, ...OPENER },
})) {
  test(`on a page with ${policy} the check is a page of its own, and the shop shows the result`, {
    tag: '@R63',
  }, async ({ openHost, frame, page, stack, verdict }) => {
    const session = await openHost({ headers, returnsHere: true });
    const shop = page.url();
    await frame.pay(THREE_DS.methodAndChallenge);
    await expect(frame.onBankPage).toBeVisible();
    await expect(frame.challenge.bank.code).toHaveCount(0);
    await verdict.undecided(session);
    await expect.poll(() => actionsOf(page)).toEqual(['opened redirect']);
    pressLast(frame.onBankPage);
    await approveAtTopLevel(page, stack.sandbox.bank, shop);
    await verdict.paid(session, { hasFocus: false });
    // The return's own parameter is used and gone; the shop was asked for the secret of that session.
    await expect(page).toHaveURL(shop);
    expect(await askedOf(page)).toEqual([{ sessionId: session.id }]);
  });
}

test('on such a page a session without a way back is not left in silence', { tag: '@R63' }, async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  const session = await openHost({ headers: { ...EMBEDDER, ...OPENER } });
  const shop = page.url();
  await frame.pay(THREE_DS.challenge);
  await expect(frame.interrupted).toBeVisible();
  await expect(frame.onBankPage).toHaveCount(0);
  await verdict.undecided(session);
  expect(page.url()).toBe(shop);
});

test('a payment that needs no check is made on such a page as anywhere', async ({
  openHost,
  frame,
  verdict,
}) => {
  const session = await openHost({ headers: { ...EMBEDDER, ...OPENER } });
  await frame.pay(THREE_DS.frictionless);
  await verdict.paid(session);
});

test('cancelled on the bank’s own page: the shop shows a form that can be tried again', {
  tag: ['@R60', '@R63'],
}, async ({ openHost, frame, page, stack }) => {
  const session = await openHost({ headers: { ...EMBEDDER, ...OPENER }, returnsHere: true });
  const shop = page.url();
  await frame.pay(THREE_DS.challenge);
  pressLast(frame.onBankPage);
  await page.waitForURL((url) => url.origin === stack.sandbox.bank);
  await bankPage(page).cancel.click();
  await page.waitForURL((url) => url.origin === new URL(shop).origin);
  await expect(frame.payButton).toBeVisible();
  await expect(frame.alert).toHaveText(/^\s*You stopped the check by your bank/);
  expect(await stack.api.chargesOf(session)).toEqual(['failed']);
  await expect(page).toHaveURL(shop);
});

test.describe('a bank’s page that shows no sign of life for ten seconds', () => {
  test('can be opened as a page of its own, and the shop shows the result', { tag: '@R71' }, async ({
    openHost,
    frame,
    page,
    stack,
    time,
    verdict,
  }) => {
    await page.clock.install();
    await time.stop();
    const session = await openHost({ behavior: 'acs_slow', returnsHere: true });
    const shop = page.url();
    const asked = page.waitForRequest((one) => one.postData()?.startsWith('creq=') === true);
    await frame.pay(THREE_DS.challenge);
    await asked;
    await expect(frame.challenge.heading).toBeVisible();
    await expect(frame.onBankPage).toHaveCount(0);
    await page.clock.fastForward(10_000);
    await expect(frame.onBankPage).toBeVisible();
    await expect(frame.challenge.dialog).toContainText('Having trouble?');
    await stack.api.bank(session, 'none');
    pressLast(frame.onBankPage);
    await approveAtTopLevel(page, stack.sandbox.bank, shop);
    await verdict.paid(session, { hasFocus: false });
    expect(await askedOf(page)).toEqual([{ sessionId: session.id }]);
  });

  test('offers no such page where the shop gave no way back, but still a way out', { tag: '@R71' }, async ({
    openHost,
    frame,
    page,
    time,
    verdict,
  }) => {
    await page.clock.install();
    await time.stop();
    const session = await openHost({ behavior: 'acs_slow' });
    const asked = page.waitForRequest((one) => one.postData()?.startsWith('creq=') === true);
    await frame.pay(THREE_DS.challenge);
    await asked;
    await page.clock.fastForward(11_000);
    await expect(frame.challenge.heading).toBeVisible();
    await expect(frame.onBankPage).toHaveCount(0);
    await frame.challenge.cancel.click();
    await verdict.refused(session, {
      reason: 'authentication_canceled',
      actions: ['opened challenge', 'closed challenge'],
    });
  });
});

for (const [what, url] of Object.entries({
  'the bridge': /\/f\/3ds[^/]*$/,
  'the code for the check': /\/f\/assets\/threeds[^/]*$/,
})) {
  test(`where ${what} cannot be had, the check is a page of its own`, { tag: '@R76' }, async ({
    openHost,
    frame,
    page,
    stack,
    verdict,
  }) => {
    await page.clock.install();
    await page.context().route(url, (route) => route.abort());
    const session = await openHost({ returnsHere: true });
    const shop = page.url();
    const refused = page.waitForEvent('requestfailed', (one) => url.test(one.url()));
    await frame.pay(THREE_DS.challenge);
    await refused;
    await page.clock.fastForward(15_000);
    await expect(frame.onBankPage).toBeVisible();
    await verdict.undecided(session);
    pressLast(frame.onBankPage);
    await approveAtTopLevel(page, stack.sandbox.bank, shop);
    await verdict.paid(session, { hasFocus: false });
  });
}

test.describe('the address that a bank comes back to', () => {
  test('opened by hand, for a check that nobody made: a page in words, and nothing else', async ({
    page,
    stack,
  }) => {
    const address = `${stack.sandbox.threeds}/3ds/notify/challenge/nobody`;
    const opened = await page.goto(address);
    expect(opened?.status()).toBeGreaterThanOrEqual(400);
    await expect(page.getByRole('heading')).toHaveCount(1);
    await expect(page.locator('body')).toContainText(/shop/i);
    const posted = await page.request.post(address, { form: { cres: 'e30' }, maxRedirects: 0 });
    expect(posted.status()).toBeGreaterThanOrEqual(400);
  });

  test('opened by hand, for a real check: a way back to the shop, and no result', async ({
    openHost,
    frame,
    page,
    stack,
    verdict,
  }) => {
    const session = await openHost({ returnsHere: true });
    const shop = page.url();
    const action = nextActionIn(page, 'confirm');
    await frame.pay(THREE_DS.challenge);
    const { id } = await action;
    await expect(frame.challenge.bank.heading).toBeVisible();
    const other = await page.context().newPage();
    await other.goto(`${stack.sandbox.threeds}/3ds/notify/challenge/${String(id)}`);
    await expect(other.locator('body')).toContainText(/\w+ \w+ \w+/);
    const html = await other.content();
    expect(html).not.toContain('_secret_');
    expect(html).not.toMatch(/succeeded|transStatus/);
    await verdict.undecided(session);
    // A form posted by hand leads to the shop's own address, whatever it says of the result.
    const posted = await page.request.post(`${stack.sandbox.threeds}/3ds/notify/challenge/${String(id)}`, {
      form: { cres: 'e30', returnUrl: 'https://stranger.test/' },
      headers: { 'sec-fetch-dest': 'document' },
      maxRedirects: 0,
    });
    expect(posted.status()).toBe(303);
    expect(posted.headers()['location']).toBe(`${shop}?xpay_session=${session.id}`);
    await verdict.undecided(session);
  });

  test('framed by a stranger: not shown', async ({ openHost, frame, page, stack, verdict }) => {
    const session = await openHost();
    const action = nextActionIn(page, 'confirm');
    await frame.pay(THREE_DS.challenge);
    const { id } = await action;
    await expect(frame.challenge.bank.heading).toBeVisible();
    for (const path of [`/3ds/notify/challenge/${String(id)}`, `/3ds/notify/method/${String(id)}`]) {
      const around = stack.hosts.publish({
        file: 'around',
        values: { INNER: stack.sandbox.threeds + path },
        createSession: async () => '',
      });
      const other = await page.context().newPage();
      await other.goto(`http://stranger.test:${stack.hosts.port}${around}`);
      await expect.poll(() => other.frames()[1]?.url()).toMatch(/^chrome-error:/);
      await other.close();
    }
    await verdict.undecided(session);
  });

  test('framed by a stranger: the bridge is not shown either', async ({ page, stack }) => {
    const { threeds, publishableKey } = stack.sandbox;
    const around = stack.hosts.publish({
      file: 'around',
      values: { INNER: `${threeds}/f/3ds?key=${publishableKey}` },
      createSession: async () => '',
    });
    await page.goto(`http://stranger.test:${stack.hosts.port}${around}`);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  });
});

test('a shop’s page that is opened with a stranger’s session id asks its own server, and shows what that says', async ({
  openHost,
  frame,
  page,
}) => {
  await openHost();
  const shop = page.url();
  await page.goto(`${shop}?xpay_session=cs_test_stranger&keep=1#here`);
  await expect(frame.payButton).toBeVisible();
  await expect(page).toHaveURL(`${shop}?keep=1#here`);
  expect(await askedOf(page)).toEqual([{ sessionId: 'cs_test_stranger' }]);
});
