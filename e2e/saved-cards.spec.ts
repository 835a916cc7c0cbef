// Cards that a buyer keeps: with their own tick only, paid with again as the shop asks, and removed when they like.

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { APPROVED, type TestCard, THREE_DS, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { type CheckoutFrame, checkoutFrame } from './pages/frame.ts';
import type { Session } from './servers/api.ts';
import type { Sandbox } from './servers/sandbox.ts';

async function post(url: string, headers: Readonly<Record<string, string>>, body: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

/** The id of a customer that the shop's server has made. */
async function aCustomer({ api, secretKey }: Sandbox): Promise<string> {
  const authorization = `Bearer ${secretKey}`;
  const { id } = await post(`${api}/customers`, { authorization }, { email: 'ada@example.com' });
  return String(id);
}

/** What the shop's server asks for, for a buyer it knows. */
function offering(customerId: string, cvc: 'ask' | 'skip' = 'ask') {
  return { customerId, savedCards: { offer: true, cvc } };
}

/** Pays and keeps a card as a frame would, without one. */
async function keep({ api, publishableKey }: Sandbox, { clientSecret }: Session, card: TestCard) {
  const { number, code: cvc } = card;
  await post(
    `${api}/v1/client/session/confirm`,
    {
      authorization: `Bearer ${publishableKey}`,
      'x-client-secret': clientSecret,
      'idempotency-key': randomUUID(),
    },
    {
      expectedAmount: 4900,
      paymentMethod: {
        type: 'card',
        card: { number, expMonth: 12, expYear: 2034, cvc },
        save: true,
        billing: {},
      },
    },
  );
}

const saved = ({ content }: CheckoutFrame, name: RegExp) => content.getByRole('radio', { name });
const consent = ({ content }: CheckoutFrame) =>
  content.getByRole('checkbox', { name: 'Save this card for next time' });

/** The bodies of what was paid with, in order. */
function watchConfirms(page: Page) {
  const methods: Readonly<Record<string, unknown>>[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/confirm')) methods.push(request.postDataJSON().paymentMethod);
  });
  return methods;
}

test('a card is kept when the buyer ticks it, and pays the next time with its security code', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const customer = await aCustomer(stack.sandbox);
  await openHost({ session: offering(customer) });
  await expect(consent(frame)).not.toBeChecked();
  await expect(frame.content.getByText(/The payment provider of .+ keeps it for you/)).toBeVisible();
  await consent(frame).check();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();

  const confirms = watchConfirms(page);
  const session = await openHost({ session: offering(customer) });
  await expect(saved(frame, /Visa ending in 1881.*Expires 12 \/ 34/)).toBeChecked();
  await expect(frame.cardNumber).toBeHidden();
  // A press without the code asks for it.
  await frame.payButton.click();
  await expect(frame.code).toBeFocused();
  await expect(frame.content.getByText('Enter the security code.')).toBeVisible();
  // The sandbox's banks take nothing but zeros for wrong.
  await frame.code.fill('000');
  await frame.payButton.click();
  await expect(frame.alert.filter({ hasText: 'the security code is wrong' })).toBeVisible();
  await expect(saved(frame, /1881/)).toBeChecked();
  await expect(frame.code).toHaveValue('');
  await expect(frame.code).toBeFocused();
  await frame.code.fill(VISA.code);
  await frame.code.press('Enter');
  await expect(frame.paid).toBeVisible();
  await expect(frame.content.getByText('Visa ending in 1881')).toBeVisible();
  expect(confirms.map(({ type }) => type)).toEqual(['saved_card', 'saved_card']);
  expect(JSON.stringify(confirms)).not.toContain(VISA.number);
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('a kept card is checked by its bank as it was the first time', async ({ openHost, frame, stack }) => {
  const customer = await aCustomer(stack.sandbox);
  await openHost({ session: offering(customer) });
  await consent(frame).check();
  await frame.pay(THREE_DS.challenge);
  await frame.challenge.bank.approve();
  await expect(frame.paid).toBeVisible();

  const session = await openHost({ session: offering(customer, 'skip') });
  await expect(saved(frame, /Visa ending in 3184/)).toBeChecked();
  await expect(frame.code).toBeHidden();
  await frame.payButton.click();
  await expect(frame.challenge.heading).toBeVisible();
  await frame.challenge.cancel.click();
  await expect(frame.alert.filter({ hasText: 'You stopped the check' })).toBeVisible();
  await expect(saved(frame, /3184/)).toBeChecked();
  await frame.payButton.click();
  await frame.challenge.bank.approve();
  await expect(frame.paid).toBeVisible();
  expect(await stack.api.chargesOf(session)).toEqual(['failed', 'succeeded']);
});

test('nothing is kept or asked without a tick, and nobody unknown is asked', async ({
  openHost,
  frame,
  stack,
}) => {
  await openHost();
  // With the button the whole form is there; the field is before it.
  await expect(frame.payButton).toBeVisible();
  await expect(consent(frame)).toBeHidden();
  const customer = await aCustomer(stack.sandbox);
  await openHost({ session: offering(customer) });
  await expect(consent(frame)).toBeVisible();
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await openHost({ session: offering(customer) });
  await expect(consent(frame)).not.toBeChecked();
  await expect(frame.content.getByRole('radio')).toHaveCount(0);
});

test('another card pays beside the kept ones, and each has the code of its brand', async ({
  openHost,
  frame,
  page,
  stack,
}) => {
  const customer = await aCustomer(stack.sandbox);
  const { amex = VISA, mastercard = VISA } = APPROVED;
  for (const card of [amex, VISA])
    await keep(stack.sandbox, await stack.api.createSession(offering(customer)), card);
  const confirms = watchConfirms(page);
  await openHost({ session: offering(customer) });
  await saved(frame, /American Express ending in 0005/).check();
  await expect(frame.content.getByText('4 digits, on the front')).toBeVisible();
  await saved(frame, /Use another card/).check();
  await expect(frame.cardNumber).toBeVisible();
  await frame.pay(mastercard);
  await expect(frame.paid).toBeVisible();
  expect(confirms).toMatchObject([{ type: 'card' }]);
  expect(confirms[0]).not.toHaveProperty('save');
});

test('a card is removed when the buyer says so twice, in every page that shows it', async ({
  openHost,
  frame,
  page,
  context,
  stack,
}) => {
  const customer = await aCustomer(stack.sandbox);
  const { mastercard = VISA } = APPROVED;
  for (const card of [mastercard, VISA])
    await keep(stack.sandbox, await stack.api.createSession(offering(customer)), card);
  await openHost({ session: offering(customer) });
  await expect(saved(frame, /1881/)).toBeChecked();
  // The same host page, and so the same session, a second time.
  const other = await context.newPage();
  await other.goto(page.url());
  const second = checkoutFrame(other);
  await expect(saved(second, /1881/)).toBeChecked();

  await page.bringToFront();
  const { content } = frame;
  await content.getByRole('button', { name: 'Remove Visa ending in 1881' }).click();
  await expect(content.getByRole('button', { name: 'Keep' })).toBeFocused();
  await content.getByRole('button', { name: 'Keep' }).press('Enter');
  await expect(content.getByRole('button', { name: 'Remove Visa ending in 1881' })).toBeFocused();
  await content.getByRole('button', { name: 'Remove Visa ending in 1881' }).press('Enter');
  await content.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(saved(frame, /1881/)).toBeHidden();
  await expect(saved(frame, /Mastercard ending in 4444/)).toBeChecked();
  await expect(saved(frame, /4444/)).toBeFocused();
  await expect(content.getByText('Visa ending in 1881 has been removed.')).toBeAttached();
  await other.bringToFront();
  await expect(saved(second, /1881/)).toBeHidden();
  await expect(saved(second, /4444/)).toBeChecked();
  await second.content.getByRole('button', { name: /Remove Mastercard/ }).click();
  await second.content.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(second.cardNumber).toBeFocused();
});
