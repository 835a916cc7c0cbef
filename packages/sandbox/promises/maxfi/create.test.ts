// MaxFi, creating a checkout: every field, every refusal, and what is answered.

import { describe, expect, it } from 'vitest';
import { call, idOf, ok, pay, textAt } from '../call.ts';
import { inWorld, oneMoreKey } from '../start.ts';
import { aBody, aCheckout, create, PATH, paymentOf, refusalOf } from './checkout.ts';

const VALIDATION = [400, 'VALIDATION_ERROR'];
const MINUTE = 60_000;

describe('the request', () => {
  it('P066 takes sk_live_ and sk_test_ keys, and the mode follows', () =>
    inWorld(async (world) => {
      expect(await aCheckout(world)).toMatchObject({
        livemode: false,
        id: expect.stringMatching(/^cs_test_/),
      });
      const live = await aCheckout(world, {}, { key: world.keys.liveSecretKey });
      expect(live).toMatchObject({ livemode: true, id: expect.stringMatching(/^cs_live_/) });
    }));

  it('P067 takes an amount that is an integer, always', () =>
    inWorld(async (world) => {
      for (const amount of [1, 4900, 99_999_999_999])
        expect((await create(world, { amount })).status).toBe(201);
      for (const amount of [49.5, '4900', 0, -1, 100_000_000_000, null, true]) {
        expect(refusalOf(await create(world, { amount }))).toEqual(VALIDATION);
      }
      const decimal = await call(world, PATH, { raw: '{"amount":49.05,"currency":"USD"}' });
      expect(refusalOf(decimal)).toEqual(VALIDATION);
    }));

  it('P068 needs an amount', () =>
    inWorld(async (world) => {
      const refused = await call(world, PATH, { body: { currency: 'USD' } });
      expect(refusalOf(refused)).toEqual(VALIDATION);
      expect(textAt(refused.json, 'error.message')).toMatch(/^amount: is required/);
    }));

  it('P069 needs a currency of three letters', () =>
    inWorld(async (world) => {
      expect(refusalOf(await call(world, PATH, { body: { amount: 4900 } }))).toEqual(VALIDATION);
      for (const currency of ['US', 'USDX', 'usd', '', 840]) {
        expect(refusalOf(await create(world, { currency }))).toEqual(VALIDATION);
      }
    }));

  it('P070 supports seven currencies, and no other', () =>
    inWorld(async (world) => {
      for (const currency of ['USD', 'EUR', 'RUB', 'AZN', 'KZT', 'TRY', 'GBP']) {
        expect((await create(world, { currency })).json).toMatchObject({ currency });
      }
      for (const currency of ['JPY', 'CHF', 'XCG', 'AAA']) {
        expect(refusalOf(await create(world, { currency }))).toEqual(VALIDATION);
      }
    }));

  it.each([
    ['P071', 'description', 500],
    ['P074', 'order_id', 128],
  ])('%s %s has at most %s characters', (_promise, field, most) =>
    inWorld(async (world) => {
      expect((await create(world, { [field]: 'ü'.repeat(most) })).status).toBe(201);
      expect(refusalOf(await create(world, { [field]: 'x'.repeat(most + 1) }))).toEqual(VALIDATION);
    }),
  );

  it('P094 takes at most 50 keys of metadata', () =>
    inWorld(async (world) => {
      const keys = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']));
      expect((await create(world, { metadata: keys(50) })).json).toMatchObject({ metadata: keys(50) });
      expect(refusalOf(await create(world, { metadata: keys(51) }))).toEqual(VALIDATION);
    }));

  it('P095 test_mode forces the sandbox, with a live key too: the payment is one of test mode from then on', () =>
    inWorld(async (world) => {
      const forced = await aCheckout(world, { test_mode: true }, { key: world.keys.liveSecretKey });
      expect(forced).toMatchObject({ livemode: false, id: expect.stringMatching(/^cs_test_/) });
      await pay(world, forced.id);
      expect(await paymentOf(world, forced.id)).toMatchObject({ status: 'succeeded', livemode: false });
      expect((await call(world, `${PATH}/${forced.id}`, { key: world.keys.liveSecretKey })).status).toBe(404);
    }));

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
  ])('P100 needs Content-Type application/json: %s is a %s', (type, status) =>
    inWorld(async (world) => {
      const refused = await call(world, PATH, {
        raw: JSON.stringify(aBody()),
        headers: { 'Content-Type': type },
      });
      expect(refusalOf(refused)).toEqual([status, 'UNSUPPORTED_MEDIA_TYPE']);
    }),
  );

  it('refuses what it does not know, and says what was probably meant', () =>
    inWorld(async (world) => {
      const refused = await create(world, { sucess_url: 'https://shop.example' });
      expect(refusalOf(refused)).toEqual(VALIDATION);
      expect(textAt(refused.json, 'error.message')).toContain('Did you mean success_url?');
      for (const raw of ['', '{', '[]', 'null', '"x"', '{"__proto__":1}']) {
        expect(refusalOf(await call(world, PATH, { raw }))).toEqual(VALIDATION);
      }
      const long = await call(world, PATH, { raw: JSON.stringify(aBody({ x: 'x'.repeat(1_000_001) })) });
      expect(refusalOf(long)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    }));
});

describe('the answer', () => {
  it('P101 has an id of the format cs_*', () =>
    inWorld(async (world) => {
      expect((await aCheckout(world)).id).toMatch(idOf('cs'));
    }));

  it('P102 the id is good for everything: get, list, refund', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { order_id: 'order 7/ü' });
      await pay(world, id);
      expect(await ok(world, `${PATH}/${id}`)).toMatchObject({ id, status: 'succeeded' });
      const payment = await paymentOf(world, id);
      expect(await ok(world, '/v2/payments')).toEqual({
        data: [payment],
        has_more: false,
        next_cursor: null,
      });
      for (const name of ['payment_id', 'connector_transaction_id', 'order_id']) {
        expect(await paymentOf(world, textAt(payment, name))).toEqual(payment);
      }
      const refund = await ok(world, `/v2/payments/${id}/refund`, { body: { amount: 900 } });
      expect(refund).toMatchObject({ payment_id: id, amount: 900, status: 'succeeded', remaining: 4000 });
    }));

  it('P103 has a checkout_url, which is absolute', () =>
    inWorld(async (world) => {
      const { id, checkout_url: url } = await aCheckout(world);
      expect(url).toBe(`https://checkout.example/checkout/${id}`);
    }));

  it('P104 expires 30 minutes after its creation, told as an ISO timestamp', () =>
    inWorld(async (world) => {
      const { id, expires_at: expiresAt } = await aCheckout(world);
      expect(expiresAt).toBe('2026-01-15T12:30:00.000Z');
      await world.advance(30 * MINUTE - 1);
      expect(await ok(world, `${PATH}/${id}`)).toMatchObject({ status: 'open' });
      await world.advance(1);
      expect(await ok(world, `${PATH}/${id}`)).toMatchObject({ status: 'expired' });
    }));

  it.each([
    ['P105', 'amount', 123],
    ['P106', 'currency', 'AZN'],
  ])('%s echoes the %s', (_promise, field, value) =>
    inWorld(async (world) => {
      expect((await create(world, { [field]: value })).json).toMatchObject({ [field]: value });
    }),
  );

  it('P107 has one of six states, and each is reached', () =>
    inWorld(async (world) => {
      const states: string[] = [];
      const stateAfter = async (outcome?: string, threeDS?: 'ignore') => {
        const { id } = await aCheckout(world);
        if (outcome !== undefined) await pay(world, id, { outcome, ...(threeDS ? { threeDS } : {}) });
        states.push(textAt(await ok(world, `${PATH}/${id}`), 'status'));
        return id;
      };
      const open = await stateAfter();
      await stateAfter('processing');
      await stateAfter('succeeded', 'ignore');
      await stateAfter('succeeded');
      await stateAfter('generic_decline');
      await world.advance(31 * MINUTE);
      states.push(textAt(await ok(world, `${PATH}/${open}`), 'status'));
      expect(states).toEqual(['open', 'processing', 'requires_action', 'succeeded', 'failed', 'expired']);
    }));

  it('P108 livemode is false when created with sk_test_, and true with sk_live_', () =>
    inWorld(async (world) => {
      expect((await create(world)).json).toMatchObject({ livemode: false });
      const key = await oneMoreKey(world, 'live');
      expect((await create(world, {}, { key })).json).toMatchObject({ livemode: true });
    }));
});

describe('errors', () => {
  it.each([
    ['P109', 'amount', -5],
    ['P110', 'currency', 'ABC'],
  ])('%s a bad %s is a 400 VALIDATION_ERROR that names it', (_promise, field, value) =>
    inWorld(async (world) => {
      const { status, json } = await create(world, { [field]: value });
      expect([status, json]).toEqual([
        400,
        { error: { code: 'VALIDATION_ERROR', message: expect.stringMatching(new RegExp(`^${field}: `)) } },
      ]);
    }),
  );

  it.each([['success_url'], ['cancel_url'], ['webhook_url']])(
    'P111 a bad url shape in %s is a 400 VALIDATION_ERROR',
    (field) =>
      inWorld(async (world) => {
        for (const url of [
          'javascript:alert(1)',
          '/thanks',
          'shop.example',
          'ftp://shop.example',
          'https://a:b@shop.example',
          '',
          7,
        ]) {
          expect(refusalOf(await create(world, { [field]: url }))).toEqual(VALIDATION);
        }
      }),
  );

  it('P114 a supported currency without an acquirer is a 402 NO_CONNECTOR', () =>
    inWorld(async (world) => {
      await ok(world, '/sandbox/merchant', { body: { enabledCurrencies: ['USD', 'EUR'] } });
      expect((await create(world, { currency: 'EUR' })).status).toBe(201);
      expect(refusalOf(await create(world, { currency: 'KZT' }))).toEqual([402, 'NO_CONNECTOR']);
      expect(refusalOf(await create(world, { currency: 'JPY' }))).toEqual(VALIDATION);
    }));
});
