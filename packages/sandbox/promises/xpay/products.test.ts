// What the XPay introduction promises of products and prices.

import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { type ApiCall, call, confirm, eventOf, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

const MUG = { name: 'Ceramic mug', description: 'Holds half a litre', unitLabel: 'piece' };
const PRICE = { currency: 'USD', unitAmount: 1900 };
const PATCH = (body: object): ApiCall => ({ method: 'PATCH', body });
const DELETE: ApiCall = { method: 'DELETE' };

async function create(world: World, body: object = {}) {
  const product = await ok(world, '/products', { body: { ...MUG, defaultPrice: PRICE, ...body } });
  return { id: textAt(product, 'id'), priceId: textAt(product, 'defaultPrice'), product };
}

async function priceOf(world: World, productId: string, body: object = PRICE): Promise<string> {
  return textAt(await ok(world, `/prices?productId=${productId}`, { body }), 'id');
}

async function namesOf(world: World, query: string): Promise<readonly string[]> {
  const { data } = await ok(world, `/products?${query}`);
  return (data as readonly { readonly name: string }[]).map(({ name }) => name);
}

function sell(world: World, price: string, more: object = {}) {
  const body = { lineItems: [{ price, ...more }], afterCompletion: { type: 'hosted_confirmation' } };
  return call(world, '/checkout/sessions', { body });
}

it('P161 a product comes with all of its prices', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const second = await priceOf(world, id, { currency: 'EUR', unitAmount: 1800 });
    const archived = await priceOf(world, id, { currency: 'JPY', unitAmount: 2900, active: false });
    const { prices } = await ok(world, `/products/${id}`);
    expect((prices as { id: string }[]).map((price) => price.id)).toEqual([priceId, second, archived]);
  }));

it('P162 a product is identical to the payload of product.* webhooks', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    const seen = [(await call(world, `/products/${id}`)).text];
    world.clock.advance(1000);
    await ok(world, `/products/${id}`, PATCH({ name: 'Mug' }));
    seen.push((await call(world, `/products/${id}`)).text);
    await priceOf(world, id, { currency: 'EUR', unitAmount: 1 });
    seen.push((await call(world, `/products/${id}`)).text);
    await ok(world, `/products/${id}`, DELETE);
    seen.push(seen[2] ?? '');
    await world.work();
    expect(world.webhooks.map((webhook) => eventOf(webhook).type)).toEqual([
      'product.created',
      'product.updated',
      'product.updated',
      'product.deleted',
    ]);
    for (const [index, text] of seen.entries())
      expect(world.webhooks[index]?.body).toContain(`"data":{"object":${text}}`);
  }));

it('P163 stats count how often each price of a product was used', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const other = await priceOf(world, id, { currency: 'EUR', unitAmount: 1800 });
    await sell(world, priceId);
    await sell(world, priceId, { quantity: 3 });
    expect(await ok(world, `/products/${id}/stats`)).toMatchObject({
      usageCount: 2,
      prices: [
        { priceId, usageCount: 2 },
        { priceId: other, usageCount: 0 },
      ],
    });
  }));

it('P164 a product can be updated in its fields, its default price and its image', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    const other = await priceOf(world, id, { currency: 'EUR', unitAmount: 1800 });
    const image = 'https://shop.example/mug.png';
    const changed = await ok(world, `/products/${id}`, PATCH({ name: 'Mug', defaultPrice: other, image }));
    expect(changed).toMatchObject({ ...MUG, name: 'Mug', defaultPrice: other, image });
  }));

it("P165 a default price is the id of one of the product's own prices", () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const other = await create(world, { name: 'Cup' });
    const refused = await call(world, `/products/${id}`, PATCH({ defaultPrice: other.priceId }));
    expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'defaultPrice' } }]);
    expect((await call(world, `/products/${id}`, PATCH({ defaultPrice: { id: priceId } }))).status).toBe(400);
    expect(await ok(world, `/products/${id}`, PATCH({ defaultPrice: priceId }))).toMatchObject({
      defaultPrice: priceId,
    });
  }));

it('P166 an image is the address of a picture', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    for (const image of ['mug.png', '/mug.png', 'javascript:alert(1)', 'data:image/png;base64,AA', 7]) {
      const answer = await call(world, `/products/${id}`, PATCH({ image }));
      expect([image, answer.status, answer.json]).toMatchObject([image, 400, { error: { param: 'image' } }]);
    }
  }));

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

it('P167 an upload address works once', () =>
  inWorld(async (world) => {
    const asked = await ok(world, '/upload-url', { body: { contentType: 'image/png' } });
    const put = (body: BodyInit, type = 'image/png', url = textAt(asked, 'uploadUrl')) =>
      world.server.api.request(new URL(url).pathname, {
        method: 'PUT',
        body,
        headers: { 'Content-Type': type },
      });
    expect((await put('<svg onload="alert(1)"/>')).status).toBe(400);
    expect((await put(PNG, 'text/html')).status).toBe(415);
    expect((await put(PNG)).status).toBe(200);
    expect((await put(PNG)).status).toBe(409);
    expect((await put(PNG, 'image/png', 'https://checkout.example/uploads/guess')).status).toBe(404);
    const shown = await world.server.api.request(new URL(textAt(asked, 'publicUrl')).pathname);
    expect(shown.headers.get('Content-Type')).toBe('image/png');
    expect(shown.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    await create(world, { image: asked['publicUrl'] });
    // Nobody may keep an address for later.
    const late = await ok(world, '/upload-url', { body: { contentType: 'image/png' } });
    world.clock.advance(15 * 60_000);
    expect((await put(PNG, 'image/png', textAt(late, 'uploadUrl'))).status).toBe(409);
  }));

it('P168 deleting a product deletes all of its prices in one transaction: a fault in mid-way deletes nothing', () =>
  inWorld(async (world) => {
    const { id, priceId, product } = await create(world);
    const { db } = world.store;
    await sql`create trigger fault before delete on products begin select raise(abort, 'disk on fire'); end`.execute(
      db,
    );
    const headers = { Authorization: `Bearer ${world.keys.secretKey}` };
    const failed = await world.server.api.request(`/products/${id}`, { method: 'DELETE', headers });
    expect(failed.status).toBe(500);
    expect(await ok(world, `/products/${id}`)).toEqual(product);
    await sql`drop trigger fault`.execute(db);
    expect(await ok(world, `/products/${id}`, DELETE)).toEqual({ id, object: 'product', deleted: true });
    expect((await call(world, `/products/${id}`)).status).toBe(404);
    expect((await call(world, `/prices/${priceId}`)).status).toBe(404);
    await world.work();
    expect(world.webhooks.map((webhook) => eventOf(webhook).type)).toEqual([
      'product.created',
      'product.deleted',
    ]);
  }));

it('P169 a product is not deleted when a price of it was ever used by a line item, even of an expired session', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const session = await sell(world, priceId);
    await ok(world, `/checkout/sessions/${textAt(session.json, 'id')}/expire`, { body: {} });
    const refused = await call(world, `/products/${id}`, DELETE);
    expect([refused.status, refused.json]).toMatchObject([409, { error: { code: 'product_in_use' } }]);
    expect((await ok(world, `/products/${id}`))['prices']).toHaveLength(1);
  }));

it('P170 a product that was used is archived instead, and cannot be sold any more', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    await sell(world, priceId);
    expect(await ok(world, `/products/${id}`, PATCH({ active: false }))).toMatchObject({ active: false });
    const refused = await sell(world, priceId);
    expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'lineItems[0].price' } }]);
  }));

it('P171 products are listed by whether they are active', () =>
  inWorld(async (world) => {
    await create(world, { name: 'On' });
    await create(world, { name: 'Off', active: false });
    expect(await namesOf(world, 'active=true')).toEqual(['On']);
    expect(await namesOf(world, 'active=false')).toEqual(['Off']);
    expect((await call(world, '/products?active=yes')).status).toBe(400);
  }));

it('P172 products are listed by metadata, a JSON string', () =>
  inWorld(async (world) => {
    await create(world, { name: 'Blue', metadata: { color: 'blue', size: 'L' } });
    await create(world, { name: 'Red', metadata: { color: 'red', size: 'L' } });
    const by = (entries: object) => namesOf(world, `metadata=${encodeURIComponent(JSON.stringify(entries))}`);
    expect(await by({ size: 'L' })).toEqual(['Blue', 'Red']);
    expect(await by({ size: 'L', color: 'blue' })).toEqual(['Blue']);
    expect(await by({ color: 'blu' })).toEqual([]);
    for (const bad of ['{color', '[]', '"blue"', '{"n":1}']) {
      const answer = await call(world, `/products?metadata=${encodeURIComponent(bad)}`);
      expect([bad, answer.status, answer.json]).toMatchObject([bad, 400, { error: { param: 'metadata' } }]);
    }
  }));

it('P173 search finds products by name, description and unit label', () =>
  inWorld(async (world) => {
    await create(world, { name: 'Fauteuil', description: 'Un siège confortable', unitLabel: 'seat' });
    await create(world, { name: '緑茶セット', description: null, unitLabel: null });
    await create(world);
    for (const term of ['faut', 'SIEGE', 'confortable', 'seat'])
      expect(await namesOf(world, `search=${term}`)).toEqual(['Fauteuil']);
    expect(await namesOf(world, `search=${encodeURIComponent('茶セ')}`)).toEqual(['緑茶セット']);
    expect(await namesOf(world, 'search=litre,seat')).toEqual(['Fauteuil', 'Ceramic mug']);
  }));

it('P174 products are listed in pages', () =>
  inWorld(async (world) => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) await create(world, { name });
    expect(await namesOf(world, 'limit=2&page=2')).toEqual(['C', 'D']);
    expect(await ok(world, '/products?limit=2&page=9')).toMatchObject({
      data: [],
      totalCount: 5,
      page: 9,
      totalPages: 3,
    });
    for (const bad of ['limit=0', 'limit=101', 'page=0', 'page=1.5', 'page=x', 'limits=2', 'page=1&page=2'])
      expect([bad, (await call(world, `/products?${bad}`)).status]).toEqual([bad, 400]);
    expect((await call(world, '/products?limits=2')).json).toMatchObject({
      error: { message: expect.stringContaining('Did you mean limit?') },
    });
  }));

it('P175 a product is created with or without an image', () =>
  inWorld(async (world) => {
    const image = 'https://shop.example/mug.png';
    expect((await create(world, { image })).product).toMatchObject({ image });
    expect((await create(world)).product).toMatchObject({ image: null });
  }));

it('P176 a product can be created with a price, which is its default', () =>
  inWorld(async (world) => {
    const { product, priceId } = await create(world);
    expect(priceId).toMatch(idOf('price'));
    expect(product['prices']).toMatchObject([{ id: priceId, ...PRICE, type: 'ONE_TIME', active: true }]);
    expect(await ok(world, '/products', { body: MUG })).toMatchObject({ defaultPrice: null, prices: [] });
  }));

it('P177 a price is created for a product that exists', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    const answer = await call(world, `/prices?productId=${id}`, { body: { currency: 'EUR', unitAmount: 1 } });
    expect([answer.status, answer.json]).toMatchObject([
      201,
      { productId: id, currency: 'EUR', unitAmount: 1 },
    ]);
    const unknown = await call(world, '/prices?productId=prod_nothing', { body: PRICE });
    expect([unknown.status, unknown.json]).toMatchObject([400, { error: { param: 'productId' } }]);
    expect((await call(world, '/prices', { body: PRICE })).status).toBe(400);
    const others = await call(world, `/prices?productId=${id}`, {
      body: PRICE,
      key: await world.anotherKey(),
    });
    expect(others.json).toMatchObject({
      error: { ...(unknown.json['error'] as object), requestId: expect.any(String) },
    });
  }));

it('P178 updating a price leaves what is not sent unchanged', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    const priceId = await priceOf(world, id, { ...PRICE, metadata: { tier: 'a' } });
    await ok(world, `/prices/${priceId}`, PATCH({ active: false }));
    expect(await ok(world, `/prices/${priceId}`)).toMatchObject({
      ...PRICE,
      active: false,
      metadata: { tier: 'a' },
    });
    const fixed = await call(world, `/prices/${priceId}`, PATCH({ unitAmount: 1 }));
    expect(fixed.json).toMatchObject({ error: { code: 'immutable_field', param: 'unitAmount' } });
  }));

it('P179 only a price that no line item has used is deleted', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const unused = await priceOf(world, id);
    await sell(world, priceId);
    const refused = await call(world, `/prices/${priceId}`, DELETE);
    expect([refused.status, refused.json]).toMatchObject([409, { error: { code: 'price_in_use' } }]);
    expect(await ok(world, `/prices/${unused}`, DELETE)).toEqual({
      id: unused,
      object: 'price',
      deleted: true,
    });
  }));

it('P180 a price that was used is archived instead, and nobody can buy at it', () =>
  inWorld(async (world) => {
    const { priceId } = await create(world);
    await sell(world, priceId);
    await ok(world, `/prices/${priceId}`, PATCH({ active: false }));
    const refused = await sell(world, priceId);
    expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'lineItems[0].price' } }]);
  }));

it("P181 deleting a product's default price clears the reference to it", () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    await ok(world, `/prices/${priceId}`, DELETE);
    expect(await ok(world, `/products/${id}`)).toMatchObject({ defaultPrice: null, prices: [] });
  }));

it('P225 a price has a unit amount, a currency and, for subscriptions, a billing interval', () =>
  inWorld(async (world) => {
    const { id } = await create(world);
    const recurring = { interval: 'month', intervalCount: 3 };
    const priceId = await priceOf(world, id, { ...PRICE, recurring });
    expect(await ok(world, `/prices/${priceId}`)).toMatchObject({ ...PRICE, type: 'RECURRING', recurring });
    expect((await sell(world, priceId)).status).toBe(400);
  }));

it('P226 the same product is sold in several currencies', () =>
  inWorld(async (world) => {
    const { id, priceId } = await create(world);
    const euros = await priceOf(world, id, { currency: 'EUR', unitAmount: 1800 });
    expect((await sell(world, priceId)).json).toMatchObject({ currency: 'USD', amountTotal: 1900 });
    expect((await sell(world, euros)).json).toMatchObject({ currency: 'EUR', amountTotal: 1800 });
    const body = {
      lineItems: [{ price: priceId }, { price: euros }],
      afterCompletion: { type: 'hosted_confirmation' },
    };
    expect((await call(world, '/checkout/sessions', { body })).json).toMatchObject({
      error: { code: 'currency_mismatch' },
    });
  }));

it('P227 a customer is charged what the price says, whatever the browser sends', () =>
  inWorld(async (world) => {
    const { priceId } = await create(world);
    const session = await sell(world, priceId, { quantity: 2 });
    const cheaper = await confirm(world, textAt(session.json, 'clientSecret'), { amount: 1 });
    expect([cheaper.status, cheaper.json]).toMatchObject([409, { code: 'amount_changed' }]);
    // What becomes of the price changes nothing for who is buying already.
    await ok(world, `/prices/${priceId}`, PATCH({ active: false }));
    await pay(world, textAt(session.json, 'id'));
    const paid = await ok(world, `/checkout/sessions/${textAt(session.json, 'id')}`);
    expect(paid).toMatchObject({ paymentStatus: 'paid', paymentIntent: { amountReceived: 3800 } });
  }));

it('P228 a product carries only descriptive information', () =>
  inWorld(async (world) => {
    const product = await ok(world, '/products', { body: MUG });
    expect(Object.keys(product)).not.toContain('amount');
    const answer = await call(world, '/products', { body: { ...MUG, unitAmount: 1900 } });
    expect([answer.status, answer.json]).toMatchObject([400, { error: { param: 'unitAmount' } }]);
  }));
