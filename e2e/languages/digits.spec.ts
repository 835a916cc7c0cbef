// Digits as the buyer's keyboard has them: every field for numbers takes those of any script, the bank's as well.

import { ONE_TIME_CODE, THREE_DS } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { checkoutIn, textIn } from './speech.ts';

/** The zero of each script, after which Unicode has the other nine. */
const SCRIPTS = {
  'Arabic-Indic': ['ar', 0x0660],
  Persian: ['fa', 0x06f0],
  Bengali: ['en', 0x09e6],
  'full-width': ['ja', 0xff10],
} as const;

for (const [script, [locale, zero]] of Object.entries(SCRIPTS)) {
  test(`${script} digits pay, from the card number to the bank’s code`, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    const written = (text: string): string =>
      text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
    const session = await openHost({ options: { locale } });
    const checkout = checkoutIn(frame.content);
    await expect(checkout.pay).toBeVisible();
    // Key by key, as a keyboard of that script types it.
    await checkout.number.pressSequentially(written(THREE_DS.challenge.number));
    await expect(checkout.number).toHaveValue('4000 0027 6000 3184');
    await checkout.expiry.pressSequentially(written('1234'));
    await expect(checkout.expiry).toHaveValue('12 / 34');
    await checkout.code.pressSequentially(written(THREE_DS.challenge.code));
    await expect(checkout.code).toHaveValue(THREE_DS.challenge.code);
    await page.keyboard.press('Enter');
    const bank = frame.challenge.dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
    await bank.locator('input[autocomplete="one-time-code"]').fill(written(ONE_TIME_CODE));
    await bank.locator('button[value=confirm]').click();
    await expect(checkout.heading).toHaveText(textIn(locale, 'outcome.succeeded.title'));
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

test('a number that is pasted with its script’s digits and marks is taken', async ({ openHost, frame }) => {
  await openHost({ options: { locale: 'ar' } });
  const checkout = checkoutIn(frame.content);
  await expect(checkout.pay).toBeVisible();
  await checkout.number.fill('\u200f٤٠١٢ ٨٨٨٨-٨٨٨٨ ١٨٨١\u200e');
  await expect(checkout.number).toHaveValue('4012 8888 8888 1881');
  await checkout.expiry.fill('٣/٢٠٣٤');
  await expect(checkout.expiry).toHaveValue('03 / 34');
});
