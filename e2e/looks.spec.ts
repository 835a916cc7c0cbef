// How the checkout looks, held to pictures: the states that tell most, in both themes, both directions and three widths; and the
// preview around it.
//
// Fonts come with the pictures. What is left of the machine, how its Chromium draws letters, corners and colours, is in a
// picture of its own, `calibration`: a machine that draws that one differently cannot be held to the others, and says so.
// `npx playwright test --config e2e/playwright.config.ts looks --update-snapshots` takes all of them anew.

import { expect, type Page, type TestInfo } from '@playwright/test';
import { type Drawing, isTaking, whyNotComparable } from './looks/drawing.ts';
import { test } from './looks/preview.ts';

type Look = readonly [state: string, tag: 'en' | 'ar', theme: 'light' | 'dark', width: 320 | 480 | 960];

const LOOKS: readonly Look[] = [
  ['loading', 'en', 'light', 320],
  ['ready', 'en', 'light', 320],
  ['ready', 'en', 'dark', 960],
  ['ready', 'ar', 'light', 480],
  ['everything', 'en', 'light', 960],
  ['everything', 'ar', 'dark', 320],
  ['mistakes', 'en', 'light', 480],
  ['mistakes', 'ar', 'dark', 480],
  ['savedExpired', 'en', 'dark', 480],
  ['methods_plan', 'en', 'light', 480],
  ['methods_wallet', 'ar', 'light', 320],
  ['transfer', 'en', 'dark', 480],
  ['order', 'en', 'light', 960],
  ['contactPressed', 'en', 'light', 320],
  ['questions', 'ar', 'dark', 480],
  ['confirming', 'en', 'light', 480],
  ['declined', 'en', 'dark', 320],
  ['challenge', 'en', 'light', 480],
  ['decoupled', 'ar', 'dark', 320],
  ['unconfirmed', 'en', 'light', 480],
  ['succeeded', 'en', 'dark', 480],
  ['page_receipt', 'en', 'light', 960],
  ['page_returning', 'ar', 'light', 320],
  ['element_declined', 'en', 'light', 320],
];

/** Less than a line that has moved by a pixel. A threshold of 0.05 sees a light grey line on white. */
const CLOSELY = { fullPage: true, maxDiffPixels: 40, threshold: 0.05 } as const;

/** What a state fetches before it is whole. */
const LATE: Readonly<Record<string, string>> = {
  challenge: 'dialog[open]',
  methods_plan: 'input[value="in_12"]:checked',
  methods_wallet: 'input[value="wallet"]:checked',
  savedExpired: 'input[value="pm_old"]:checked',
  transfer: '.xp-transfer',
  page_receipt: '.xp-receipt',
  page_returning: '.xp-return p',
};

const nameOf = (look: Look) => `${look.join('-')}.png`;

for (const look of LOOKS) {
  test(`looks as in its picture: ${look.join(', ')}`, async ({ drawing }, info) => {
    skipWhereNotComparable(drawing, info);
    await show(drawing.page, look);
    await expect(drawing.page).toHaveScreenshot(nameOf(look), CLOSELY);
  });
}

test('a gap that has grown by one pixel is seen', async ({ drawing }, info) => {
  test.skip(isTaking(info), 'The pictures are being taken.');
  skipWhereNotComparable(drawing, info);
  const look: Look = ['ready', 'en', 'light', 320];
  await show(drawing.page, look);
  const style = await drawing.page.addStyleTag({ content: '.xp-checkout__form { gap: 21px }' });
  const compared = expect(drawing.page).toHaveScreenshot(nameOf(look), CLOSELY);
  await expect(compared).rejects.toThrow(/pixels/);
  await style.evaluate((node) => node.parentNode?.removeChild(node));
});

const PREVIEWS = [
  ['preview-desktop-en-light', 'lang=en&scheme=light', { width: 1440, height: 900 }],
  ['preview-phone-ar-dark', 'lang=ar&scheme=dark', { width: 390, height: 844 }],
  ['preview-tablet-en-dark', 'lang=en&scheme=dark', { width: 768, height: 1024 }],
] as const;

/** What is opened before the picture is taken, where not all is seen at once. */
const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'preview-phone-ar-dark': async (page) => {
    await page.locator('#tab-instruments').click();
    await page.locator('.pv-instruments [role="tab"]').nth(2).click();
    await page.locator('.pv-requests').waitFor();
  },
  'preview-tablet-en-dark': async (page) => {
    await page.locator('#tab-settings').click();
    for (const name of ['Order', 'Appearance', 'Time and session'])
      await page.getByRole('heading', { name, exact: true }).click();
    await page.getByText('This session').waitFor();
  },
};

for (const [name, query, size] of PREVIEWS) {
  test(`looks as in its picture: ${name}`, async ({ drawing, stillPreview }, info) => {
    skipWhereNotComparable(drawing, info);
    const page = await stillPreview.open(query, size);
    await OPENED[name]?.(page);
    // Nothing is pointed at.
    await page.mouse.move(0, 0);
    await expect(page).toHaveScreenshot(`${name}.png`, CLOSELY);
    await page.close();
  });
}

function skipWhereNotComparable(drawing: Drawing, info: TestInfo): void {
  const reason = whyNotComparable(drawing, info);
  test.skip(reason !== null, reason ?? '');
}

async function show(page: Page, [state, tag, theme, width]: Look): Promise<void> {
  await page.setViewportSize({ width, height: 640 });
  await page.evaluate(
    async ([state, tag, theme, width]) => {
      window.stage?.look(theme, width);
      await window.stage?.show(state, tag);
    },
    [state, tag, theme, width] as const,
  );
  const late = LATE[state];
  if (late !== undefined) await page.locator(late).first().waitFor();
}
