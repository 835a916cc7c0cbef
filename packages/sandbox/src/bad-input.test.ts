// Every body of every API: each field missing, of a wrong type, beyond its bounds, unknown; and every id of somebody else's.

import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  badValues,
  bodySchemaOf,
  changed,
  DOCUMENT,
  type Document,
  nameOf,
  resolve,
} from './test-bad-input.ts';
import { anotherMerchant, aSandbox, type Call, call, type Sandbox, withSandbox } from './test-sandbox.ts';

const PRICE = { currency: 'USD', unitAmount: 500 };
const ITEM = { priceData: { ...PRICE, productData: { name: 'Tea' } }, quantity: 1 };
const ADDRESS = { line1: '1 Tea Street', city: 'Berlin', country: 'DE' };
const AFTER = { type: 'hosted_confirmation' };
const SESSION = { amount: 4900, currency: 'USD', afterCompletion: AFTER };
const CX_ITEM = { name: 'Tea', quantity: 1, unit_amount: 4900 };

type Body = Readonly<Record<string, unknown>>;
type Row = readonly [api: string, method: string, path: string, body: Body];

/** What each route takes, with every field that is an object in it, so that its own fields are reached. */
const BODIES: readonly Row[] = [
  [
    'xpay',
    'post',
    '/checkout/sessions',
    { ...SESSION, collect: {}, customerDetails: {}, savedCards: { offer: true } },
  ],
  ['xpay', 'post', '/checkout/sessions', { lineItems: [ITEM], afterCompletion: AFTER }],
  ['xpay', 'patch', '/checkout/sessions/{id}', { collect: {}, customerDetails: {} }],
  ['xpay', 'post', '/payment-intents/{id}/capture', { amountToCapture: 1 }],
  ['xpay', 'post', '/payment-intents/{id}/cancel', {}],
  ['xpay', 'post', '/customers', { email: 'grace@shop.example', address: ADDRESS, metadata: {} }],
  ['xpay', 'patch', '/customers/{id}', { address: ADDRESS }],
  ['xpay', 'post', '/products', { name: 'Tea', defaultPrice: PRICE }],
  ['xpay', 'patch', '/products/{id}', {}],
  ['xpay', 'post', '/prices', { ...PRICE, recurring: { interval: 'month', intervalCount: 1 } }],
  ['xpay', 'patch', '/prices/{id}', {}],
  ['xpay', 'post', '/coupons', { name: 'Spring', percentOff: 10, currency: 'USD' }],
  ['xpay', 'patch', '/coupons/{id}', {}],
  ['xpay', 'post', '/promotion-codes', { coupon: '{/coupons}', code: 'SPRING' }],
  ['xpay', 'patch', '/promotion-codes/{id}', {}],
  ['xpay', 'post', '/payment-links', { lineItems: [ITEM] }],
  ['xpay', 'patch', '/payment-links/{id}', { lineItems: [ITEM] }],
  ['xpay', 'post', '/refunds', { paymentIntentId: '{paid}', amount: 1 }],
  ['xpay', 'post', '/upload-url', { contentType: 'image/png' }],
  [
    'sandbox',
    'post',
    '/sandbox/webhook-endpoints',
    { url: 'https://shop.example/another', eventTypes: ['a.b'], apis: ['xpay'] },
  ],
  ['sandbox', 'patch', '/sandbox/webhook-endpoints/{id}', { eventTypes: ['a.b'], apis: ['xpay'] }],
  ['sandbox', 'post', '/sandbox/webhook-endpoints/{id}/rotate-secret', { overlapMinutes: 1 }],
  ['sandbox', 'post', '/sandbox/oauth-clients', {}],
  ['sandbox', 'post', '/sandbox/merchant', {}],
  ['sandbox', 'post', '/sandbox/api-keys', {}],
  [
    'cxpay',
    'post',
    '/checkout-sessions',
    { mode: 'payment', amount: 4900, currency: 'USD', line_items: [CX_ITEM] },
  ],
  ['cxpay', 'patch', '/checkout-sessions/{id}', {}],
  ['cxpay', 'post', '/payment-intents/{id}/capture', {}],
  ['cxpay', 'post', '/payment-intents/{id}/cancel', {}],
  [
    'maxfi',
    'post',
    '/v2/payments/checkout',
    { amount: 4900, currency: 'USD', customer: {}, settings: { payment_methods: ['card'] } },
  ],
  ['maxfi', 'post', '/v2/payments/{id}/capture', {}],
  ['maxfi', 'post', '/v2/payments/{id}/refund', {}],
  [
    'payment-request',
    'post',
    '/payment/request',
    { amount: '100', currency: 'USD', redirect_url: 'https://a.example/' },
  ],
  [
    'payment-request',
    'post',
    '/payments/request',
    { amount: '100', currency: 'USD', redirect_url: 'https://a.example/' },
  ],
];

/** How each API names what is wrong: a path, one in a list of them, or the words before the colon. */
const REFUSAL = z.object({
  error: z.object({
    message: z.string(),
    param: z.string().nullish(),
    validation_errors: z.record(z.string(), z.string()).optional(),
  }),
});

type Ids = Readonly<Record<string, string>>;

let document: Readonly<Record<string, Document>> = {};
beforeAll(() =>
  withSandbox(async (sandbox) => {
    const apis = [...new Set(BODIES.map(([api]) => api))];
    const read = async (api: string) =>
      DOCUMENT.parse((await call(sandbox, `/openapi/${api}.json`, { key: '' })).json);
    document = Object.fromEntries(
      await Promise.all(apis.map(async (api) => [api, await read(api)] as const)),
    );
  }),
);

interface World {
  readonly sandbox: Sandbox;
  readonly ids: Ids;
  /** Asks past the window of the rate limit, which goes by the clock, with the key of the path's API. */
  readonly ask: (path: string, options?: Call) => ReturnType<typeof call>;
}

/** A sandbox with one of each object. */
async function aWorld(): Promise<World> {
  const sandbox = await aSandbox();
  onTestFinished(() => sandbox.close());
  const { oauthClientId: client, oauthClientSecret: secret } = sandbox.keys;
  const token = await call(sandbox, '/oauth/token', {
    key: '',
    raw: 'grant_type=client_credentials',
    headers: {
      Authorization: `Basic ${btoa(`${client}:${secret}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
  });
  let count = 0;
  const ask: World['ask'] = (path, options = {}) => {
    sandbox.clock.advance(1000);
    count += 1;
    const key = /^\/payments?\/request/.test(path) ? String(token.json['access_token']) : undefined;
    const headers = { 'Idempotency-Key': `key-${count}`, ...options.headers };
    return call(sandbox, path, { ...(key === undefined ? {} : { key }), ...options, headers });
  };
  return { sandbox, ask, ids: await idsIn(ask) };
}

/** One of each object; what stands for their ids in paths is named by what is before it. */
async function idsIn(ask: World['ask']): Promise<Ids> {
  const make = async (path: string, body: Body) => {
    const answer = await ask(path, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.json;
  };
  const idOf = async (path: string, body: Body) => String((await make(path, body))['id']);
  const held = await make('/checkout/sessions', { ...SESSION, captureMethod: 'manual' });
  await make(`/sandbox/sessions/${String(held['id'])}/pay`, {});
  const paid = await make('/checkout/sessions', SESSION);
  await make(`/sandbox/sessions/${String(paid['id'])}/pay`, {});
  const refund = await make('/refunds', { paymentIntentId: paid['paymentIntentId'], amount: 1 });
  const product = await idOf('/products', { name: 'Tea' });
  const coupon = await idOf('/coupons', { name: 'Spring', percentOff: 10 });
  const cx = await make('/checkout-sessions', { mode: 'payment', amount: 1, currency: 'USD' });
  return {
    paid: String(paid['paymentIntentId']),
    '/checkout/sessions': await idOf('/checkout/sessions', SESSION),
    '/payment-intents': String(held['paymentIntentId']),
    '/charges': String(refund['chargeId']),
    '/refunds': String(refund['id']),
    '/customers': await idOf('/customers', { email: 'ada@shop.example' }),
    '/products': product,
    '/prices': await idOf(`/prices?productId=${product}`, PRICE),
    '/coupons': coupon,
    '/promotion-codes': await idOf('/promotion-codes', { coupon, code: 'TEATIME' }),
    '/payment-links': await idOf('/payment-links', { lineItems: [ITEM] }),
    '/sandbox/webhook-endpoints': await idOf('/sandbox/webhook-endpoints', {
      url: 'https://shop.example/hook',
    }),
    '/checkout-sessions': String(cx['id']),
    '/v2/payments': await idOf('/v2/payments/checkout', { amount: 4900, currency: 'USD' }),
    cxIntent: String(cx['payment_intent']),
  };
}

function addressOf(path: string, api: string, ids: Ids): string {
  const name = path.replace(/\/\{id\}.*$/, '');
  const id = api === 'cxpay' && name === '/payment-intents' ? ids['cxIntent'] : ids[name];
  const address = path.replace('{id}', id ?? '');
  return address === '/prices' ? `/prices?productId=${ids['/products'] ?? ''}` : address;
}

function refusalOf({ status, json }: Awaited<ReturnType<typeof call>>) {
  const { success, data } = REFUSAL.safeParse(json);
  if (!success) return { status, named: null, message: '' };
  const { message, param, validation_errors: errors } = data.error;
  const [first] = Object.keys(errors ?? {});
  return { status, named: param ?? first ?? /^[\w.[\]]+(?=:)/.exec(message)?.[0] ?? null, message };
}

it.each(BODIES)(
  '%s: %s %s refuses every value that its schema has no room for, and names the field',
  async (api, method, path, sent) => {
    const world = document[api];
    if (world === undefined) throw new Error(`There is no document of ${api}.`);
    const schema = bodySchemaOf(world, method, path);
    const { ids, ask } = await aWorld();
    const body: unknown = JSON.parse(
      JSON.stringify(sent).replace(/\{([/\w-]+)\}/g, (_, name) => ids[name] ?? ''),
    );
    const to = addressOf(path, api, ids);
    const send = (options: Call) => ask(to, { method: method.toUpperCase(), ...options });
    const refused = async (value: unknown) => refusalOf(await send({ body: value }));

    for (const { path: at, value } of badValues(world, schema, [], body).filter(
      ({ path: at }) => at.length > 0,
    )) {
      const { status, named, message } = await refused(changed(body, at, value));
      const got = [nameOf(at), JSON.stringify(value)?.slice(0, 60)];
      expect([...got, status, named]).toEqual([...got, 400, expect.stringContaining(nameOf(at))]);
      expect(message).toMatch(/^[^\n]{10,600}$/);
    }
    const [known] = Object.keys(resolve(world, schema).properties ?? {});
    if (known !== undefined) {
      const unknown = await refused(changed(body, [`${known}s`], 1));
      expect([unknown.status, unknown.named]).toEqual([400, `${known}s`]);
      expect(unknown.message).toContain(`Did you mean ${known}?`);
    }
    for (const raw of ['{', '[]', '"x"', 'null', '{"__proto__":{}}'])
      expect([raw, (await send({ raw })).status]).toEqual([raw, 400]);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect([type, (await send({ raw: '{}', headers: { 'Content-Type': type } })).status]).toEqual([
        type,
        415,
      ]);
  },
);

describe('an id of another merchant, or of the other mode', () => {
  /** Every operation on one object. */
  const operations = () =>
    Object.entries(document).flatMap(([api, { paths }]) =>
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).flatMap((method) => (/\{id\}/.test(path) ? [{ api, path, method }] : [])),
      ),
    );

  it('is answered as one of nobody is, whatever is asked of it', async () => {
    const { sandbox, ids, ask } = await aWorld();
    const keys = [sandbox.keys.liveSecretKey, (await anotherMerchant(sandbox)).secretKey];
    let asked = 0;
    for (const { api, path, method } of operations()) {
      const theirs = addressOf(path, api, ids);
      const name = path.replace(/\/\{id\}.*$/, '');
      if (ids[name] === undefined) continue;
      const id = theirs.slice(name.length + 1).replace(/\/.*$/, '');
      const nobodys = theirs.replace(id, `${id.slice(0, -6)}000000`);
      const words = async (address: string, key: string) => {
        const sent = method === 'get' || method === 'delete' ? {} : { body: {} };
        const { status, text } = await ask(address, { method: method.toUpperCase(), key, ...sent });
        return [status, text.replace(/req_\w+/g, 'req_')];
      };
      for (const key of keys) {
        const answers = [await words(theirs, key), await words(nobodys, key)];
        expect([method, path, answers]).toEqual([method, path, [[404, answers[1]?.[1]], answers[1]]]);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(40);
  });
});
