// A code that leaves nothing to pay: no card is asked for, what was typed of one comes back, and the order is placed.

import { VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { payloadsOf } from './pages/host.ts';

test('a code that leaves nothing to pay takes the card away, gives it back, and completes the order', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const post = async (path: string, body: object) => {
    const response = await fetch(stack.sandbox.api + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stack.sandbox.secretKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as { readonly id: string };
  };
  const coupon = await post('/coupons', { name: 'Gift', percentOff: 100, duration: 'once' });
  await post('/promotion-codes', { coupon: coupon.id, code: 'GIFT' });
  const session = await openHost({ session: { allowPromotionCodes: true, collect: { email: true } } });
  const { content } = frame;
  const add = content.getByRole('button', { name: 'Add promotion code' });
  const complete = content.getByRole('button', { name: 'Complete order' });
  const email = content.getByRole('textbox', { name: 'Email' });
  const applyCode = async () => {
    await add.click();
    await content.getByRole('textbox', { name: 'Promotion code' }).fill('gift');
    await content.getByRole('button', { name: 'Apply' }).click();
    await expect(complete).toBeVisible();
  };

  await frame.fill(VISA);
  await applyCode();
  await expect(frame.cardNumber).toBeHidden();
  await expect(content.getByRole('heading', { level: 1 })).toHaveText('Complete order');
  await email.fill('ada@example.com');

  await content.getByRole('button', { name: 'Remove code GIFT' }).click();
  await expect(frame.payButton).toHaveText('Pay $49.00');
  await expect(frame.cardNumber).toHaveValue(VISA.number.replace(/\d{4}(?=\d)/g, '$& '));
  await expect(email).toHaveValue('ada@example.com');

  await applyCode();
  await expect(email).toHaveValue('ada@example.com');
  const done = content.getByRole('heading', { name: 'Order complete' });
  // A total that has just changed is to be read first.
  await expect(async () => {
    if (await done.isVisible()) return;
    await complete.click({ timeout: 2_000 });
    await expect(done).toBeVisible({ timeout: 5_000 });
  }).toPass();

  expect(await stack.api.session(session.id)).toMatchObject({
    status: 'complete',
    paymentStatus: 'no_payment_required',
    amountTotal: 0,
    paymentIntentId: null,
    customerDetails: { email: 'ada@example.com' },
  });
  await expect
    .poll(() => payloadsOf(page, 'complete'))
    .toMatchObject([{ session: { id: session.id, paymentStatus: 'no_payment_required', amountTotal: 0 } }]);
});
