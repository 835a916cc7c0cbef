// CX Pay: every field of every route, just within its bounds, just outside, of a wrong type, unknown; in CX Pay's own shape.

import { describe, expect, it } from 'vitest';
import { call, pay } from '../call.ts';
import { inWorld, type World } from '../start.ts';
import { aBody, create, createSession, errorOf } from './session.ts';

const at = (length: number) => 'x'.repeat(length);
const item = (overrides: object = {}) => [{ name: 'Monstera', quantity: 1, unit_amount: 4900, ...overrides }];
const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
const url = (length: number) => `https://shop.example/${at(length - 21)}`;
const LARGEST = 99_999_999_999;

/** Field, values that will do, values that will not; the field that is named when it is another. */
type Row = readonly [field: string, good: readonly unknown[], bad: readonly unknown[], param?: string];
const TABLE: readonly Row[] = [
  ['mode', ['payment'], [undefined, null, 'setup', 1]],
  ['amount', [1, LARGEST], [undefined, null, 0, -1, LARGEST + 1, 1.5, '4900', true, [4900]]],
  ['currency', ['USD', 'KWD'], [undefined, null, 'US', 'USDX', 'usd', 840]],
  [
    'return_url',
    [null, 'http://localhost:5173/x', 'https://a.example/?s={CHECKOUT_SESSION_ID}', url(2048)],
    ['http://shop.example/', '/thanks', 'javascript:alert(1)', 'https://a:b@shop.example/', url(2049), 1],
  ],
  ['cancel_url', [null, 'https://shop.example/'], ['http://shop.example/', 'data:text/html,x', '', {}]],
  ['description', [null, '', at(500)], [at(501), 1, 'a\u0000b']],
  ['expires_in', [300, 86_400], [299, 86_401, 300.5, '300', null]],
  ['customer_email', [null, 'buyer@example.com'], ['buyer', at(250).concat('@a.example'), 1]],
  ['capture_method', ['automatic', 'manual'], [null, 'later', true]],
  ['metadata', [{}, keys(50)], [keys(51), [], 'a=b', null]],
  ['metadata', [{ [at(40)]: 'v' }], [{ [at(41)]: 'v' }], `metadata.${at(41)}`],
  ['metadata', [{ a: at(500) }], [{ a: at(501) }, { a: 1 }, { a: null }], 'metadata.a'],
  ['line_items', [item()], [[], null, {}, item({ quantity: 2 }), item({ unit_amount: 4899 })]],
  [
    'line_items',
    [item({ name: at(200) })],
    [item({ name: '' }), item({ name: at(201) })],
    'line_items[0].name',
  ],
  ['line_items', [], [item({ quantity: 0 }), item({ quantity: 1.5 })], 'line_items[0].quantity'],
  ['line_items', [], [item({ unit_amount: -1 }), item({ unit_amount: '1' })], 'line_items[0].unit_amount'],
  [
    'line_items',
    [item({ description: at(500) })],
    [item({ description: at(501) })],
    'line_items[0].description',
  ],
  ['line_items', [], [item({ price: 'price_1' })], 'line_items[0].price'],
];
const CREATE = TABLE.map(([field, good, bad, param = field]) => ({ field, good, bad, param }));

describe('POST /checkout-sessions', () => {
  it.each(CREATE)(
    '$field takes what it may, and $param is named for the rest',
    ({ field, good, bad, param }) =>
      inWorld(async (world) => {
        for (const value of good) {
          const answer = await create(world, { [field]: value });
          expect([field, value, answer.status]).toEqual([field, value, 200]);
        }
        for (const value of bad) {
          const answer = await create(world, { [field]: value });
          expect([value, answer.status]).toEqual([value, 400]);
          const { code, type, message, ...error } = errorOf(answer);
          expect([value, error.param]).toEqual([value, param]);
          expect([type, code]).toEqual(['invalid_request_error', 'invalid_request']);
          expect(message.startsWith(`${param}: `)).toBe(true);
        }
        expect((await create(world)).status).toBe(200);
      }),
  );

  it.each([
    ['amout', 'amount'],
    ['returnUrl', 'return_url'],
    ['lineItems', 'line_items'],
    ['expiresIn', 'expires_in'],
  ])('refuses the unknown field %s and suggests %s', (field, meant) =>
    inWorld(async (world) => {
      const answer = await create(world, { [field]: 1 });
      expect([answer.status, errorOf(answer).param]).toEqual([400, field]);
      expect(errorOf(answer).message).toContain(`Did you mean ${meant}?`);
    }),
  );

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['__proto__', '{"__proto__":{}}', 'application/json', 400],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['no type', '{}', '', 415],
    ['over a megabyte', JSON.stringify({ a: at(1_000_001) }), 'application/json', 413],
  ])('refuses %s', (_, raw, type, status) =>
    inWorld(async (world) => {
      const headers = { 'Idempotency-Key': 'k', 'Content-Type': type };
      const answer = await call(world, '/checkout-sessions', { raw, headers, method: 'POST' });
      expect(answer.status).toBe(status);
      errorOf(answer);
    }),
  );

  it.each([
    ['no key', '', 401],
    ['a wrong one', 'sk_test_x', 401],
  ])('refuses %s', (_, key, status) =>
    inWorld(async (world) => {
      const answer = await create(world, {}, { key });
      expect([answer.status, errorOf(answer).code]).toEqual([status, 'invalid_api_key']);
    }),
  );

  it('refuses a publishable key, and a secret one from a browser', () =>
    inWorld(async (world) => {
      expect((await create(world, {}, { key: world.keys.publishableKey })).status).toBe(401);
      const answer = await create(world, {}, { headers: { Origin: 'https://shop.example' } });
      expect([answer.status, errorOf(answer).code]).toEqual([403, 'forbidden_origin']);
    }));

  it('wants https addresses of live sessions, even on this machine', () =>
    inWorld(async (world) => {
      const live = { key: world.keys.liveSecretKey };
      for (const field of ['return_url', 'cancel_url']) {
        const answer = await create(world, { [field]: 'http://localhost:5173/' }, live);
        expect([answer.status, errorOf(answer).param]).toEqual([400, field]);
      }
      expect((await create(world, {}, live)).status).toBe(200);
    }));
});

describe('PATCH /checkout-sessions/{id}', () => {
  const patch = (world: World, id: string, body: object) =>
    call(world, `/checkout-sessions/${id}`, { method: 'PATCH', body });

  it.each(CREATE.filter(({ field }) => /^(amount|metadata|return_url|cancel_url|expires_in)$/.test(field)))(
    '$field takes what it may, and $param is named for the rest',
    ({ field, good, bad, param }) =>
      inWorld(async (world) => {
        const { id } = await createSession(world);
        for (const value of good) expect((await patch(world, id, { [field]: value })).status).toBe(200);
        for (const value of bad.filter((one) => one !== undefined)) {
          const answer = await patch(world, id, { [field]: value });
          expect([value, answer.status, errorOf(answer).param]).toEqual([value, 400, param]);
        }
      }),
  );

  it.each(['mode', 'currency', 'capture_method', 'line_items', 'description', 'customer_email'])(
    'knows no %s: what was said at the beginning stays',
    (field) =>
      inWorld(async (world) => {
        const { id } = await createSession(world);
        const answer = await patch(world, id, { [field]: aBody()[field] ?? 'x' });
        expect([answer.status, errorOf(answer).param]).toEqual([400, field]);
      }),
  );
});

describe('intents and charges', () => {
  it.each([
    ['capture', { amount_to_capture: 0 }, 'amount_to_capture'],
    ['capture', { amount_to_capture: LARGEST + 1 }, 'amount_to_capture'],
    ['capture', { amount_to_capture: '1' }, 'amount_to_capture'],
    ['capture', { amountToCapture: 1 }, 'amountToCapture'],
    ['cancel', { cancellation_reason: 'because' }, 'cancellation_reason'],
    ['cancel', { cancellation_reason: 'authorization_expired' }, 'cancellation_reason'],
    ['cancel', { reason: 'duplicate' }, 'reason'],
  ])('%s refuses %j', (action, body, param) =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world, { capture_method: 'manual' });
      await pay(world, id);
      const path = `/payment-intents/${payment_intent}/${action}`;
      const answer = await call(world, path, { body, document: 'cxpay' });
      expect([answer.status, answer.json['error']]).toMatchObject([400, { param }]);
    }),
  );
});

describe('ids of nobody, of another merchant, another mode, another API', () => {
  it('are answered all the same', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id);
      const charge = await world.store.db.selectFrom('charges').select('id').executeTakeFirstOrThrow();
      const other = await world.anotherKey();
      const unknown = { session: 'cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q', intent: 'pi_x', charge: 'ch_x' };
      for (const [method, path, nobodys] of [
        ['GET', `/checkout-sessions/${id}`, `/checkout-sessions/${unknown.session}`],
        ['PATCH', `/checkout-sessions/${id}`, `/checkout-sessions/${unknown.session}`],
        ['POST', `/checkout-sessions/${id}/expire`, `/checkout-sessions/${unknown.session}/expire`],
        ['GET', `/payment-intents/${payment_intent}`, `/payment-intents/${unknown.intent}`],
        ['POST', `/payment-intents/${payment_intent}/capture`, `/payment-intents/${unknown.intent}/capture`],
        ['POST', `/payment-intents/${payment_intent}/cancel`, `/payment-intents/${unknown.intent}/cancel`],
        ['GET', `/charges/${charge.id}`, `/charges/${unknown.charge}`],
      ] as const) {
        const body = method === 'GET' ? {} : { body: {} };
        const words = async (asked: string, key: string) => {
          const { status, text } = await call(world, asked, { method, key, document: 'cxpay', ...body });
          return [status, text.replace(/req_\w+/g, 'req')];
        };
        const expected = await words(nobodys, world.keys.secretKey);
        expect(expected[0]).toBe(404);
        for (const key of [other, world.keys.liveSecretKey]) expect(await words(path, key)).toEqual(expected);
      }
    }));

  it('of XPay sessions are unknown to CX Pay', () =>
    inWorld(async (world) => {
      const body = { currency: 'USD', amount: 1, afterCompletion: { type: 'hosted_confirmation' } };
      const { json } = await call(world, '/checkout/sessions', { body });
      expect((await call(world, `/checkout-sessions/${json['id']}`)).status).toBe(404);
    }));
});
