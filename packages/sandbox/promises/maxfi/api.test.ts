// MaxFi, around its routes: keys, retries, limits, webhooks, lists, refunds and captures.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventObject } from '../../src/wire/maxfi/objects.ts';
import { call, eventOf, eventTypes, ok, pay, textAt } from '../call.ts';
import { inWorld, oneMoreKey, type World } from '../start.ts';
import { aBody, aCheckout, create, PATH, paymentOf, refusalOf } from './checkout.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('keys', () => {
  it('P096 takes Authorization: Bearer', () =>
    inWorld(async (world) => {
      expect((await create(world)).status).toBe(201);
    }));

  it('P097 takes X-API-Key, of old', () =>
    inWorld(async (world) => {
      const headers = { 'X-API-Key': world.keys.secretKey };
      expect((await create(world, {}, { key: '', headers })).status).toBe(201);
      expect((await call(world, '/v2/payments', { key: '', headers })).status).toBe(200);
    }));

  it('P098 takes one of them: both are a 400, even of the same key', () =>
    inWorld(async (world) => {
      const headers = { 'X-API-Key': world.keys.secretKey };
      expect(refusalOf(await create(world, {}, { headers }))).toEqual([400, 'VALIDATION_ERROR']);
    }));

  it('P112 none is a 401 UNAUTHORIZED', () =>
    inWorld(async (world) => {
      for (const path of [
        PATH,
        `${PATH}/cs_test_x`,
        '/v2/payments',
        '/v2/payments/x',
        '/v2/payments/x/refund',
      ]) {
        const method = path === PATH || path.endsWith('refund') ? 'POST' : 'GET';
        expect(refusalOf(await call(world, path, { key: '', method }))).toEqual([401, 'UNAUTHORIZED']);
      }
    }));

  it('P113 a wrong, revoked or publishable one is a 401 UNAUTHORIZED', () =>
    inWorld(async (world) => {
      const revoked = await oneMoreKey(world);
      expect((await create(world, {}, { key: revoked })).status).toBe(201);
      await world.store.db
        .updateTable('api_keys')
        .set({ revoked_at: world.clock.now().toISOString() })
        .where('last4', '=', revoked.slice(-4))
        .execute();
      for (const key of [revoked, 'sk_test_nobody', world.keys.publishableKey]) {
        expect(refusalOf(await create(world, {}, { key }))).toEqual([401, 'UNAUTHORIZED']);
      }
    }));

  it('a secret key from a web page is turned away', () =>
    inWorld(async (world) => {
      const headers = { Origin: 'https://shop.example' };
      expect(refusalOf(await create(world, {}, { headers }))).toEqual([403, 'FORBIDDEN']);
    }));
});

describe('Idempotency-Key', () => {
  const headers = { 'Idempotency-Key': '8e03978e-40d5-43dd-bc93-6894a57f9324' };

  it('P099 within 24 hours the same key returns the session that was created first', () =>
    inWorld(async (world) => {
      const first = await create(world, {}, { headers });
      world.clock.advance(DAY - 1);
      const again = await create(world, {}, { headers });
      expect([again.text, again.headers.get('Idempotent-Replayed')]).toEqual([first.text, 'true']);
      world.clock.advance(1);
      expect(textAt((await create(world, {}, { headers })).json, 'id')).not.toBe(textAt(first.json, 'id'));
    }));

  it('P115 with another body it is a 409 IDEMPOTENCY_CONFLICT', () =>
    inWorld(async (world) => {
      await create(world, {}, { headers });
      const other = await create(world, { amount: 4901 }, { headers });
      expect(refusalOf(other)).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
    }));

  it('of a refund may stand in its body', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id);
      const body = { amount: 100, idempotency_key: 'r-1' };
      const first = await call(world, `/v2/payments/${id}/refund`, { body });
      expect((await call(world, `/v2/payments/${id}/refund`, { body })).text).toBe(first.text);
      expect(await paymentOf(world, id)).toMatchObject({ amount_refunded: 100 });
    }));
});

describe('limits', () => {
  it('P116 100 requests in 60 seconds; one more is a 429 RATE_LIMIT_EXCEEDED that says when to come again', () =>
    inWorld(async (world) => {
      for (let count = 0; count < 100; count += 1) {
        expect((await call(world, '/v2/payments?limit=1')).status).toBe(200);
      }
      const refused = await call(world, '/v2/payments');
      expect(refusalOf(refused)).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
      expect(refused.headers.get('Retry-After')).toBe('60');
      world.clock.advance(59_999);
      expect((await call(world, '/v2/payments')).status).toBe(429);
      world.clock.advance(1);
      expect((await call(world, '/v2/payments')).status).toBe(200);
    }));

  it('P117 per API key: another is not affected', () =>
    inWorld(async (world) => {
      for (let count = 0; count < 101; count += 1) await call(world, '/v2/payments?limit=1');
      expect((await call(world, '/v2/payments')).status).toBe(429);
      expect((await call(world, '/v2/payments', { key: await oneMoreKey(world) })).status).toBe(200);
      expect((await call(world, '/v2/health', { key: '' })).status).toBe(200);
    }));
});

describe('webhooks', () => {
  it.each([
    ['success', 'succeeded', 'payment.succeeded'],
    ['failure', 'generic_decline', 'payment.failed'],
  ])('P065 are signed, on %s', (_what, outcome, type) =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id, { outcome });
      await world.work();
      const [webhook] = world.webhooks;
      if (webhook === undefined) throw new Error('No webhook came.');
      expect(eventOf(webhook)).toMatchObject({ type, data: { id } });
      const [, time, signature] =
        /^t=(\d+),v1=([\da-f]{64})$/.exec(webhook.headers.get('MaxFi-Signature') ?? '') ?? [];
      const signed = createHmac('sha256', world.keys.webhookSecret).update(`${time}.${webhook.body}`);
      expect(signature).toBe(signed.digest('hex'));
    }),
  );

  it('P075 return the order_id as it was sent', () =>
    inWorld(async (world) => {
      const order_id = 'Bestellung №7 / ü 1%';
      const { id } = await aCheckout(world, { order_id });
      await pay(world, id);
      await world.work();
      expect(world.webhooks.map(eventOf)).toMatchObject([{ data: { order_id } }]);
      expect(await paymentOf(world, order_id)).toMatchObject({ id });
    }));

  it('P091 go to the session’s own webhook_url', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { webhook_url: 'https://hooks.example/maxfi' });
      await pay(world, id);
      await world.work();
      expect(world.webhooks.map(({ url }) => url)).toEqual(['https://hooks.example/maxfi']);
    }));

  it('P092 which wins over the merchant’s: that gets nothing of this session, and all of others', () =>
    inWorld(async (world) => {
      const own = await aCheckout(world, { webhook_url: 'https://hooks.example/maxfi' });
      const other = await aCheckout(world);
      for (const { id } of [own, other]) await pay(world, id);
      await world.work();
      const sent = world.webhooks.map((webhook) => [webhook.url, textAt(eventOf(webhook), 'data.id')]);
      expect(sent).toHaveLength(2);
      expect(sent).toContainEqual(['https://hooks.example/maxfi', own.id]);
      expect(sent).toContainEqual(['https://shop.example/webhooks', other.id]);
    }));

  it('P093 hold the metadata, in every event of the payment', () =>
    inWorld(async (world) => {
      const metadata = { cart: '17', note: 'ü' };
      const { id } = await aCheckout(world, { metadata });
      await pay(world, id, { outcome: 'insufficient_funds' });
      await pay(world, id);
      await ok(world, `/v2/payments/${id}/refund`, { body: { amount: 1 } });
      const late = await aCheckout(world, { metadata });
      await world.advance(HOUR);
      expect(await eventTypes(world)).toEqual([
        'payment.failed',
        'payment.succeeded',
        'payment.refunded',
        'payment.expired',
      ]);
      expect(world.webhooks.map(eventOf).map(({ data }) => data['metadata'])).toEqual([
        metadata,
        metadata,
        metadata,
        metadata,
      ]);
      for (const { body } of world.webhooks) eventObject.parse(JSON.parse(body));
      const last = world.webhooks.at(-1);
      expect(last === undefined ? null : eventOf(last).data).toEqual(await paymentOf(world, late.id));
    }));

  it('are tried again eight times and more, for more than a day', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      world.answerWebhooks(() => new Response('no', { status: 500 }));
      await pay(world, id);
      await world.work();
      for (let hour = 0; hour < 60; hour += 1) await world.advance(HOUR);
      expect(world.webhooks.length).toBeGreaterThanOrEqual(9);
      expect(new Set(world.webhooks.map((webhook) => eventOf(webhook).id)).size).toBe(1);
    }));
});

const LIST = z.object({
  data: z.array(z.object({ id: z.string() })),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
});

const list = async (world: World, query: string) => LIST.parse(await ok(world, `/v2/payments${query}`));

describe('the list of payments', () => {
  it('neither repeats nor skips a payment while others are added', () =>
    inWorld(async (world) => {
      const made: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        made.unshift((await aCheckout(world)).id);
        world.clock.advance(1);
      }
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: z.output<typeof LIST> = await list(
          world,
          `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.next_cursor;
        expect(page.has_more).toBe(cursor !== null);
        await aCheckout(world);
      }
      expect(seen).toEqual(made);
    }));

  it('is filtered by status, order and time', () =>
    inWorld(async (world) => {
      const paid = await aCheckout(world, { order_id: 'a' });
      await pay(world, paid.id);
      world.clock.advance(1000);
      const open = await aCheckout(world, { order_id: 'b' });
      const ids = async (query: string) => (await list(world, query)).data.map(({ id }) => id);
      expect(await ids('?status=succeeded')).toEqual([paid.id]);
      expect(await ids('?status=expired')).toEqual([]);
      expect(await ids('?order_id=b')).toEqual([open.id]);
      expect(await ids('?from=2026-01-15T12:00:01Z')).toEqual([open.id]);
      expect(await ids('?to=2026-01-15T13:00:01%2B01:00')).toEqual([paid.id]);
      for (const query of ['?limit=0', '?limit=101', '?status=paid', '?cursor=x', '?from=today', '?page=2']) {
        expect(refusalOf(await call(world, `/v2/payments${query}`))).toEqual([400, 'VALIDATION_ERROR']);
      }
    }));

  it('knows the payments of nobody else, and of no other API', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { order_id: 'mine' });
      const session = await ok(world, '/checkout/sessions', {
        body: { amount: 100, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' } },
      });
      const key = await world.anotherKey();
      expect(await ok(world, '/v2/payments', { key })).toMatchObject({ data: [] });
      for (const [path, caller] of [
        [`/v2/payments/${id}`, key],
        ['/v2/payments/mine', key],
        [`/v2/payments/${id}`, world.keys.liveSecretKey],
        [`${PATH}/${id}`, key],
        [`/v2/payments/${textAt(session, 'id')}`, world.keys.secretKey],
        ['/v2/payments/nothing', world.keys.secretKey],
      ] as const) {
        expect(refusalOf(await call(world, path, { key: caller }))).toEqual([404, 'NOT_FOUND']);
      }
    }));
});

describe('what a merchant does with a payment', () => {
  it('refunds it in parts, and more than remains is a 400 that says what remains', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id);
      const refund = (body: object) => call(world, `/v2/payments/${id}/refund`, { body });
      expect((await refund({ amount: 900, reason: 'Too small' })).json).toMatchObject({
        id: expect.stringMatching(/^refund_/),
        reason: 'Too small',
        remaining: 4000,
      });
      const beyond = await refund({ amount: 4001 });
      expect(beyond.json).toMatchObject({ error: { code: 'VALIDATION_ERROR', remaining: 4000 } });
      expect((await refund({})).json).toMatchObject({ amount: 4000, remaining: 0 });
      expect((await refund({})).status).toBe(400);
      expect(await paymentOf(world, id)).toMatchObject({ status: 'succeeded', amount_refunded: 4900 });
    }));

  it('captures what the bank holds, once', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { capture_method: 'manual' });
      await pay(world, id);
      expect(await paymentOf(world, id)).toMatchObject({ status: 'processing', amount_captured: 0 });
      const capture = (body: object) => call(world, `/v2/payments/${id}/capture`, { body });
      expect(refusalOf(await capture({ amount: 4901 }))).toEqual([400, 'VALIDATION_ERROR']);
      expect((await capture({ amount: 4000 })).json).toMatchObject({
        status: 'succeeded',
        amount_captured: 4000,
      });
      expect(refusalOf(await capture({}))).toEqual([409, 'INVALID_STATE']);
    }));

  it('cancels it: unpaid, it has expired; paid, it cannot be', () =>
    inWorld(async (world) => {
      const [open, held, paid] = [
        await aCheckout(world),
        await aCheckout(world, { capture_method: 'manual' }),
        await aCheckout(world),
      ];
      for (const { id } of [held, paid]) await pay(world, id);
      const cancel = ({ id }: { readonly id: string }) =>
        call(world, `/v2/payments/${id}/cancel`, { body: {} });
      expect((await cancel(open)).json).toMatchObject({ status: 'expired' });
      expect((await cancel(held)).json).toMatchObject({ status: 'expired', amount_captured: 0 });
      expect(refusalOf(await cancel(paid))).toEqual([409, 'INVALID_STATE']);
    }));

  it('sends no card: that route is not there, and neither are payouts', () =>
    inWorld(async (world) => {
      for (const path of ['/v2/payments', '/v2/payouts']) {
        expect(refusalOf(await call(world, path, { body: aBody() }))).toEqual([404, 'NOT_FOUND']);
      }
    }));

  it('asks whether the API is up, without a key', () =>
    inWorld(async (world) => {
      expect(await ok(world, '/v2/health', { key: '' })).toEqual({
        status: 'ok',
        time: '2026-01-15T12:00:00.000Z',
      });
    }));
});
