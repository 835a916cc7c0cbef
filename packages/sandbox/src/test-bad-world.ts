// For tests of bad input: a sandbox with one of each object, what it is asked, and how each API words a refusal.

import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  badValues,
  bodySchemaOf,
  changed,
  type Document,
  nameOf,
  type Path,
  resolve,
} from './test-bad-input.ts';
import { type Answer, aSandbox, type Call, call, type Sandbox } from './test-sandbox.ts';

export const PRICE = { currency: 'USD', unitAmount: 500 };
export const ITEM = { priceData: { ...PRICE, productData: { name: 'Tea' } }, quantity: 1 };
export const ADDRESS = { line1: '1 Tea Street', city: 'Berlin', country: 'DE' };
export const AFTER = { type: 'hosted_confirmation' };
export const SESSION = { amount: 4900, currency: 'USD', afterCompletion: AFTER };

export type Body = Readonly<Record<string, unknown>>;
export type Ids = Readonly<Record<string, string>>;

export interface World {
  readonly sandbox: Sandbox;
  readonly ids: Ids;
  /** Asks past the window of the rate limit, which goes by the clock, with the key of the path's API. */
  readonly ask: (path: string, options?: Call) => Promise<Answer>;
}

/** A sandbox with one of each object. */
export async function aWorld(): Promise<World> {
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

const DELIVERIES = z.object({ data: z.tuple([z.object({ id: z.string() })]).rest(z.unknown()) });

/** One of each object; what stands for their ids in paths is named by what is before it, or by the whole path and its API. */
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
  const awaited = await idOf('/checkout/sessions', { ...SESSION, paymentMethodTypes: ['bank_transfer'] });
  await make(`/sandbox/sessions/${awaited}/pay`, { method: 'bank_transfer' });
  const refund = await make('/refunds', { paymentIntentId: paid['paymentIntentId'], amount: 1 });
  const product = await idOf('/products', { name: 'Tea' });
  const coupon = await idOf('/coupons', { name: 'Spring', percentOff: 10 });
  const cxSession = { mode: 'payment', amount: 4900, currency: 'USD' };
  const cx = await make('/checkout-sessions', cxSession);
  const cxHeld = await make('/checkout-sessions', { ...cxSession, capture_method: 'manual' });
  const maxfi = { amount: 4900, currency: 'USD' };
  const maxfiHeld = await idOf('/v2/payments/checkout', { ...maxfi, capture_method: 'manual' });
  const maxfiPaid = await idOf('/v2/payments/checkout', maxfi);
  for (const id of [String(cxHeld['id']), maxfiHeld, maxfiPaid])
    await make(`/sandbox/sessions/${id}/pay`, {});
  const { data: deliveries } = DELIVERIES.parse((await ask('/sandbox/deliveries')).json);
  const session = await idOf('/checkout/sessions', SESSION);
  return {
    paid: String(paid['paymentIntentId']),
    session,
    '/checkout/sessions': session,
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
    '/sandbox/sessions': session,
    'sandbox /sandbox/sessions/{id}/transfer': awaited,
    '/sandbox/deliveries': deliveries[0].id,
    '/checkout-sessions': String(cx['id']),
    'cxpay /payment-intents': String(cx['payment_intent']),
    'cxpay /payment-intents/{id}/capture': String(cxHeld['payment_intent']),
    '/v2/payments': await idOf('/v2/payments/checkout', maxfi),
    'maxfi /v2/payments/{id}/capture': maxfiHeld,
    'maxfi /v2/payments/{id}/refund': maxfiPaid,
  };
}

/** The body with ids in the place of `{names}`. */
export function withIds(body: Body, ids: Ids): unknown {
  return JSON.parse(JSON.stringify(body).replace(/\{([/\w-]+)\}/g, (_, name) => ids[name] ?? ''));
}

/** Each API's own words for a refusal, and nothing beside them. */
const REFUSAL = z.union([
  z.object({
    error: z.object({
      message: z.string(),
      param: z.string().nullish(),
      validation_errors: z.record(z.string(), z.string()).optional(),
    }),
  }),
  z
    .strictObject({
      type: z.url(),
      title: z.string().min(1),
      status: z.literal(400),
      detail: z.string(),
      code: z.literal('invalid_request'),
      param: z.string().optional(),
      requestId: z.string().min(1),
    })
    .transform(({ detail, param }) => ({
      error: { message: detail, param, validation_errors: undefined },
    })),
]);

/** What is refused, as far as the answer says so: a path, one in a list of them, or the words before the colon. */
function refusalOf({ status, json, headers }: Answer, isBrowsers: boolean) {
  const { success, data } = REFUSAL.safeParse(json);
  const type = isBrowsers ? 'application/problem+json' : 'application/json';
  if (!success || headers.get('Content-Type')?.startsWith(type) !== true)
    return { status, named: null, message: '' };
  const { message, param, validation_errors: errors } = data.error;
  const [first] = Object.keys(errors ?? {});
  return { status, named: param ?? first ?? /^[\w.[\]]+(?=:)/.exec(message)?.[0] ?? null, message };
}

/** What a route is asked with. */
export interface Asked {
  readonly document: Document;
  readonly method: string;
  /** As in the document. */
  readonly path: string;
  /** With every field that is an object in it, so that its own fields are reached. */
  readonly body: unknown;
  readonly send: (options: Call) => Promise<Answer>;
}

/** Sends every value that the route has no room for, and then the body itself: what was refused was refused for that value. */
export async function expectRefusals({ document, method, path, body, send }: Asked): Promise<void> {
  const schema = bodySchemaOf(document, method, path);
  const isBrowsers = path.startsWith('/v1/client/');
  const refused = async (at: Path, value: unknown) =>
    refusalOf(await send({ body: changed(body, at, value) }), isBrowsers);

  for (const { path: at, value } of badValues(document, schema, [], body)) {
    if (at.length === 0) continue;
    const { status, named, message } = await refused(at, value);
    const got = [nameOf(at), JSON.stringify(value)?.slice(0, 60)];
    expect([...got, status, named]).toEqual([...got, 400, expect.stringContaining(nameOf(at))]);
    expect(message).toMatch(/^[^\n]{10,1500}$/);
    expect(message).not.toMatch(VAGUE);
  }
  const [known] = Object.keys(resolve(document, schema).properties ?? {});
  if (known !== undefined)
    expect((await refused([`${known}s`], 1)).message).toContain(`Did you mean ${known}?`);
  for (const raw of ['{', '[]', '"x"', 'null', '{"__proto__":{}}'])
    expect([raw, refusalOf(await send({ raw }), isBrowsers)]).toMatchObject([raw, { status: 400 }]);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    expect([type, (await send({ raw: '{}', headers: { 'Content-Type': type } })).status]).toEqual([
      type,
      415,
    ]);
}

/** What says neither what was wrong nor what to send. */
const VAGUE = /expected (another value|a valid regex|a symbol|a never)\b|undefined|\[object/;
