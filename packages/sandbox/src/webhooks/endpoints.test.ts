// Facts about `/sandbox/webhook-endpoints`: what is sent where, signed with which secrets, and what a receiver's 410 does.

import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anotherMerchant, aSandbox, call, create, type Sandbox } from '../test-sandbox.ts';
import { endpointObject } from './endpoint-schemas.ts';

const PATH = '/sandbox/webhook-endpoints';
const DAY_MS = 86_400_000;

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

interface World extends Sandbox {
  readonly sent: readonly Sent[];
  answer: () => Response;
}

/** A sandbox with no endpoint but those that a test makes. */
async function inWorld(test: (world: World) => Promise<void>, isPublicOnly = false): Promise<void> {
  const sent: Sent[] = [];
  const state = { answer: () => new Response('ok') };
  const sandbox = await aSandbox({
    settings: { publicWebhooksOnly: isPublicOnly },
    fetch: async (url, init) => {
      sent.push({ url: String(url), headers: new Headers(init?.headers), body: String(init?.body) });
      return state.answer();
    },
  });
  await sandbox.store.db.updateTable('webhook_endpoints').set({ disabled_at: '2026-01-01' }).execute();
  await test(Object.assign(state, { ...sandbox, sent }));
  await sandbox.close();
}

const CREATED = endpointObject.required({ secret: true });

const add = async (world: World, body: object, key?: string) => {
  const answer = await call(world, PATH, { body, ...(key === undefined ? {} : { key }) });
  if (answer.status !== 201) throw new Error(answer.text);
  return CREATED.parse(answer.json);
};

const patch = (world: World, id: string, body: object) =>
  call(world, `${PATH}/${id}`, { method: 'PATCH', body });

/** An event happens, and is sent. */
async function expireOne(world: World): Promise<void> {
  const { id } = await create(world);
  await call(world, `/checkout/sessions/${id}/expire`, { method: 'POST' });
  await world.server.tick();
}

async function expireCxpay(world: World): Promise<void> {
  const body = { mode: 'payment', amount: 100, currency: 'USD' };
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const { json } = await call(world, '/checkout-sessions', { body, headers });
  await call(world, `/checkout-sessions/${String(json['id'])}/expire`, { method: 'POST' });
  await world.server.tick();
}

/** Stripe's own verification, with the header's name mapped: an independent judge of `t=…,v1=…`. */
const stripe = new Stripe('sk_test_unused');
function isGenuine({ body, headers }: Sent, header: string, secret: string): boolean {
  const signature = headers.get(header) ?? '';
  const [, signedAt = '0'] = /t=(\d+)/.exec(signature) ?? [];
  try {
    // The sandbox's clock stands still: the time of receipt is that of the signature.
    const event: unknown = stripe.webhooks.constructEvent(
      body,
      signature,
      secret,
      300,
      undefined,
      Number(signedAt),
    );
    return JSON.stringify(event) === body;
  } catch {
    return false;
  }
}

describe('an endpoint', () => {
  it('is made with a secret that is shown once, listed, changed and deleted', () =>
    inWorld(async (world) => {
      const made = await add(world, { url: 'http://localhost:5173/webhook', description: 'The shop' });
      expect(made).toMatchObject({ enabled: true, eventTypes: null, apis: null, livemode: false });
      const read = await call(world, `${PATH}/${made.id}`);
      const { secret, ...shown } = made;
      expect([secret.slice(0, 6), read.json]).toEqual(['whsec_', shown]);
      const changed = await patch(world, made.id, { description: null, eventTypes: ['charge.succeeded'] });
      expect(changed.json).toEqual({ ...shown, description: null, eventTypes: ['charge.succeeded'] });
      expect((await call(world, PATH)).json['data']).toHaveLength(2);
      const gone = await call(world, `${PATH}/${made.id}`, { method: 'DELETE' });
      expect(gone.json).toEqual({ id: made.id, object: 'webhook_endpoint', deleted: true });
      expect((await call(world, `${PATH}/${made.id}`)).status).toBe(404);
      await expireOne(world);
      expect(world.sent).toEqual([]);
    }));

  it('gets the events that it wants, of the APIs that it understands', () =>
    inWorld(async (world) => {
      await add(world, { url: 'http://all.test/' });
      await add(world, { url: 'http://xpay.test/', apis: ['xpay'] });
      await add(world, { url: 'http://cxpay.test/', apis: ['cxpay', 'maxfi'] });
      await add(world, { url: 'http://expired.test/', eventTypes: ['checkout.session.expired'] });
      await add(world, { url: 'http://other.test/', eventTypes: ['charge.succeeded'] });
      const receivers = () => world.sent.map(({ url }) => new URL(url).hostname).sort();
      await expireOne(world);
      expect(receivers()).toEqual(['all.test', 'expired.test', 'xpay.test']);
      await expireCxpay(world);
      expect(receivers()).toEqual(['all.test', 'all.test', 'cxpay.test', 'expired.test', 'xpay.test']);
    }));

  it('is of one mode and one merchant', () =>
    inWorld(async (world) => {
      const { id } = await add(world, { url: 'https://live.example/' }, world.keys.liveSecretKey);
      const other = await anotherMerchant(world);
      for (const key of [world.keys.secretKey, other.secretKey, other.liveSecretKey]) {
        for (const [path, method] of [
          [id, 'GET'],
          [id, 'DELETE'],
          [`${id}/rotate-secret`, 'POST'],
        ]) {
          expect((await call(world, `${PATH}/${path}`, { key, method: method ?? '' })).status).toBe(404);
        }
      }
      await expireOne(world);
      expect(world.sent).toEqual([]);
    }));

  it('is switched off by a 410, and on again by its merchant', () =>
    inWorld(async (world) => {
      const { id } = await add(world, { url: 'http://shop.test/' });
      world.answer = () => new Response(null, { status: 410 });
      await expireOne(world);
      const off = await call(world, `${PATH}/${id}`);
      expect(off.json).toMatchObject({ enabled: false, disabledAt: '2026-01-15T12:00:00.000Z' });
      await expireOne(world);
      expect(world.sent).toHaveLength(1);
      world.answer = () => new Response('ok');
      expect((await patch(world, id, { enabled: true })).json).toMatchObject({ enabled: true });
      await expireOne(world);
      expect(world.sent).toHaveLength(2);
      const log = await call(world, `/sandbox/deliveries?endpointId=${id}`);
      expect(log.json).toMatchObject({ totalCount: 2, data: [{ state: 'delivered' }, { state: 'failed' }] });
    }));
});

describe('signatures', () => {
  it.each([
    ['XPay-Signature', expireOne],
    ['CXPay-Signature', expireCxpay],
  ] as const)('%s is genuine to Stripe’s library, whose scheme it is', (header, happen) =>
    inWorld(async (world) => {
      const { secret } = await add(world, { url: 'http://shop.test/' });
      await happen(world);
      const [sent] = world.sent;
      if (sent === undefined) throw new Error('Nothing was sent.');
      expect(isGenuine(sent, header, secret)).toBe(true);
      expect(isGenuine({ ...sent, body: `${sent.body} ` }, header, secret)).toBe(false);
      expect(isGenuine(sent, header, world.keys.webhookSecret)).toBe(false);
    }),
  );

  it('are two while a secret is changed, so that the old one stays good until the overlap ends', () =>
    inWorld(async (world) => {
      const { id, secret: old } = await add(world, { url: 'http://shop.test/' });
      const rotated = await call(world, `${PATH}/${id}/rotate-secret`, { body: { overlapMinutes: 60 } });
      const { secret: fresh, previousSecretUntil } = CREATED.parse(rotated.json);
      expect([fresh === old, previousSecretUntil]).toEqual([false, '2026-01-15T13:00:00.000Z']);
      const goodOnes = async () => {
        await expireOne(world);
        const sent = world.sent.at(-1);
        if (sent === undefined) throw new Error('Nothing was sent.');
        return [old, fresh].map((secret) => isGenuine(sent, 'XPay-Signature', secret));
      };
      expect(await goodOnes()).toEqual([true, true]);
      expect(world.sent.at(-1)?.headers.get('webhook-signature')).toMatch(/^v1,\S+ v1,\S+$/);
      world.clock.advance(3_600_000);
      expect(await goodOnes()).toEqual([false, true]);
      expect(world.sent.at(-1)?.headers.get('webhook-signature')).toMatch(/^v1,\S+$/);
    }));

  it('are of the new secret alone where no overlap is wanted', () =>
    inWorld(async (world) => {
      const { id, secret: old } = await add(world, { url: 'http://shop.test/' });
      await call(world, `${PATH}/${id}/rotate-secret`, { body: { overlapMinutes: 0 } });
      await expireOne(world);
      expect(world.sent.map((sent) => isGenuine(sent, 'XPay-Signature', old))).toEqual([false]);
    }));
});

describe('what is refused', () => {
  it.each([
    [{}, 'url'],
    [{ url: 'shop.test' }, 'url'],
    [{ url: 'ftp://shop.test/' }, 'url'],
    [{ url: 'http://a:b@shop.test/' }, 'url'],
    [{ url: 'http://shop.test/', apis: ['paypal'] }, 'apis[0]'],
    [{ url: 'http://shop.test/', apis: [] }, 'apis'],
    [{ url: 'http://shop.test/', eventTypes: [] }, 'eventTypes'],
    [{ url: 'http://shop.test/', eventTypes: ['*'] }, 'eventTypes[0]'],
    [{ url: 'http://shop.test/', description: 'x'.repeat(201) }, 'description'],
    [{ url: 'http://shop.test/', events: ['charge.succeeded'] }, 'events'],
  ])('%j, naming %s', (body, param) =>
    inWorld(async (world) => {
      const { status, json } = await call(world, PATH, { body });
      expect([status, json['error']]).toMatchObject([400, { code: 'invalid_request', param }]);
    }),
  );

  it.each([{ overlapMinutes: -1 }, { overlapMinutes: 10_081 }, { overlapMinutes: 1.5 }, { overlap: 1 }])(
    'a rotation with %j',
    (body) =>
      inWorld(async (world) => {
        const { id } = await add(world, { url: 'http://shop.test/' });
        expect((await call(world, `${PATH}/${id}/rotate-secret`, { body })).status).toBe(400);
      }),
  );

  it('an address that another endpoint has, and plain http for live events', () =>
    inWorld(async (world) => {
      await add(world, { url: 'http://shop.test/' });
      expect((await call(world, PATH, { body: { url: 'http://shop.test/' } })).status).toBe(400);
      const key = world.keys.liveSecretKey;
      expect((await call(world, PATH, { key, body: { url: 'http://shop.example/' } })).status).toBe(400);
      expect((await call(world, PATH, { key, body: { url: 'http://localhost:1/' } })).status).toBe(201);
    }));

  it('another secret for the endpoint of --webhook, or its end: the next start would bring it back', () =>
    inWorld(async (world) => {
      const list = z.object({ data: z.array(z.object({ id: z.string() })) });
      const [seeded] = list.parse((await call(world, PATH)).json).data;
      const path = `${PATH}/${seeded?.id}`;
      expect((await call(world, `${path}/rotate-secret`, { method: 'POST' })).status).toBe(409);
      expect((await call(world, path, { method: 'DELETE' })).status).toBe(409);
      expect((await patch(world, seeded?.id ?? '', { enabled: true })).json).toMatchObject({ enabled: true });
    }));

  it.each(['http://127.0.0.1/', 'http://2130706433/', 'http://[::1]/', 'http://localhost:5173/'])(
    '%s where only public receivers are allowed',
    (url) =>
      inWorld(async (world) => {
        const { status, json } = await call(world, PATH, { body: { url } });
        expect([status, json['error']]).toMatchObject([400, { param: 'url' }]);
        expect((await call(world, PATH, { body: { url: 'https://shop.example/' } })).status).toBe(201);
      }, true),
  );
});

it('keeps a deleted endpoint’s log, and sends nothing that was left', () =>
  inWorld(async (world) => {
    const { id } = await add(world, { url: 'http://shop.test/' });
    world.answer = () => new Response(null, { status: 500 });
    await expireOne(world);
    await call(world, `${PATH}/${id}`, { method: 'DELETE' });
    world.clock.advance(DAY_MS);
    await world.server.tick();
    expect(world.sent).toHaveLength(1);
    const log = await call(world, `/sandbox/deliveries?endpointId=${id}`);
    expect(log.json['data']).toMatchObject([
      { state: 'failed', attempts: [{ status: 500 }], nextAttemptAt: null },
    ]);
  }));
