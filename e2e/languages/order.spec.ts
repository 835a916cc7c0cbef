// Whose language counts: the buyer's own choice, then update() or the option, the session's, the browser's, English.

import { expect, test } from '../fixtures.ts';
import { payloadsOf } from '../pages/host.ts';
import { checkoutIn, expectSpoken, LANGUAGES, update, watchFiles } from './speech.ts';

test.describe('in a browser of somebody who reads Japanese', () => {
  test.use({ locale: 'ja-JP' });

  test('the browser decides when nobody else does', async ({ openHost, frame }) => {
    await openHost();
    await expectSpoken(checkoutIn(frame.content), 'ja');
  });

  test('the session goes before the browser, update() and the option before the session, and the buyer before all', async ({
    openHost,
    page,
    frame,
    context,
  }) => {
    const checkout = checkoutIn(frame.content);
    await openHost({ session: { locale: 'fr' } });
    await expectSpoken(checkout, 'fr');
    await openHost({ session: { locale: 'fr' }, options: { locale: 'de' } });
    await expectSpoken(checkout, 'de');
    await update(page, 'fi');
    await expectSpoken(checkout, 'fi');
    await update(page, 'auto');
    await expectSpoken(checkout, 'fr');

    const files = watchFiles(page);
    await checkout.menu.selectOption('ar');
    await expectSpoken(checkout, 'ar');
    await update(page, 'sv');
    await checkout.menu.selectOption('ko');
    await expectSpoken(checkout, 'ko');
    // The words for what happens meanwhile come when they are there.
    expect(files.filter((name) => !name.endsWith('.live'))).toEqual(['ar', 'ko']);

    // It outlives the page, in this tab.
    await page.reload();
    await expectSpoken(checkout, 'ko');
    await expect(frame.iframe).toHaveAttribute('lang', 'ko');
    expect(await payloadsOf(page, 'change')).toEqual([]);
    const other = await context.newPage();
    await other.goto(page.url());
    await expectSpoken(checkoutIn(other.locator('iframe').contentFrame()), 'de');
  });

  test('a language that the session wants and nobody has leaves it to the browser', async ({
    openHost,
    frame,
  }) => {
    await openHost({ session: { locale: 'tlh' } });
    await expectSpoken(checkoutIn(frame.content), 'ja');
  });

  test('the nearest of our languages is taken for another of the same', async ({ openHost, page, frame }) => {
    const checkout = checkoutIn(frame.content);
    await openHost({ options: { locale: 'zh-TW' } });
    await expectSpoken(checkout, 'zh-Hant');
    for (const [asked, shown] of [
      ['zh-MO', 'zh-HK'],
      ['es_MX', 'es-419'],
      ['iw', 'he'],
      ['no', 'nb'],
      ['AR-eg', 'ar'],
    ] as const) {
      await update(page, asked);
      await expectSpoken(checkout, shown);
    }
  });
});

test.describe('in a browser of somebody whose language nobody has', () => {
  test.use({ locale: 'eo' });

  test('it is English', async ({ openHost, frame }) => {
    await openHost();
    await expectSpoken(checkoutIn(frame.content), 'en');
  });
});

test.describe('on the session’s own page', () => {
  test.use({ locale: 'ja-JP' });

  for (const [what, query, session, shown] of [
    ['its address goes before the session', '?locale=de', 'fr', 'de'],
    ['the session goes before the browser', '', 'fr', 'fr'],
    ['an address that says auto says nothing', '?locale=auto', 'fr', 'fr'],
    ['the browser decides when nobody else does', '', null, 'ja'],
  ] as const) {
    test(what, async ({ page, stack }) => {
      const { id } = await stack.api.createSession({ uiMode: 'hosted', locale: session });
      await page.goto(`${stack.sandbox.checkout}/c/${id}${query}`);
      await expect(page.locator('button[type=submit]')).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', shown);
      // Not on the way to another one.
      await expect(page.locator('select')).toHaveValue(shown);
    });
  }
});

test('the menu has every language under its own name, spoken as that', async ({ openHost, frame }) => {
  await openHost();
  const checkout = checkoutIn(frame.content);
  await expectSpoken(checkout, 'en');
  const { menu } = checkout;
  const options = await menu.getByRole('option').evaluateAll((all) =>
    all.map((one) => ({
      tag: (one as HTMLOptionElement).value,
      lang: (one as HTMLElement).lang,
      name: one.textContent,
    })),
  );
  expect(options.map(({ tag }) => tag).sort()).toEqual([...LANGUAGES].sort());
  expect(options.filter(({ tag, lang }) => tag !== lang)).toEqual([]);
  const names = options.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['العربية', 'Deutsch', 'English (UK)', 'ქართული', '日本語', '繁體中文（香港）']),
  );
  expect(new Set(names).size).toBe(names.length);
});
