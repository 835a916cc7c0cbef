// CX Pay, FAQ: repeated requests, webhooks, client secrets, updates, 3-D Secure.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAcquirer } from '../../src/bank/acquirer.ts';
import { manualClock } from '../../src/domain/clock.ts';
import type { Store } from '../../src/store/store.ts';
import { creqSchema, decodeMessage } from '../../src/threeds/messages.ts';
import { aWorld } from '../../src/webhooks/test-world.ts';
import { call, confirm, eventOf, eventTypes, ok, pay } from '../call.ts';
import { inWorld, type World } from '../start.ts';
import {
  aBody,
  create,
  createSession,
  errorOf,
  inWorldWithPages,
  MINUTE_MS,
  openPage,
  readAsBuyer,
  readIntent,
  readSession,
} from './session.ts';

const KEY = '8e03978e-40d5-43dd-bc93-6894a57f9324';
const HOUR_MS = 60 * MINUTE_MS;
const ASKED_BY_BANK = '4000002760003184';

describe('what does Idempotency-Key do?', () => {
  const repeat = { headers: { 'Idempotency-Key': KEY } };

  it('P021 a request whose answer was lost is safely retried: there is one session', () =>
    inWorld(async (world) => {
      // Dropped after the work: the connection ends when the session is there, and nothing was answered.
      await ok(world, '/sandbox/faults', {
        body: { kind: 'drop_after', path: '/checkout-sessions', times: 1 },
      });
      const request = {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${world.keys.secretKey}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': KEY,
        },
        body: JSON.stringify(aBody()),
      };
      await world.server.api.request('/checkout-sessions', request);
      const again = await create(world, {}, repeat);
      expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
      const sessions = await world.store.db.selectFrom('checkout_sessions').select('id').execute();
      expect(sessions).toEqual([{ id: again.json['id'] }]);
    }));

  it('P022 the retry gets the original response, byte for byte, whatever has happened since', () =>
    inWorld(async (world) => {
      const first = await create(world, {}, repeat);
      await pay(world, String(first.json['id']));
      await world.advance(24 * HOUR_MS - 1);
      const second = await create(world, {}, repeat);
      expect([second.status, second.text]).toEqual([first.status, first.text]);
      await world.advance(1);
      expect((await create(world, {}, repeat)).json['id']).not.toBe(first.json['id']);
    }));

  it.each([
    ['a UUID', KEY, 200],
    ['a UUID in quotes, as the draft writes it', `"${KEY}"`, 200],
    ['nothing', '', 400],
    ['a space', 'a b', 400],
    ['256 characters', 'k'.repeat(256), 400],
  ])('P023 one key for each session: %s', (_, key, status) =>
    inWorld(async (world) => {
      const answer = await create(world, {}, { headers: { 'Idempotency-Key': key } });
      expect(answer.status).toBe(status);
      if (status === 400) expect(errorOf(answer).param).toBe('Idempotency-Key');
    }),
  );

  it('P023 one key for each session: without the header none is created, and with another body neither', () =>
    inWorld(async (world) => {
      const answer = await call(world, '/checkout-sessions', { body: aBody() });
      expect([answer.status, errorOf(answer).param]).toEqual([400, 'Idempotency-Key']);
      await create(world, {}, repeat);
      const other = await create(world, { amount: 5000 }, repeat);
      expect([other.status, errorOf(other).code]).toEqual([422, 'idempotency_mismatch']);
    }));
});

describe('my webhook did not arrive', () => {
  it('P024 it is tried again at least twice within 5 minutes', () =>
    inWorld(async (world) => {
      world.answerWebhooks(() => new Response('down', { status: 500 }));
      await pay(world, (await createSession(world, { expires_in: 86_400 })).id);
      await world.work();
      const [{ body } = { body: '' }] = world.webhooks;
      for (let seconds = 0; seconds < 300; seconds += 15) await world.advance(15_000);
      const tries = world.webhooks.filter((webhook) => webhook.body === body);
      expect(tries.length).toBeGreaterThanOrEqual(3);
    }));

  it('P025 the intent can be polled, and is what the webhook holds', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world, { metadata: { order: '1042' } });
      await pay(world, id);
      await world.work();
      const event = world.webhooks.map(eventOf).find(({ type }) => type === 'payment_intent.succeeded');
      expect(event?.data).toEqual(await readIntent(world, payment_intent));
      const done = world.webhooks.map(eventOf).find(({ type }) => type === 'checkout_session.completed');
      expect(done?.data).toEqual(await readSession(world, id));
    }));

  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [302, 'pending'],
    [404, 'pending'],
    [500, 'pending'],
  ])('P026 an endpoint that answers %i has its event %s', (status, state) =>
    inWorld(async (world) => {
      const headers = { Location: 'https://shop.example/elsewhere' };
      world.answerWebhooks(() => new Response(null, { status, headers }));
      const { id } = await createSession(world);
      await call(world, `/checkout-sessions/${id}/expire`, { method: 'POST' });
      await world.work();
      expect(world.webhooks.map(({ url }) => url)).toEqual(['https://shop.example/webhooks']);
      const log = await ok(world, `/sandbox/deliveries?objectId=${id}`);
      expect(log['data']).toMatchObject([{ api: 'cxpay', state }]);
    }),
  );

  it('P027 an endpoint has 10 seconds to answer: 9.5 are enough, 10.5 are too long', async () => {
    const after = (ms: number) =>
      new Promise<Response>((resolve) => setTimeout(() => resolve(new Response('ok')), ms));
    const world = await aWorld({
      endpoints: ['http://fast.test/', 'http://slow.test/'],
      answer: ({ url }) => after(url.includes('fast') ? 9500 : 10_500),
    });
    await world.happen();
    await world.run();
    const states = (await world.deliveries()).map(({ url, state, attempts }) => [
      url,
      state,
      attempts[0]?.error ?? null,
    ]);
    expect(states.toSorted()).toEqual([
      ['http://fast.test/', 'delivered', null],
      ['http://slow.test/', 'pending', 'No answer within 10 s.'],
    ]);
    await world.store.close();
  });
});

describe('what does client_secret do?', () => {
  it('P028 with the publishable key it drives the payment, for embedded integrations', () =>
    inWorld(async (world) => {
      const { client_secret, payment_intent } = await createSession(world);
      const answer = await confirm(world, client_secret ?? '');
      expect(answer.json).toMatchObject({ intent: { id: payment_intent, status: 'succeeded' } });
    }));

  it('P029 for hosted checkout it can be ignored: the url is enough', () =>
    inWorldWithPages(async (world) => {
      const { url, id } = await createSession(world);
      expect(url).not.toContain('secret');
      await confirm(world, await openPage(world, url));
      expect((await readSession(world, id)).status).toBe('complete');
    }));
});

describe('can I update a session?', () => {
  const patch = (world: Parameters<typeof ok>[0], id: string, body: object) =>
    call(world, `/checkout-sessions/${id}`, { method: 'PATCH', body });

  it.each(['complete', 'expired', 'processing'] as const)(
    'P030 only one that is still open: one that is %s is refused',
    (state) =>
      inWorld(async (world) => {
        const { id } = await createSession(world);
        if (state === 'expired') await world.advance(30 * MINUTE_MS);
        else await pay(world, id, { outcome: state === 'complete' ? 'succeeded' : state });
        const before = await readSession(world, id);
        const answer = await patch(world, id, { metadata: { a: 'b' } });
        expect([answer.status, errorOf(answer).code]).toEqual([409, 'invalid_state']);
        expect(await readSession(world, id)).toEqual(before);
      }),
  );

  it('P031 the amount: an open page is shown the new one, and nobody pays the old one', () =>
    inWorld(async (world) => {
      const { id, client_secret } = await createSession(world);
      expect((await patch(world, id, { amount: 5900 })).json['amount']).toBe(5900);
      expect(await readAsBuyer(world, client_secret ?? '')).toMatchObject({ amountTotal: 5900 });
      const stale = await confirm(world, client_secret ?? '', { amount: 4900 });
      expect([stale.status, stale.json['code']]).toEqual([409, 'amount_changed']);
      expect((await confirm(world, client_secret ?? '', { amount: 5900 })).status).toBe(200);
    }));

  it('P032 the metadata, which are replaced', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world, { metadata: { a: '1', b: '2' } });
      await patch(world, id, { metadata: { c: '3' } });
      expect((await readSession(world, id)).metadata).toEqual({ c: '3' });
      expect((await readIntent(world, payment_intent)).metadata).toEqual({ c: '3' });
    }));

  it('P033 the return and cancel URLs: the next redirect goes to the new one', () =>
    inWorld(async (world) => {
      const { id, client_secret } = await createSession(world);
      const urls = { return_url: 'https://shop.example/new?s={CHECKOUT_SESSION_ID}', cancel_url: null };
      expect((await patch(world, id, urls)).json).toMatchObject(urls);
      await pay(world, id);
      expect(await readAsBuyer(world, client_secret ?? '', '/result')).toMatchObject({
        redirectTo: `https://shop.example/new?s=${id}`,
      });
    }));

  it('P034 the expiry, from now on and within its bounds: the session ends then', () =>
    inWorld(async (world) => {
      const { id } = await createSession(world);
      await world.advance(10 * MINUTE_MS);
      await patch(world, id, { expires_in: 3600 });
      await world.advance(60 * MINUTE_MS - 1);
      expect((await readSession(world, id)).status).toBe('open');
      await world.advance(1);
      expect(await eventTypes(world)).toEqual(['checkout_session.expired']);
      const other = await createSession(world);
      for (const expires_in of [299, 86_401]) {
        expect((await patch(world, other.id, { expires_in })).status).toBe(400);
      }
    }));

  it('P035 the amount of the payment intent follows at once', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await patch(world, id, { amount: 1 });
      expect((await readIntent(world, payment_intent)).amount).toBe(1);
    }));
});

describe('what if the card requires 3DS?', () => {
  it('P036 the customer is asked on our page, which is told how and the merchant is not', () =>
    inWorldWithPages(async (world) => {
      const { url, payment_intent } = await createSession(world);
      const answer = await confirm(world, await openPage(world, url), { card: ASKED_BY_BANK });
      expect(answer.json).toMatchObject({ intent: { nextAction: { type: 'three_ds_challenge' } } });
      expect((await readIntent(world, payment_intent)).next_action).toEqual({ type: 'three_d_secure' });
    }));

  it('P037 the intent goes from requires_action to processing to succeeded by itself', async () => {
    const seen: string[] = [];
    const look = async ({ db }: Pick<Store, 'db'>) => {
      const { status } = await db.selectFrom('payment_intents').select('status').executeTakeFirstOrThrow();
      seen.push(status);
    };
    await inWorld(
      async (world) => {
        const { client_secret, payment_intent } = await createSession(world);
        const asked = await confirm(world, client_secret ?? '', { card: ASKED_BY_BANK });
        await look(world.store);
        await approveAtBank(world, asked.json);
        await look(world.store);
        expect(seen).toEqual(['requires_action', 'processing', 'succeeded']);
        expect((await readIntent(world, payment_intent)).status).toBe('succeeded');
      },
      {
        // While the money is asked for.
        acquirer: (store) => ({
          async authorizePrepared(request) {
            await look(store);
            return createAcquirer(store, manualClock()).authorizePrepared(request);
          },
        }),
      },
    );
  });
});

const ASKED = z.object({
  intent: z.object({ nextAction: z.object({ creq: z.string(), sessionData: z.string() }) }),
});

/** The customer's press on their bank's page, which is all that anybody does. */
async function approveAtBank({ server }: World, confirmed: unknown): Promise<void> {
  const { creq, sessionData } = ASKED.parse(confirmed).intent.nextAction;
  const { acsTransID } = creqSchema.parse(decodeMessage(creq));
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    server.bank.request(`https://bank.example${path}`, {
      method: 'POST',
      headers: { 'Sec-Fetch-Dest': 'document' },
      body: new URLSearchParams(form),
    });
  await post('/challenge', { creq, threeDSSessionData: sessionData });
  await post(`/challenge/${acsTransID}`, { press: 'confirm', code: '123456' });
}
