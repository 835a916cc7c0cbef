// XPay's objects: every field of every body, missing, of a wrong type, beyond its bounds, unknown; taken from the document itself.

import { expect, it } from 'vitest';
import { z } from 'zod';
import { type Call, call, create, pay, type Sandbox, withSandbox } from '../../test-sandbox.ts';

interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly $ref?: string | undefined;
}

const SCHEMA: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), SCHEMA).optional(),
    required: z.array(z.string()).optional(),
    items: SCHEMA.optional(),
    $ref: z.string().optional(),
  }),
);
const BODY = z.looseObject({ content: z.object({ 'application/json': z.object({ schema: SCHEMA }) }) });
const DOCUMENT = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ requestBody: BODY.optional() }))),
  components: z.looseObject({ schemas: z.record(z.string(), SCHEMA) }),
});
type Document = z.output<typeof DOCUMENT>;

/** What each route takes, with every field that is an object in it, so that its own fields are reached. */
const PRICE = { currency: 'USD', unitAmount: 500 };
const ITEM = { priceData: { ...PRICE, productData: { name: 'Tea' } }, quantity: 1 };
const ADDRESS = { line1: '1 Tea Street', city: 'Berlin', country: 'DE' };
const BODIES: readonly (readonly [method: string, path: string, body: Readonly<Record<string, unknown>>])[] =
  [
    ['post', '/customers', { email: 'grace@shop.example', address: ADDRESS, metadata: {} }],
    ['patch', '/customers/{id}', { address: ADDRESS }],
    ['post', '/products', { name: 'Tea', defaultPrice: PRICE }],
    ['patch', '/products/{id}', {}],
    ['post', '/prices', { ...PRICE, recurring: { interval: 'month', intervalCount: 1 } }],
    ['patch', '/prices/{id}', {}],
    ['post', '/coupons', { name: 'Spring', percentOff: 10, currency: 'USD' }],
    ['patch', '/coupons/{id}', {}],
    ['post', '/promotion-codes', { coupon: '{coupon}', code: 'SPRING' }],
    ['patch', '/promotion-codes/{id}', {}],
    ['post', '/payment-links', { lineItems: [ITEM] }],
    ['patch', '/payment-links/{id}', { lineItems: [ITEM] }],
    ['post', '/refunds', { paymentIntentId: '{intent}', amount: 1 }],
  ];

type Path = readonly (string | number)[];
interface Bad {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value that a field must not have, by its schema, and those of the fields in it. */
function badValues(document: Document, given: Schema, path: Path, body: unknown): readonly Bad[] {
  const schema = resolve(document, given);
  const types = typesOf(schema);
  const bad: unknown[] = types.includes('null') || types.length === 0 ? [] : [null];
  if (types.includes('string')) bad.push(7, true, [], {});
  if (types.includes('integer') || types.includes('number')) bad.push('1', true, []);
  if (types.includes('integer')) bad.push(1.5);
  if (types.includes('boolean')) bad.push('true', 1);
  if (types.includes('object')) bad.push('x', 7, []);
  if (types.includes('array')) bad.push('x', {}, 7);
  if (schema.enum !== undefined) bad.push('none of them', '');
  if ((schema.minLength ?? 0) > 0) bad.push('x'.repeat((schema.minLength ?? 0) - 1));
  if (schema.maxLength !== undefined) bad.push('x'.repeat(schema.maxLength + 1));
  if (schema.minimum !== undefined && schema.minimum > -1e9) bad.push(schema.minimum - 1);
  if (schema.maximum !== undefined && schema.maximum < 1e15) bad.push(schema.maximum + 1);
  const values = bad.map((value) => ({ path, value }));
  return [...values, ...insideOf(document, schema, path, body)];
}

function insideOf(document: Document, schema: Schema, path: Path, body: unknown): readonly Bad[] {
  if (Array.isArray(body) && schema.items !== undefined) {
    const tooMany =
      schema.maxItems === undefined ? [] : Array.from({ length: schema.maxItems + 1 }, () => body[0]);
    return [
      ...(tooMany.length === 0 ? [] : [{ path, value: tooMany }]),
      ...badValues(document, schema.items, [...path, 0], body[0]),
    ];
  }
  if (typeof body !== 'object' || body === null || schema.properties === undefined) return [];
  const own = Object.entries(schema.properties);
  const missing = (schema.required ?? []).map((name) => ({ path: [...path, name], value: undefined }));
  const inner = own.flatMap(([name, property]) =>
    badValues(document, property, [...path, name], (body as Readonly<Record<string, unknown>>)[name]),
  );
  return [...missing, ...inner];
}

function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}

function resolve({ components }: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] ?? schema);
}

/** The body with another value at a path; `undefined` is left out of what is sent. */
function changed(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(body))
    return body.map((one, index) => (index === first ? changed(one, rest, value) : one));
  const record = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  return { ...record, [first]: changed(record[String(first)], rest, value) };
}

function nameOf(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

const REFUSAL = z.object({
  error: z.object({
    type: z.string(),
    param: z.string().nullable(),
    message: z.string(),
    requestId: z.string(),
  }),
});

/** Asks past the window of the rate limit, which goes by the clock. */
async function refusalOf(sandbox: Sandbox, path: string, options: Call) {
  sandbox.clock.advance(1000);
  const { status, text } = await call(sandbox, path, options);
  const parsed = REFUSAL.safeParse(text === '' ? null : JSON.parse(text));
  return { status, ...(parsed.success ? parsed.data.error : { type: text, param: null, message: '' }) };
}

/** One of each object, and what stands for their ids in paths and bodies. */
async function idsIn(sandbox: Sandbox): Promise<Readonly<Record<string, string>>> {
  const make = async (path: string, body: object) => {
    const answer = await call(sandbox, path, { body });
    if (answer.status >= 300) throw new Error(answer.text);
    return String(answer.json['id']);
  };
  const paid = await create(sandbox);
  await pay(sandbox, paid);
  const product = await make('/products', { name: 'Tea' });
  const coupon = await make('/coupons', { name: 'Spring', percentOff: 10 });
  return {
    intent: paid.paymentIntentId,
    coupon,
    '/customers': await make('/customers', { email: 'ada@shop.example' }),
    '/products': product,
    '/prices': await make(`/prices?productId=${product}`, PRICE),
    '/coupons': coupon,
    '/promotion-codes': await make('/promotion-codes', { coupon, code: 'TEATIME' }),
    '/payment-links': await make('/payment-links', { lineItems: [ITEM] }),
  };
}

it.each(BODIES)(
  '%s %s refuses every value that its schema has no room for, and names the field',
  (method, path, sent) =>
    withSandbox(async (sandbox) => {
      const document = DOCUMENT.parse((await call(sandbox, '/openapi/xpay.json', { key: '' })).json);
      const schema = document.paths[path]?.[method]?.requestBody?.content['application/json'].schema;
      if (schema === undefined) throw new Error(`${path} takes no body.`);
      const ids = await idsIn(sandbox);
      const body: unknown = JSON.parse(
        JSON.stringify(sent).replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? ''),
      );
      const address = path.replace('{id}', ids[path.replace('/{id}', '')] ?? '');
      const to = path === '/prices' ? `${address}?productId=${ids['/products'] ?? ''}` : address;
      const ask = (value: unknown) => refusalOf(sandbox, to, { method: method.toUpperCase(), body: value });

      const values = badValues(document, schema, [], body).filter(({ path: at }) => at.length > 0);
      expect(values.length).toBeGreaterThan(3);
      for (const { path: at, value } of values) {
        const refusal = await ask(changed(body, at, value));
        const got = [
          nameOf(at),
          JSON.stringify(value)?.slice(0, 60),
          refusal.status,
          refusal.type,
          refusal.param,
        ];
        expect(got).toEqual([
          got[0],
          got[1],
          400,
          'invalid_request_error',
          expect.stringContaining(nameOf(at)),
        ]);
        expect(refusal.message).toMatch(/^[^\n]{10,600}$/);
      }
      const [known = ''] = Object.keys(resolve(document, schema).properties ?? {});
      const unknown = await ask(changed(body, [`${known}s`], 1));
      expect([unknown.status, unknown.param]).toEqual([400, `${known}s`]);
      expect(unknown.message).toContain(`Did you mean ${known}?`);
      for (const raw of ['', '{', '[]', '"x"', 'null']) {
        expect([raw, (await refusalOf(sandbox, to, { method: method.toUpperCase(), raw })).status]).toEqual([
          raw,
          400,
        ]);
      }
      const good = await refusalOf(sandbox, to, { method: method.toUpperCase(), body });
      expect([good.message, good.status < 300]).toEqual(['', true]);
    }),
);
