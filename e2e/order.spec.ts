// What a buyer decides about the order while they pay: how many, with which code, and what the shop wants to know.

import type { Page, Request } from '@playwright/test';
import { DECLINED, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import type { CheckoutFrame } from './pages/frame.ts';
import { item } from './servers/line-items.ts';

const SESSION = '**/v1/client/session';

const ADJUSTABLE = item('Mug', { adjustableQuantity: { minimum: 1, maximum: 5 } });

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
  const coupon = await stack.api.post('/coupons', {
    name: 'Spring sale',
    percentOff: 25,
    duration: 'once',
  });
  await stack.api.post('/promotion-codes', { coupon: coupon['id'], code: 'SPRING' });
  await stack.api.post('/promotion-codes', { coupon: coupon['id'], code: 'OLD', active: false });
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
