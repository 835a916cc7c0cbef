// A plain link to a session's own page: an overlay where the script is there, and a link wherever it is not.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { checkoutDocument } from '../pages/frame.ts';
import { type HostOptions, PAID, PAID_AFTER_BANK, storyOf } from '../pages/host.ts';
import { overlayOn, pressLast } from '../pages/overlay.ts';
import type { Session, SessionInput } from '../servers/api.ts';

const link = (page: Page) => page.getByRole('link', { name: 'Pay the invoice' });

interface Opened {
  readonly session: Session;
  readonly address: string;
}

type OpenHost = (options: HostOptions) => Promise<Session>;

/** A page with a link to a new session's page. */
async function openLinked(
  openHost: OpenHost,
  {
    api,
    sandbox,
  }: {
    readonly api: { createSession(input: SessionInput): Promise<Session> };
    readonly sandbox: { checkout: string };
  },
  more = '',
): Promise<Opened> {
  const session = await api.createSession({ uiMode: 'hosted' });
  const address = `${sandbox.checkout}/c/${session.id}`;
  await openHost({
    file: 'link',
    session,
    place: `<a href="${address}" data-xpay-checkout ${more}>Pay the invoice</a>`,
  });
  return { session, address };
}

/** The script is async: until it is there, a link is a link. */
const untilScript = (page: Page) => page.waitForFunction(() => 'XPay' in window);

/** Until the page has been told that the form is there, and has given it the focus: then it is sure to get keys. */
const untilReady = (page: Page) => expect.poll(() => storyOf(page)).toContain('ready');

test('a click opens the checkout over the page, and no secret passes through it', async ({
  openHost,
  page,
  stack,
  leaks,
}) => {
  const { session } = await openLinked(openHost, stack);
  await untilScript(page);
  const overlay = overlayOn(page, leaks.look);
  await link(page).click();
  await untilReady(page);
  await overlay.frame.pay(VISA);
  await expect(overlay.frame.paid).toBeVisible();
  pressLast(overlay.close);
  await expect(overlay.dialog).toHaveCount(0);
  await expect(link(page)).toBeFocused();
  expect(await storyOf(page)).toEqual([...PAID, 'close']);
  expect(await leaks.secretsHandedOver()).toBe(0);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('a buyer pays whose bank asks', async ({ openHost, page, stack, leaks }) => {
  const { session } = await openLinked(openHost, stack);
  await untilScript(page);
  const { frame } = overlayOn(page, leaks.look);
  await link(page).press('Enter');
  await untilReady(page);
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await expect(frame.paid).toBeInViewport();
  await expect.poll(() => storyOf(page)).toEqual(PAID_AFTER_BANK);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('closed and clicked again it opens again', async ({ openHost, page, stack, leaks }) => {
  await openLinked(openHost, stack);
  await untilScript(page);
  const overlay = overlayOn(page, leaks.look);
  for (let time = 0; time < 2; time++) {
    await link(page).click();
    await expect(overlay.frame.payButton).toBeVisible();
    pressLast(overlay.close);
    await expect(overlay.dialog).toHaveCount(0);
  }
  expect(await storyOf(page)).toEqual(['ready', 'close', 'ready', 'close']);
});

test('with a modifier key it is the browser’s, which opens it in another tab', async ({
  openHost,
  page,
  stack,
}) => {
  await openLinked(openHost, stack);
  await untilScript(page);
  // Heard after the script: what it has not taken, the browser would follow.
  await page.evaluate(() => {
    addEventListener('click', (event) => {
      document.title = event.defaultPrevented ? 'taken' : 'left';
      event.preventDefault();
    });
  });
  for (const modifier of ['ControlOrMeta', 'Shift', 'Alt'] as const) {
    await page.evaluate(() => {
      document.title = '';
    });
    await link(page).click({ modifiers: [modifier] });
    await expect(page).toHaveTitle('left');
  }
  await expect(page.locator('dialog')).toHaveCount(0);
  await link(page).click();
  await expect(page).toHaveTitle('taken');
  await expect(overlayOn(page).frame.payButton).toBeVisible();
});

/** Why a link stays one. */
const PLAIN: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'without the script': (page) => page.route('**/v1/xpay.js', (route) => route.abort('blockedbyclient')),
  'where the overlay itself cannot be had': (page) =>
    page.route('**/overlay.js*', (route) => route.abort('blockedbyclient')),
};

for (const [why, arrange] of Object.entries(PLAIN)) {
  test(`${why} it leads to the session’s page, which takes the payment, the bank’s check too`, async ({
    openHost,
    page,
    stack,
    leaks,
  }) => {
    await arrange(page);
    const { session, address } = await openLinked(openHost, stack);
    if (why !== 'without the script') await untilScript(page);
    await link(page).click();
    await page.waitForURL(address);
    const frame = checkoutDocument(page, leaks.look);
    await frame.pay(THREE_DS.challenge);
    const { bank } = frame.challenge;
    await expect(bank.code).toBeInViewport({ ratio: 1 });
    await approveAndReturn(page, bank);
    await expect(frame.paid).toBeInViewport();
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

test('a link with a target, or to another origin, is left alone', async ({ openHost, page, stack }) => {
  const { address } = await openLinked(openHost, stack, 'target="_blank"');
  await untilScript(page);
  const opened = page.context().waitForEvent('page');
  await link(page).click();
  await expect(await opened).toHaveURL(address);
  await expect(page.locator('dialog')).toHaveCount(0);
  await link(page).evaluate((element: HTMLAnchorElement) => {
    element.removeAttribute('target');
    element.href = 'somewhere';
  });
  await link(page).click();
  await page.waitForURL(/somewhere$/);
});

test('a click that the page has handled itself opens nothing', async ({ openHost, page, stack }) => {
  await openLinked(openHost, stack);
  await untilScript(page);
  await link(page).evaluate((element) => {
    element.addEventListener('click', (event) => event.preventDefault());
  });
  await link(page).click();
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await expect(page.locator('dialog')).toHaveCount(0);
});
