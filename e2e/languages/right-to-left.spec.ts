// Arabic, Hebrew and Persian: everything is in its mirrored place, and what is read from left to right stays so.

import type { Locator } from '@playwright/test';
import { VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { checkoutIn, expectSpoken, fillIn, textIn, update } from './speech.ts';

/** Boxes whose size no words decide. */
const BOXES = [
  '.xp-checkout__main',
  '.xp-checkout__summary',
  '[data-field=number]',
  '[data-field=expiry]',
  '[data-field=securityCode]',
  '[data-field=securityCode] .xp-field__adornment',
  '.xp-summary__picture',
  'button[type=submit]',
] as const;

/** Where each box begins and ends, from the left edge of the document; mirrored, if it is to be. */
function placesIn(html: Locator, isMirrored: boolean) {
  return html.evaluate(
    (root, { boxes, mirrored }) =>
      Object.fromEntries(
        boxes.map((selector) => {
          const box = root.querySelector(selector)?.getBoundingClientRect();
          if (box === undefined) throw new Error(`There is no ${selector}.`);
          const [start, end] = mirrored
            ? [root.clientWidth - box.right, root.clientWidth - box.left]
            : [box.left, box.right];
          return [selector, [Math.round(start), Math.round(end)]];
        }),
      ),
    { boxes: BOXES, mirrored: isMirrored },
  );
}

/** The characters of a text as they stand on the screen, from left to right; those without width left out. */
function drawn(element: Locator): Promise<string> {
  return element.evaluate((root) => {
    const letters: { letter: string; left: number }[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      for (let at = 0; at < text.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width > 0) letters.push({ letter: text.charAt(at), left: box.left });
      }
    }
    return letters
      .sort((a, b) => a.left - b.left)
      .map(({ letter }) => letter)
      .join('');
  });
}

/** Tall letters and brackets: at their end a line of the other direction would draw them on the wrong side. */
const NAME = 'Hemd (blau), 50 %!';

for (const [tag, total] of [
  ['ar', /49\.00/],
  ['he', /49\.00/],
  ['fa', /[۴4][۹9][٫.][۰0]{2}/],
] as const) {
  test(`in ${tag} the form is mirrored, and cards, amounts and names are not`, async ({
    openHost,
    page,
    frame,
    stack,
  }) => {
    await page.setViewportSize({ width: 1200, height: 900 });
    const session = await openHost({
      session: {
        lineItems: [
          { priceData: { currency: 'USD', unitAmount: 4900, productData: { name: NAME } }, quantity: 1 },
        ],
      },
    });
    const checkout = checkoutIn(frame.content);
    await expectSpoken(checkout, 'en');
    const places = await placesIn(checkout.html, false);
    expect(places['[data-field=expiry]']?.[0]).toBeLessThan(places['[data-field=securityCode]']?.[0] ?? 0);
    await update(page, tag);
    await expectSpoken(checkout, tag);
    await expect(checkout.html).toHaveAttribute('dir', 'rtl');
    expect(await placesIn(checkout.html, true)).toEqual(places);

    await fillIn(checkout, VISA);
    for (const field of [checkout.number, checkout.expiry, checkout.code])
      await expect(field).toHaveCSS('direction', 'ltr');
    expect(await drawn(checkout.pay)).toMatch(total);
    expect(await drawn(frame.content.locator('.xp-summary__price'))).toMatch(total);
    expect(await drawn(frame.content.locator('.xp-summary__name'))).toBe(NAME);
    expect(await drawn(frame.content.locator('.xp-pay-note'))).toContain('Sandbox shop');

    await checkout.pay.click();
    await expect(checkout.heading).toHaveText(textIn(tag, 'outcome.succeeded.title'));
    const facts = frame.content.locator('section:has(h1) dd');
    expect(await drawn(facts.nth(0))).toMatch(total);
    expect(await drawn(facts.nth(1))).toContain(VISA.number.slice(-4));
    expect(await drawn(facts.nth(2))).toBe(session.paymentIntentId);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}
