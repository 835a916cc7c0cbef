// MaxFi, what it refuses: each field of each route, of a wrong type, just out of bounds, or unknown; each in its own words.

import { describe, expect, it } from 'vitest';
import { call, pay, textAt } from '../call.ts';
import { inWorld } from '../start.ts';
import { aCheckout, create, refusalOf } from './checkout.ts';

const VALIDATION = [400, 'VALIDATION_ERROR'];
const URL_2048 = `https://shop.example/${'a'.repeat(2048 - 21)}`;

/** A field by its path, what is taken, and what is refused. */
type Row = readonly [path: string, good: readonly unknown[], bad: readonly unknown[]];

const CREATE: readonly Row[] = [
  ['amount', [1, 99_999_999_999], [0, 100_000_000_000, '1', 1.5, null, [], {}]],
  ['currency', ['USD'], ['usd', 'US', 'XXX', 1, null]],
  ['description', ['', 'x'.repeat(500)], ['x'.repeat(501), 7, null, 'a\u0000b']],
  ['order_id', ['x', 'x'.repeat(128)], ['', 'x'.repeat(129), 7, null]],
  ['language', ['en', 'ru', 'az'], ['de', '', null, 1]],
  ['customer', [{}], [[], 'ada', null, { id: 'cus_1' }]],
  ['customer.email', ['a@b.co'], ['a', '@', `${'a'.repeat(250)}@b.co`, 7, null]],
  ['customer.phone', ['+994 50 123-45-67'], ['x', '', '1', '1'.repeat(33), 7]],
  ['customer.name', ['A', 'x'.repeat(200)], ['', 'x'.repeat(201), 7]],
  ['customer.country', ['AZ'], ['az', 'AZE', '', 7]],
  ['success_url', [URL_2048], [`${URL_2048}a`, 'shop', 'javascript:1', '', 7, null]],
  ['cancel_url', [URL_2048], [`${URL_2048}a`, '//shop.example', 'data:text/html,x', 7]],
  ['webhook_url', [URL_2048], [`${URL_2048}a`, 'ftp://a.b', 'https://u:p@a.b', 7]],
  ['settings', [{}], [[], 'x', null, { theme: 'dark' }]],
  [
    'settings.payment_methods',
    [['card'], ['wallet', 'bnpl']],
    [[], ['card', 'card'], 'card', ['card', 'cash'], [7]],
  ],
  ['settings.button_text', ['x', 'x'.repeat(40)], ['', 'x'.repeat(41), 7]],
  ['settings.auto_return', [0, 600_000], [-1, 600_001, 0.5, '1', null]],
  [
    'settings.customer_fields',
    [[], ['name', 'email', 'phone', 'postal_code', 'billing_address', 'shipping_address']],
    [['fax'], 'name', [1]],
  ],
  ['settings.success_url', [URL_2048], ['x', 7]],
  ['settings.cancel_url', [URL_2048], ['x', 7]],
  [
    'metadata',
    [{}, { a: '' }, { ['k'.repeat(40)]: 'v'.repeat(500) }],
    [[], 'x', { a: 1 }, { ['k'.repeat(41)]: '' }, { a: 'v'.repeat(501) }, { '': 'x' }],
  ],
  ['capture_method', ['automatic', 'manual'], ['later', '', null]],
  ['test_mode', [true, false], ['true', 1, null]],
];

function at(path: string, value: unknown): Record<string, unknown> {
  const [first = '', second] = path.split('.');
  return { [first]: second === undefined ? value : { [second]: value } };
}

describe('a checkout', () => {
  it.each(CREATE)('takes and refuses %s within its bounds', (path, good, bad) =>
    inWorld(async (world) => {
      for (const value of good) {
        const answer = await create(world, at(path, value));
        expect([value, answer.status]).toEqual([value, 201]);
      }
      for (const value of bad) {
        const answer = await create(world, at(path, value));
        expect([value, ...refusalOf(answer)]).toEqual([value, ...VALIDATION]);
        const [first = ''] = path.split('.');
        expect(textAt(answer.json, 'error.message')).toMatch(new RegExp(`^${first}`));
      }
    }),
  );

  it('of live mode leads to no address of this machine', () =>
    inWorld(async (world) => {
      const live = { key: world.keys.liveSecretKey };
      for (const path of [
        'success_url',
        'cancel_url',
        'webhook_url',
        'settings.success_url',
        'settings.cancel_url',
      ]) {
        const local = at(path, 'http://localhost:3000/x');
        expect((await create(world, local)).status).toBe(201);
        expect(refusalOf(await create(world, local, live))).toEqual(VALIDATION);
      }
    }));
});

describe('what is done with a payment', () => {
  it.each([
    ['capture', { amount: 0 }],
    ['capture', { amount: '1' }],
    ['capture', { amount_to_capture: 1 }],
    ['cancel', { reason: 'x' }],
    ['refund', { amount: 0 }],
    ['refund', { amount: 1.5 }],
    ['refund', { reason: 'x'.repeat(501) }],
    ['refund', { idempotency_key: '' }],
    ['refund', { idempotency_key: 'a b' }],
    ['refund', { ammount: 1 }],
  ])('refuses %s with %j', (action, body) =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { capture_method: 'manual' });
      await pay(world, id);
      expect(refusalOf(await call(world, `/v2/payments/${id}/${action}`, { body }))).toEqual(VALIDATION);
    }),
  );

  it.each([['capture'], ['cancel'], ['refund']])('knows nothing of others to %s', (action) =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id);
      const key = await world.anotherKey();
      for (const options of [{ key }, { key: world.keys.liveSecretKey }]) {
        const theirs = await call(world, `/v2/payments/${id}/${action}`, { body: {}, ...options });
        const nobodys = await call(world, `/v2/payments/cs_test_x/${action}`, { body: {}, ...options });
        expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
      }
    }),
  );

  it.each([
    ['PUT', '/v2/payments/checkout'],
    ['DELETE', '/v2/payments'],
    ['POST', '/v2/health'],
    ['GET', '/v2/payments/x/refund'],
  ])('is not done by %s %s', (method, path) =>
    inWorld(async (world) => {
      expect(refusalOf(await call(world, path, { method }))).toEqual([405, 'METHOD_NOT_ALLOWED']);
    }),
  );
});
