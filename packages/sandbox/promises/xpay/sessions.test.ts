// What the XPay introduction promises of checkout sessions and payment intents.

import { expect, it } from 'vitest';
import { type ApiCall, call, confirm, eventOf, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

const BODY = { amount: 4900, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' } };
const PATCH = (body: object): ApiCall => ({ method: 'PATCH', body });

async function create(world: World, body: object = {}) {
  const session = await ok(world, '/checkout/sessions', { body: { ...BODY, ...body } });
  return { id: textAt(session, 'id'), path: `/checkout/sessions/${textAt(session, 'id')}`, session };
}

it.each(['hosted', 'embedded'])('P118 a session is created for a %s checkout', (uiMode) =>
  inWorld(async (world) => {
    expect((await create(world, { uiMode })).session).toMatchObject({ uiMode, status: 'open' });
  }),
);

it('P119 a session comes with a URL', () =>
  inWorld(async (world) => {
    const { id, session } = await create(world);
    expect(session['url']).toBe(`https://checkout.example/c/${id}`);
    // An embedded one has a page already: the shop's.
    expect((await create(world, { uiMode: 'embedded' })).session['url']).toBeNull();
  }));

it('P120 a session is retrieved with its client secret, by a secret key only', () =>
  inWorld(async (world) => {
    const { path, session } = await create(world);
    expect((await ok(world, path))['clientSecret']).toBe(session['clientSecret']);
    expect((await call(world, path, { key: world.keys.publishableKey })).status).toBe(401);
    expect((await call(world, path, { key: await world.anotherKey() })).status).toBe(404);
    expect((await call(world, path, { key: world.keys.liveSecretKey })).status).toBe(404);
  }));

it('P121 only an open session is updated', () =>
  inWorld(async (world) => {
    const { path, id } = await create(world);
    expect(await ok(world, path, PATCH({ amount: 5000 }))).toMatchObject({
      amountTotal: 5000,
      paymentIntent: { amount: 5000 },
    });
    await pay(world, id);
    expect((await call(world, path, PATCH({ amount: 1 }))).status).toBe(409);
    expect(await ok(world, path)).toMatchObject({ amountTotal: 5000 });
  }));

it.each([
  ['P122', 'mode', 'payment'],
  ['P123', 'uiMode', 'embedded'],
  ['P124', 'submitType', 'book'],
  ['P125', 'currency', 'EUR'],
  ['P126', 'expiresAfterMinutes', 60],
])('%s %s is fixed when a session is created', (_promise, field, value) =>
  inWorld(async (world) => {
    const { path, session } = await create(world);
    const refused = await call(world, path, PATCH({ [field]: value }));
    expect([refused.status, refused.json]).toMatchObject([
      400,
      { error: { code: 'immutable_field', param: field } },
    ]);
    expect(await ok(world, path)).toEqual(session);
  }),
);

it('P127 an open session is expired, once', () =>
  inWorld(async (world) => {
    const { path } = await create(world);
    expect(await ok(world, `${path}/expire`, { body: {} })).toMatchObject({
      status: 'expired',
      clientSecret: null,
    });
    expect((await call(world, `${path}/expire`, { body: {} })).status).toBe(409);
    const paid = await create(world);
    await pay(world, paid.id);
    expect((await call(world, `${paid.path}/expire`, { body: {} })).status).toBe(409);
  }));

it('P128 an expired session cannot be paid', () =>
  inWorld(async (world) => {
    const { path, session } = await create(world);
    await ok(world, `${path}/expire`, { body: {} });
    expect((await confirm(world, textAt(session, 'clientSecret'))).status).toBe(409);
    expect((await ok(world, path))['paymentIntent']).toMatchObject({ charges: [] });
  }));

it('P207 a session is created with line items, customer details, or a payment intent', () =>
  inWorld(async (world) => {
    const lineItems = [
      { priceData: { currency: 'USD', unitAmount: 700, productData: { name: 'Tea' } }, quantity: 3 },
    ];
    const first = await create(world, { amount: undefined, currency: undefined, lineItems });
    expect(first.session).toMatchObject({ amountTotal: 2100, lineItems: [{ quantity: 3 }] });
    const customerDetails = { email: 'ada@shop.example', name: 'Ada' };
    expect((await create(world, { customerDetails })).session).toMatchObject({ customerDetails });
    const customer = await ok(world, '/customers', { body: customerDetails });
    expect((await create(world, { customerId: customer['id'] })).session).toMatchObject({
      customerId: customer['id'],
      customerDetails,
    });
    // The intent moves: it is payable in one session only.
    const { paymentIntentId } = first.session;
    const bare = { amount: undefined, currency: undefined, paymentIntentId };
    const second = await create(world, bare);
    expect(second.session).toMatchObject({
      paymentIntentId,
      amountTotal: 2100,
      lineItems: [{ quantity: 3 }],
    });
    const left = await ok(world, first.path);
    expect(left).toMatchObject({ status: 'expired', paymentIntent: { status: 'expired' } });
    expect(left['paymentIntentId']).not.toBe(paymentIntentId);
    await pay(world, second.id);
    expect(await ok(world, `/payment-intents/${paymentIntentId}`)).toMatchObject({
      status: 'succeeded',
      checkoutSessionId: second.id,
    });
    const body = { ...BODY, ...bare };
    expect((await call(world, '/checkout/sessions', { body })).status).toBe(409);
    for (const bad of [{ paymentIntentId: 'pi_nothing' }, { customerId: 'cus_nothing' }]) {
      const refused = await call(world, '/checkout/sessions', {
        body: { ...body, paymentIntentId: undefined, ...('customerId' in bad ? { ...BODY } : {}), ...bad },
      });
      expect([refused.status, refused.json]).toMatchObject([400, { error: { param: Object.keys(bad)[0] } }]);
    }
  }));

it('P208 status and payment status follow the payment', () =>
  inWorld(async (world) => {
    const { path, id, session } = await create(world);
    expect(session).toMatchObject({ status: 'open', paymentStatus: 'unpaid' });
    await pay(world, id);
    expect(await ok(world, path)).toMatchObject({ status: 'complete', paymentStatus: 'paid' });
  }));

it('P210 a session expires 24 hours after it was created', () =>
  inWorld(async (world) => {
    const { path, session } = await create(world);
    expect(session).toMatchObject({
      createdAt: '2026-01-15T12:00:00.000Z',
      expiresAt: '2026-01-16T12:00:00.000Z',
    });
    await world.advance(24 * 3_600_000 - 1);
    expect(await ok(world, path)).toMatchObject({ status: 'open' });
    await world.advance(1);
    const expired = await call(world, path);
    expect(expired.json).toMatchObject({ status: 'expired' });
    expect(world.webhooks.map((webhook) => eventOf(webhook).type)).toEqual(['checkout.session.expired']);
    expect(world.webhooks[0]?.body).toContain(`"data":{"object":${expired.text}}`);
  }));

it('sessions are listed with filters and in pages that stay as they are while others are created', () =>
  inWorld(async (world) => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await create(world)).id);
    const list = async (query: string) => {
      const { data, ...page } = await ok(world, `/checkout/sessions?${query}`);
      return { ...page, ids: (data as { id: string }[]).map(({ id }) => id) };
    };
    expect((await list('limit=2&page=1')).ids).toEqual(ids.slice(0, 2));
    ids.push((await create(world)).id);
    expect(await list('limit=2&page=2')).toEqual({
      ids: ids.slice(2, 4),
      totalCount: 6,
      page: 2,
      limit: 2,
      totalPages: 3,
    });
    expect((await list('order=desc&limit=1')).ids).toEqual(ids.slice(-1));
    await pay(world, ids[3] ?? '');
    expect((await list('status=complete')).ids).toEqual([ids[3]]);
    expect(await list('status=open')).toMatchObject({ totalCount: 5 });
    expect((await call(world, '/checkout/sessions?status=canceled')).status).toBe(400);
  }));

it('P223 an intent shows the history of its attempts, in order', () =>
  inWorld(async (world) => {
    const { id, session } = await create(world);
    await pay(world, id, { outcome: 'generic_decline' });
    await pay(world, id);
    const intent = await ok(world, `/payment-intents/${textAt(session, 'paymentIntentId')}`);
    expect(intent).toMatchObject({
      status: 'succeeded',
      charges: [{ status: 'failed', failureCode: 'generic_decline' }, { status: 'succeeded' }],
    });
    expect(textAt(intent, 'latestChargeId')).toBe(textAt(intent, 'charges.1.id'));
    expect(textAt(intent, 'charges.0.id')).toMatch(idOf('ch'));
  }));

it('P224 the payment intent is what the checkout drives on the client', () =>
  inWorld(async (world) => {
    const { session } = await create(world, { uiMode: 'embedded' });
    const headers = { 'X-Client-Secret': textAt(session, 'clientSecret') };
    const seen = await ok(world, '/v1/client/session', { key: world.keys.publishableKey, headers });
    expect(seen).toMatchObject({
      intent: { id: session['paymentIntentId'], status: 'requires_payment_method' },
    });
    const paid = await confirm(world, textAt(session, 'clientSecret'));
    expect(paid.json).toMatchObject({ intent: { id: session['paymentIntentId'], status: 'succeeded' } });
  }));
