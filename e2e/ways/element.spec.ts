// The payment form inside the shop's own form, paid with by the shop's own button.

import type { Page } from '@playwright/test';
import { DECLINED, THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import type { CheckoutFrame } from '../pages/frame.ts';
import { PAID, PAID_AFTER_BANK, payloadsOf, storyOf } from '../pages/host.ts';

interface ElementWindow {
  readonly host: {
    readonly elements: {
      submit(): Promise<{ readonly error?: Error & Record<'type' | 'code' | 'param', string> }>;
    };
    readonly payment: { unmount(): void; mount(target: string): void };
    readonly pay: (options?: object) => Promise<void>;
  };
}

const orderButton = (page: Page) => page.getByRole('button', { name: 'Order and pay' });

/** What the shop's call of confirmPayment() resolved with, each time. */
const results = (page: Page) => payloadsOf(page, 'result');

async function submit(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const { error } = await (window as unknown as ElementWindow).host.elements.submit();
    return error === undefined
      ? null
      : { type: error.type, code: error.code, param: error.param, message: error.message };
  });
}

/** With the events of the page as they would be without its own note. */
const story = async (page: Page) => (await storyOf(page)).filter((name) => name !== 'result');

async function payWithShop(page: Page, frame: CheckoutFrame, card = VISA): Promise<void> {
  await expect(orderButton(page)).toBeEnabled();
  await frame.fill(card);
  await orderButton(page).click();
}

test('it shows the fields and nothing of its own around them', async ({ openHost, page, frame }) => {
  await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  await expect(frame.cardNumber).toBeVisible();
  await expect(frame.payButton).toHaveCount(0);
  await expect(frame.content.getByRole('heading')).toHaveCount(0);
  await expect(frame.content.getByText('Linen shirt')).toHaveCount(0);
  const shown = await frame.document();
  await expect
    .poll(() => shown.evaluate(() => document.documentElement.scrollHeight - innerHeight))
    .toBeLessThanOrEqual(1);
});

test('a buyer pays with the shop’s button', async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ file: 'element' });
  await payWithShop(page, frame);
  await expect(page.getByRole('status')).toHaveText('Thank you.');
  expect(await results(page)).toMatchObject([{ id: session.paymentIntentId, status: 'succeeded' }]);
  await expect.poll(() => story(page)).toEqual(PAID);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  // What was paid is not paid again, and nobody can type over it.
  await expect(frame.cardNumber).toHaveAttribute('readonly', '');
  await orderButton(page).click();
  await expect.poll(() => results(page)).toHaveLength(2);
  expect((await results(page))[1]).toMatchObject({ status: 'succeeded' });
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('a buyer pays whose bank asks', async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ file: 'element' });
  await payWithShop(page, frame, THREE_DS.challenge);
  const { bank, cancel } = frame.challenge;
  await expect(bank.code).toBeInViewport({ ratio: 1 });
  await expect(cancel).toBeInViewport({ ratio: 1 });
  await approveAndReturn(page, bank);
  await expect(page.getByRole('status')).toHaveText('Thank you.');
  await expect.poll(() => story(page)).toEqual(PAID_AFTER_BANK);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  // The window is the shop's again.
  await page.getByLabel('Your name').fill('Ada');
});

test('a buyer who cancels at their bank may try again', async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ file: 'element' });
  await payWithShop(page, frame, THREE_DS.challenge);
  await frame.challenge.cancel.click();
  await expect
    .poll(() => results(page))
    .toMatchObject([{ type: 'card', declineCode: 'authentication_canceled' }]);
  await payWithShop(page, frame);
  await expect(page.getByRole('status')).toHaveText('Thank you.');
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('a decline is a result and words in the form, which takes another card', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'element' });
  await payWithShop(page, frame, DECLINED['insufficient funds']);
  await expect.poll(() => results(page)).toMatchObject([{ type: 'card', code: 'card_declined' }]);
  await expect(frame.alert).toContainText('Your card was declined');
  await payWithShop(page, frame);
  await expect(page.getByRole('status')).toHaveText('Thank you.');
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('submit() goes to the first thing to mend, and says what it is in the buyer’s language', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  expect(await submit(page)).toMatchObject({ type: 'validation', code: 'card_number_invalid' });
  await expect(frame.cardNumber).toBeFocused();
  await expect(frame.cardNumber).toHaveAttribute('aria-invalid', 'true');
  await frame.cardNumber.fill(VISA.number);
  await frame.expiry.fill('01/20');
  await page.getByLabel('Your name').focus();
  const said = (await submit(page)) as { readonly code: string; readonly message: string };
  expect(said.code).toBe('card_expiry_invalid');
  await expect(frame.expiry).toBeFocused();
  await expect(frame.content.getByText(said.message)).toBeVisible();
  await frame.expiry.fill('12/34');
  expect(await submit(page)).toMatchObject({ code: 'card_cvc_invalid' });
  await frame.code.fill(VISA.code);
  expect(await submit(page)).toBeNull();
  expect(await stack.api.chargesOf(session)).toEqual([]);
});

test('pressed too early the button pays nothing, and leads to what is missing', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'element' });
  await orderButton(page).click();
  await expect.poll(() => results(page)).toMatchObject([{ type: 'validation' }]);
  await expect(frame.cardNumber).toBeFocused();
  expect(await stack.api.chargesOf(session)).toEqual([]);
});

test('change says when the form is complete, and no longer', async ({ openHost, page, frame }) => {
  await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  const last = async () => (await payloadsOf(page, 'change')).at(-1);
  await frame.fill(VISA);
  await expect.poll(last).toMatchObject({ complete: true, method: 'card', brand: 'visa' });
  await frame.code.fill('7');
  await expect.poll(last).toMatchObject({ complete: false });
});

test('two calls at once make one charge, and both hear of it', { tag: '@R21' }, async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  await frame.fill(VISA);
  await page.evaluate(() => {
    const { host } = window as unknown as ElementWindow;
    void host.pay();
    void host.pay();
  });
  await expect.poll(() => results(page)).toHaveLength(2);
  expect(await results(page)).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('redirect: always leads to the return address with the session, if_required stays', async ({
  openHost,
  page,
  frame,
}) => {
  const session = await openHost({
    file: 'element',
    confirm: { returnUrl: '/p/thanks?order=7', redirect: 'always' },
  });
  await payWithShop(page, frame);
  await page.waitForURL((url) => url.pathname === '/p/thanks');
  const { searchParams } = new URL(page.url());
  expect([...searchParams]).toEqual([
    ['order', '7'],
    ['xpay_session', session.id],
  ]);
});

test('a form that is not on the page is an error that says so', async ({ openHost, page, frame }) => {
  await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  await page.evaluate(() => {
    const { host } = window as unknown as ElementWindow;
    host.payment.unmount();
    return host.pay();
  });
  expect(await results(page)).toMatchObject([{ code: 'not_mounted' }]);
  await page.evaluate(() => (window as unknown as ElementWindow).host.payment.mount('#checkout'));
  // Not before the new form is there: the shop's button may be pressed at any time.
  await orderButton(page).click();
  await expect.poll(() => results(page)).toHaveLength(2);
  expect((await results(page))[1]).toMatchObject({ type: 'validation', code: 'card_number_invalid' });
  await frame.fill(VISA);
  await orderButton(page).click();
  await expect(page.getByRole('status')).toHaveText('Thank you.');
});

test('Enter in a field does what the shop’s button does not: nothing by itself', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'element' });
  await expect(orderButton(page)).toBeEnabled();
  await frame.fill(VISA);
  await frame.code.press('Enter');
  expect(await submit(page)).toBeNull();
  expect(await stack.api.chargesOf(session)).toEqual([]);
  expect(await results(page)).toEqual([]);
});
