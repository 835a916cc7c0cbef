// Facts about `/sandbox/webhooks` and replays: when a shop's webhooks come, and how often.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  anotherMerchant,
  aSandbox,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../test-sandbox.ts';

const order = (sandbox: Sandbox, body: object) => call(sandbox, '/sandbox/webhooks', { body });

const advance = (sandbox: Sandbox, ms: number) =>
  call(sandbox, '/sandbox/clock', { body: { action: 'advance', ms } });

const TYPE = z.object({ type: z.string() });
const typesOf = ({ received }: Sandbox) => received.map((body) => TYPE.parse(JSON.parse(body)).type);

const LOG = z.object({
  data: z.array(z.object({ id: z.string(), state: z.string(), eventType: z.string() })),
});
const logOf = async (sandbox: Sandbox) => LOG.parse((await call(sandbox, '/sandbox/deliveries')).json).data;

const ORDER = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'];

async function paid(sandbox: Sandbox): Promise<void> {
  await pay(sandbox, await create(sandbox));
  await sandbox.server.tick();
}

describe('the order of webhooks', () => {
  it('is told, and normal until then', () =>
    withSandbox(async (sandbox) => {
      expect((await call(sandbox, '/sandbox/webhooks')).json).toMatchObject({ order: 'normal', delayMs: 0 });
      const set = await order(sandbox, { order: 'redirect_first' });
      expect(set.json).toMatchObject({ object: 'webhook_order', order: 'redirect_first', delayMs: 5000 });
      expect((await call(sandbox, '/sandbox/webhooks')).json).toEqual(set.json);
    }));

  it('is that of the events, normally', () =>
    withSandbox(async (sandbox) => {
      await paid(sandbox);
      expect(typesOf(sandbox)).toEqual(ORDER);
    }));

  it('webhook_first: the checkout is answered when the shop knows', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'webhook_first' });
      await pay(sandbox, await create(sandbox));
      expect(typesOf(sandbox)).toEqual(ORDER);
    }));

  it('webhook_first: waits for an attempt that is under way', async () => {
    let answer: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const sandbox = await aSandbox({ fetch: () => slow.then(() => new Response('ok')) });
    const session = await create(sandbox);
    await pay(sandbox, session);
    const tick = sandbox.server.tick();
    await order(sandbox, { order: 'webhook_first' });
    const state = { isAnswered: false };
    const read = callClient(sandbox, '', session.clientSecret).then(() => {
      state.isAnswered = true;
    });
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(state.isAnswered).toBe(false);
    answer();
    await read;
    expect(typesOf(sandbox)).toEqual(ORDER);
    await tick;
    await sandbox.close();
  });

  it('redirect_first: the shop learns of it later', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'redirect_first', delayMs: 3000 });
      await paid(sandbox);
      await advance(sandbox, 2999);
      expect(typesOf(sandbox)).toEqual([]);
      await advance(sandbox, 1);
      expect(typesOf(sandbox)).toEqual(ORDER);
    }));

  it('out_of_order: the latest comes first', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'out_of_order' });
      await paid(sandbox);
      expect(typesOf(sandbox)).toEqual([]);
      await advance(sandbox, 5000);
      expect(typesOf(sandbox)).toEqual(ORDER.toReversed());
    }));

  it('duplicate: each comes twice, with the same id', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'duplicate' });
      await paid(sandbox);
      expect(typesOf(sandbox).toSorted()).toEqual([...ORDER, ...ORDER].toSorted());
      expect(new Set(sandbox.received).size).toBe(ORDER.length);
      expect((await logOf(sandbox)).map(({ state }) => state)).toEqual(ORDER.map(() => 'delivered'));
    }));

  it('drop: none comes, and the log says why', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'drop' });
      await paid(sandbox);
      await advance(sandbox, 86_400_000);
      expect(typesOf(sandbox)).toEqual([]);
      const { json } = await call(sandbox, '/sandbox/deliveries?limit=1');
      expect(json['data']).toMatchObject([
        { state: 'failed', attempts: [{ status: null, error: 'Not sent: POST /sandbox/webhooks says so.' }] },
      ]);
    }));

  it.each([
    ['drop', []],
    ['duplicate', [...ORDER, ...ORDER]],
    ['webhook_first', ORDER],
  ] as const)('%s is one session’s where it is told so, and no other’s', (name, own) =>
    withSandbox(async (sandbox) => {
      const [one, other] = [await create(sandbox), await create(sandbox)];
      const set = await order(sandbox, { order: name, sessionId: one.id });
      expect(set.json).toMatchObject({ order: name, sessionId: one.id });
      expect((await call(sandbox, `/sandbox/webhooks?sessionId=${one.id}`)).json).toEqual(set.json);
      expect((await call(sandbox, '/sandbox/webhooks')).json).toMatchObject({
        order: 'normal',
        sessionId: null,
      });
      await pay(sandbox, one);
      await callClient(sandbox, '', one.clientSecret);
      if (name === 'webhook_first') expect(typesOf(sandbox)).toEqual(own);
      await sandbox.server.tick();
      expect(typesOf(sandbox).toSorted()).toEqual(own.toSorted());
      await pay(sandbox, other);
      await callClient(sandbox, '', other.clientSecret);
      expect(typesOf(sandbox)).toHaveLength(own.length);
      await sandbox.server.tick();
      expect(typesOf(sandbox).slice(own.length)).toEqual(ORDER);
    }),
  );

  it('out_of_order: each session’s events are kept back by themselves', () =>
    withSandbox(async (sandbox) => {
      const [one, other] = [await create(sandbox), await create(sandbox)];
      await order(sandbox, { order: 'out_of_order', sessionId: one.id });
      await order(sandbox, { order: 'out_of_order', delayMs: 9000, sessionId: other.id });
      await pay(sandbox, one);
      await pay(sandbox, other);
      await advance(sandbox, 5000);
      expect(typesOf(sandbox)).toEqual(ORDER.toReversed());
      await advance(sandbox, 4000);
      expect(typesOf(sandbox)).toEqual([...ORDER.toReversed(), ...ORDER.toReversed()]);
    }));

  it('is a session’s own whatever is told of all others, until the sandbox is reset', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await order(sandbox, { order: 'normal', sessionId: session.id });
      await order(sandbox, { order: 'drop' });
      await pay(sandbox, session);
      await sandbox.server.tick();
      expect(typesOf(sandbox)).toEqual(ORDER);
      await paid(sandbox);
      expect(typesOf(sandbox)).toEqual(ORDER);
      await call(sandbox, '/sandbox/reset', { body: {} });
      await paid(sandbox);
      expect(typesOf(sandbox)).toHaveLength(2 * ORDER.length);
    }));

  it('knows no session of another merchant, and none of live mode', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      const { id } = await create(sandbox);
      const body = { order: 'drop', sessionId: id };
      expect((await call(sandbox, '/sandbox/webhooks', { body, key: other.secretKey })).status).toBe(404);
      const asked = `/sandbox/webhooks?sessionId=${id}`;
      expect((await call(sandbox, asked, { key: other.secretKey })).status).toBe(404);
      expect((await order(sandbox, { order: 'drop', sessionId: 'cs_test_nobody' })).status).toBe(404);
      expect((await call(sandbox, asked)).json).toMatchObject({ order: 'normal' });
    }));

  it('is one merchant’s, and not that of live events', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      await order(sandbox, { order: 'drop' });
      const asOther = await call(sandbox, '/sandbox/webhooks', { key: other.secretKey });
      expect(asOther.json).toMatchObject({ order: 'normal' });
      const key = sandbox.keys.liveSecretKey;
      const body = {
        uiMode: 'embedded',
        currency: 'USD',
        amount: 1,
        afterCompletion: { type: 'hosted_confirmation' },
      };
      const { json } = await call(sandbox, '/checkout/sessions', { key, body });
      await call(sandbox, `/checkout/sessions/${String(json['id'])}/expire`, { key, method: 'POST' });
      await sandbox.server.tick();
      expect(typesOf(sandbox)).toEqual(['checkout.session.expired']);
      expect((await call(sandbox, '/sandbox/webhooks', { key })).status).toBe(403);
    }));

  it.each([
    [{ order: 'random' }, 'order'],
    [{}, 'order'],
    [{ order: 'drop', delayMs: 5 }, 'delayMs'],
    [{ order: 'redirect_first', delayMs: 0 }, 'delayMs'],
    [{ order: 'drop', delay: 5 }, 'delay'],
    [{ order: 'drop', sessionId: '' }, 'sessionId'],
  ])('refuses %j, naming %s', (body, param) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await order(sandbox, body);
      expect(status).toBe(400);
      expect(json['error']).toMatchObject({ param });
    }),
  );
});

describe('POST /sandbox/deliveries/:id/replay', () => {
  const replay = (sandbox: Sandbox, id: string, key?: string) =>
    call(sandbox, `/sandbox/deliveries/${id}/replay`, {
      method: 'POST',
      ...(key === undefined ? {} : { key }),
    });

  it('sends once more what was delivered, or dropped', () =>
    withSandbox(async (sandbox) => {
      await order(sandbox, { order: 'drop' });
      await paid(sandbox);
      const [first] = await logOf(sandbox);
      for (const attempts of [1, 2]) {
        const again = await replay(sandbox, first?.id ?? '');
        expect(again.json).toMatchObject({ object: 'webhook_delivery', state: 'pending', id: first?.id });
        expect(again.json['attempts']).toHaveLength(attempts);
        await sandbox.server.tick();
      }
      expect(typesOf(sandbox)).toEqual(['checkout.session.completed', 'checkout.session.completed']);
      expect((await logOf(sandbox))[0]?.state).toBe('delivered');
    }));

  it('refuses one that is being sent, and one whose endpoint is gone', async () => {
    const sandbox = await aSandbox({ fetch: async () => new Response('', { status: 410 }) });
    await paid(sandbox);
    const [first] = await logOf(sandbox);
    const id = first?.id ?? '';
    expect((await replay(sandbox, id)).json['error']).toMatchObject({ code: 'invalid_state' });
    await sandbox.store.db.updateTable('webhook_endpoints').set({ disabled_at: null }).execute();
    const lease_until = '2026-01-15T12:00:09.000Z';
    await sandbox.store.db.updateTable('deliveries').set({ lease_until }).where('id', '=', id).execute();
    expect((await replay(sandbox, id)).status).toBe(409);
    sandbox.clock.advance(9001);
    expect((await replay(sandbox, id)).status).toBe(200);
    await sandbox.close();
  });

  it('knows only the merchant’s own, in test mode', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      await paid(sandbox);
      const [first] = await logOf(sandbox);
      expect((await replay(sandbox, first?.id ?? '', other.secretKey)).status).toBe(404);
      expect((await replay(sandbox, first?.id ?? '', sandbox.keys.liveSecretKey)).status).toBe(403);
      expect((await replay(sandbox, 'whd_nobody')).status).toBe(404);
    }));
});
