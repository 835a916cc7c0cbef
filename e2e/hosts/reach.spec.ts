// Whoever cannot use a mouse, cannot see the page, or needs it large: from the shop's page into the form and out again.

import type { Page } from '@playwright/test';
import { VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { storyOf } from '../pages/host.ts';
import { overlayOn } from '../pages/overlay.ts';

const AROUND =
  '<p><a href="#before">Before the form</a></p><div id="checkout"></div><p><a href="#after">After the form</a></p>';

/** What has the focus now: in the shop's page, or in the form, by its accessible name; null while it is on its way. */
async function focused(page: Page, frame: CheckoutFrame): Promise<string | null> {
  const outside = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    return element.tagName === 'IFRAME' ? 'the form' : `the shop: ${element.textContent?.trim() ?? ''}`;
  });
  if (outside !== 'the form') return outside;
  return (await frame.document()).evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (label ?? element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
  });
}

/**
 * Presses Tab, or Shift and Tab; resolves with where that leads. From one document into another the focus goes by way of
 * two processes, and a key that is pressed meanwhile is lost: nobody's finger is that quick.
 */
async function step(page: Page, frame: CheckoutFrame, key: 'Tab' | 'Shift+Tab'): Promise<string> {
  await page.keyboard.press(key);
  await expect.poll(() => focused(page, frame)).not.toBeNull();
  return (await focused(page, frame)) ?? '';
}

test('Tab leads from the shop’s page through the form in order, and out again; Shift and Tab back', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost({ place: AROUND });
  await expect(frame.payButton).toBeVisible();
  await page.getByRole('link', { name: 'Before the form' }).focus();
  const forth: string[] = [];
  do {
    forth.push(await step(page, frame, 'Tab'));
  } while (forth.at(-1) !== 'the shop: After the form' && forth.length < 20);
  const inOrder = ['Card number', 'Expiry date', 'Security code', 'Pay $49.00', 'the shop: After the form'];
  expect(forth.filter((name) => inOrder.includes(name))).toEqual(inOrder);
  // Nothing without a name, nothing twice.
  expect(forth).not.toContain('');
  expect(new Set(forth).size).toBe(forth.length);
  const back: string[] = [];
  while (back.length < forth.length) back.push(await step(page, frame, 'Shift+Tab'));
  expect(back).toEqual([...forth.slice(0, -1).reverse(), 'the shop: Before the form']);
});

test('Tab goes round the overlay: its form and its close button, and nothing of the page', async ({
  openHost,
  page,
  leaks,
}) => {
  await openHost({ file: 'overlay' });
  const { frame } = overlayOn(page, leaks.look);
  await page.getByRole('button', { name: 'Pay now' }).press('Enter');
  await expect(frame.payButton).toBeVisible();
  await expect(frame.iframe).toBeFocused();
  // From then on it is sure to get keys.
  await expect.poll(() => storyOf(page)).toContain('ready');
  const seen = new Set<string>();
  for (let step = 0; step < 24; step++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.tagName ?? document.activeElement?.tagName,
    );
    seen.add(
      inside === 'IFRAME'
        ? await (await frame.document()).evaluate(() => {
            const element = document.activeElement;
            return element?.getAttribute('aria-label') ?? element?.id ?? '';
          })
        : `outside: ${inside}`,
    );
  }
  expect([...seen]).toContain('Close');
  expect([...seen].filter((name) => /outside: (BUTTON|A|P)/.test(name))).toEqual([]);
});

test('a screen reader is told what the frame is, and what is in it', async ({ openHost, page, frame }) => {
  await openHost({ place: AROUND });
  await expect(frame.payButton).toBeVisible();
  await expect(page.locator('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Your order" [level=1]
      - paragraph:
        - link "Before the form"
      - iframe
      - paragraph:
        - link "After the form"
  `);
  await expect(frame.iframe).toHaveAccessibleName('Secure payment form');
  await expect(frame.iframe).toHaveAttribute('lang', 'en');
  await expect(frame.cardNumber).toHaveAccessibleName('Card number');
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'en');
});

test('a screen reader is told that the overlay is a dialog, modal, with a name', async ({
  openHost,
  page,
  leaks,
}) => {
  await openHost({ file: 'overlay', options: { locale: 'de' } });
  await page.getByRole('button', { name: 'Pay now' }).click();
  const frame = overlayOn(page, leaks.look).frame;
  await expect(frame.content.locator('button[type=submit]')).toBeVisible();
  const dialog = page.getByRole('dialog');
  // The frame has its own when it has told the page in which language.
  await expect(frame.iframe).toHaveAttribute('lang', 'de');
  const title = (await frame.iframe.getAttribute('title')) ?? '';
  expect(title).not.toBe('Secure payment form');
  await expect(dialog).toHaveAccessibleName(title);
  await expect(dialog).toHaveAttribute('lang', 'de');
  expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true);
});

// Zooming makes the window smaller in CSS pixels: 1280 px at 200 % are 640, at 400 % 320 (WCAG 1.4.10).
for (const { percent, width, height } of [
  { percent: 200, width: 640, height: 512 },
  { percent: 400, width: 320, height: 256 },
]) {
  for (const file of ['minimal', 'overlay', 'element']) {
    test(`${file} at ${percent} %: nothing is cut off, nothing scrolls sideways, and the buyer pays`, async ({
      openHost,
      page,
      frame: inline,
      leaks,
    }) => {
      await page.setViewportSize({ width, height });
      await openHost({ file });
      const frame = file === 'overlay' ? overlayOn(page, leaks.look).frame : inline;
      if (file === 'overlay') await page.getByRole('button', { name: 'Pay now' }).click();
      if (file === 'element') await expect(page.getByRole('button', { name: 'Order and pay' })).toBeEnabled();
      else await expect(frame.payButton).toBeVisible();
      const sideways = (): number =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth;
      await expect.poll(async () => (await frame.document()).evaluate(sideways)).toBeLessThanOrEqual(0);
      await expect.poll(() => page.evaluate(sideways)).toBeLessThanOrEqual(0);
      // Again, where the frame has taken its height meanwhile, and moved it.
      for (const field of [frame.cardNumber, frame.expiry, frame.code])
        await expect(async () => {
          await field.scrollIntoViewIfNeeded();
          await expect(field).toBeInViewport({ ratio: 1, timeout: 1_000 });
        }).toPass();
      await frame.fill(VISA);
      await (file === 'element'
        ? page.getByRole('button', { name: 'Order and pay' })
        : frame.payButton
      ).click();
      if (file === 'element') await expect(page.getByRole('status')).toHaveText('Thank you.');
      else await expect(frame.paid).toBeVisible();
    });
  }
}

test('on a phone no field is so small that the browser zooms to it', async ({ browser, stack }) => {
  // iOS zooms to a field below 16 px, and not back.
  const context = await browser.newContext({
    viewport: { width: 390, height: 664 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  const session = await stack.api.createSession({ collect: { name: true, email: true, postalCode: true } });
  const path = stack.hosts.publish({
    file: 'minimal',
    values: { CHECKOUT: stack.sandbox.checkout, KEY: stack.sandbox.publishableKey, OPTIONS: '{}' },
    createSession: async () => session.clientSecret,
  });
  await page.goto(`http://localhost:${stack.hosts.port}${path}`);
  const form = page.locator('iframe').contentFrame();
  await expect(form.getByRole('button', { name: /^Pay / })).toBeVisible();
  const sizes = await form
    .locator('input:visible, select:visible')
    .evaluateAll((fields) =>
      fields.map((field) => [
        field.getAttribute('name') ?? field.id,
        parseFloat(getComputedStyle(field).fontSize),
      ]),
    );
  expect(sizes.length).toBeGreaterThanOrEqual(6);
  expect(sizes.filter(([, size]) => Number(size) < 16)).toEqual([]);
  await form.getByRole('textbox', { name: 'Card number', exact: true }).tap();
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  await context.close();
});
