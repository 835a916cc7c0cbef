// The words of a language cannot be had: the nearest ones take their place, and everybody can pay all the same.

import type { Page } from '@playwright/test';
import { ONE_TIME_CODE, THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { checkoutIn, expectSpoken, fileOf, payIn, textIn, update, watchFiles } from './speech.ts';

async function without(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await page.route(fileOf(name), (route) => route.abort());
}

test.describe('of the first language', () => {
  for (const [what, missing, shown] of [
    ['itself', ['pt-BR'], 'pt'],
    ['nor its neighbour', ['pt-BR', 'pt'], 'en'],
  ] as const) {
    test(`not ${what}: it is ${shown}, and pays`, async ({ openHost, page, frame }) => {
      await without(page, ...missing);
      await openHost({ options: { locale: 'pt-BR' } });
      const checkout = checkoutIn(frame.content);
      await expectSpoken(checkout, shown);
      await expect(frame.iframe).toHaveAttribute('lang', shown);
      await payIn(checkout, VISA);
      await expect(checkout.heading).toHaveText(textIn(shown, 'outcome.succeeded.title'));
    });
  }

  test('a file that failed once is asked for again', async ({ openHost, page, frame }) => {
    await page.route(fileOf('de'), (route) => route.abort(), { times: 1 });
    await openHost({ options: { locale: 'de' } });
    await expectSpoken(checkoutIn(frame.content), 'de');
  });

  for (const [what, body] of Object.entries({
    'a page': '<!doctype html><title>Sign in to the hotel’s network</title>',
    'half a file': '{"frame":{"title":"Form',
    'something else': '{"frame":7,"card":null}',
    'a list': '[]',
  })) {
    test(`${what} in its place is none`, async ({ openHost, page, frame }) => {
      await page.route(fileOf('fr'), (route) =>
        route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }),
      );
      await openHost({ options: { locale: 'fr' } });
      await expectSpoken(checkoutIn(frame.content), 'fr-CA');
    });
  }

  test('one that never comes is not waited for beyond reason', async ({ openHost, page, frame }) => {
    await page.clock.install();
    const files = watchFiles(page);
    await page.route(fileOf('pt-BR'), () => {});
    const started = Promise.all([
      page.waitForResponse(/\/f\/assets\/app-/),
      page.waitForResponse('**/v1/client/session'),
    ]);
    await openHost({ options: { locale: 'pt-BR' } });
    await started;
    const checkout = checkoutIn(frame.content);
    // Three times ten seconds, however long the app itself takes to start them; the next file has the time that it needs.
    const later = async (): Promise<readonly string[]> => {
      if (!files.includes('pt')) await page.clock.fastForward(10_000);
      return files;
    };
    await expect.poll(later).toContain('pt');
    expect(files.filter((name) => name === 'pt-BR')).toHaveLength(3);
    await expectSpoken(checkout, 'pt');
    await payIn(checkout, VISA);
    await expect(checkout.heading).toHaveText(textIn('pt', 'outcome.succeeded.title'));
  });

  test('none at all: the document itself says so, in its language', async ({ openHost, page, frame }) => {
    await without(page, '*');
    await openHost({ options: { locale: 'de' } });
    await expect(frame.content.getByRole('alert').filter({ visible: true })).toHaveText(
      textIn('de', 'frame.failure'),
    );
    await expect(frame.content.locator('html')).toHaveAttribute('lang', 'de');
  });
});

test.describe('of a language that is chosen', () => {
  test('the nearest that can be had is shown, and the menu says which', async ({ openHost, page, frame }) => {
    await without(page, 'fr');
    await openHost();
    const checkout = checkoutIn(frame.content);
    await expectSpoken(checkout, 'en');
    await checkout.menu.selectOption('fr');
    await expectSpoken(checkout, 'fr-CA');
    await expect(checkout.menu).toHaveValue('fr-CA');
  });

  test('with no other to be had the present one stays, and the buyer pays', async ({
    openHost,
    page,
    frame,
  }) => {
    await openHost({ options: { locale: 'de' } });
    const checkout = checkoutIn(frame.content);
    await expectSpoken(checkout, 'de');
    await without(page, 'th', 'en');
    const failed = page.waitForEvent('requestfailed', (request) => fileOf('en').test(request.url()));
    await checkout.menu.selectOption('th');
    await failed;
    await expect(checkout.menu).toHaveValue('de');
    await expectSpoken(checkout, 'de');
    await payIn(checkout, VISA);
    await expect(checkout.heading).toHaveText(textIn('de', 'outcome.succeeded.title'));
  });

  test('chosen again later, it is asked for again', async ({ openHost, page, frame }) => {
    await page.route(fileOf('ko'), (route) => route.abort(), { times: 2 });
    await openHost({ options: { locale: 'de' } });
    const checkout = checkoutIn(frame.content);
    await expectSpoken(checkout, 'de');
    await update(page, 'ko');
    await expectSpoken(checkout, 'en');
    await update(page, 'de');
    await expectSpoken(checkout, 'de');
    await update(page, 'ko');
    await expectSpoken(checkout, 'ko');
  });
});

test.describe('of the bank’s check', () => {
  for (const [what, missing, words] of [
    ['the nearest', ['pt-BR.threeds'], 'pt'],
    ['English', ['pt-BR.threeds', 'pt.threeds'], 'en'],
    ['what the code brings along', ['*.threeds'], 'en'],
  ] as const) {
    test(`${what} takes their place, and the payment goes through`, async ({
      openHost,
      page,
      frame,
      stack,
    }) => {
      await without(page, ...missing);
      const session = await openHost({ options: { locale: 'pt-BR' } });
      const checkout = checkoutIn(frame.content);
      await payIn(checkout, THREE_DS.challenge);
      const { dialog } = frame.challenge;
      await expect(dialog.getByRole('heading')).toHaveText(textIn(words, 'threeds.heading'));
      const bank = dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
      await bank.locator('input[autocomplete="one-time-code"]').fill(ONE_TIME_CODE);
      await bank.locator('button[value=confirm]').click();
      await expect(checkout.heading).toHaveText(textIn('pt-BR', 'outcome.succeeded.title'));
      expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
    });
  }

  test('a language that comes in the middle of it brings them along', async ({ openHost, page, frame }) => {
    const files = watchFiles(page);
    await openHost();
    await payIn(checkoutIn(frame.content), THREE_DS.challenge);
    const { dialog } = frame.challenge;
    await expect(dialog.getByRole('heading')).toHaveText(textIn('en', 'threeds.heading'));
    await without(page, 'th.threeds');
    await update(page, 'th');
    await expect(frame.content.locator('html')).toHaveAttribute('lang', 'th');
    await expect(dialog.getByRole('heading')).toHaveText(textIn('en', 'threeds.heading'));
    await update(page, 'uk');
    await expect(dialog.getByRole('heading')).toHaveText(textIn('uk', 'threeds.heading'));
    expect(files).toEqual(expect.arrayContaining(['uk', 'uk.threeds']));
  });
});

test('the test cards are told in another language when theirs cannot be had', async ({
  openHost,
  page,
  frame,
}) => {
  await without(page, 'de.testCards');
  await openHost({ options: { locale: 'de' } });
  const badge = frame.content.getByRole('button', { name: textIn('de', 'testMode.badge') });
  await badge.click();
  await expect(badge).toHaveAttribute('aria-expanded', 'true');
  await expect(frame.content.getByRole('listitem').filter({ hasText: '4242' }).first()).toContainText(
    textIn('en', 'testCards.outcome.approved'),
  );
});
