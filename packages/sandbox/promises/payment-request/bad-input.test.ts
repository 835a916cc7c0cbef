// Payment requests: every field just within its bounds, just outside, of a wrong type, unknown; in this API's own shape.

import { describe, expect, it } from 'vitest';
import { formatDecimal, parseDecimal } from '../../src/wire/payment-request/amount.ts';
import { call, ok, textAt } from '../call.ts';
import { inWorld } from '../start.ts';
import { aBody, aCaller, basic, errorOf } from './client.ts';

const at = (length: number) => 'x'.repeat(length);

const FIELDS: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
  [
    'amount',
    ['0.01', '100', '100.5', '100.50', '999999999.99'],
    [
      undefined,
      null,
      '',
      '0',
      '0.00',
      '-1',
      '+1',
      '1e2',
      '100.001',
      '1,000',
      '007',
      ' 1',
      '1.',
      '.5',
      100,
      '1000000000',
      'NaN',
      at(21),
    ],
  ],
  ['currency', ['USD', 'JPY', 'KWD'], [undefined, null, 'usd', 'US', 'AAA', 840]],
  [
    'redirect_url',
    ['https://yourapp.com/thanks', 'http://localhost:3000/thanks'],
    [
      undefined,
      null,
      '',
      'http://yourapp.com/',
      '/thanks',
      'javascript:alert(1)',
      'https://a:b@c.example/',
      1,
    ],
  ],
  ['reference_id', ['', at(255)], [at(256), null, 7, ['a']]],
];

describe('POST /payment/request', () => {
  it.each(FIELDS)('%s takes what it may, and names itself for the rest', (field, good, bad) =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      for (const value of good) {
        expect([value, (await caller.create({ [field]: value })).status]).toEqual([value, 200]);
      }
      for (const value of bad) {
        const answer = await caller.create({ [field]: value });
        expect([value, answer.status]).toEqual([value, 400]);
        const { code, message, validation_errors = {} } = errorOf(answer);
        expect([value, code, Object.keys(validation_errors)]).toEqual([value, 'invalid_request', [field]]);
        expect(message).toBe(`${field}: ${validation_errors[field]}`);
      }
    }),
  );

  it('refuses an unknown field, and suggests the one that was meant', () =>
    inWorld(async (world) => {
      const answer = await (await aCaller(world)).create({ referenceId: 'x' });
      expect(answer.status).toBe(400);
      expect(errorOf(answer).validation_errors).toEqual({
        referenceId: 'there is no such field. Did you mean reference_id?',
      });
    }));

  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a form', 'amount=100', 'application/x-www-form-urlencoded', 415],
    ['over a megabyte', JSON.stringify({ a: at(1_000_001) }), 'application/json', 413],
  ])('refuses %s', (_, raw, type, status) =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const options = { raw, method: 'POST', headers: { 'Content-Type': type } };
      const answer = await caller.call('/payment/request', options);
      expect(answer.status).toBe(status);
      errorOf(answer);
    }),
  );
});

describe('environments', () => {
  it('are isolated: requests of another client’s merchant or mode are unknown', () =>
    inWorld(async (world) => {
      const live = await ok(world, '/sandbox/oauth-clients', {
        method: 'POST',
        key: world.keys.liveSecretKey,
      });
      const theirs = await ok(world, '/sandbox/oauth-clients', {
        method: 'POST',
        key: await world.anotherKey(),
      });
      const mine = await aCaller(world);
      const { id } = await mine.made();
      const unknown = await mine.call('/payment/request/cs_test_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q');
      expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'not_found']);
      for (const made of [live, theirs]) {
        const credentials = basic(world, textAt(made, 'clientId'), textAt(made, 'clientSecret'));
        const other = await aCaller(world, credentials);
        for (const [path, method] of [
          [`/payment/request/${id}`, 'GET'],
          [`/payments/request/${id}/cancel`, 'POST'],
        ] as const) {
          const answer = await other.call(path, { method });
          expect([answer.status, answer.text]).toEqual([404, unknown.text]);
        }
      }
      const caller = await aCaller(
        world,
        basic(world, textAt(live, 'clientId'), textAt(live, 'clientSecret')),
      );
      expect((await caller.create({ redirect_url: 'http://localhost:3000/' })).status).toBe(400);
      expect((await caller.create()).status).toBe(200);
    }));

  it('know nothing of sessions that another API has made', () =>
    inWorld(async (world) => {
      const body = { currency: 'USD', amount: 1, afterCompletion: { type: 'hosted_confirmation' } };
      const { json } = await call(world, '/checkout/sessions', { body });
      const answer = await (await aCaller(world)).call(`/payment/request/${json['id']}`);
      expect(answer.status).toBe(404);
      expect(aBody()).toBeDefined();
    }));
});

describe('amounts', () => {
  it.each([
    ['100', 'USD', 10_000, '100.00'],
    ['0.01', 'USD', 1, '0.01'],
    ['100.5', 'EUR', 10_050, '100.50'],
    ['1000', 'JPY', 1000, '1000'],
    ['1.234', 'KWD', 1234, '1.234'],
    ['0.001', 'KWD', 1, '0.001'],
  ])('%s %s is %i in the smallest unit, and %s again', (text, currency, amount, shown) => {
    expect(parseDecimal(text, currency)).toBe(amount);
    expect(formatDecimal(amount, currency)).toBe(shown);
  });

  it.each([
    ['1000.5', 'JPY'],
    ['1.2345', 'KWD'],
    ['1.001', 'USD'],
  ])('%s has more digits than %s', (text, currency) => {
    expect(parseDecimal(text, currency)).toMatchObject({ problem: expect.stringContaining(currency) });
  });
});
