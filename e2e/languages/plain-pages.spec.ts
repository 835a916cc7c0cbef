// The pages of plain words around a payment, and the bank's: in the language of the checkout, or else of the browser.

import { THREE_DS } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { checkoutIn, directionOf, LANGUAGES, payIn, textIn } from './speech.ts';

/** Refuses every document inside the page that does not agree to it: a bank's page is then a page of its own. */
const EMBEDDER = { 'cross-origin-embedder-policy': 'require-corp' };

test('an address that leads nowhere says so in every language, in its direction', async ({ stack }) => {
  const { checkout, threeds, bank } = stack.sandbox;
  for (const tag of LANGUAGES) {
    const open = `<html lang="${tag}" dir="${directionOf(tag)}">`;
    for (const [address, title] of [
      [`${checkout}/c/nowhere`, textIn(tag, 'notFound.title', {}, 'pages')],
      [`${threeds}/nowhere`, textIn(tag, 'notFound.title', {}, 'pages')],
      [`${bank}/nowhere`, textIn(tag, 'unusableTitle', {}, 'bank')],
    ] as const) {
      const answer = await fetch(`${address}?locale=${tag}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-language')).toBe(tag);
      const html = await answer.text();
      expect(html).toContain(open);
      expect(html.replaceAll('&#39;', "'").replaceAll('&quot;', '"')).toContain(title);
    }
  }
});

test.describe('in a browser of somebody who reads Farsi', () => {
  test.use({ locale: 'fa-IR' });

  test('a link to a session that nobody has is answered in Farsi', async ({ page, stack }) => {
    const answer = await page.goto(`${stack.sandbox.checkout}/c/cs_test_01M7Z4JXK64B0ENSCE71FXPDQ6`);
    expect(answer?.status()).toBe(404);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
    await expect(page.getByRole('heading')).toHaveText(textIn('fa', 'notFound.title', {}, 'pages'));
    await expect(page.getByRole('heading')).toHaveCSS('direction', 'rtl');
  });

  for (const tag of ['ar', 'ka', 'zh-Hant'] as const) {
    test(`on the way to the bank’s own page and back everything is in ${tag}, as the checkout was`, async ({
      openHost,
      page,
      frame,
      stack,
    }) => {
      const session = await openHost({ headers: EMBEDDER, returnsHere: true, options: { locale: tag } });
      const shop = page.url();
      const checkout = checkoutIn(frame.content);
      await payIn(checkout, THREE_DS.challenge);
      const onward = frame.content.getByRole('button', { name: textIn(tag, 'threeds.continue') });
      const between = page.waitForResponse((response) => response.url().includes('/3ds/redirect/'));
      await onward.click();
      const passed = await between;
      expect(passed.headers()['content-language']).toBe(tag);
      await page.waitForURL((url) => url.origin === stack.sandbox.bank);
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      await expect(page.locator('html')).toHaveAttribute('dir', directionOf(tag));
      await expect(page.getByRole('textbox')).toHaveAccessibleName(textIn(tag, 'code', {}, 'bank'));
      const named = { bank: textIn(tag, 'bank', {}, 'bank'), cancel: textIn(tag, 'cancel', {}, 'bank') };
      await expect(page.getByRole('button', { name: named.cancel })).toBeVisible();
      await expect(page).toHaveTitle(named.bank);

      // The way there is used up: opened again, it leads back to the shop.
      const again = await page.context().newPage();
      await again.goto(passed.url());
      await expect(again.getByRole('heading')).toHaveText(textIn(tag, 'toShop.title', {}, 'pages'));
      await expect(again.getByRole('link')).toHaveAttribute('href', new RegExp(session.id));
      await again.close();

      await page.getByRole('textbox').fill('000000');
      await page.locator('button[value=confirm]').click();
      await expect(page.getByRole('alert')).toHaveText(textIn(tag, 'wrongTwoLeft', {}, 'bank'));
      await page.getByRole('textbox').fill('123456');
      await page.locator('button[value=confirm]').click();
      await page.waitForURL((url) => url.origin === new URL(shop).origin);
      await expect(checkout.heading).toHaveText(textIn(tag, 'outcome.succeeded.title'));
      expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
    });
  }
});

test('the page that a bank comes back to inside the checkout speaks its language', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost({ options: { locale: 'th' }, behavior: 'rreq_late' });
  await payIn(checkoutIn(frame.content), THREE_DS.challenge);
  const bank = frame.challenge.dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
  await bank.locator('input').first().fill('123456');
  // Read on its way: the checkout takes the page out as soon as it has come, and its text is gone then.
  const noted = new Promise<{ readonly language: string | undefined; readonly text: string }>((resolve) => {
    void page.route('**/3ds/notify/challenge/**', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response });
      resolve({ language: response.headers()['content-language'], text });
    });
  });
  await bank.locator('button[value=confirm]').click();
  const { language, text } = await noted;
  expect(language).toBe('th');
  expect(text).toContain(textIn('th', 'bankAnswer.title', {}, 'pages'));
});
