// XPay, what it refuses about money: each field of a wrong type, just out of bounds, or unknown.

import { describe, expect, it } from 'vitest';
import { aSessionBody } from '../../src/test-sandbox.ts';
import { call, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

async function aPaidIntent(world: World, body: object = {}): Promise<string> {
  const session = await ok(world, '/checkout/sessions', { body: aSessionBody({ ...body }) });
  await pay(world, textAt(session, 'id'));
  return textAt(session, 'paymentIntentId');
}

describe('a refund', () => {
  it.each<readonly [string, readonly unknown[], readonly unknown[]]>([
    ['amount', [1], [0, -1, 1.5, '1', null, 100_000_000_000]],
    ['reason', ['duplicate', 'fraudulent', 'requested_by_customer', null], ['because', '', 7]],
    ['description', ['', 'x'.repeat(500), null], ['x'.repeat(501), 7]],
    ['metadata', [{ a: 'b' }], [[], { a: 1 }, null, { ['k'.repeat(41)]: '' }]],
    ['paymentIntentId', [], ['', 'pi_nothing', 7, null, 'x'.repeat(81)]],
    ['currency', [], ['USD']],
  ])('takes and refuses %s within its bounds', (field, good, bad) =>
    inWorld(async (world) => {
      const paymentIntentId = await aPaidIntent(world);
      const refund = (value: unknown) =>
        call(world, '/refunds', { body: { paymentIntentId, amount: 1, [field]: value } });
      for (const value of good) expect([value, (await refund(value)).status]).toEqual([value, 201]);
      for (const value of bad) {
        const { status, json } = await refund(value);
        expect([value, status, textAt(json, 'error.param')]).toEqual([
          value,
          400,
          expect.stringMatching(new RegExp(`^${field}`)),
        ]);
      }
    }),
  );

  it('is refused without a body, of another type, and malformed', () =>
    inWorld(async (world) => {
      expect((await call(world, '/refunds', { method: 'POST' })).status).toBe(415);
      for (const raw of ['', '{', '[]', '1'])
        expect((await call(world, '/refunds', { raw })).status).toBe(400);
    }));
});

describe('a capture', () => {
  it.each([[0], [4901], ['1'], [1.5], [null]])('is refused of %j', (amountToCapture) =>
    inWorld(async (world) => {
      const id = await aPaidIntent(world, { captureMethod: 'manual' });
      const refused = await call(world, `/payment-intents/${id}/capture`, { body: { amountToCapture } });
      expect([refused.status, textAt(refused.json, 'error.param')]).toEqual([400, 'amountToCapture']);
      expect(await ok(world, `/payment-intents/${id}`)).toMatchObject({ status: 'requires_capture' });
    }),
  );

  it('is refused of a method that is none', () =>
    inWorld(async (world) => {
      const body = aSessionBody({ captureMethod: 'later' });
      expect((await call(world, '/checkout/sessions', { body })).json).toMatchObject({
        error: { param: 'captureMethod' },
      });
    }));
});

it.each([
  ['/refunds?page=0', 'page'],
  ['/refunds?limit=0', 'limit'],
  ['/refunds?limit=101', 'limit'],
  ['/refunds?chargeId=', 'chargeId'],
  ['/refunds?status=failed', 'status'],
  ['/balance-transactions?type=charge', 'type'],
  ['/balance-transactions?limit=x', 'limit'],
  ['/balance-transactions?from=1', 'from'],
])('the list %s is refused for its %s', (path, param) =>
  inWorld(async (world) => {
    const { status, json } = await call(world, path);
    expect([status, textAt(json, 'error.param')]).toEqual([400, param]);
  }),
);
