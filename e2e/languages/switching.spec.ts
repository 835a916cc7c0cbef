// The language changes while the buyer is in the middle of something: nothing typed is lost, nothing is paid twice.

import type { Page } from '@playwright/test';
import { DECLINED, ONE_TIME_CODE, THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { enterLast } from '../pages/bank.ts';
import { payloadsOf } from '../pages/host.ts';
import {
  type AnyCheckout,
  checkoutIn,
  directionOf,
  expectSpoken,
  fileOf,
  fillIn,
  heardIn,
  LANGUAGES,
  listenIn,
  payIn,
  textIn,
  update,
} from './speech.ts';

/** Ends with the language that everything began with. */
const TOUR = [...LANGUAGES.filter((tag) => tag !== 'en'), 'en'];

const HALF = { number: '4012 8888', start: 2, end: 6 };

/** What a buyer sees of the form and where they are in it, in one look. */
function stateOf({ number }: AnyCheckout) {
  return number.evaluate((input: HTMLInputElement) => {
    const value = (autocomplete: string): string =>
      document.querySelector<HTMLInputElement>(`input[autocomplete="${autocomplete}"]`)?.value ?? '';
    const error = (field: Element | null): string =>
      (field?.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.querySelector('span')?.textContent ?? '')
        .join('');
    return {
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      title: document.title,
      number: input.value,
      selection: [input.selectionStart, input.selectionEnd, input.selectionDirection],
      focus: document.activeElement?.id || document.activeElement?.tagName,
      expiry: value('cc-exp'),
      code: value('cc-csc'),
      email: value('email'),
      wrong: error(input),
      wrongExpiry: error(document.querySelector('input[autocomplete="cc-exp"]')),
      isMarked: input.getAttribute('aria-invalid'),
      pay: document.querySelector('button[type=submit]')?.textContent ?? '',
    };
  });
}

/** Half a number with some of it selected, a date that cannot be, and what the form says of both. */
async function typeHalf(checkout: AnyCheckout, page: Page): Promise<void> {
  await expect(checkout.pay).toBeVisible();
  await checkout.expiry.fill('13/34');
  await checkout.number.fill(HALF.number);
  await checkout.pay.click();
  await expect(checkout.number).toHaveAttribute('aria-invalid', 'true');
  await checkout.number.evaluate(
    (input: HTMLInputElement, { start, end }) => input.setSelectionRange(start, end, 'backward'),
    HALF,
  );
  await expect(page.locator('iframe')).toBeFocused();
}

function expected(tag: string, focus: string) {
  return {
    lang: tag,
    dir: directionOf(tag),
    title: textIn(tag, 'frame.title'),
    number: HALF.number,
    selection: [HALF.start, HALF.end, 'backward'],
    focus,
    expiry: '13 / 34',
    code: '',
    email: 'half@exam',
    wrong: textIn(tag, 'card.number.error.incomplete'),
    wrongExpiry: textIn(tag, 'card.expiry.error.month'),
    isMarked: 'true',
  };
}

const SHOPS = {
  'the shop with update()': {
    focus: 'xp-number',
    change: (_: AnyCheckout, page: Page, tag: string) => update(page, tag),
  },
  'the buyer in the form’s own menu': {
    focus: 'SELECT',
    change: async ({ menu }: AnyCheckout, _: Page, tag: string) => {
      await menu.selectOption(tag);
    },
  },
} as const;

for (const [who, { focus, change }] of Object.entries(SHOPS)) {
  test(`a half-typed card with its errors survives every language in a row, changed by ${who}`, async ({
    openHost,
    page,
    frame,
  }) => {
    await openHost({ session: { collect: { email: true } } });
    const checkout = checkoutIn(frame.content);
    await frame.content.locator('input[autocomplete=email]').fill('half@exam');
    await typeHalf(checkout, page);
    if (focus === 'SELECT') await checkout.menu.focus();
    const document = await frame.document();
    await listenIn(document);
    for (const tag of TOUR) {
      await change(checkout, page, tag);
      await expect(checkout.html).toHaveAttribute('lang', tag);
      const { pay, ...state } = await stateOf(checkout);
      expect(state).toEqual(expected(tag, focus));
      expect(pay.replaceAll(/\p{Cf}/gu, '')).toMatch(/49[.,٫]00|۴۹٫۰۰|४९/);
      await expect(frame.iframe).toHaveAttribute('title', textIn(tag, 'frame.title'));
      await expect(frame.iframe).toHaveAttribute('lang', tag);
      await expect(checkout.menu).toHaveValue(tag);
    }
    // To who cannot see it, one sentence each; to the shop, one event each.
    const names = await checkout.menu.evaluate((select: HTMLSelectElement) =>
      Object.fromEntries([...select.options].map(({ value, label }) => [value, label])),
    );
    const news = TOUR.map((tag) => textIn(tag, 'language.changed', { language: names[tag] ?? '' }));
    expect((await heardIn(document)).map(plain)).toEqual(news.map(plain));
    const told = async () => (await payloadsOf(page, 'change')).map((payload) => payload?.['locale']);
    await expect.poll(async () => (await told()).slice(-TOUR.length)).toEqual(TOUR);

    // And on: what is typed replaces what was selected.
    await checkout.number.focus();
    await page.keyboard.type('9');
    await expect(checkout.number).toHaveValue('4098 88');
  });
}

/** Without the marks that isolate a name from the text around it. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '');
}

test('of two languages in one breath the last one counts', async ({ openHost, page, frame }) => {
  await openHost();
  const checkout = checkoutIn(frame.content);
  await expectSpoken(checkout, 'en');
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(fileOf('ar'), async (route) => {
    await held;
    await route.continue();
  });
  const late = page.waitForResponse(fileOf('ar'));
  await update(page, 'ar');
  await update(page, 'de');
  await expect(checkout.html).toHaveAttribute('lang', 'de');
  release();
  await (await late).finished();
  await update(page, 'fi');
  await expect(checkout.html).toHaveAttribute('lang', 'fi');
  const told = (await payloadsOf(page, 'change')).map((payload) => payload?.['locale']);
  expect(told).not.toContain('ar');
});

test.describe('while the payment is on its way', () => {
  for (const [how, card, status] of [
    ['is accepted', VISA, 'succeeded'],
    ['is declined', DECLINED['insufficient funds'] ?? VISA, 'failed'],
  ] as const) {
    test(`a payment that ${how} is one charge, told in the new language`, async ({
      openHost,
      page,
      frame,
      stack,
    }) => {
      const session = await openHost();
      const checkout = checkoutIn(frame.content);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/session/confirm', async (route) => {
        await held;
        await route.continue();
      });
      await payIn(checkout, card);
      await expect(checkout.pay).toHaveText(textIn('en', 'pay.busy'));
      const document = await frame.document();
      await listenIn(document);
      await update(page, 'de');
      await expect(checkout.pay).toHaveText(textIn('de', 'pay.busy'));
      await expect(frame.iframe).toHaveAttribute('title', textIn('de', 'frame.title'));
      // What was said already is not said again.
      expect((await heardIn(document)).map(plain)).toEqual([
        textIn('de', 'language.changed', { language: 'Deutsch' }),
      ]);
      await expect
        .poll(() => payloadsOf(page, 'change'))
        .toContainEqual(expect.objectContaining({ locale: 'de' }));
      release();
      if (status === 'succeeded') {
        await expect(checkout.heading).toHaveText(textIn('de', 'outcome.succeeded.title'));
        await expect(checkout.heading).toBeFocused();
        await expect(frame.content.locator('section:has(h1) dl')).toContainText('49,00 $');
        await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
      } else {
        await expect(checkout.notice).toHaveText(textIn('de', 'declined.insufficient_funds'));
        await expect
          .poll(() => payloadsOf(page, 'error'))
          .toMatchObject([{ error: { message: textIn('de', 'declined.insufficient_funds') } }]);
      }
      expect(await stack.api.chargesOf(session)).toEqual([status]);
    });
  }

  test('a language whose words are slow keeps nobody from paying', async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await openHost();
    const checkout = checkoutIn(frame.content);
    await fillIn(checkout, VISA);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(fileOf('fi'), async (route) => {
      await held;
      await route.continue();
    });
    await checkout.menu.selectOption('fi');
    await checkout.pay.click();
    await expect(checkout.heading).toHaveText(textIn('en', 'outcome.succeeded.title'));
    release();
    await expect(checkout.heading).toHaveText(textIn('fi', 'outcome.succeeded.title'));
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });

  test('a decline on the screen changes its words, and is not told a second time', async ({
    openHost,
    page,
    frame,
  }) => {
    await openHost();
    const checkout = checkoutIn(frame.content);
    await payIn(checkout, DECLINED['generic'] ?? VISA);
    await expect(checkout.notice).toHaveText(textIn('en', 'declined.card_declined'));
    await expect(checkout.number).toBeFocused();
    const document = await frame.document();
    await listenIn(document);
    await update(page, 'ja');
    await expect(checkout.notice).toHaveText(textIn('ja', 'declined.card_declined'));
    await expect(checkout.number).toBeFocused();
    expect((await heardIn(document)).map(plain)).toEqual([
      textIn('ja', 'language.changed', { language: '日本語' }),
    ]);
    // The next one is told again.
    await payIn(checkout, DECLINED['expired'] ?? VISA);
    await expect(checkout.notice).toHaveText(textIn('ja', 'declined.expired_card'));
    expect(await heardIn(document)).toContain(textIn('ja', 'declined.expired_card'));
    await expect.poll(() => payloadsOf(page, 'error')).toHaveLength(2);
  });
});

test.describe('while the bank asks', () => {
  test('the dialog, the bridge and the titles follow, and what was typed at the bank stays', async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const session = await openHost();
    const checkout = checkoutIn(frame.content);
    await payIn(checkout, THREE_DS.challenge);
    const { dialog } = frame.challenge;
    const bridge = dialog.locator('iframe').contentFrame();
    const bank = bridge.locator('iframe').contentFrame();
    const code = bank.locator('input[autocomplete="one-time-code"]');
    await code.pressSequentially(ONE_TIME_CODE.slice(0, 3));
    const document = await frame.document();
    await listenIn(document);
    await update(page, 'ar');
    await expect(dialog.getByRole('heading')).toHaveText(textIn('ar', 'threeds.heading'));
    await expect(dialog.locator('#xp-bank-payment')).toContainText('49.00');
    await expect(dialog.locator('button')).toHaveText(textIn('ar', 'threeds.cancel'));
    await expect(dialog).toHaveCSS('direction', 'rtl');
    await expect(dialog.locator('iframe')).toHaveAttribute('title', textIn('ar', 'threeds.page'));
    await expect(bridge.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(bridge.locator('iframe')).toHaveAttribute('title', textIn('ar', 'threeds.page'));
    await expect(frame.iframe).toHaveAttribute('title', textIn('ar', 'frame.title'));
    expect((await heardIn(document)).map(plain)).toEqual([
      textIn('ar', 'language.changed', { language: 'العربية' }),
    ]);
    await expect
      .poll(() => payloadsOf(page, 'change'))
      .toContainEqual(expect.objectContaining({ locale: 'ar' }));
    // The page that the buyer is on is the bank's own, and stays.
    await expect(bank.locator('html')).toHaveAttribute('lang', 'en');
    await expect(code).toHaveValue(ONE_TIME_CODE.slice(0, 3));
    await expect(code).toBeFocused();
    await page.keyboard.type(ONE_TIME_CODE.slice(3));
    enterLast(page.keyboard);
    await expect(checkout.heading).toHaveText(textIn('ar', 'outcome.succeeded.title'));
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
    await expect.poll(() => payloadsOf(page, 'complete')).toHaveLength(1);
  });

  test('the bank’s next page is in the new language', async ({ openHost, page, frame, stack }) => {
    const session = await openHost();
    const checkout = checkoutIn(frame.content);
    const { dialog } = frame.challenge;
    const bank = dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
    await payIn(checkout, THREE_DS.challenge);
    await expect(bank.locator('html')).toHaveAttribute('lang', 'en');
    await update(page, 'he');
    await dialog.getByRole('button', { name: textIn('he', 'threeds.cancel') }).click();
    await expect(checkout.notice).toHaveText(textIn('he', 'declined.authentication_canceled'));
    await checkout.code.fill(THREE_DS.challenge.code);
    await checkout.pay.click();
    await expect(bank.locator('html')).toHaveAttribute('lang', 'he');
    await expect(bank.locator('html')).toHaveAttribute('dir', 'rtl');
    await bank.getByRole('textbox', { name: textIn('he', 'code', {}, 'bank') }).fill(ONE_TIME_CODE);
    await bank.getByRole('button', { name: textIn('he', 'confirm', {}, 'bank'), exact: true }).click();
    await expect(checkout.heading).toHaveText(textIn('he', 'outcome.succeeded.title'));
    expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
  });

  test('a check in the bank’s app is told in the new language', async ({ openHost, page, frame, stack }) => {
    const session = await openHost({ behavior: 'decoupled_silent' });
    const checkout = checkoutIn(frame.content);
    await payIn(checkout, THREE_DS.decoupled);
    await expect(checkout.heading).toHaveText(textIn('en', 'threeds.decoupled.title'));
    await update(page, 'ka');
    await expect(checkout.heading).toHaveText(textIn('ka', 'threeds.decoupled.title'));
    await expect(checkout.heading).toBeFocused();
    await frame.content.getByRole('button', { name: textIn('ka', 'threeds.cancel') }).click();
    await expect(checkout.notice).toHaveText(textIn('ka', 'declined.authentication_canceled'));
    expect(await stack.api.chargesOf(session)).toEqual(['failed']);
  });
});

test('the shop changes the theme while the buyer types: nothing is lost', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost({ options: { appearance: { theme: 'light' } }, session: { collect: { email: true } } });
  const checkout = checkoutIn(frame.content);
  await frame.content.locator('input[autocomplete=email]').fill('half@exam');
  await typeHalf(checkout, page);
  const background = (): Promise<string> =>
    checkout.number.evaluate((input) => getComputedStyle(input).backgroundColor);
  const before = await background();
  await page.evaluate(() => {
    const { host } = window as unknown as { host: { checkout: { update: (options: object) => void } } };
    host.checkout.update({ appearance: { theme: 'dark' } });
  });
  await expect.poll(background).not.toBe(before);
  const { pay: _, ...state } = await stateOf(checkout);
  expect(state).toEqual(expected('en', 'xp-number'));
});
