// Facts about orders that discounts leave nothing to pay of: placed without a charge, once, and told of like any other.

import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  APPROVED,
  aConfirmBody,
  aSessionBody,
  call,
  callClient,
  eventTypes,
  type Sandbox,
  withSandbox,
} from './test-sandbox.ts';
import { publicSession } from './wire/browser/schemas.ts';

const OPENED = z.object({ id: z.string(), clientSecret: z.string(), paymentIntentId: z.string().nullable() });
type Opened = z.output<typeof OPENED>;

async function made(sandbox: Sandbox, path: string, body: object): Promise<string> {
  const answer = await call(sandbox, path, { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return String(answer.json['id']);
}

const aCoupon = (sandbox: Sandbox, terms: object = { percentOff: 100 }) =>
  made(sandbox, '/coupons', { name: 'On the house', ...terms });

async function open(sandbox: Sandbox, more: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  const answer = await call(sandbox, '/checkout/sessions', { body: aSessionBody(more) });
  if (answer.status !== 201) throw new Error(answer.text);
  return OPENED.parse(answer.json);
}

/** A session whose merchant gives all of it away. */
const openFree = async (sandbox: Sandbox, more: Readonly<Record<string, unknown>> = {}) =>
  open(sandbox, { ...more, discounts: [{ coupon: await aCoupon(sandbox) }] });

const NONE = { expectedAmount: 0, paymentMethod: { type: 'none', billing: {} } };

const confirm = (sandbox: Sandbox, { clientSecret }: Opened, body: object = NONE, key = 'press-1') =>
  callClient(sandbox, '/confirm', clientSecret, { body, headers: { 'Idempotency-Key': key } });

const choose = (sandbox: Sandbox, { clientSecret }: Opened, body: object) =>
  callClient(sandbox, '', clientSecret, { method: 'PATCH', body });

const read = async (sandbox: Sandbox, { id }: Opened) =>
  (await call(sandbox, `/checkout/sessions/${id}`)).json;

const chargesIn = ({ store }: Sandbox) => store.db.selectFrom('charges').selectAll().execute();

it('an order without a price is open and unpaid, with no intent to tell of', () =>
  withSandbox(async (sandbox) => {
    const session = await openFree(sandbox);
    expect(await read(sandbox, session)).toMatchObject({
      status: 'open',
      paymentStatus: 'unpaid',
      amountSubtotal: 4900,
      amountTotal: 0,
      paymentIntentId: null,
      paymentIntent: null,
    });
  }));

it('is complete and needs no payment when its buyer places it, with one event and no charge', () =>
  withSandbox(async (sandbox) => {
    const session = await openFree(sandbox);
    const answer = await confirm(sandbox, session);
    expect(publicSession.parse(answer.json)).toMatchObject({
      status: 'complete',
      paymentStatus: 'no_payment_required',
      intent: { status: 'succeeded', amount: 0, card: null, lastError: null },
    });
    const kept = await read(sandbox, session);
    expect(kept).toMatchObject({
      status: 'complete',
      paymentStatus: 'no_payment_required',
      paymentIntentId: null,
      clientSecret: null,
    });
    expect(await eventTypes(sandbox)).toEqual(['checkout.session.completed']);
    const [event] = await sandbox.store.db.selectFrom('events').select('payload').execute();
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({ data: { object: kept } });
    expect(await chargesIn(sandbox)).toEqual([]);
    expect((await call(sandbox, '/balance-transactions')).json).toMatchObject({ totalCount: 0 });
  }));

it('has a receipt of nothing that names the session, and redeems its coupon', () =>
  withSandbox(async (sandbox) => {
    const coupon = await aCoupon(sandbox);
    const session = await open(sandbox, {
      discounts: [{ coupon }],
      customerDetails: { email: 'ada@shop.example' },
    });
    await confirm(sandbox, session);
    expect((await callClient(sandbox, '/result', session.clientSecret)).json).toMatchObject({
      status: 'complete',
      paymentStatus: 'no_payment_required',
      receipt: {
        amount: 0,
        currency: 'USD',
        card: null,
        email: 'ada@shop.example',
        reference: session.id,
        paidAt: '2026-01-15T12:00:00.000Z',
      },
    });
    expect((await call(sandbox, `/coupons/${coupon}`)).json).toMatchObject({ timesRedeemed: 1 });
    expect((await call(sandbox, '/discounts')).json).toMatchObject({
      data: [{ active: false, expiresAt: '2026-01-15T12:00:00.000Z', amount: 4900 }],
    });
  }));

it('is placed once for a key, and is over for any other', () =>
  withSandbox(async (sandbox) => {
    const session = await openFree(sandbox);
    const [first, second] = await Promise.all([confirm(sandbox, session), confirm(sandbox, session)]);
    const again = await confirm(sandbox, session);
    expect([first.status, second.text, again.text]).toEqual([200, first.text, first.text]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    const other = await confirm(sandbox, session, NONE, 'press-2');
    expect([other.status, other.json['code']]).toEqual([409, 'session_complete']);
    const reused = await confirm(sandbox, session, { ...NONE, customFields: {} });
    expect(reused.status).toBe(422);
    expect(await eventTypes(sandbox)).toEqual(['checkout.session.completed']);
  }));

it('asks for all that a payment asks for, and keeps it with the session and its customer', () =>
  withSandbox(async (sandbox) => {
    const address = { country: 'DE', line1: 'Teststraße 1', city: 'Berlin', postalCode: '10115' };
    const session = await openFree(sandbox, {
      collect: { name: true, email: true, phone: true, billingAddress: true, shippingAddress: true },
      customFields: [{ type: 'text', key: 'engraving', label: 'Engraving' }],
      customerCreation: 'always',
    });
    const billing = { name: 'Ada', email: 'ada@shop.example', phone: '+493012345678', address };
    const whole = {
      expectedAmount: 0,
      paymentMethod: { type: 'none', billing },
      shipping: { name: 'Grace', address },
      customFields: { engraving: 'Yours' },
    };
    for (const [body, param] of [
      [{ ...whole, paymentMethod: { type: 'none', billing: { address } } }, 'paymentMethod.billing.name'],
      [
        { ...whole, paymentMethod: { type: 'none', billing: { ...billing, email: '@' } } },
        'paymentMethod.billing.email',
      ],
      [{ ...whole, shipping: undefined }, 'shipping.name'],
      [{ ...whole, customFields: {} }, 'customFields.engraving'],
    ] as const) {
      const refused = await confirm(sandbox, session, body);
      expect([refused.status, refused.json['code'], refused.json['param']]).toEqual([
        400,
        'field_invalid',
        param,
      ]);
    }
    expect((await confirm(sandbox, session, whole)).status).toBe(200);
    const kept = await read(sandbox, session);
    expect(kept).toMatchObject({
      customerDetails: { name: 'Ada', email: 'ada@shop.example', phone: '+493012345678' },
      billingDetails: { name: 'Ada', address: { city: 'Berlin' } },
      shippingDetails: { name: 'Grace', address: { city: 'Berlin' } },
      customFields: [{ key: 'engraving', value: 'Yours' }],
      customerId: expect.stringMatching(/^cus_/),
    });
    expect((await call(sandbox, `/customers/${String(kept['customerId'])}`)).json).toMatchObject({
      type: 'registered',
      email: 'ada@shop.example',
    });
    expect(await eventTypes(sandbox)).toEqual(['customer.created', 'checkout.session.completed']);
  }));

it('comes of a code that the buyer enters, and is to be paid again when they take it off', () =>
  withSandbox(async (sandbox) => {
    await made(sandbox, '/promotion-codes', { coupon: await aCoupon(sandbox), code: 'GIFT' });
    const session = await open(sandbox, { allowPromotionCodes: true });
    const free = publicSession.parse((await choose(sandbox, session, { addPromotionCode: 'gift' })).json);
    expect(free).toMatchObject({ amountTotal: 0, paymentStatus: 'unpaid', status: 'open' });
    expect(await read(sandbox, session)).toMatchObject({ paymentIntentId: null });

    const byCard = await confirm(sandbox, session, { ...aConfirmBody(APPROVED), expectedAmount: 0 }, 'card');
    expect([byCard.status, byCard.json['code'], byCard.json['param']]).toEqual([
      400,
      'invalid_request',
      'paymentMethod.type',
    ]);
    const removeDiscount = free.discounts?.[0]?.id;
    const dear = publicSession.parse((await choose(sandbox, session, { removeDiscount })).json);
    expect(dear.amountTotal).toBe(4900);
    expect(await read(sandbox, session)).toMatchObject({ paymentIntentId: session.paymentIntentId });

    const stale = await confirm(sandbox, session, NONE, 'stale');
    expect([stale.status, stale.json['code']]).toEqual([409, 'amount_changed']);
    const unpaid = await confirm(sandbox, session, { ...NONE, expectedAmount: 4900 }, 'unpaid');
    expect([unpaid.status, unpaid.json['param']]).toEqual([400, 'paymentMethod.type']);
    expect((await confirm(sandbox, session, aConfirmBody(APPROVED), 'paid')).json).toMatchObject({
      status: 'complete',
      paymentStatus: 'paid',
    });
    expect(await chargesIn(sandbox)).toHaveLength(1);
  }));

it('tells nothing of a card that was declined before', () =>
  withSandbox(async (sandbox) => {
    await made(sandbox, '/promotion-codes', { coupon: await aCoupon(sandbox), code: 'GIFT' });
    const session = await open(sandbox, { allowPromotionCodes: true });
    await confirm(sandbox, session, aConfirmBody('4000000000000002'), 'declined');
    await choose(sandbox, session, { addPromotionCode: 'GIFT' });
    expect(publicSession.parse((await confirm(sandbox, session)).json)).toMatchObject({
      paymentStatus: 'no_payment_required',
      intent: { status: 'succeeded', card: null, lastError: null },
    });
    expect((await callClient(sandbox, '/result', session.clientSecret)).json).toMatchObject({
      receipt: { card: null, reference: session.id },
    });
  }));

it('comes of an amount off that is more than a smaller order costs', () =>
  withSandbox(async (sandbox) => {
    const coupon = await aCoupon(sandbox, { amountOff: 2000, currency: 'USD' });
    const item = {
      priceData: { currency: 'USD', unitAmount: 1500, productData: { name: 'Mug' } },
      quantity: 2,
      adjustableQuantity: { minimum: 1, maximum: 5 },
    };
    const body = { amount: undefined, currency: undefined, lineItems: [item], discounts: [{ coupon }] };
    const session = await open(sandbox, body);
    const shown = publicSession.parse((await callClient(sandbox, '', session.clientSecret)).json);
    expect(shown.amountTotal).toBe(1000);
    const lineItemQuantities = [{ id: shown.lineItems[0]?.id, quantity: 1 }];
    expect((await choose(sandbox, session, { lineItemQuantities })).json).toMatchObject({
      amountTotal: 0,
      amountDiscount: 1500,
    });
  }));

it('is no price of its own: what costs nothing without a discount is refused', () =>
  withSandbox(async (sandbox) => {
    for (const [more, param] of [
      [{ amount: 0 }, 'amount'],
      [{ amount: -1 }, 'amount'],
      [{ amount: 0.5 }, 'amount'],
    ] as const) {
      const answer = await call(sandbox, '/checkout/sessions', { body: aSessionBody(more) });
      expect([answer.status, answer.json]).toMatchObject([400, { error: { param } }]);
    }
  }));

it('expires, and gives its coupon back, when nobody places it', () =>
  withSandbox(async (sandbox) => {
    const coupon = await aCoupon(sandbox, { percentOff: 100, maxRedemptions: 1 });
    const session = await open(sandbox, { discounts: [{ coupon }], expiresAfterMinutes: 5 });
    sandbox.clock.advance(5 * 60_000);
    const late = await confirm(sandbox, session);
    expect([late.status, late.json['code']]).toEqual([409, 'session_expired']);
    expect(await read(sandbox, session)).toMatchObject({ status: 'expired', paymentStatus: 'unpaid' });
    expect((await call(sandbox, `/coupons/${coupon}`)).json).toMatchObject({ timesRedeemed: 0 });
  }));

it('is placed by the sandbox’s own buyer, can be exported, and hands no intent on', () =>
  withSandbox(async (sandbox) => {
    const session = await openFree(sandbox, { collect: { email: true } });
    const [row] = await sandbox.store.db.selectFrom('payment_intents').select('id').execute();
    const taken = await call(sandbox, '/checkout/sessions', {
      body: aSessionBody({ amount: undefined, currency: undefined, paymentIntentId: row?.id }),
    });
    expect([taken.status, taken.json]).toMatchObject([409, { error: { param: 'paymentIntentId' } }]);
    const paid = await call(sandbox, `/sandbox/sessions/${session.id}/pay`, { method: 'POST' });
    expect(paid.json).toMatchObject({ paymentStatus: 'no_payment_required' });
    const snapshot = (await call(sandbox, '/sandbox/export')).json;
    await call(sandbox, '/sandbox/reset', { method: 'POST' });
    expect((await call(sandbox, '/sandbox/import', { body: snapshot })).status).toBe(200);
    expect(await read(sandbox, session)).toEqual(paid.json);
    const refund = await call(sandbox, '/refunds', { body: { paymentIntentId: row?.id } });
    expect(refund.status).toBe(400);
  }));
