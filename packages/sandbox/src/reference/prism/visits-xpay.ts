// The good requests of XPay's document, every operation once, in an order in which each has what it needs.

import { confirm, pay, textAt } from '../../../promises/call.ts';
import type { World } from '../../../promises/start.ts';
import { aSessionBody } from '../../test-sandbox.ts';
import type { Go, GoodVisit } from './visitor.ts';

const ITEM = { priceData: { currency: 'USD', unitAmount: 1900, productData: { name: 'Tea' } } };
const THANKS = 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}';
const FREE_FIELDS = { metadata: { order: '1042' } };

const catalog: GoodVisit = async (go) => {
  const body = { name: 'Mug', defaultPrice: { currency: 'USD', unitAmount: 1000 } };
  const product = textAt(await go('POST /products', { body }), 'id');
  await go(`GET /products/${product}`);
  await go(`PATCH /products/${product}`, { body: { name: 'Big mug', ...FREE_FIELDS } });
  await go(`GET /products/${product}/stats`);
  await go('GET /products?limit=5');
  await go('POST /upload-url', { body: { contentType: 'image/png' } });
  const price = textAt(
    await go(`POST /prices?productId=${product}`, { body: { currency: 'USD', unitAmount: 900 } }),
    'id',
  );
  await go(`GET /prices/${price}`);
  await go(`PATCH /prices/${price}`, { body: FREE_FIELDS });
  await go(`DELETE /prices/${price}`);
  const unsold = textAt(await go('POST /products', { body: { name: 'Unsold' } }), 'id');
  await go(`DELETE /products/${unsold}`);
};

const discounts: GoodVisit = async (go) => {
  const coupon = textAt(await go('POST /coupons', { body: { name: 'Spring', percentOff: 10 } }), 'id');
  await go(`GET /coupons/${coupon}`);
  await go(`PATCH /coupons/${coupon}`, { body: FREE_FIELDS });
  await go('GET /coupons');
  const code = textAt(await go('POST /promotion-codes', { body: { coupon, code: 'SPRING' } }), 'id');
  await go(`GET /promotion-codes/${code}`);
  await go(`PATCH /promotion-codes/${code}`, { body: FREE_FIELDS });
  await go('GET /promotion-codes');
  const body = aSessionBody({ discounts: [{ promotionCode: 'SPRING' }] });
  const session = await go('POST /checkout/sessions', { body });
  await go(`GET /discounts/${textAt(session, 'discounts.0.id')}`);
  await go(`GET /discounts?coupon=${coupon}`);
  const link = textAt(await go('POST /payment-links', { body: { lineItems: [ITEM] } }), 'id');
  await go(`GET /payment-links/${link}`);
  await go(`PATCH /payment-links/${link}`, { body: FREE_FIELDS });
  await go('GET /payment-links?active=true');
};

/** A card that a buyer keeps, and the merchant removes. */
const keptCards = async (go: Go, world: World, customerId: string): Promise<void> => {
  const body = aSessionBody({ customerId, savedCards: { offer: true } });
  const session = await go('POST /checkout/sessions', { body });
  await confirm(world, textAt(session, 'clientSecret'), { keep: true });
  const kept = await go(`GET /customers/${customerId}/payment-methods`);
  await go(`DELETE /customers/${customerId}/payment-methods/${textAt(kept, 'data.0.id')}`);
};

/** XPay: a payment that is captured and refunded, and one that is let go. */
export const visitXpay: GoodVisit = async (go, world) => {
  const customer = textAt(await go('POST /customers', { body: { email: 'ada@shop.example' } }), 'id');
  await go(`GET /customers/${customer}`);
  await go(`PATCH /customers/${customer}`, { body: { name: 'Ada' } });
  const open = async (more: object = {}) =>
    go('POST /checkout/sessions', {
      body: aSessionBody({ captureMethod: 'manual', returnUrl: THANKS, ...more }),
    });
  const session = await open({ customerId: customer });
  const id = textAt(session, 'id');
  const intent = textAt(session, 'paymentIntentId');
  await go(`PATCH /checkout/sessions/${id}`, { body: { description: 'Order 1042' } });
  await pay(world, id);
  await go(`GET /checkout/sessions/${id}`);
  await go('GET /checkout/sessions?limit=5');
  const captured = await go(`POST /payment-intents/${intent}/capture`, { body: {} });
  await go(`GET /payment-intents/${intent}`);
  await go(`GET /charges/${textAt(captured, 'charges.0.id')}`);
  const refund = await go('POST /refunds', { body: { paymentIntentId: intent, amount: 100 } });
  await go(`GET /refunds/${textAt(refund, 'id')}`);
  await go('GET /refunds');
  await go('GET /balance');
  const movements = await go('GET /balance-transactions');
  await go(`GET /balance-transactions/${textAt(movements, 'data.0.id')}`);
  await go('GET /customers');
  await go(`GET /customers/${customer}/stats`);
  await keptCards(go, world, customer);
  const dropped = await open();
  await pay(world, textAt(dropped, 'id'));
  await go(`POST /payment-intents/${textAt(dropped, 'paymentIntentId')}/cancel`, { body: {} });
  await go(`POST /checkout/sessions/${textAt(await open(), 'id')}/expire`);
  await catalog(go, world);
  await discounts(go, world);
};
