// The good requests of CX Pay, MaxFi and payment requests, every operation once, in an order in which each has what it needs.

import { randomUUID } from 'node:crypto';
import { pay, textAt } from '../../../promises/call.ts';
import type { GoodVisit } from './visitor.ts';

/** An address to be filled in, which is no address before. */
const THANKS = 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}';
const FREE_FIELDS = { metadata: { order: '1042' } };

/** CX Pay: the same in its words. */
export const visitCxpay: GoodVisit = async (go, world) => {
  const open = () =>
    go('POST /checkout-sessions', {
      headers: { 'idempotency-key': randomUUID() },
      body: { mode: 'payment', amount: 4900, currency: 'USD', capture_method: 'manual', return_url: THANKS },
    });
  const session = await open();
  const id = textAt(session, 'id');
  const intent = textAt(session, 'payment_intent');
  await go(`PATCH /checkout-sessions/${id}`, { body: FREE_FIELDS });
  await pay(world, id);
  await go(`GET /checkout-sessions/${id}`);
  const captured = await go(`POST /payment-intents/${intent}/capture`, { body: { amount_to_capture: 4000 } });
  await go(`GET /payment-intents/${intent}`);
  await go(`GET /charges/${textAt(captured, 'charges.0.id')}`);
  const dropped = await open();
  await pay(world, textAt(dropped, 'id'));
  await go(`POST /payment-intents/${textAt(dropped, 'payment_intent')}/cancel`, { body: {} });
  await go(`POST /checkout-sessions/${textAt(await open(), 'id')}/expire`, { body: {} });
};

/** MaxFi. */
export const visitMaxfi: GoodVisit = async (go, world) => {
  const open = (order_id: string) =>
    go('POST /v2/payments/checkout', {
      body: { amount: 4900, currency: 'EUR', order_id, capture_method: 'manual', success_url: THANKS },
    });
  const id = textAt(await open('order-1'), 'id');
  await go(`GET /v2/payments/checkout/${id}`);
  await pay(world, id);
  await go(`POST /v2/payments/${id}/capture`, { body: {} });
  await go(`POST /v2/payments/${id}/refund`, { body: { amount: 100 } });
  await go('GET /v2/payments/order-1');
  await go('GET /v2/payments?limit=5');
  const dropped = textAt(await open('order-2'), 'id');
  await pay(world, dropped);
  await go(`POST /v2/payments/${dropped}/cancel`, { body: {} });
  await go('GET /v2/health');
};

/** Payment requests, in both spellings. */
export const visitPaymentRequest: GoodVisit = async (go, { keys }) => {
  const client = `${keys.oauthClientId}:${keys.oauthClientSecret}`;
  const basic = { authorization: `Basic ${Buffer.from(client).toString('base64')}` };
  const token = await go('POST /oauth/token', { headers: basic, form: { grant_type: 'client_credentials' } });
  const headers = { authorization: `Bearer ${textAt(token, 'access_token')}` };
  for (const path of ['/payment/request', '/payments/request']) {
    const body = { amount: '100', currency: 'USD', redirect_url: THANKS };
    const id = textAt(await go(`POST ${path}`, { headers, body }), 'id');
    await go(`GET ${path}/${id}`, { headers });
    await go(`POST ${path}/${id}/cancel`, { headers, body: {} });
  }
};
