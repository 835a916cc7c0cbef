// What the XPay introduction promises of coupons, promotion codes and discounts.

import { expect, it } from 'vitest';
import { type ApiCall, call, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

const MONTH_MS = 31 * 86_400_000;
const PATCH = (body: object): ApiCall => ({ method: 'PATCH', body });

async function coupon(world: World, body: object = {}): Promise<string> {
  return textAt(await ok(world, '/coupons', { body: { name: 'Spring', percentOff: 10, ...body } }), 'id');
}

function open(world: World, discount: object, body: object = {}) {
  const session = { amount: 10_000, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' } };
  return call(world, '/checkout/sessions', { body: { ...session, discounts: [discount], ...body } });
}

/** Why a coupon was refused, of an answer. */
function reasonOf({ status, json }: Awaited<ReturnType<typeof call>>) {
  expect([status, json]).toMatchObject([400, { error: { code: 'coupon_not_applicable' } }]);
  return textAt(json, 'error.message');
}

it('P211 a coupon takes off a share or an amount, exactly one of them', () =>
  inWorld(async (world) => {
    const share = await coupon(world, { percentOff: 12.5 });
    expect((await open(world, { coupon: share })).json).toMatchObject({
      amountSubtotal: 10_000,
      amountTotal: 8750,
      totalDetails: { amountDiscount: 1250 },
      discounts: [{ coupon: share, amount: 1250 }],
    });
    const amount = await coupon(world, { percentOff: undefined, amountOff: 700, currency: 'USD' });
    expect((await open(world, { coupon: amount })).json).toMatchObject({ amountTotal: 9300 });
    for (const [bad, param] of [
      [{ percentOff: undefined }, 'percentOff'],
      [{ amountOff: 1, currency: 'USD' }, 'percentOff'],
      [{ percentOff: undefined, amountOff: 1 }, 'currency'],
      [{ percentOff: 0 }, 'percentOff'],
      [{ percentOff: 100.01 }, 'percentOff'],
      [{ percentOff: 0.001 }, 'percentOff'],
    ] as const) {
      const refused = await call(world, '/coupons', { body: { name: 'Spring', percentOff: 10, ...bad } });
      expect([bad, refused.status, refused.json]).toMatchObject([bad, 400, { error: { param } }]);
    }
    // All of it, more than there is, the most there may be, and what rounds.
    const all = await coupon(world, { percentOff: 100 });
    expect((await open(world, { coupon: all })).json).toMatchObject({
      amountTotal: 0,
      paymentIntentId: null,
    });
    const most = await coupon(world, { percentOff: 50, maxDiscountAmount: 300, currency: 'USD' });
    expect((await open(world, { coupon: most })).json).toMatchObject({ amountTotal: 9700 });
    const third = await coupon(world, { percentOff: 33.33 });
    expect((await open(world, { coupon: third }, { amount: 99 })).json).toMatchObject({ amountTotal: 66 });
  }));

it('P212 a coupon lasts once, for some months, or forever', () =>
  inWorld(async (world) => {
    const customer = textAt(await ok(world, '/customers', { body: { email: 'ada@shop.example' } }), 'id');
    for (const [body, expiresAt] of [
      [{ duration: 'once' }, '2026-01-15T12:00:00.000Z'],
      [{ duration: 'repeating', durationInMonths: 3 }, '2026-04-15T12:00:00.000Z'],
      [{ duration: 'forever' }, null],
    ] as const) {
      const id = await coupon(world, body);
      const session = await open(world, { coupon: id }, { customerId: customer });
      const held = await ok(world, `/discounts/${textAt(session.json, 'discounts.0.id')}`);
      expect(held).toMatchObject({ active: true, expiresAt: null });
      await pay(world, textAt(session.json, 'id'));
      const discount = await ok(world, `/discounts/${textAt(session.json, 'discounts.0.id')}`);
      expect(discount).toMatchObject({
        active: expiresAt !== '2026-01-15T12:00:00.000Z',
        expiresAt,
        customerId: customer,
      });
    }
    world.clock.advance(3 * MONTH_MS);
    const { data } = await ok(world, `/discounts?customerId=${customer}`);
    expect((data as { active: boolean }[]).map(({ active }) => active)).toEqual([false, false, true]);
    expect(
      (await call(world, '/coupons', { body: { name: 'A', percentOff: 1, duration: 'repeating' } })).status,
    ).toBe(400);
  }));

it('P213 redemptions are capped: of 50 at once exactly 10 get a cap of 10, and what nobody pays is given back', () =>
  inWorld(async (world) => {
    const id = await coupon(world, { maxRedemptions: 10 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => open(world, { coupon: id })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    for (const refused of answers.filter(({ status }) => status !== 201))
      expect(reasonOf(refused)).toContain('which is all');
    expect(await ok(world, `/coupons/${id}`)).toMatchObject({ timesRedeemed: 10, valid: false });
    const [first] = answers.filter(({ status }) => status === 201);
    await ok(world, `/checkout/sessions/${textAt(first?.json, 'id')}/expire`, { body: {} });
    expect(await ok(world, `/coupons/${id}`)).toMatchObject({ timesRedeemed: 9, valid: true });
    expect((await open(world, { coupon: id })).status).toBe(201);
    // A code has a cap of its own.
    const free = await coupon(world);
    await ok(world, '/promotion-codes', { body: { coupon: free, code: 'TWICE', maxRedemptions: 2 } });
    const codes = await Promise.all(Array.from({ length: 5 }, () => open(world, { promotionCode: 'twice' })));
    expect(codes.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await ok(world, `/coupons/${free}`)).toMatchObject({ timesRedeemed: 2 });
  }));

it('P214 a coupon can be redeemed until its time is over', () =>
  inWorld(async (world) => {
    const id = await coupon(world, { redeemBy: '2026-01-15T13:00:00+01:00' });
    expect(reasonOf(await open(world, { coupon: id }))).toContain('2026-01-15T12:00:00.000Z');
    const later = await coupon(world, { redeemBy: '2026-01-15T12:00:01Z' });
    expect((await open(world, { coupon: later })).status).toBe(201);
    world.clock.advance(1000);
    reasonOf(await open(world, { coupon: later }));
    expect(await ok(world, `/coupons/${later}`)).toMatchObject({ valid: false });
  }));

it('P215 a coupon applies to a checkout session and to its payment intent', () =>
  inWorld(async (world) => {
    const id = await coupon(world);
    const { json: session } = await open(world, { coupon: id });
    const intent = await ok(world, `/payment-intents/${textAt(session, 'paymentIntentId')}`);
    expect(intent).toMatchObject({ amount: 9000, discounts: [{ coupon: id, amount: 1000 }] });
    const path = `/checkout/sessions/${textAt(session, 'id')}`;
    expect(await ok(world, path, PATCH({ amount: 5000 }))).toMatchObject({
      amountSubtotal: 5000,
      amountTotal: 4500,
      paymentIntent: { amount: 4500, discounts: [{ amount: 500 }] },
    });
    const headers = { 'X-Client-Secret': textAt(session, 'clientSecret') };
    const seen = await ok(world, '/v1/client/session', { key: world.keys.publishableKey, headers });
    expect(seen).toMatchObject({ amountSubtotal: 5000, amountDiscount: 500, amountTotal: 4500 });
    expect(await ok(world, `/discounts?checkoutSessionId=${textAt(session, 'id')}`)).toMatchObject({
      data: [{ amount: 500 }],
    });
    expect(await ok(world, path, PATCH({ discounts: [] }))).toMatchObject({
      amountTotal: 5000,
      discounts: [],
    });
    expect(await ok(world, `/coupons/${id}`)).toMatchObject({ timesRedeemed: 0 });
    await pay(world, textAt(session, 'id'));
    expect(await ok(world, path)).toMatchObject({ paymentIntent: { amountReceived: 5000 } });
  }));

it('P216 P217 each application is recorded as a discount: its coupon, its code, whether it is active and when it expires', () =>
  inWorld(async (world) => {
    const id = await coupon(world);
    const code = textAt(await ok(world, '/promotion-codes', { body: { coupon: id, code: 'SPRING' } }), 'id');
    const { json: session } = await open(world, { promotionCode: code });
    const discount = textAt(session, 'discounts.0.id');
    expect(discount).toMatch(idOf('di'));
    expect(await ok(world, `/discounts/${discount}`)).toMatchObject({
      coupon: id,
      promotionCode: code,
      active: true,
      expiresAt: null,
      amount: 1000,
      checkoutSessionId: session['id'],
      paymentIntentId: session['paymentIntentId'],
    });
    await ok(world, `/checkout/sessions/${textAt(session, 'id')}/expire`, { body: {} });
    expect(await ok(world, `/discounts/${discount}`)).toMatchObject({
      active: false,
      expiresAt: '2026-01-15T12:00:00.000Z',
    });
    expect(await ok(world, `/discounts?coupon=${id}`)).toMatchObject({ totalCount: 1 });
  }));

it('a coupon is for its products, customers, currency and smallest basket only', () =>
  inWorld(async (world) => {
    const product = await ok(world, '/products', {
      body: { name: 'Mug', defaultPrice: { currency: 'USD', unitAmount: 1000 } },
    });
    const mugs = await coupon(world, { appliesToProductIds: [product['id']] });
    const lineItems = [
      { price: product['defaultPrice'], quantity: 2 },
      { priceData: { currency: 'USD', unitAmount: 500, productData: { name: 'Tea' } } },
    ];
    const basket = { amount: undefined, currency: undefined, lineItems };
    expect((await open(world, { coupon: mugs }, basket)).json).toMatchObject({ amountTotal: 2300 });
    expect(reasonOf(await open(world, { coupon: mugs }))).toContain('other products');
    const euros = await coupon(world, { percentOff: undefined, amountOff: 1, currency: 'EUR' });
    expect(reasonOf(await open(world, { coupon: euros }))).toContain('is for EUR');
    const large = await coupon(world, { minValue: 10_001, currency: 'USD' });
    expect(reasonOf(await open(world, { coupon: large }))).toContain('at least 10001');
    const customerId = textAt(await ok(world, '/customers', { body: { email: 'ada@shop.example' } }), 'id');
    const once = await coupon(world, { customerMaxRedemptions: 1 });
    expect(reasonOf(await open(world, { coupon: once }))).toContain('send customerId');
    expect((await open(world, { coupon: once }, { customerId })).status).toBe(201);
    expect(reasonOf(await open(world, { coupon: once }, { customerId }))).toContain('which is all');
    const off = await coupon(world, { active: false });
    expect(reasonOf(await open(world, { coupon: off }))).toContain('not active');
    reasonOf(await open(world, { coupon: 'coup_nothing' }));
    // Another's coupon is none, and two are taken off one after the other.
    reasonOf(await open(world, { coupon: off }, {}));
    const [a, b] = [
      await coupon(world, { percentOff: 50 }),
      await coupon(world, { percentOff: undefined, amountOff: 100, currency: 'USD' }),
    ];
    expect(
      (await open(world, { coupon: a }, { discounts: [{ coupon: a }, { coupon: b }] })).json,
    ).toMatchObject({ amountTotal: 4900 });
    reasonOf(await open(world, { coupon: a }, { discounts: [{ coupon: a }, { coupon: a }] }));
  }));

it('a promotion code is for its customer, the first payment and its smallest basket only, and is no other code', () =>
  inWorld(async (world) => {
    const id = await coupon(world);
    const customerId = textAt(await ok(world, '/customers', { body: { email: 'ada@shop.example' } }), 'id');
    const add = (body: object) => call(world, '/promotion-codes', { body: { coupon: id, ...body } });
    expect((await add({ code: 'ADA', customerId })).status).toBe(201);
    reasonOf(await open(world, { promotionCode: 'ADA' }));
    expect((await open(world, { promotionCode: 'ada' }, { customerId })).status).toBe(201);
    await add({ code: 'FIRST', firstTimeTransaction: true });
    const first = await open(world, { promotionCode: 'FIRST' }, { customerId });
    await pay(world, textAt(first.json, 'id'));
    expect(reasonOf(await open(world, { promotionCode: 'FIRST' }, { customerId }))).toContain(
      'never paid before',
    );
    await add({ code: 'LARGE', minimumAmount: 10_001 });
    expect(reasonOf(await open(world, { promotionCode: 'LARGE' }))).toContain('at least 10001');
    await add({ code: 'SOON', expiresAt: '2026-01-15T12:00:00Z' });
    expect(reasonOf(await open(world, { promotionCode: 'SOON' }))).toContain('expired');
    const taken = await add({ code: 'ada' });
    expect([taken.status, taken.json]).toMatchObject([
      409,
      { error: { code: 'code_in_use', param: 'code' } },
    ]);
    expect((await add({ code: 'NEW', coupon: 'coup_nothing' })).json).toMatchObject({
      error: { param: 'coupon' },
    });
    expect(await ok(world, '/promotion-codes?code=Ada')).toMatchObject({ totalCount: 1 });
  }));
