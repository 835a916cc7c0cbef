// The payment-request FAQ: the requests themselves, their states, their limit, and what is refused.

import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { eventObject } from '../../src/wire/payment-request/schemas.ts';
import { call, confirm, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';
import { aBody, aCaller, basic, errorOf, tokenOf } from './client.ts';

const DAY_MS = 86_400_000;
const SPELLINGS = ['/payment/request', '/payments/request'] as const;

/** The client secret of a request's page. */
const secretOf = async ({ store }: World, id: string) => {
  const row = await store.db
    .selectFrom('checkout_sessions')
    .select('client_secret_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return store.vault.open(row.client_secret_sealed, id);
};

describe('what is the minimal body?', () => {
  it('P237 amount, currency and redirect_url', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      expect(Object.keys(aBody())).toEqual(['amount', 'currency', 'redirect_url']);
      expect((await caller.create()).status).toBe(200);
    }));

  it('P238 the amount is a string, "100": one hundred dollars, pending', () =>
    inWorld(async (world) => {
      const { id, ...request } = await (await aCaller(world)).made();
      expect(request).toMatchObject({ status: 'pending', amount: '100.00', currency: 'USD' });
      expect((await confirm(world, await secretOf(world, id), { amount: 10_000 })).status).toBe(200);
    }));

  it.each(['order 1042', 'Bestellung №7 – ¥', '  two  spaces  ', '{"a":1}', 'طلب'])(
    'P239 reference_id %j comes back unchanged in all responses',
    (reference_id) =>
      inWorld(async (world) => {
        const caller = await aCaller(world);
        const { id, ...made } = await caller.made({ reference_id });
        expect(made.reference_id).toBe(reference_id);
        expect((await caller.read(id)).reference_id).toBe(reference_id);
        const canceled = await caller.call(`/payment/request/${id}/cancel`, { method: 'POST' });
        expect(canceled.json['reference_id']).toBe(reference_id);
      }),
  );
});

describe('what is the rate limit?', () => {
  it('P240 5 requests per second for each client, however many tokens it has', () =>
    inWorld(async (world) => {
      const [one, two] = [await tokenOf(world), await tokenOf(world)];
      const use = (key: string) => call(world, '/payment/request/cs_test_x', { key });
      for (const key of [one, two, one, two, one]) expect((await use(key)).status).toBe(404);
      expect((await use(two)).status).toBe(429);
      const other = await ok(world, '/sandbox/oauth-clients', { method: 'POST' });
      const credentials = basic(world, textAt(other, 'clientId'), textAt(other, 'clientSecret'));
      expect((await use(await tokenOf(world, credentials))).status).toBe(404);
      world.clock.advance(1000);
      expect((await use(one)).status).toBe(404);
    }));

  it('P241 429 Too Many Requests, which says when to come back', () =>
    inWorld(async (world) => {
      const key = await tokenOf(world);
      for (let sent = 0; sent < 5; sent += 1) await call(world, '/payment/request/cs_test_x', { key });
      const answer = await call(world, '/payment/request/cs_test_x', { key });
      expect([answer.status, errorOf(answer).code]).toEqual([429, 'rate_limited']);
      expect(answer.headers.get('Retry-After')).toBe('1');
      expect(answer.headers.get('RateLimit-Policy')).toBe('"payment-requests";q=5;w=1');
    }));

  it('P242 a client that backs off exponentially gets all its requests through', () =>
    inWorld(async (world) => {
      const key = await tokenOf(world);
      let waited = 0;
      for (let sent = 0; sent < 20; sent += 1) {
        for (let waitMs = 250; ; waitMs *= 2) {
          const { status } = await call(world, '/payment/request', { key, body: aBody() });
          if (status !== 429) {
            expect(status).toBe(200);
            break;
          }
          world.clock.advance(waitMs);
          waited += waitMs;
        }
      }
      expect(waited).toBeGreaterThanOrEqual(3000);
      expect(waited).toBeLessThan(8000);
    }));
});

describe('how do I confirm payment completion?', () => {
  it('P243 by polling until the status is paid', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const { id } = await caller.made();
      await pay(world, id, { outcome: 'generic_decline' });
      expect((await caller.read(id)).status).toBe('pending');
      await pay(world, id);
      expect((await caller.read(id)).status).toBe('paid');
    }));

  it('P244 the statuses are pending, paid, expired and cancelled, and each can be reached', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const [open, paid, late, cancelled] = [
        (await caller.made()).id,
        (await caller.made()).id,
        (await caller.made()).id,
        (await caller.made()).id,
      ];
      expect((await caller.read(open)).status).toBe('pending');
      await pay(world, paid);
      await caller.call(`/payment/request/${cancelled}/cancel`, { method: 'POST' });
      await world.advance(DAY_MS);
      const later = await aCaller(world);
      const statuses = [await later.read(paid), await later.read(late), await later.read(cancelled)];
      expect(statuses.map(({ status }) => status)).toEqual(['paid', 'expired', 'cancelled']);
    }));

  it('is told of by events too, in words of its own, signed as Standard Webhooks', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const { id } = await caller.made({ reference_id: '1042' });
      await pay(world, id, { outcome: 'generic_decline' });
      await pay(world, id);
      await world.work();
      const verifier = new Webhook(world.keys.webhookSecret);
      const events = world.webhooks.map(({ body, headers }) => {
        expect(headers.get('xpay-signature')).toBeNull();
        const signed = Object.fromEntries(headers);
        // The sandbox's clock stands still in another year than the verifier's.
        expect(() => verifier.verify(body, signed)).toThrow('timestamp');
        return eventObject.parse(JSON.parse(body));
      });
      expect(events.map(({ type, data }) => [type, data.status, data.reference_id])).toEqual([
        ['payment_failed', 'pending', '1042'],
        ['payment_succeeded', 'paid', '1042'],
      ]);
      expect(events[1]?.data).toEqual(await caller.read(id));
    }));
});

describe('what happens if required fields are missing?', () => {
  it.each(['amount', 'currency', 'redirect_url'])('P245 400 with details in error.message: %s', (field) =>
    inWorld(async (world) => {
      const answer = await (await aCaller(world)).create({ [field]: undefined });
      expect(answer.status).toBe(400);
      const { message, validation_errors } = errorOf(answer);
      expect(message).toContain(field);
      expect(Object.keys(validation_errors ?? {})).toEqual([field]);
    }),
  );
});

describe('does the API support recurring or partial payments?', () => {
  it('P246 no: a request is paid once, in full, and its amount is what it was', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const { id } = await caller.made();
      const secret = await secretOf(world, id);
      expect((await confirm(world, secret, { amount: 5000 })).status).toBe(409);
      await pay(world, id);
      const again = await confirm(world, secret, { amount: 10_000 });
      expect([again.status, again.json['code']]).toEqual([409, 'session_complete']);
      const patched = await caller.call(`/payment/request/${id}`, { method: 'PATCH', body: { amount: '1' } });
      expect([patched.status, patched.headers.get('Allow')]).toEqual([405, 'GET']);
      expect(await caller.read(id)).toMatchObject({ amount: '100.00', status: 'paid' });
    }));
});

describe('both spellings of the path', () => {
  it('are the same requests, under the same keys', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const headers = { 'Idempotency-Key': 'k' };
      const [one, two] = [
        await caller.call(SPELLINGS[0], { body: aBody(), headers }),
        await caller.call(SPELLINGS[1], { body: aBody(), headers }),
      ];
      expect([two.text, two.headers.get('Idempotent-Replayed')]).toEqual([one.text, 'true']);
      const id = textAt(one.json, 'id');
      for (const path of SPELLINGS) expect((await caller.call(`${path}/${id}`)).json).toEqual(one.json);
      const other = await caller.call(SPELLINGS[1], { body: aBody({ amount: '1' }), headers });
      expect([other.status, errorOf(other).code]).toEqual([422, 'idempotency_mismatch']);
    }));

  it('cancel what is pending, once, and nothing that was paid', () =>
    inWorld(async (world) => {
      const caller = await aCaller(world);
      const { id } = await caller.made();
      const path = `${SPELLINGS[1]}/${id}/cancel`;
      expect((await caller.call(path, { method: 'POST' })).json['status']).toBe('cancelled');
      const again = await caller.call(path, { method: 'POST' });
      expect([again.status, errorOf(again).code]).toEqual([409, 'invalid_state']);
      const paid = await caller.made();
      await pay(world, paid.id);
      expect((await caller.call(`/payment/request/${paid.id}/cancel`, { method: 'POST' })).status).toBe(409);
    }));
});
