// What the XPay introduction promises of customers.

import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { call, eventOf, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

const ADA = { name: 'Ada Lovelace', email: 'ada@shop.example', phone: '+20 100 123 4567' };

async function create(world: World, body: object = ADA): Promise<string> {
  return textAt(await ok(world, '/customers', { body }), 'id');
}

async function idsOf(world: World, query: string): Promise<readonly unknown[]> {
  const { data } = await ok(world, `/customers?${query}`);
  return (data as readonly { readonly id: string }[]).map(({ id }) => id);
}

async function paidSession(world: World, body: object = {}): Promise<string> {
  const id = textAt(
    await ok(world, '/checkout/sessions', {
      body: { amount: 4900, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' }, ...body },
    }),
    'id',
  );
  await pay(world, id);
  return id;
}

it('P129 customers are listed with search and pagination', () =>
  inWorld(async (world) => {
    for (let count = 0; count < 5; count += 1)
      await create(world, { name: `Ada ${count}`, phone: '+201001' });
    await create(world, { name: 'Grace', phone: '+201002' });
    const page = await ok(world, '/customers?search=ada&limit=2&page=3');
    expect(page).toMatchObject({ totalCount: 5, page: 3, limit: 2, totalPages: 3 });
    expect(page['data']).toMatchObject([{ name: 'Ada 4' }]);
  }));

it('P129 pages of customers repeat and skip nothing while others are added', () =>
  inWorld(async (world) => {
    const made: string[] = [];
    const add = async () => void made.push(await create(world));
    for (let count = 0; count < 6; count += 1) await add();
    const seen: unknown[] = [];
    for (let page = 1; page <= 4; page += 1) {
      seen.push(...(await idsOf(world, `limit=2&page=${page}`)));
      await add();
    }
    expect(seen).toEqual(made.slice(0, 8));
    // The newest first, by following the links.
    const newest: unknown[] = [];
    let path = '/customers?order=desc&limit=4';
    while (path !== '') {
      const { json, headers } = await call(world, path);
      newest.push(...(json['data'] as { readonly id: string }[]).map(({ id }) => id));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1] ?? '';
      await add();
    }
    expect(newest).toEqual(made.slice(0, 10).reverse());
  }));

it('P130 a customer in a list has only the essential fields', () =>
  inWorld(async (world) => {
    await create(world);
    await paidSession(world, { customerDetails: { email: 'eve@shop.example' } });
    const { data } = await ok(world, '/customers');
    const [ada, eve] = data as readonly object[];
    for (const one of [ada, eve]) {
      expect(Object.keys(one ?? {}).sort()).toEqual(
        ['createdAt', 'email', 'id', 'latestPaymentMethod', 'name', 'phone'].sort(),
      );
    }
    expect(ada).toMatchObject({ latestPaymentMethod: null });
    expect(eve).toMatchObject({ latestPaymentMethod: { type: 'card', card: { last4: '4242' } } });
  }));

it('P131 search finds customers by id, name, email and phone', () =>
  inWorld(async (world) => {
    const id = await create(world);
    await create(world, { name: 'Grace Hopper', email: 'grace@navy.example', phone: '+1 202 555 0100' });
    for (const search of [
      id,
      'lovelace',
      'ADA LOVE',
      'ada@shop.example',
      'ada@sh',
      '+20 100 123 4567',
      '1001234567',
    ])
      expect([search, await idsOf(world, `search=${encodeURIComponent(search)}`)]).toEqual([search, [id]]);
    expect(await idsOf(world, 'search=nobody')).toEqual([]);
    expect(await idsOf(world, 'search=%2C')).toEqual([]);
  }));

it('P132 comma-separated terms find what any of them finds', () =>
  inWorld(async (world) => {
    const ada = await create(world);
    const grace = await create(world, { name: 'Grace Hopper', email: 'grace@navy.example' });
    await create(world, { name: 'Eve', email: 'eve@shop.example' });
    expect(await idsOf(world, 'search=hopper,ada%40shop')).toEqual([ada, grace]);
  }));

it('P133 creating a customer makes a new record', () =>
  inWorld(async (world) => {
    const answer = await call(world, '/customers', { body: { ...ADA, metadata: { tier: 'gold' } } });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      ...ADA,
      object: 'customer',
      type: 'registered',
      metadata: { tier: 'gold' },
    });
    expect(answer.json['id']).toMatch(idOf('cus'));
    expect(await create(world)).not.toBe(answer.json['id']);
  }));

it('P134 a customer needs an email or a phone number', () =>
  inWorld(async (world) => {
    const neither = await call(world, '/customers', { body: { name: 'Ada' } });
    expect(neither.status).toBe(400);
    expect(neither.json).toMatchObject({ error: { code: 'contact_required', param: 'email' } });
    await create(world, { email: 'ada@shop.example' });
    const id = await create(world, { phone: '+20 100 123 4567' });
    const cleared = await call(world, `/customers/${id}`, { method: 'PATCH', body: { phone: null } });
    expect(cleared.json).toMatchObject({ error: { code: 'contact_required' } });
  }));

it('P135 test and live customers do not see each other', () =>
  inWorld(async (world) => {
    const id = await create(world);
    const live = { key: world.keys.liveSecretKey };
    expect((await call(world, `/customers/${id}`, live)).status).toBe(404);
    expect(await ok(world, '/customers', live)).toMatchObject({ totalCount: 0 });
    expect((await call(world, `/customers/${id}`, { key: await world.anotherKey() })).status).toBe(404);
  }));

it('P136 a customer is returned with id, type, name, email, phone, address and metadata', () =>
  inWorld(async (world) => {
    const address = {
      line1: '1 Nile St',
      line2: null,
      city: 'Cairo',
      state: null,
      postalCode: '11511',
      country: 'EG',
    };
    const id = await create(world, { ...ADA, address, metadata: { tier: 'gold' } });
    const customer = await ok(world, `/customers/${id}`);
    expect(customer).toMatchObject({ id, type: 'registered', ...ADA, address, metadata: { tier: 'gold' } });
  }));

it('P137 a customer is identical to the payload of customer.* webhooks', () =>
  inWorld(async (world) => {
    const id = await create(world);
    const created = await call(world, `/customers/${id}`);
    world.clock.advance(1000);
    await ok(world, `/customers/${id}`, { method: 'PATCH', body: { name: 'Ada King' } });
    const updated = await call(world, `/customers/${id}`);
    await paidSession(world, { customerCreation: 'always', customerDetails: { email: 'eve@shop.example' } });
    await world.work();
    const events = world.webhooks.filter(({ body }) =>
      eventOf({ url: '', headers: new Headers(), body }).type.startsWith('customer.'),
    );
    expect(events.map((webhook) => eventOf(webhook).type)).toEqual([
      'customer.created',
      'customer.updated',
      'customer.created',
    ]);
    for (const [index, answer] of [created, updated].entries())
      expect(events[index]?.body).toContain(`"data":{"object":${answer.text}}`);
    const guest = textAt(
      eventOf(events[2] ?? { url: '', headers: new Headers(), body: '' }),
      'data.object.id',
    );
    expect(events[2]?.body).toContain(`"data":{"object":${(await call(world, `/customers/${guest}`)).text}}`);
  }));

it('P138 stats count the transactions of a customer and list their payment methods', () =>
  inWorld(async (world) => {
    const id = await create(world);
    await paidSession(world, { customerId: id });
    await paidSession(world, { customerId: id, amount: 100 });
    await paidSession(world, { customerId: id, amount: 500, currency: 'JPY' });
    expect(await ok(world, `/customers/${id}/stats`)).toMatchObject({
      customerId: id,
      transactionCount: 3,
      totalSpent: [
        { currency: 'JPY', amount: 500 },
        { currency: 'USD', amount: 5000 },
      ],
      paymentMethods: [{ type: 'card', card: { brand: 'visa', last4: '4242' } }],
    });
  }));

it('P209 a paid session refers to its customer and its payment intent', () =>
  inWorld(async (world) => {
    const details = { customerDetails: { email: 'eve@shop.example', name: 'Eve' } };
    const session = await ok(world, `/checkout/sessions/${await paidSession(world, details)}`);
    const customer = await ok(world, `/customers/${textAt(session, 'customerId')}`);
    expect(customer).toMatchObject({ type: 'guest', email: 'eve@shop.example', name: 'Eve' });
    expect(session['paymentIntentId']).toMatch(idOf('pi'));
    // The same address is the same guest; a session that was told to makes a registered customer.
    const again = await ok(world, `/checkout/sessions/${await paidSession(world, details)}`);
    expect(again['customerId']).toBe(session['customerId']);
    const always = { ...details, customerCreation: 'always' };
    const registered = await ok(world, `/checkout/sessions/${await paidSession(world, always)}`);
    expect(await ok(world, `/customers/${textAt(registered, 'customerId')}`)).toMatchObject({
      type: 'registered',
    });
  }));

it('P218 a payment method is saved for reuse: kept with its customer by its last four digits (the form does not offer it yet)', () =>
  inWorld(async (world) => {
    const id = await create(world);
    await paidSession(world, { customerId: id });
    await world.advance(1000);
    await paidSession(world, { customerId: id });
    const stats = await call(world, `/customers/${id}/stats`);
    expect(stats.json['paymentMethods']).toMatchObject([
      { id: expect.stringMatching(idOf('pm')), card: { last4: '4242' } },
    ]);
    expect(stats.text).not.toContain('4242424242424242');
  }));

it('P219 the lifetime spend of a customer is the sum of their payments, less refunds', () =>
  inWorld(async (world) => {
    const id = await create(world);
    const sessionId = await paidSession(world, { customerId: id });
    const { paymentIntentId } = await ok(world, `/checkout/sessions/${sessionId}`);
    await ok(world, '/refunds', { body: { paymentIntentId, amount: 900 } });
    expect(await ok(world, `/customers/${id}/stats`)).toMatchObject({
      totalSpent: [{ currency: 'USD', amount: 4000 }],
    });
  }));

it('P220 metadata is kept with a customer', () =>
  inWorld(async (world) => {
    const id = await create(world, { ...ADA, metadata: { tier: 'gold', note: 'ünïcödé' } });
    await ok(world, `/customers/${id}`, { method: 'PATCH', body: { name: 'A.' } });
    expect(await ok(world, `/customers/${id}`)).toMatchObject({
      metadata: { tier: 'gold', note: 'ünïcödé' },
    });
    await ok(world, `/customers/${id}`, { method: 'PATCH', body: { metadata: {} } });
    expect((await ok(world, `/customers/${id}`))['metadata']).toEqual({});
  }));

it('P221 a customer is identified by their email or by a stable external id', () =>
  inWorld(async (world) => {
    const externalId = randomUUID();
    const id = await create(world, { ...ADA, externalId });
    await create(world, { email: 'grace@navy.example' });
    expect(await idsOf(world, `externalId=${externalId}`)).toEqual([id]);
    expect(await idsOf(world, 'email=ada%40shop.example')).toEqual([id]);
    const taken = await call(world, '/customers', { body: { ...ADA, externalId } });
    expect(taken.status).toBe(409);
    expect(taken.json).toMatchObject({ error: { code: 'external_id_in_use', param: 'externalId' } });
  }));
