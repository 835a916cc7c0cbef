// What the XPay introduction promises of payment links.

import { expect, it } from 'vitest';
import { type ApiCall, call, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

const DAY_MS = 86_400_000;
const PATCH = (body: object): ApiCall => ({ method: 'PATCH', body });

/** A line item with a price of its own. */
function item(unitAmount: number, more: object = {}, currency = 'USD') {
  return { priceData: { currency, unitAmount, productData: { name: 'Tea' } }, ...more };
}

async function product(world: World, name: string, unitAmount: number, more: object = {}) {
  const made = await ok(world, '/products', {
    body: { name, defaultPrice: { currency: 'USD', unitAmount }, ...more },
  });
  return { id: textAt(made, 'id'), price: textAt(made, 'defaultPrice') };
}

async function create(world: World, body: object = {}) {
  const link = await ok(world, '/payment-links', { body: { lineItems: [item(1900)], ...body } });
  return { id: textAt(link, 'id'), url: textAt(link, 'url'), link };
}

async function idsOf(world: World, query: string): Promise<readonly string[]> {
  const { data } = await ok(world, `/payment-links?${query}`);
  return (data as readonly { readonly id: string }[]).map(({ id }) => id);
}

/** Presses the button on a link's page, and reads the session that it leads to. */
async function open(world: World, url: string) {
  const answer = await world.server.api.request(new URL(url).pathname, { method: 'POST' });
  const id = /^\/c\/(cs_\w+)$/.exec(answer.headers.get('Location') ?? '')?.[1];
  return {
    status: answer.status,
    session: id === undefined ? null : await ok(world, `/checkout/sessions/${id}`),
  };
}

it('P139 payment links are listed by whether they are active', () =>
  inWorld(async (world) => {
    const on = await create(world);
    const off = await create(world, { active: false });
    expect(await idsOf(world, 'active=true')).toEqual([on.id]);
    expect(await idsOf(world, 'active=false')).toEqual([off.id]);
  }));

it('P140 search finds payment links by name, description and unit label of their products', () =>
  inWorld(async (world) => {
    const { price } = await product(world, 'Fauteuil', 9900, {
      description: 'Un siège rouge',
      unitLabel: 'seat',
    });
    const chair = await create(world, { lineItems: [{ price }] });
    const tea = await create(world);
    for (const term of ['faut', 'rouge', 'seat'])
      expect(await idsOf(world, `search=${term}`)).toEqual([chair.id]);
    expect(await idsOf(world, 'search=tea,seat')).toEqual([chair.id, tea.id]);
  }));

it('P141 payment links are filtered by amount: equal, between, greater, less', () =>
  inWorld(async (world) => {
    const ids: string[] = [];
    for (const amount of [100, 200, 300]) ids.push((await create(world, { lineItems: [item(amount)] })).id);
    const [a, b, c] = ids;
    expect(await idsOf(world, 'amount[eq]=200')).toEqual([b]);
    expect(await idsOf(world, 'amount[between]=100,200')).toEqual([a, b]);
    expect(await idsOf(world, 'amount[gt]=200')).toEqual([c]);
    expect(await idsOf(world, 'amount[lt]=200')).toEqual([a]);
    for (const bad of ['amount[eq]=-1', 'amount[eq]=2.5', 'amount[between]=1', 'amount[ge]=1', 'amount=1'])
      expect([bad, (await call(world, `/payment-links?${bad}`)).status]).toEqual([bad, 400]);
  }));

it('P142 payment links are filtered by date: last period, equal, between, after, before', () =>
  inWorld(async (world) => {
    const ids: string[] = [];
    // 15, 17 and 19 January, at noon.
    for (let count = 0; count < 3; count += 1) {
      if (count > 0) world.clock.advance(2 * DAY_MS);
      ids.push((await create(world)).id);
    }
    const [first, second, third] = ids;
    expect(await idsOf(world, 'date[last]=24h')).toEqual([third]);
    expect(await idsOf(world, 'date[last]=2d')).toEqual([second, third]);
    expect(await idsOf(world, 'date[eq]=2026-01-17')).toEqual([second]);
    expect(await idsOf(world, 'date[between]=2026-01-15,2026-01-17')).toEqual([first, second]);
    expect(await idsOf(world, 'date[after]=2026-01-17')).toEqual([third]);
    expect(await idsOf(world, 'date[before]=2026-01-17')).toEqual([first]);
    expect(await idsOf(world, 'date[before]=2026-01-17T13:00:00Z')).toEqual([first, second]);
    for (const bad of ['date[eq]=17.1.2026', 'date[last]=week', 'date[between]=2026-01-15', 'date[last]=0d'])
      expect([bad, (await call(world, `/payment-links?${bad}`)).status]).toEqual([bad, 400]);
  }));

it('P143 payment links are listed in pages, which stay as they are while links are added', () =>
  inWorld(async (world) => {
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.push((await create(world)).id);
    expect(await idsOf(world, 'limit=2&page=1')).toEqual(ids.slice(0, 2));
    await create(world);
    expect(await idsOf(world, 'limit=2&page=2')).toEqual(ids.slice(2));
    expect(await ok(world, '/payment-links?limit=2&page=3')).toMatchObject({
      totalCount: 5,
      page: 3,
      limit: 2,
      totalPages: 3,
    });
  }));

it('P144 a payment link can be shared: each visitor gets a session of their own', () =>
  inWorld(async (world) => {
    const { id, url } = await create(world, { metadata: { campaign: 'spring' } });
    expect(new URL(url).pathname).toBe(`/p/${id}`);
    const [ada, eve] = [await open(world, url), await open(world, url)];
    expect(ada).toMatchObject({
      status: 303,
      session: {
        uiMode: 'hosted',
        amountTotal: 1900,
        paymentLinkId: id,
        metadata: { campaign: 'spring' },
        status: 'open',
      },
    });
    expect(ada.session?.['id']).not.toBe(eve.session?.['id']);
    await pay(world, textAt(ada.session, 'id'));
    expect(await ok(world, `/checkout/sessions?paymentLinkId=${id}&status=complete`)).toMatchObject({
      totalCount: 1,
    });
    // Who only looks makes nothing.
    for (const method of ['HEAD', 'GET'])
      expect((await world.server.api.request(`/p/${id}`, { method })).status).toBe(200);
    expect(await ok(world, `/checkout/sessions?paymentLinkId=${id}`)).toMatchObject({ totalCount: 2 });
    expect((await open(world, 'https://x.example/p/plink_nothing')).status).toBe(404);
    await ok(world, `/payment-links/${id}`, PATCH({ active: false }));
    expect((await open(world, url)).status).toBe(410);
  }));

it('P145 a payment link has several line items with adjustable quantities, whose bounds the server enforces', () =>
  inWorld(async (world) => {
    const adjustableQuantity = { enabled: true, minimum: 1, maximum: 3 };
    const { url, link } = await create(world, {
      lineItems: [item(1900, { quantity: 2, adjustableQuantity }), item(100)],
    });
    expect(link).toMatchObject({
      amount: 3900,
      lineItems: [{ adjustableQuantity }, { adjustableQuantity: null }],
    });
    for (const range of [{ minimum: 3, maximum: 2 }, { minimum: 3 }, { maximum: 1 }, { minimum: 0 }]) {
      const body = {
        lineItems: [item(1900, { quantity: 2, adjustableQuantity: { enabled: true, ...range } })],
      };
      expect([range, (await call(world, '/payment-links', { body })).status]).toEqual([range, 400]);
    }
    const { session } = await open(world, url);
    const [tea, extra] = [0, 1].map((index) => ({ id: textAt(session, `lineItems.${index}.id`) }));
    const choose = (lineItemQuantities: unknown) =>
      call(world, '/v1/client/session', {
        method: 'PATCH',
        key: world.keys.publishableKey,
        headers: { 'X-Client-Secret': textAt(session, 'clientSecret') },
        body: { lineItemQuantities },
      });
    expect((await choose([{ id: tea?.id, quantity: 4 }])).status).toBe(400);
    expect((await choose([{ id: tea?.id, quantity: 0 }])).status).toBe(400);
    expect((await choose([{ id: extra?.id, quantity: 2 }])).status).toBe(400);
    expect((await choose([{ id: 'li_other', quantity: 2 }])).status).toBe(400);
    expect((await choose([{ id: tea?.id, quantity: 3 }])).json).toMatchObject({ amountTotal: 5800 });
  }));

const FIELDS = [
  { type: 'text', key: 'engraving', label: 'Engraving', optional: true, maximumLength: 5 },
  {
    type: 'dropdown',
    key: 'size',
    label: 'Size',
    options: [
      { value: 's', label: 'Small' },
      { value: 'l', label: 'Large' },
    ],
  },
  { type: 'numeric', key: 'floor', label: 'Floor', optional: true },
];

it('P146 custom fields are collected, validated and stored on the session', () =>
  inWorld(async (world) => {
    const { url } = await create(world, { customFields: FIELDS });
    const { session } = await open(world, url);
    const answer = (customFieldAnswers: object) =>
      call(world, '/v1/client/session', {
        method: 'PATCH',
        key: world.keys.publishableKey,
        headers: { 'X-Client-Secret': textAt(session, 'clientSecret') },
        body: { customFieldAnswers },
      });
    for (const bad of [
      { engraving: 'too long' },
      { size: 'm' },
      { size: null },
      { floor: '2b' },
      { color: 'red' },
      { size: 1 },
    ])
      expect([bad, (await answer(bad)).status]).toEqual([bad, 400]);
    expect((await answer({ engraving: 'Ada', size: 'l' })).status).toBe(200);
    expect(await ok(world, `/checkout/sessions/${textAt(session, 'id')}`)).toMatchObject({
      customFields: [
        { key: 'engraving', value: 'Ada' },
        { key: 'size', value: 'l' },
        { key: 'floor', value: null },
      ],
    });
    for (const bad of [{ key: 'a b' }, { type: 'date' }, { key: 'size' }, { options: [] }]) {
      const customFields = [FIELDS[1], { ...FIELDS[1], key: 'other', ...bad }];
      const body = { lineItems: [item(1)], customFields };
      expect([bad, (await call(world, '/payment-links', { body })).status]).toEqual([bad, 400]);
    }
  }));

it('P147 after completion a link redirects, or confirms on its own page', () =>
  inWorld(async (world) => {
    const redirect = {
      type: 'redirect',
      redirect: { url: 'https://shop.example/thanks?s={CHECKOUT_SESSION_ID}' },
    };
    for (const [afterCompletion, to] of [
      [redirect, /^https:\/\/shop\.example\/thanks\?s=cs_test_/],
      [{ type: 'hosted_confirmation', hostedConfirmation: { customMessage: 'See you' } }, null],
    ] as const) {
      const { session } = await open(world, (await create(world, { afterCompletion })).url);
      await pay(world, textAt(session, 'id'));
      const headers = { 'X-Client-Secret': textAt(session, 'clientSecret') };
      const result = await ok(world, '/v1/client/session/result', {
        key: world.keys.publishableKey,
        headers,
      });
      expect(result['redirectTo']).toEqual(to === null ? null : expect.stringMatching(to));
    }
  }));

it('P148 the amount of a link is calculated from its line items', () =>
  inWorld(async (world) => {
    expect((await create(world, { lineItems: [item(1900, { quantity: 3 }), item(50)] })).link).toMatchObject({
      amount: 5750,
      currency: 'USD',
    });
  }));

it('P149 all line items of a link are in one currency', () =>
  inWorld(async (world) => {
    const refused = await call(world, '/payment-links', {
      body: { lineItems: [item(1), item(1, {}, 'EUR')] },
    });
    expect([refused.status, refused.json]).toMatchObject([
      400,
      { error: { code: 'currency_mismatch', param: 'lineItems[1]' } },
    ]);
  }));

it('P150 P151 P152 a link comes with its line items, prices and products, its custom fields with their options, and what follows', () =>
  inWorld(async (world) => {
    const mug = await product(world, 'Mug', 1900);
    const { id } = await create(world, { lineItems: [{ price: mug.price }, item(5)], customFields: FIELDS });
    await ok(world, `/products/${mug.id}`, PATCH({ name: 'Big mug' }));
    expect(await ok(world, `/payment-links/${id}`)).toMatchObject({
      lineItems: [
        {
          price: { id: mug.price, unitAmount: 1900, product: { id: mug.id, name: 'Big mug' } },
          priceData: null,
        },
        { price: null, priceData: { unitAmount: 5, productData: { name: 'Tea' } } },
      ],
      customFields: [
        { key: 'engraving', maximumLength: 5 },
        { options: [{ value: 's', label: 'Small' }, { value: 'l' }] },
        {},
      ],
      afterCompletion: { type: 'hosted_confirmation' },
    });
  }));

it('P153 updating a link changes only what is sent', () =>
  inWorld(async (world) => {
    const { id, link } = await create(world, { customFields: FIELDS, metadata: { a: 'b' } });
    world.clock.advance(1000);
    const changed = await ok(world, `/payment-links/${id}`, PATCH({ active: false }));
    expect(changed).toEqual({ ...link, active: false, updatedAt: '2026-01-15T12:00:01.000Z' });
  }));

it('P154 P158 line items that are sent replace all that are there, and the amount is calculated again', () =>
  inWorld(async (world) => {
    const { id, link } = await create(world);
    const changed = await ok(world, `/payment-links/${id}`, PATCH({ lineItems: [item(700), item(1)] }));
    expect(changed).toMatchObject({ amount: 701 });
    expect(textAt(changed, 'lineItems.0.id')).toMatch(idOf('li'));
    expect(textAt(changed, 'lineItems.0.id')).not.toBe(textAt(link, 'lineItems.0.id'));
    expect(changed['lineItems']).toHaveLength(2);
  }));

it('P155 P156 custom fields that are sent replace all that are there, and none remove them', () =>
  inWorld(async (world) => {
    const { id } = await create(world, { customFields: FIELDS });
    const [first] = FIELDS;
    const changed = await ok(world, `/payment-links/${id}`, PATCH({ customFields: [first] }));
    expect(changed['customFields']).toMatchObject([first ?? {}]);
    expect(await ok(world, `/payment-links/${id}`, PATCH({ customFields: [] }))).toMatchObject({
      customFields: [],
    });
  }));

it('P157 what follows a payment is replaced, not merged', () =>
  inWorld(async (world) => {
    const { id } = await create(world, {
      afterCompletion: { type: 'hosted_confirmation', hostedConfirmation: { customMessage: 'See you' } },
    });
    const changed = await ok(
      world,
      `/payment-links/${id}`,
      PATCH({ afterCompletion: { type: 'hosted_confirmation' } }),
    );
    expect(changed['afterCompletion']).toEqual({ type: 'hosted_confirmation' });
  }));

it('P159 line items in several currencies are refused, and nothing changes', () =>
  inWorld(async (world) => {
    const { id, link } = await create(world);
    const refused = await call(
      world,
      `/payment-links/${id}`,
      PATCH({ active: false, lineItems: [item(1), item(1, {}, 'EUR')] }),
    );
    expect([refused.status, refused.json]).toMatchObject([400, { error: { code: 'currency_mismatch' } }]);
    expect(await ok(world, `/payment-links/${id}`)).toEqual(link);
  }));

it('P160 an expiry is removed by null, and stays when it is not sent', () =>
  inWorld(async (world) => {
    const expiresAt = '2026-01-16T12:00:00.000Z';
    const { id, url } = await create(world, { expiresAt });
    expect(await ok(world, `/payment-links/${id}`, PATCH({ metadata: {} }))).toMatchObject({ expiresAt });
    world.clock.advance(DAY_MS);
    expect((await open(world, url)).status).toBe(410);
    expect(await ok(world, `/payment-links/${id}`, PATCH({ expiresAt: null }))).toMatchObject({
      expiresAt: null,
    });
    expect((await open(world, url)).status).toBe(303);
    const past = await call(world, `/payment-links/${id}`, PATCH({ expiresAt }));
    expect([past.status, past.json]).toMatchObject([400, { error: { param: 'expiresAt' } }]);
  }));
