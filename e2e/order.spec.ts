// What a buyer decides about the order while they pay: how many, with which code, and what the shop wants to know.

import type { Page, Request } from '@playwright/test';
import { DECLINED, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { AXE, scan } from './pages/axe.ts';
import type { CheckoutFrame } from './pages/frame.ts';
import { fakeGooglePay } from './pages/methods.ts';
import { startPictureServer } from './servers/picture-server.ts';

const SESSION = '**/v1/client/session';

function item(name: string, more: object = {}, product: object = {}) {
  return {
    priceData: { currency: 'USD', unitAmount: 1_000, productData: { name, ...product } },
    quantity: 1,
    ...more,
  };
}

const ADJUSTABLE = item('Mug', { adjustableQuantity: { minimum: 1, maximum: 5 } });

async function post(api: { readonly api: string; readonly secretKey: string }, path: string, body: object) {
  const response = await fetch(api.api + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

interface Choice {
  readonly lineItemQuantities: readonly { readonly quantity: number }[];
}

/** What the frame asked to change, in order. */
function watchChoices(page: Page): readonly Choice[] {
  const asked: Choice[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'PATCH') asked.push(request.postDataJSON());
  });
  return asked;
}

/** Holds or refuses the next change; every other request goes on. */
async function onNextChoice(page: Page, act: 'refuse' | 'cut off' | Promise<void>): Promise<void> {
  let isDone = false;
  await page.route(SESSION, async (route) => {
    if (route.request().method() !== 'PATCH' || isDone) return route.fallback();
    isDone = true;
    if (act === 'cut off') return route.abort();
    if (act !== 'refuse') {
      await act;
      return route.fallback();
    }
    const problem = { type: 'about:blank', title: '', status: 400, detail: '', requestId: 'req_1' };
    return route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({ ...problem, code: 'invalid_request', param: 'lineItemQuantities[0]' }),
    });
  });
}

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

/** A total that has just changed is to be read first: for a second, Pay says so in place of paying. */
async function payWhenRead({ payButton, paid }: CheckoutFrame): Promise<void> {
  await expect(async () => {
    if (await paid.isVisible()) return;
    await payButton.click({ timeout: 2_000 });
    await expect(paid).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

test('quantities are pressed and typed, within their bounds, and paid as the server priced them', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const asked = watchChoices(page);
  const session = await openHost({ session: { lineItems: [ADJUSTABLE, item('Plate')] } });
  const { content } = frame;
  const quantity = content.getByRole('spinbutton', { name: 'Quantity: Mug' });
  const more = content.getByRole('button', { name: 'One more' });
  await expect(quantity).toHaveValue('1');
  await expect(quantity).toHaveAttribute('max', '5');
  await expect(content.getByRole('button', { name: 'One less' })).toHaveAttribute('aria-disabled', 'true');
  for (let press = 0; press < 3; press += 1) await more.click();
  await expect(quantity).toHaveValue('4');
  await expect(frame.payButton).toHaveText('Pay $50.00');
  await expect(
    content.getByRole('status').filter({ hasText: 'Order updated. New total: $50.00.' }),
  ).toHaveCount(1);
  // Presses in a row are one question, or few on a slow machine: in order, and the last one counts.
  const wanted = asked.map(({ lineItemQuantities: [first] }) => first?.quantity ?? 0);
  expect(wanted).toEqual([...wanted].sort());
  expect(wanted.at(-1)).toBe(4);

  await quantity.fill('9');
  await quantity.blur();
  await expect(content.getByText('Enter a number from 1 to 5.')).toBeVisible();
  await expect(quantity).toHaveValue('4');
  await quantity.fill('2');
  await expect(frame.payButton).toHaveText('Pay $30.00');
  await expect(content.getByText('Enter a number from 1 to 5.')).toBeHidden();
  await frame.fill(VISA);
  await payWhenRead(frame);
  expect(await stack.api.session(session.id)).toMatchObject({
    amountTotal: 3_000,
    paymentStatus: 'paid',
    lineItems: [{ quantity: 2 }, { quantity: 1 }],
  });
});

test('a quantity that is refused, or cannot be asked for, goes back with the reason', async ({
  openHost,
  page,
  frame,
}) => {
  await openHost({ session: { lineItems: [ADJUSTABLE] } });
  const quantity = frame.content.getByRole('spinbutton');
  const more = frame.content.getByRole('button', { name: 'One more' });
  await expect(quantity).toHaveValue('1');
  await onNextChoice(page, 'refuse');
  await more.click();
  await expect(frame.alert).toHaveText('This quantity is not available. Choose another one.');
  await expect(quantity).toHaveValue('1');
  await onNextChoice(page, 'cut off');
  await more.click();
  await expect(frame.alert).toContainText('The order could not be changed. Check your connection');
  await expect(quantity).toHaveValue('1');
  await expect(frame.payButton).toHaveText('Pay $10.00');
  // The focus is where it was, and the next press works.
  await expect(more).toBeFocused();
  await more.click();
  await expect(frame.payButton).toHaveText('Pay $20.00');
  await expect(frame.alert).toBeHidden();
});

test('Pay that is pressed while the total is computed charges no total that was not seen', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ session: { lineItems: [ADJUSTABLE] } });
  await frame.fill(VISA);
  let letGo = () => {};
  await onNextChoice(page, new Promise<void>((resolve) => (letGo = resolve)));
  await frame.content.getByRole('button', { name: 'One more' }).click();
  await expect(frame.payButton).toHaveText('Pay $10.00');
  await frame.payButton.click();
  await expect(frame.content.getByRole('status').filter({ hasText: 'Updating the total…' })).toHaveCount(1);
  letGo();
  await expect(frame.payButton).toHaveText('Pay $20.00');
  expect(await stack.api.chargesOf(session)).toEqual([]);
  await payWhenRead(frame);
  expect((await stack.api.intentOf(session)).charges).toMatchObject([{ status: 'succeeded', amount: 2_000 }]);
});

test('a promotion code is entered, refused in one way, applied, and taken off again', async ({
  openHost,
  frame,
  stack,
}) => {
  const coupon = await post(stack.sandbox, '/coupons', {
    name: 'Spring sale',
    percentOff: 25,
    duration: 'once',
  });
  await post(stack.sandbox, '/promotion-codes', { coupon: coupon['id'], code: 'SPRING' });
  await post(stack.sandbox, '/promotion-codes', { coupon: coupon['id'], code: 'OLD', active: false });
  await openHost({ session: { allowPromotionCodes: true } });
  const { content } = frame;
  const add = content.getByRole('button', { name: 'Add promotion code' });
  const field = content.getByRole('textbox', { name: 'Promotion code' });
  await add.click();
  await expect(field).toBeFocused();
  for (const [code, words] of [
    ['', 'Enter a promotion code.'],
    ['OLD', 'This code cannot be used for this order.'],
    ['NOBODYS', 'This code cannot be used for this order.'],
  ] as const) {
    await field.fill(code);
    await field.press('Enter');
    await expect(field).toHaveAccessibleDescription(new RegExp(words));
    await expect(field).toBeFocused();
  }
  await field.fill('spring');
  await content.getByRole('combobox', { name: /Language/ }).selectOption('de');
  await expect(content.locator('html')).toHaveAttribute('lang', 'de');
  await expect(content.locator('#xp-promotion-code')).toHaveValue('spring');
  await content.locator('.xp-checkout__footer select').selectOption('en');
  await content.getByRole('button', { name: 'Apply' }).click();
  await expect(frame.payButton).toHaveText('Pay $36.75');
  await expect(add).toBeFocused();
  await expect(content.getByRole('term').filter({ hasText: 'SPRING' })).toContainText('Spring sale');
  await expect(
    content.getByRole('status').filter({ hasText: 'Code SPRING applied. New total: $36.75.' }),
  ).toHaveCount(1);

  await content.getByRole('button', { name: 'Remove code SPRING' }).click();
  await expect(frame.payButton).toHaveText('Pay $49.00');
  await expect(add).toBeFocused();
  await add.click();
  await field.press('Escape');
  await expect(add).toBeFocused();
});

test('the shop’s questions are answered, stay through a decline and a language, and reach the shop', async ({
  openHost,
  frame,
  stack,
}) => {
  const session = await openHost({
    session: {
      customFields: [
        { type: 'text', key: 'engraving', label: 'Engraving', minimumLength: 2 },
        { type: 'numeric', key: 'floor', label: 'Floor' },
        {
          type: 'dropdown',
          key: 'size',
          label: 'Size',
          options: [
            { value: 's', label: 'Small' },
            { value: 'l', label: 'Large' },
          ],
        },
        { type: 'text', key: 'note', label: 'Note', optional: true },
      ],
    },
  });
  const { content } = frame;
  const engraving = content.getByRole('textbox', { name: 'Engraving' });
  const floor = content.getByRole('textbox', { name: 'Floor' });
  const size = content.getByRole('combobox', { name: 'Size' });
  await expect(content.getByRole('textbox', { name: 'Note (optional)' })).not.toHaveAttribute(
    'aria-required',
  );
  await frame.pay(VISA);
  await expect(engraving).toBeFocused();
  await expect(engraving).toHaveAccessibleDescription('Enter an answer.');
  await expect(size).toHaveAccessibleDescription('Choose one of the options.');
  await engraving.fill('A');
  await floor.fill('١٢');
  await size.selectOption('Large');
  await expect(size).toHaveAccessibleDescription('');
  await frame.payButton.click();
  await expect(engraving).toHaveAccessibleDescription('This answer is too short. Minimum length: 2.');
  await engraving.fill('Ada');
  await frame.pay(DECLINED['generic'] ?? VISA);
  await expect(frame.alert).toContainText('declined');
  await expect(engraving).toHaveValue('Ada');
  await content.locator('.xp-checkout__footer select').selectOption('ja');
  await expect(content.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(engraving).toHaveValue('Ada');
  await expect(floor).toHaveValue('12');
  await content.locator('.xp-checkout__footer select').selectOption('en');
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.session(session.id)).toMatchObject({
    customFields: [{ value: 'Ada' }, { value: '12' }, { value: 'l' }, { value: null }],
  });
});

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
  const upload = await post(stack.sandbox, '/upload-url', { contentType: 'image/png' });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const sent = await fetch(String(upload['uploadUrl']), {
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(png),
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
