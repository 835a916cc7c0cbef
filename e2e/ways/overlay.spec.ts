// The checkout as a dialog over the shop's page: opened, paid in, left without a loss that nobody was told of.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { test as base, expect } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { askedOf, PAID, PAID_AFTER_BANK, storyOf } from '../pages/host.ts';
import { type Overlay, overlayOn, pressLast } from '../pages/overlay.ts';

interface OverlayHost {
  readonly host: { readonly checkout: { readonly open: () => void; readonly close: () => void } };
}

const test = base.extend<{ readonly overlay: Overlay }>({
  overlay: async ({ page, leaks }, use) => {
    await use(overlayOn(page, leaks.look));
  },
});

const payNow = (page: Page) => page.getByRole('button', { name: 'Pay now' });

/** Presses the shop's button, and resolves when the form is there, with the focus in the frame: then it is sure to get keys. */
async function open(page: Page, { frame }: Overlay): Promise<void> {
  const told = (await storyOf(page)).filter((event) => event === 'ready').length;
  await payNow(page).click();
  await expect(frame.payButton).toBeVisible();
  await expect(frame.iframe).toBeFocused();
  await expect
    .poll(async () => (await storyOf(page)).filter((event) => event === 'ready'))
    .toHaveLength(told + 1);
}

/** Gone, the page as it was, and the focus back on the button that opened it. */
async function expectClosed(page: Page, { dialog, frame }: Overlay): Promise<void> {
  await expect(dialog).toHaveCount(0);
  await expect(frame.iframe).toHaveCount(0);
  await expect(payNow(page)).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.getAttribute('style') ?? '')).toBe('');
}

test('a buyer pays in it, sees that it is done, and closes it', async ({
  openHost,
  page,
  overlay,
  stack,
}) => {
  const session = await openHost({ file: 'overlay' });
  await open(page, overlay);
  await expect(overlay.dialog).toBeVisible();
  await overlay.frame.pay(VISA);
  await expect(overlay.frame.paid).toBeVisible();
  pressLast(overlay.close);
  await expectClosed(page, overlay);
  expect(await storyOf(page)).toEqual([...PAID, 'close']);
  expect(await stack.api.session(session.id)).toMatchObject({ paymentStatus: 'paid' });
});

test('a buyer pays in it whose bank asks', async ({ openHost, page, overlay, stack }) => {
  const session = await openHost({ file: 'overlay' });
  await open(page, overlay);
  const before = await overlay.dialog.boundingBox();
  await overlay.frame.pay(THREE_DS.challenge);
  const { bank, cancel } = overlay.frame.challenge;
  await expect(bank.code).toBeInViewport({ ratio: 1 });
  await expect(cancel).toBeInViewport({ ratio: 1 });
  await approveAndReturn(page, bank);
  await expect(overlay.frame.paid).toBeInViewport();
  await expect.poll(async () => (await overlay.dialog.boundingBox())?.width).toBe(before?.width);
  pressLast(overlay.close);
  await expectClosed(page, overlay);
  expect(await storyOf(page)).toEqual([...PAID_AFTER_BANK, 'close']);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('the page behind can be neither used, focused nor scrolled, and stays where it is', async ({
  openHost,
  page,
  overlay,
}) => {
  await openHost({ file: 'overlay' });
  await payNow(page).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, 200));
  const heading = page.getByRole('heading', { name: 'Your order', includeHidden: true });
  const before = await heading.boundingBox();
  await open(page, overlay);
  expect(await heading.boundingBox()).toEqual(before);
  await page.mouse.move(4, 4);
  await page.mouse.wheel(0, 600);
  await page.keyboard.press('End');
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  expect(await page.evaluate(() => scrollY)).toBe(200);
  // Round the whole dialog: the focus is in it, or with the browser.
  for (let step = 0; step < 14; step++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('pay');
  }
  pressLast(overlay.close);
  await expectClosed(page, overlay);
  expect(await heading.boundingBox()).toEqual(before);
});

/** Ways in which a buyer says that they want to leave. */
const EXITS: Readonly<Record<string, (page: Page, overlay: Overlay) => Promise<unknown>>> = {
  // Not awaited: it may take away the frame that hears it.
  'Escape in the form': async (page) => {
    page.keyboard.press('Escape').catch(() => {});
  },
  'Escape outside of the form': async (page, { dialog }) => {
    await dialog.evaluate((element) => element.focus());
    await expect(dialog).toBeFocused();
    await page.keyboard.press('Escape');
  },
  'the close button': async (_, { close }) => pressLast(close),
  'a press beside the dialog': (page) => page.mouse.click(6, 6),
};

for (const [exit, leave] of Object.entries(EXITS)) {
  test(`${exit} closes a form that nobody has touched, at once`, async ({ openHost, page, overlay }) => {
    await openHost({ file: 'overlay' });
    await open(page, overlay);
    await leave(page, overlay);
    await expectClosed(page, overlay);
    expect(await storyOf(page)).toEqual(['ready', 'close']);
  });

  test(`${exit} asks first when something was typed`, async ({ openHost, page, overlay }) => {
    await openHost({ file: 'overlay' });
    await open(page, overlay);
    const { frame, question } = overlay;
    await frame.cardNumber.fill('4000');
    await leave(page, overlay);
    await expect(question).toBeVisible();
    await expect(overlay.stay).toBeFocused();
    await overlay.stay.click();
    await expect(question).toHaveCount(0);
    await expect(frame.cardNumber).toHaveValue('4000');
    await leave(page, overlay);
    pressLast(overlay.leave);
    await expectClosed(page, overlay);
    expect(await storyOf(page)).toEqual(['ready', 'close']);
  });
}

for (const delay of [20, 60]) {
  test(`a press of ${delay} ms on the close button counts, although it ends the typing in a field`, async ({
    openHost,
    page,
    overlay,
  }) => {
    await openHost({ file: 'overlay' });
    await open(page, overlay);
    await overlay.frame.cardNumber.fill('4000');
    await overlay.close.click({ delay });
    await expect(overlay.question).toBeVisible();
  });
}

test('after leaving it opens again, empty, and asks the shop for the session again', async ({
  openHost,
  page,
  overlay,
}) => {
  await openHost({ file: 'overlay' });
  await open(page, overlay);
  await overlay.frame.cardNumber.fill('4000');
  await overlay.close.click();
  pressLast(overlay.leave);
  await expectClosed(page, overlay);
  await open(page, overlay);
  await expect(overlay.frame.cardNumber).toHaveValue('');
  expect(await askedOf(page)).toHaveLength(2);
  await overlay.frame.pay(VISA);
  await expect(overlay.frame.paid).toBeVisible();
});

test('leaving while the payment is on its way says that it goes on, and it does', async ({
  openHost,
  page,
  overlay,
  stack,
}) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route('**/v1/client/session/confirm', async (route) => {
    await held;
    await route.continue();
  });
  const session = await openHost({ file: 'overlay' });
  await open(page, overlay);
  await overlay.frame.fill(VISA);
  await overlay.frame.payButton.click();
  await expect(overlay.frame.busy).toBeVisible();
  await overlay.close.click();
  await expect(overlay.question).toContainText('leaving does not stop it');
  release();
  // What it came to answers the question.
  await expect(overlay.frame.paid).toBeVisible();
  await expect(overlay.question).toHaveCount(0);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  await expect.poll(() => storyOf(page)).toEqual(PAID);
});

test('close() closes it without a question', async ({ openHost, page, overlay }) => {
  await openHost({ file: 'overlay' });
  await open(page, overlay);
  await overlay.frame.cardNumber.fill('4000');
  await page.evaluate(() => (window as unknown as OverlayHost).host.checkout.close());
  await expectClosed(page, overlay);
  expect(await storyOf(page)).toEqual(['ready', 'close']);
});

test('opened twice it is there once', async ({ openHost, page, overlay }) => {
  await openHost({ file: 'overlay' });
  await page.evaluate(() => {
    const { host } = window as unknown as OverlayHost;
    return new Promise<void>((resolve) => {
      const open = (): void => {
        if (host.checkout === undefined) return void setTimeout(open);
        host.checkout.open();
        host.checkout.open();
        resolve();
      };
      open();
    });
  });
  await expect(overlay.frame.payButton).toBeVisible();
  await expect(overlay.frame.iframe).toHaveCount(1);
});

test('a form that cannot be reached closes it, and tells the shop why', async ({
  openHost,
  page,
  overlay,
}) => {
  await page.context().route('**/f/checkout?*', (route) => route.abort('connectionrefused'));
  await openHost({ file: 'overlay' });
  await payNow(page).click();
  await expect(overlay.dialog).toBeVisible();
  await expect(overlay.dialog).toHaveCount(0, { timeout: 20_000 });
  await expectClosed(page, overlay);
  expect(await storyOf(page)).toEqual(['error frame_unreachable', 'close']);
});

for (const { width, height, isSheet } of [
  { width: 360, height: 740, isSheet: true },
  { width: 740, height: 360, isSheet: true },
  { width: 320, height: 568, isSheet: true },
  { width: 1280, height: 800, isSheet: false },
]) {
  const shape = isSheet ? 'fills the window' : 'stands in the window';
  test(`at ${width} × ${height} px it ${shape}, and the way out stays in sight`, async ({
    openHost,
    page,
    overlay,
  }) => {
    await page.setViewportSize({ width, height });
    await openHost({
      file: 'overlay',
      session: { collect: { name: true, email: true, postalCode: true } },
    });
    await open(page, overlay);
    const box = await overlay.frame.iframe.boundingBox();
    if (isSheet) expect(box).toEqual({ x: 0, y: 0, width, height });
    else expect(box?.width).toBeLessThan(width);
    expect(box?.height).toBeLessThanOrEqual(height);
    await overlay.frame.payButton.scrollIntoViewIfNeeded();
    await expect(overlay.frame.payButton).toBeInViewport({ ratio: 1 });
    await expect(overlay.close).toBeInViewport({ ratio: 1 });
    const size = await overlay.close.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const overflow = await (await overlay.frame.document()).evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('a buyer who comes back from their bank’s page finds it open, with what came of it', async ({
  openHost,
  page,
  overlay,
  stack,
}) => {
  const session = await openHost({
    file: 'overlay',
    // No bank's page can be shown in an isolated one.
    headers: {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    },
    returnsHere: true,
  });
  await open(page, overlay);
  await overlay.frame.pay(THREE_DS.challenge);
  pressLast(overlay.frame.onBankPage);
  await page.waitForURL((url) => url.origin === stack.sandbox.bank);
  await page.getByRole('textbox', { name: 'One-time code' }).fill('123456');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(overlay.frame.paid).toBeVisible();
  expect(page.url()).not.toContain('xpay_session');
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  pressLast(overlay.close);
  await expect(overlay.dialog).toHaveCount(0);
});
