// What the shop sells, however much of it and whatever it is called: everything fits, is text, and comes from our origin.

import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { AXE, scan } from './pages/axe.ts';
import { fakeGooglePay } from './pages/methods.ts';
import { item } from './servers/line-items.ts';
import { PICTURE, startPictureServer } from './servers/picture-server.ts';

/** Whether all of the document is in sight of the browser, which draws no more than that. */
function isPaintedToItsEnd(): Promise<boolean> {
  return new Promise((resolve) => {
    const last = document.querySelector('.xp-checkout__footer');
    if (last === null) return resolve(false);
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      requestAnimationFrame(() => resolve(entry?.isIntersecting === true));
    });
    observer.observe(last);
  });
}

test.describe('on the narrowest phone, in Arabic', () => {
  test.use({ viewport: { width: 320, height: 640 }, locale: 'ar' });

  // A colour that is fading in has no contrast yet: what is scanned is what stays.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('fifty items with pictures, twenty questions, five ways to pay and names of 200 characters fit, and are paid', async ({
    openHost,
    context,
    page,
    frame,
    stack,
  }, info) => {
    const shop = await startPictureServer();
    await context.addInitScript({ content: AXE });
    await fakeGooglePay(page, '4242');
    const long = 'وعاء خزفي مزخرف '.repeat(13).slice(0, 200);
    const lineItems = [
      item(
        long,
        { adjustableQuantity: { minimum: 1, maximum: 99 } },
        { description: `${'x'.repeat(200)} ${long}`, image: `${shop.origin}/0.png` },
      ),
      ...Array.from({ length: 49 }, (_, index) =>
        item(
          index % 2 === 0 ? `Cup ${index}` : 'W'.repeat(200),
          {},
          { image: `${shop.origin}/${index + 1}.png` },
        ),
      ),
    ];
    const customFields = Array.from({ length: 20 }, (_, index) => ({
      type: ['text', 'numeric', 'dropdown'][index % 3],
      key: `q${index}`,
      label: index % 4 === 0 ? 'M'.repeat(100) : 'سؤال المتجر',
      optional: index % 2 === 0,
      ...(index % 3 === 2 ? { options: [{ value: 'a', label: 'م'.repeat(100) }] } : {}),
    }));
    const session = await openHost({
      session: {
        lineItems,
        customFields,
        allowPromotionCodes: true,
        paymentMethodTypes: ['card', 'wallet', 'bnpl', 'bank_transfer', 'google_pay'],
        description: long,
        buttonText: 'W'.repeat(40),
      },
    });
    const { content } = frame;
    await expect(content.getByRole('radio')).toHaveCount(5);
    await expect(content.locator('.xp-questions :is(input, select)')).toHaveCount(20);
    await content.locator('.xp-summary__bar').click();
    await content.locator('.xp-code__add').click();
    const items = content.locator('.xp-summary__items');
    await expect(items.getByRole('listitem')).toHaveCount(50);
    const document = await frame.document();
    const look = () =>
      document.evaluate(() => {
        const root = window.document.documentElement;
        const list = window.document.querySelector('.xp-summary__items');
        const totals = window.document.querySelector('.xp-summary__totals');
        if (list === null || totals === null) throw new Error('There is no summary.');
        const [listBox, totalBox] = [list.getBoundingClientRect(), totals.getBoundingClientRect()];
        return {
          sideways: root.scrollWidth - root.clientWidth,
          listSideways: list.scrollWidth - list.clientWidth,
          isScrolled: list.scrollHeight > list.clientHeight * 2,
          isTotalNear: totalBox.top - listBox.bottom < 260 && listBox.height < 450,
          beyond: [...window.document.querySelectorAll('input, button, .xp-summary__price, bdi')]
            .filter((element) => element.checkVisibility())
            .map((element) => element.getBoundingClientRect())
            .filter(({ left, right, width }) => width > 0 && (left < -1 || right > root.clientWidth + 1))
            .length,
        };
      });
    const fits = { sideways: 0, listSideways: 0, isScrolled: true, isTotalNear: true, beyond: 0 };
    await expect.poll(look).toEqual(fits);
    // The whole of a long name comes on demand, by pointer or key.
    const name = content.locator('.xp-summary__name summary').first();
    const before = await name.evaluate((element) => element.clientHeight);
    await name.press('Enter');
    await expect.poll(() => name.evaluate((element) => element.clientHeight)).toBeGreaterThan(before * 2);
    await expect.poll(look).toEqual(fits);
    // The list cuts off nothing of the ring of focus, 2 px wide and 2 px away.
    const room = (element: Element) =>
      element.getBoundingClientRect().top - (element.closest('ul')?.getBoundingClientRect().top ?? 0);
    await expect.poll(() => name.evaluate(room)).toBeGreaterThanOrEqual(4);
    const picture = content.locator('.xp-summary__picture img').first();
    await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1);
    expect((await scan(document)).faults).toEqual([]);
    // What is beyond the window is not painted: the window becomes as high as the page, which follows the frame's messages.
    await expect(async () => {
      const height = await page.evaluate(() => window.document.documentElement.scrollHeight);
      await page.setViewportSize({ width: 320, height });
      expect(await document.evaluate(isPaintedToItsEnd)).toBe(true);
    }).toPass();
    const [body, contentType] = [await page.screenshot(), 'image/png'];
    await info.attach('everything at 320 px in Arabic', { body, contentType });

    const pay = content.getByRole('button', { name: 'W'.repeat(40) });
    await pay.click();
    await expect(content.locator('[data-error]').first()).toBeVisible();
    for (const [index, { type }] of customFields.entries()) {
      const field = content.locator(`#xp-question-q${index}`);
      if (type === 'dropdown') await field.selectOption('a');
      else await field.fill(type === 'numeric' ? '١٢' : 'جواب');
    }
    for (const [part, text] of [
      ['number', VISA.number],
      ['exp', '12/34'],
      ['csc', VISA.code],
    ] as const)
      await content.locator(`[autocomplete="cc-${part}"]`).fill(text);
    await pay.click();
    await expect.poll(() => stack.api.chargesOf(session)).toEqual(['succeeded']);
    expect(await stack.api.session(session.id)).toMatchObject({
      customFields: customFields.map(({ type }) => ({
        value: { text: 'جواب', numeric: '12', dropdown: 'a' }[type ?? ''],
      })),
    });
    await shop.close();
  });
});

test('what the shop calls things is text, whatever stands in it, and pictures come from our origin alone', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const upload = await stack.api.post('/upload-url', { contentType: 'image/png' });
  const sent = await fetch(String(upload['uploadUrl']), {
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(PICTURE),
  });
  expect(sent.status).toBe(200);
  const shop = await startPictureServer();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(shop.origin)) foreign.push(request.url());
  });
  const markup = '<img src=x onerror=alert(1)><b>bold</b>';
  const override = 'Gift \u202egnip\u2066 pong';
  await openHost({
    session: {
      lineItems: [
        item(markup, {}, { image: String(upload['publicUrl']) }),
        item(override, {}, { image: `${stack.sandbox.checkout}/files/nothing` }),
        item('Cup', {}, { image: `${shop.origin}/cup.png` }),
        ...['page.png', 'drawing.svg', 'moved.png', 'huge.png'].map((name) =>
          item(name, {}, { image: `${shop.origin}/${name}` }),
        ),
      ],
      customFields: [{ type: 'text', key: 'constructor', label: markup, optional: true }],
      buttonText: `${markup.slice(0, 34)} 💛`,
      description: override,
    },
  });
  const { content } = frame;
  await expect(content.getByRole('button', { name: markup.slice(0, 34) })).toBeVisible();
  await expect(content.getByRole('textbox', { name: markup })).toBeVisible();
  await expect(content.locator('.xp-summary__name')).toHaveText([
    markup,
    override,
    'Cup',
    'page.png',
    'drawing.svg',
    'moved.png',
    'huge.png',
  ]);
  await expect(content.locator('b, img[src="x"]')).toHaveCount(0);
  const pictures = content.locator('.xp-summary__picture');
  for (const index of [0, 2]) {
    const picture = pictures.nth(index).locator('img');
    await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1);
  }
  // One that does not come leaves the first letter, in the same box.
  for (const index of [1, 3, 4, 5, 6]) await expect(pictures.nth(index).locator('img')).toBeHidden();
  expect(shop.asked.map(({ path }) => path).sort()).toEqual([
    '/cup.png',
    '/drawing.svg',
    '/huge.png',
    '/moved.png',
    '/page.png',
  ]);
  const boxes = await pictures.evaluateAll((all) => all.map((box) => box.getBoundingClientRect().height));
  expect(new Set(boxes).size).toBe(1);
  expect(foreign).toEqual([]);
  await shop.close();
});
