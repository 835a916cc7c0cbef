// Amounts as each language writes them, with the digits of their currency, and paid in exactly that.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { checkoutIn, expectSpoken, payIn, textIn, update } from './speech.ts';

/**
 * 1,234,567 in minor units. Dinars of Iraq have three digits by ISO 4217, and none by what browsers hold to be in use; the
 * guilder of 2025 is younger than some of them.
 */
const WRITTEN = {
  ar: {
    JPY: '1,234,567 JP¥',
    EUR: '12,345.67 €',
    KWD: '1,234.567 د.ك.',
    IQD: '1,234.567 د.ع.',
    XCG: '12,345.67 XCG',
  },
  de: {
    JPY: '1.234.567 ¥',
    EUR: '12.345,67 €',
    KWD: '1.234,567 KWD',
    IQD: '1.234,567 IQD',
    XCG: '12.345,67 XCG',
  },
  fr: {
    JPY: '1 234 567 JPY',
    EUR: '12 345,67 €',
    KWD: '1 234,567 KWD',
    IQD: '1 234,567 IQD',
    XCG: '12 345,67 XCG',
  },
  hi: {
    JPY: 'JP¥12,34,567',
    EUR: '€12,345.67',
    KWD: 'KWD 1,234.567',
    IQD: 'IQD 1,234.567',
    XCG: 'XCG 12,345.67',
  },
  ja: {
    JPY: '￥1,234,567',
    EUR: '€12,345.67',
    KWD: 'KWD 1,234.567',
    IQD: 'IQD 1,234.567',
    XCG: 'XCG 12,345.67',
  },
} as const;

/** One with no digits, with two, with three. */
const PAID_IN = ['JPY', 'EUR', 'KWD'] as const;

/** With plain spaces, and without marks of direction. */
function plain(text: string | null): string {
  return (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\p{Cf}/gu, '');
}

function priced(currency: string) {
  const product = {
    priceData: { currency, unitAmount: 1_234_567, productData: { name: 'Linen' } },
    quantity: 1,
  };
  return { currency, lineItems: [product] };
}

for (const [tag, amounts] of Object.entries(WRITTEN)) {
  test(`in ${tag} a payment is made in currencies of no, two and three digits`, async ({
    openHost,
    frame,
    stack,
  }) => {
    const checkout = checkoutIn(frame.content);
    for (const currency of PAID_IN) {
      const session = await openHost({ options: { locale: tag }, session: priced(currency) });
      await expectSpoken(checkout, tag);
      const amount = amounts[currency];
      expect(plain(await checkout.pay.textContent())).toBe(textIn(tag, 'pay.pay', { amount }));
      await payIn(checkout, VISA);
      await expect(checkout.heading).toHaveText(textIn(tag, 'outcome.succeeded.title'));
      expect(plain(await frame.content.locator('section:has(h1) dd').first().textContent())).toBe(amount);
      const { charges } = await stack.api.intentOf(session);
      expect(charges).toMatchObject([{ status: 'succeeded', amount: 1_234_567 }]);
    }
  });
}

for (const currency of ['IQD', 'XCG'] as const) {
  test(`${currency} has the digits of ISO 4217, in the form, the dialog and at the bank`, async ({
    openHost,
    page,
    frame,
  }) => {
    await openHost({ session: priced(currency) });
    const checkout = checkoutIn(frame.content);
    for (const [tag, amounts] of Object.entries(WRITTEN)) {
      await update(page, tag);
      await expectSpoken(checkout, tag);
      expect(plain(await checkout.pay.textContent())).toBe(
        textIn(tag, 'pay.pay', { amount: amounts[currency] }),
      );
    }
    await payIn(checkout, THREE_DS.challenge);
    const { dialog } = frame.challenge;
    await expect(dialog.locator('p').first()).toContainText(WRITTEN.ja[currency].replace(' ', '\u00a0'));
    const bank = dialog.locator('iframe').contentFrame().locator('iframe').contentFrame();
    await expect(bank.locator('html')).toHaveAttribute('lang', 'ja');
    // Its server knows signs that this browser does not.
    await expect(bank.locator('dl')).toContainText(/[\d,.]+/.exec(WRITTEN.ja[currency])?.[0] ?? '');
  });
}

test.describe('a currency of a future that nobody here knows', () => {
  /** Has the server speak of another currency wherever it speaks of dollars. */
  async function rename(page: Page, currency: string): Promise<void> {
    // Not of the stream that follows the session: its answer does not end.
    await page.route(/\/v1\/client\/session(?!\/events)/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('"USD"', JSON.stringify(currency));
      await route.fulfill({ response, body });
    });
  }

  for (const [currency, amounts] of [
    ['XQZ', { en: 'XQZ 49.00', de: '49,00 XQZ', fa: 'XQZ ۴۹٫۰۰' }],
    ['EURC', { en: 'EURC 49.00', de: 'EURC 49,00', fa: 'EURC ۴۹٫۰۰' }],
    ['USDC2', { en: 'USDC2 49.00', de: 'USDC2 49,00', fa: 'USDC2 ۴۹٫۰۰' }],
  ] as const) {
    test(`${currency} is shown as it is, and can be paid`, async ({ openHost, page, frame, stack }) => {
      await rename(page, currency);
      const session = await openHost();
      const checkout = checkoutIn(frame.content);
      for (const [tag, amount] of Object.entries(amounts)) {
        await update(page, tag);
        await expectSpoken(checkout, tag);
        expect(plain(await checkout.pay.textContent())).toBe(textIn(tag, 'pay.pay', { amount }));
      }
      await payIn(checkout, VISA);
      await expect(checkout.heading).toHaveText(textIn('fa', 'outcome.succeeded.title'));
      expect(plain(await frame.content.locator('section:has(h1) dd').first().textContent())).toBe(amounts.fa);
      expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
    });
  }
});
