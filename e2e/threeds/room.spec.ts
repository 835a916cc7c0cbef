// The check has room on every screen: inside the checkout where that is large enough, over the whole window elsewhere.

import type { Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { ASKED, expect, test } from './verdicts.ts';

/** Enough lines and fields for a frame that is taller than a bank's page. */
const TALL = {
  collect: { name: true, email: true, postalCode: true },
  lineItems: Array.from({ length: 4 }, (_, index) => ({
    priceData: { currency: 'USD', unitAmount: 1225, productData: { name: `Linen shirt ${index}` } },
    quantity: 1,
  })),
};

const isOverWindow = (frame: CheckoutFrame): Promise<boolean> =>
  frame.iframe.evaluate((iframe) => {
    const { x, y, width, height } = iframe.getBoundingClientRect();
    return (
      iframe.matches(':popover-open') && x === 0 && y === 0 && width === innerWidth && height === innerHeight
    );
  });

/** Nothing of the shop's page but the checkout can be clicked, focused or scrolled. */
function isPageAsleep(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      document.querySelector('h1')?.closest('[inert]') !== null &&
      getComputedStyle(document.documentElement).overflow === 'hidden',
  );
}

async function overflowOf(frame: CheckoutFrame): Promise<number> {
  return (await frame.document()).evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** A page longer than the window, so that it could scroll. */
const LONG = '<div id="checkout"></div><p style="block-size: 3000px">Terms</p><a href="#top">Up</a>';

for (const { width, height } of [
  { width: 320, height: 640 },
  { width: 480, height: 800 },
  { width: 1280, height: 800 },
]) {
  test(`${width} px: the check takes the window, and gives it back`, async ({
    openHost,
    frame,
    page,
    verdict,
  }) => {
    await page.setViewportSize({ width, height });
    const session = await openHost({ place: LONG });
    await frame.fill(THREE_DS.challenge);
    const before = await frame.iframe.boundingBox();
    await (await frame.document()).evaluate(() => Object.assign(window, { isSame: true }));
    await frame.payButton.click();
    const { bank, cancel, dialog } = frame.challenge;
    await expect(bank.heading).toBeVisible();
    await expect.poll(() => isOverWindow(frame)).toBe(true);
    await expect.poll(() => isPageAsleep(page)).toBe(true);
    await expect(cancel).toBeInViewport({ ratio: 1 });
    const box = await cancel.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    await expect(dialog).toBeInViewport({ ratio: 1 });
    await expect(bank.code).toBeInViewport({ ratio: 1 });
    expect(await overflowOf(frame)).toBeLessThanOrEqual(0);
    await bank.approve();
    await verdict.paid(session, { actions: ASKED });
    await expect(frame.iframe).not.toHaveAttribute('popover');
    await expect.poll(() => isPageAsleep(page)).toBe(false);
    // The same document all along, in the same place.
    expect(await (await frame.document()).evaluate(() => 'isSame' in window)).toBe(true);
    const after = await frame.iframe.boundingBox();
    expect({ x: after?.x, y: after?.y, width: after?.width }).toEqual({
      x: before?.x,
      y: before?.y,
      width: before?.width,
    });
  });
}

test('a frame with enough room keeps the check inside it', async ({ openHost, frame, page, verdict }) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  const session = await openHost({ session: TALL });
  await frame.content.getByRole('textbox', { name: 'Name on card' }).fill('Ada Lovelace');
  await frame.content.getByRole('textbox', { name: 'Email' }).fill('ada@example.com');
  await frame.content.getByRole('textbox', { name: 'Postal code' }).fill('12345');
  await frame.fill(THREE_DS.challenge);
  await expect.poll(async () => (await frame.iframe.boundingBox())?.height).toBeGreaterThanOrEqual(560);
  await frame.payButton.click();
  const { bank, cancel } = frame.challenge;
  await expect(bank.heading).toBeVisible();
  expect(await frame.iframe.evaluate((iframe) => iframe.matches(':popover-open'))).toBe(false);
  await expect(cancel).toBeInViewport({ ratio: 1 });
  await expect(bank.code).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.querySelector('h1')?.closest('[inert]') ?? null)).toBeNull();
  await bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('turning the phone in the middle of a check keeps the bank’s page and what was typed', async ({
  openHost,
  frame,
  page,
  verdict,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const session = await openHost();
  await frame.pay(THREE_DS.challenge);
  const { bank, bankDocument, cancel } = frame.challenge;
  await bank.code.fill('1234');
  await (await bankDocument()).evaluate(() => Object.assign(window, { isSame: true }));
  for (const size of [
    { width: 844, height: 390 },
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await expect(cancel).toBeInViewport({ ratio: 1 });
    await expect(bank.code).toHaveValue('1234');
    expect(await (await bankDocument()).evaluate(() => 'isSame' in window)).toBe(true);
  }
  await bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

test('inside the shop’s own modal dialog', async ({ openHost, frame, page, verdict }) => {
  const session = await openHost({
    place: '<dialog id="bag" aria-label="Your bag"><button>Close</button><div id="checkout"></div></dialog>',
  });
  await page.locator('#bag').evaluate((dialog: HTMLDialogElement) => dialog.showModal());
  await frame.pay(THREE_DS.challenge);
  await expect.poll(() => isOverWindow(frame)).toBe(true);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
  await expect(page.locator('#bag')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
});

test('under a parent that is transformed, clipped and contained', async ({ openHost, frame, verdict }) => {
  const session = await openHost({
    place:
      '<div style="transform: translate(40px, 20px); contain: paint; overflow: hidden; inline-size: 400px">' +
      '<div id="checkout"></div></div>',
  });
  await frame.pay(THREE_DS.challenge);
  await expect.poll(() => isOverWindow(frame)).toBe(true);
  await frame.challenge.bank.approve();
  await verdict.paid(session, { actions: ASKED });
});

const LOOKS = [
  { width: 320, height: 640, theme: 'light', locale: 'en' },
  { width: 480, height: 800, theme: 'dark', locale: 'de' },
  { width: 1280, height: 800, theme: 'light', locale: 'ar' },
  { width: 320, height: 640, theme: 'dark', locale: 'ar' },
  { width: 1280, height: 800, theme: 'dark', locale: 'ja' },
] as const;

for (const { width, height, theme, locale } of LOOKS) {
  test(`${width} px, ${theme}, ${locale}: the check fits, in its language and direction`, async ({
    openHost,
    frame,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openHost({ options: { locale, appearance: { theme } } });
    await frame.content.locator('input[autocomplete="cc-number"]').fill(THREE_DS.challenge.number);
    await frame.content.locator('input[autocomplete="cc-exp"]').fill('12/34');
    await frame.content.locator('input[autocomplete="cc-csc"]').fill(THREE_DS.challenge.code);
    await frame.content.locator('button[type=submit]').click();
    const { dialog } = frame.challenge;
    const bank = dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
    await expect(bank.locator('input[autocomplete="one-time-code"]')).toBeInViewport({ ratio: 1 });
    await expect(bank.locator('html')).toHaveAttribute('lang', locale);
    await expect(bank.locator('html')).toHaveCSS('direction', locale === 'ar' ? 'rtl' : 'ltr');
    await expect(dialog.getByRole('button').first()).toBeInViewport({ ratio: 1 });
    expect(await overflowOf(frame)).toBeLessThanOrEqual(0);
    expect(
      await bank.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth),
    ).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath(`challenge-${width}-${theme}-${locale}.png`) });
  });
}
