// The checkout in the buyer's language: right-to-left where it applies, switched at any moment without losing a digit.

import type { FrameLocator, Page } from '@playwright/test';
import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

const HALF_NUMBER = '4012 8888';
const CARET = 3;

/** By what the browser fills them with, since their names change here. */
function fieldsOf(content: FrameLocator) {
  return {
    number: content.locator('input[autocomplete="cc-number"]'),
    expiry: content.locator('input[autocomplete="cc-exp"]'),
    code: content.locator('input[autocomplete="cc-csc"]'),
  };
}

interface Typed {
  readonly value: string;
  readonly caret: number | null;
  readonly focused: boolean;
}

async function typeHalf(content: FrameLocator, page: Page): Promise<void> {
  const { number } = fieldsOf(content);
  // A caret that is set on a field of the document, while the form takes over, would be set on nothing.
  await expect(content.locator('button[type=submit]')).toBeVisible();
  await number.focus();
  await page.keyboard.type(HALF_NUMBER);
  await number.evaluate((input, caret) => (input as HTMLInputElement).setSelectionRange(caret, caret), CARET);
}

function typedIn(content: FrameLocator): Promise<Typed> {
  return fieldsOf(content).number.evaluate((input) => ({
    value: (input as HTMLInputElement).value,
    caret: (input as HTMLInputElement).selectionStart,
    focused: document.activeElement === input,
  }));
}

test('Arabic reads from right to left, the card from left to right', async ({ openHost, frame }) => {
  await openHost({ options: { locale: 'ar' } });
  const { number, expiry, code } = fieldsOf(frame.content);
  await expect(number).toBeVisible();
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(frame.content.locator('html')).toHaveAttribute('dir', 'rtl');
  for (const field of [number, expiry, code]) {
    expect(await field.evaluate((input) => getComputedStyle(input).direction)).toBe('ltr');
  }
  await expect(frame.iframe).toHaveAttribute('title', /[\u0600-\u06ff]/);
  await number.fill(VISA.number);
  await expect(number).toHaveValue('4012 8888 8888 1881');
  await expiry.fill('12/34');
  await code.fill(VISA.code);
  await frame.content.locator('button[type=submit]').click();
  await expect(frame.content.getByRole('heading', { level: 1, name: /[\u0600-\u06ff]/ })).toBeVisible();
  await expect(number).toHaveCount(0);
});

test('Arabic digits in the card number are taken as digits', async ({ openHost, frame }) => {
  await openHost({ options: { locale: 'ar' } });
  const { number } = fieldsOf(frame.content);
  await number.fill('٤٠١٢٨٨٨٨٨٨٨٨١٨٨١');
  await expect(number).toHaveValue('4012 8888 8888 1881');
});

test('a language chosen half-way keeps what was typed, and where', async ({ openHost, page, frame }) => {
  await openHost();
  await typeHalf(frame.content, page);
  const language = frame.content.getByRole('combobox', { name: 'Language' });
  await language.selectOption('ar');
  await expect(frame.content.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'ar');
  expect(await typedIn(frame.content)).toMatchObject({ value: HALF_NUMBER, caret: CARET });
  await expect(frame.iframe).toHaveAttribute('title', /[\u0600-\u06ff]/);
  expect((await payloadsOf(page, 'change')).at(-1)).toMatchObject({ locale: 'ar' });

  // And on: the digits land where the caret was, before those after it.
  await fieldsOf(frame.content).number.focus();
  await page.keyboard.type('9');
  await expect(fieldsOf(frame.content).number).toHaveValue('4019 2888 8');
});

test('the list holds every language in its own name', async ({ openHost, frame }) => {
  await openHost();
  const language = frame.content.getByRole('combobox', { name: 'Language' });
  await expect(language).toHaveValue('en');
  await expect(language.getByRole('option')).toHaveText(['العربية', 'Deutsch', 'English', '日本語']);
});

test('the shop changes the language while the buyer types: value, caret and focus stay', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost();
  await typeHalf(frame.content, page);
  await page.evaluate(() => {
    const { host } = window as unknown as { host: { checkout: { update: (options: object) => void } } };
    host.checkout.update({ locale: 'de' });
  });
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'de');
  expect(await typedIn(frame.content)).toEqual({ value: HALF_NUMBER, caret: CARET, focused: true });
  await expect(frame.iframe).not.toHaveAttribute('title', 'Secure payment form');
  await page.keyboard.type('9');
  await expect(fieldsOf(frame.content).number).toHaveValue('4019 2888 8');
});

test('the shop changes the theme while the buyer types: nothing is lost', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost({ options: { appearance: { theme: 'light' } } });
  await typeHalf(frame.content, page);
  const background = (): Promise<string> =>
    fieldsOf(frame.content).number.evaluate((input) => getComputedStyle(input).backgroundColor);
  const before = await background();
  await page.evaluate(() => {
    const { host } = window as unknown as { host: { checkout: { update: (options: object) => void } } };
    host.checkout.update({ appearance: { theme: 'dark' } });
  });
  await expect.poll(background).not.toBe(before);
  expect(await typedIn(frame.content)).toEqual({ value: HALF_NUMBER, caret: CARET, focused: true });
});

test('an error message changes its language with the form', async ({ openHost, frame }) => {
  await openHost();
  await frame.payButton.click();
  const { number } = fieldsOf(frame.content);
  await expect(number).toHaveAccessibleDescription(/Enter the number/);
  await frame.content.getByRole('combobox', { name: 'Language' }).selectOption('ja');
  await expect(number).toHaveAccessibleDescription(/[\u3040-\u30ff\u4e00-\u9fff]/);
  await expect(number).not.toHaveAccessibleDescription(/Enter the number/);
});

test('the buyer’s browser decides when nobody else does', async ({ browser, stack }) => {
  const context = await browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  const session = await stack.api.createSession();
  const path = stack.hosts.publish({
    file: 'minimal',
    values: { CHECKOUT: stack.sandbox.checkout, KEY: stack.sandbox.publishableKey, OPTIONS: '{}' },
    createSession: async () => session.clientSecret,
  });
  await page.goto(`http://localhost:${stack.hosts.port}${path}`);
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('lang', 'ja');
  await context.close();
});
