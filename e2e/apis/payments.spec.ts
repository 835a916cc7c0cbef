// One payment in the words of each API: created over HTTP, paid by a buyer on its page, and told of to the merchant's server.

import { randomUUID } from 'node:crypto';
import type { TestCard } from '../cards.ts';
import { DECLINED, THREE_DS, VISA } from '../cards.ts';
import { approveAndReturn } from '../pages/bank.ts';
import type { SandboxSettings } from '../servers/sandbox.ts';
import { expect, test, type Words } from './merchant.ts';

const NO_FUNDS = DECLINED['insufficient funds'] as TestCard;
/** As the buyer reads it. */
const REFUSED = /declined|insufficient funds/i;

test('XPay: a session is created, declined, paid and told of', async ({ page, merchant, checkout }) => {
  const secret = await merchant.listenTo('xpay');
  const session = await merchant.ask<Words & { url: string; paymentIntentId: string }>(
    'POST',
    '/checkout/sessions',
    {
      body: {
        uiMode: 'hosted',
        currency: 'USD',
        lineItems: [
          {
            priceData: { currency: 'USD', unitAmount: 4900, productData: { name: 'Linen shirt' } },
            quantity: 1,
          },
        ],
        afterCompletion: { type: 'hosted_confirmation' },
      },
    },
  );
  const readIntent = () => merchant.ask('GET', `/payment-intents/${session.paymentIntentId}`);
  await page.goto(session.url);

  await checkout.pay(NO_FUNDS);
  await expect(checkout.alert).toContainText(REFUSED);
  const refused = await merchant.told('payment_intent.payment_failed', secret, 'XPay-Signature');
  expect(refused.data).toEqual({ object: await readIntent() });
  expect(await readIntent()).toMatchObject({
    status: 'failed',
    lastPaymentError: { declineCode: 'insufficient_funds' },
  });

  await checkout.pay(VISA);
  await expect(checkout.paid).toBeVisible();
  const paid = await merchant.told('checkout.session.completed', secret, 'XPay-Signature');
  const now = await merchant.ask('GET', `/checkout/sessions/${session.id}`);
  expect(paid.data).toEqual({ object: now });
  expect(now).toMatchObject({ status: 'complete', paymentStatus: 'paid', amountTotal: 4900 });
  const succeeded = await merchant.told('payment_intent.succeeded', secret, 'XPay-Signature');
  expect(succeeded.data).toEqual({ object: await readIntent() });
});

test('CX Pay: a session is created, declined, paid when the bank has asked, and told of', async ({
  page,
  merchant,
  checkout,
}) => {
  const secret = await merchant.listenTo('cxpay');
  const session = await merchant.ask<Words & { url: string; payment_intent: string }>(
    'POST',
    '/checkout-sessions',
    {
      headers: { 'idempotency-key': randomUUID() },
      body: { mode: 'payment', amount: 5000, currency: 'USD' },
    },
  );
  const readIntent = () => merchant.ask('GET', `/payment-intents/${session.payment_intent}`);
  await page.goto(session.url);

  await checkout.pay(NO_FUNDS);
  await expect(checkout.alert).toContainText(REFUSED);
  const refused = await merchant.told('payment_intent.payment_failed', secret, 'CXPay-Signature');
  expect(refused.data).toEqual(await readIntent());
  expect(refused.data).toMatchObject({
    status: 'failed',
    last_payment_error: { decline_code: 'insufficient_funds' },
  });

  await checkout.pay(THREE_DS.askedAtOnce);
  await expect(checkout.challenge.bank.code).toBeVisible();
  expect(await readIntent()).toMatchObject({
    status: 'requires_action',
    next_action: { type: 'three_d_secure' },
  });
  await approveAndReturn(page, checkout.challenge.bank);
  await expect(checkout.paid).toBeVisible();
  const paid = await merchant.told('payment_intent.succeeded', secret, 'CXPay-Signature');
  expect(paid.data).toEqual(await readIntent());
  expect(paid.data).toMatchObject({ status: 'succeeded', amount_received: 5000 });
  const completed = await merchant.told('checkout_session.completed', secret, 'CXPay-Signature');
  expect(completed.data).toEqual(await merchant.ask('GET', `/checkout-sessions/${session.id}`));
  expect(completed.data).toMatchObject({ status: 'complete', client_secret: null });
});

test('MaxFi: a checkout is created, declined, paid and told of at its own address alone', async ({
  page,
  merchant,
  checkout,
  stack: { sandbox },
}) => {
  const path = '/v2/payments/checkout';
  const body = {
    amount: 4900,
    currency: 'EUR',
    order_id: `order-${randomUUID()}`,
    webhook_url: merchant.webhook,
  };
  const made = await merchant.ask<Words & { checkout_url: string }>('POST', path, { body });
  expect(made['checkout_url']).toBe(`${sandbox.checkout}/checkout/${made.id}`);
  const read = () => merchant.ask('GET', `/v2/payments/${body.order_id}`);
  await page.goto(made.checkout_url);

  await checkout.pay(NO_FUNDS);
  await expect(checkout.alert).toContainText(REFUSED);
  const refused = await merchant.told('payment.failed', sandbox.webhookSecret, 'MaxFi-Signature');
  expect(refused.data).toEqual(await read());
  expect(refused.data).toMatchObject({ status: 'failed', error_code: 'insufficient_funds' });

  await checkout.pay(VISA);
  await expect(checkout.paid).toBeVisible();
  const paid = await merchant.told('payment.succeeded', sandbox.webhookSecret, 'MaxFi-Signature');
  expect(paid.data).toEqual(await read());
  expect(paid.data).toMatchObject({
    id: made.id,
    order_id: body.order_id,
    status: 'succeeded',
    amount_captured: 4900,
    card_last4: VISA.number.slice(-4),
  });
  const log = await merchant.ask<Sent>('GET', `/sandbox/deliveries?objectId=${made.id}`);
  expect(log.data.map(({ url }) => url)).toEqual([merchant.webhook, merchant.webhook]);
});

test('payment requests: a token is got, a request is created with it, declined, paid and told of', async ({
  page,
  merchant,
  checkout,
  stack: { sandbox },
}) => {
  const secret = await merchant.listenTo('payment_request');
  const { access_token: token } = await merchant.ask<{ access_token: string }>('POST', '/oauth/token', {
    headers: {
      authorization: `Basic ${credentialsOf(sandbox)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const headers = { authorization: `Bearer ${token}` };
  const request = await merchant.ask<Words & { url: string }>('POST', '/payment/request', {
    headers,
    body: { amount: '100', currency: 'USD', redirect_url: merchant.thanks, reference_id: '1042' },
  });
  const read = () => merchant.ask('GET', `/payment/request/${request.id}`, { headers });
  await page.goto(request.url);
  await expect(checkout.payButton).toHaveText(/\$100\.00/);

  await checkout.pay(NO_FUNDS);
  await expect(checkout.alert).toContainText(REFUSED);
  const refused = await merchant.told('payment_failed', secret, null);
  // It can still be paid: this API has no other word for that.
  expect(refused.data).toEqual(await read());
  expect(refused.data).toMatchObject({ status: 'pending' });

  await checkout.pay(VISA);
  const paid = await merchant.told('payment_succeeded', secret, null);
  expect(paid.data).toEqual(await read());
  expect(paid.data).toMatchObject({ id: request.id, status: 'paid', reference_id: '1042', amount: '100.00' });
});

interface Sent {
  readonly data: readonly { readonly url: string }[];
}

/** Of HTTP Basic, as RFC 6749, 2.3.1 has it. */
function credentialsOf({ oauthClientId, oauthClientSecret }: SandboxSettings): string {
  const both = [oauthClientId, oauthClientSecret].map(encodeURIComponent).join(':');
  return Buffer.from(both).toString('base64');
}
