// Every body of every API: each field missing, of a wrong type, beyond its bounds, unknown; and every id of somebody else's.

import { beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from './http/problem.ts';
import { validate } from './http/validation.ts';
import { snapshot } from './snapshot/snapshot.ts';
import { badValues, bodySchemaOf, changed, DOCUMENT, type Document, nameOf } from './test-bad-input.ts';
import {
  ADDRESS,
  AFTER,
  aWorld,
  type Body,
  expectRefusals,
  type Ids,
  ITEM,
  PRICE,
  SESSION,
  withIds,
} from './test-bad-world.ts';
import { anotherMerchant, type Call, call, withSandbox } from './test-sandbox.ts';

const CX_ITEM = { name: 'Tea', quantity: 1, unit_amount: 4900 };

type Row = readonly [api: string, method: string, path: string, body: Body];

/** What each route takes, with every field that is an object in it, so that its own fields are reached. */
const BODIES: readonly Row[] = [
  [
    'xpay',
    'post',
    '/checkout/sessions',
    { ...SESSION, collect: {}, customerId: '{/customers}', savedCards: { offer: true } },
  ],
  ['xpay', 'post', '/checkout/sessions', { ...SESSION, customerDetails: {} }],
  [
    'xpay',
    'post',
    '/checkout/sessions',
    {
      lineItems: [{ ...ITEM, adjustableQuantity: {} }],
      customFields: [{ type: 'text', key: 'size', label: 'Size' }],
      discounts: [{ coupon: '{/coupons}' }],
      afterCompletion: { type: 'redirect', redirect: { url: 'https://shop.example/' } },
    },
  ],
  ['xpay', 'post', '/checkout/sessions', { lineItems: [ITEM], afterCompletion: AFTER }],
  ['xpay', 'post', '/checkout/sessions/{id}/expire', {}],
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
  ['sandbox', 'post', '/sandbox/api-keys', { kind: 'secret' }],
  [
    'sandbox',
    'post',
    '/sandbox/faults',
    { kind: 'delay', ms: 1, jitterMs: 1, when: 'after', sessionId: '{session}', times: 1 },
  ],
  [
    'sandbox',
    'post',
    '/sandbox/faults',
    { kind: 'status', status: 503, retryAfterS: 1, method: 'POST', path: '/v1/client/session/confirm' },
  ],
  ['sandbox', 'post', '/sandbox/faults', { kind: 'throttle', bytesPerSecond: 1, probability: 0.5, seed: 7 }],
  ['sandbox', 'post', '/sandbox/faults', { kind: 'offline', seconds: 1 }],
  ['sandbox', 'post', '/sandbox/clock', { action: 'advance', ms: 1 }],
  ['sandbox', 'post', '/sandbox/clock', { action: 'set', to: '2026-12-01T00:00:00+01:00' }],
  ['sandbox', 'post', '/sandbox/bank', { sessionId: '{session}', behavior: 'areq_lost' }],
  ['sandbox', 'post', '/sandbox/webhooks', { order: 'redirect_first', delayMs: 1, sessionId: '{session}' }],
  [
    'sandbox',
    'post',
    '/sandbox/sessions/{id}/pay',
    { card: { number: '4242424242424242', expMonth: 12, expYear: 2027, cvc: '123' }, threeDS: 'approve' },
  ],
  ['sandbox', 'post', '/sandbox/sessions/{id}/pay', { token: 'tok_visa' }],
  ['sandbox', 'post', '/sandbox/sessions/{id}/pay', { outcome: 'succeeded', threeDS: 'approve' }],
  ['sandbox', 'post', '/sandbox/sessions/{id}/transfer', { outcome: 'received' }],
  ['sandbox', 'post', '/sandbox/deliveries/{id}/replay', {}],
  ['sandbox', 'post', '/sandbox/reset', {}],
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

function addressOf(path: string, api: string, ids: Ids): string {
  const name = path.replace(/\/\{id\}.*$/, '');
  const id = ids[`${api} ${path}`] ?? ids[`${api} ${name}`] ?? ids[name];
  const address = path.replace('{id}', id ?? '');
  return address === '/prices' ? `/prices?productId=${ids['/products'] ?? ''}` : address;
}

it.each(BODIES)(
  '%s: %s %s refuses every value that its schema has no room for, and names the field',
  async (api, method, path, sent) => {
    const world = document[api];
    if (world === undefined) throw new Error(`There is no document of ${api}.`);
    const { ids, ask } = await aWorld();
    const to = addressOf(path, api, ids);
    const send = (options: Call) => ask(to, { method: method.toUpperCase(), ...options });
    const body = withIds(sent, ids);
    await expectRefusals({ document: world, method, path, body, send });
    const answer = await send({ body });
    expect([answer.status < 300, answer.text]).toEqual([true, expect.any(String)]);
  },
);

it('an import is refused with every value that an export does not have, and taken as it was', async () => {
  const { sandbox } = document;
  if (sandbox === undefined) throw new Error('There is no document of the sandbox.');
  const { ask } = await aWorld();
  const whole = snapshot.parse((await ask('/sandbox/export')).json);
  const tables = Object.entries(whole.tables).map(([name, rows]) => [name, rows?.slice(0, 1)] as const);
  const body = { ...whole, tables: Object.fromEntries(tables) };
  const bad = badValues(sandbox, bodySchemaOf(sandbox, 'post', '/sandbox/import'), [], body);
  for (const { path: at, value } of bad.filter(({ path }) => path.length > 0)) {
    const refused = refusalOf(() => validate(snapshot, changed(body, at, value), { quote: false }));
    const got = [nameOf(at), JSON.stringify(value)?.slice(0, 60)];
    expect([...got, refused]).toEqual([...got, expect.stringContaining(nameOf(at))]);
  }
  expect(bad.length).toBeGreaterThan(1000);
  expect((await ask('/sandbox/import', { body: whole })).status).toBe(200);
}, 120_000);

/** The `param` of what is thrown. */
function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? error.param : undefined;
  }
}

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
      // The sandbox's controls take no live key.
      for (const key of /^\/sandbox\/(sessions|deliveries)$/.test(name) ? keys.slice(1) : keys) {
        const answers = [await words(theirs, key), await words(nobodys, key)];
        expect([method, path, answers]).toEqual([method, path, [[404, answers[1]?.[1]], answers[1]]]);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(40);
  });
});
