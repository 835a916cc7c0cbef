// Facts about `/sandbox/clock`: everything that is due by time follows it, each thing at its own time.

import { describe, expect, it } from 'vitest';
import { aSandbox, call, create, eventTypes, pay, type Sandbox, withSandbox } from '../test-sandbox.ts';

const MINUTE_MS = 60_000;

const tell = (sandbox: Sandbox, body: object) => call(sandbox, '/sandbox/clock', { body });
const read = (sandbox: Sandbox) => call(sandbox, '/sandbox/clock');
const advance = (sandbox: Sandbox, ms: number) => tell(sandbox, { action: 'advance', ms });

async function timesOf({ store }: Sandbox): Promise<readonly (readonly [string, string])[]> {
  const rows = await store.db
    .selectFrom('events')
    .select(['type', 'created_at'])
    .orderBy('sequence')
    .execute();
  return rows.map((row) => [row.type, row.created_at]);
}

describe('GET and POST /sandbox/clock', () => {
  it('freezes, advances, sets and resumes', () =>
    withSandbox(async (sandbox) => {
      const now = '2026-01-15T12:00:00.000Z';
      expect((await read(sandbox)).json).toEqual({ object: 'clock', now, frozen: false, aheadMs: 0 });
      expect((await tell(sandbox, { action: 'freeze' })).json).toMatchObject({ now, frozen: true });
      sandbox.clock.advance(1000);
      expect((await read(sandbox)).json).toMatchObject({ now, frozen: true, aheadMs: -1000 });
      expect((await advance(sandbox, MINUTE_MS)).json).toMatchObject({ now: '2026-01-15T12:01:00.000Z' });
      const to = '2026-01-15T14:00:00+01:00';
      expect((await tell(sandbox, { action: 'set', to })).json).toMatchObject({
        now: '2026-01-15T13:00:00.000Z',
        frozen: true,
      });
      await tell(sandbox, { action: 'resume' });
      sandbox.clock.advance(5);
      expect((await read(sandbox)).json).toMatchObject({ now: '2026-01-15T13:00:00.005Z', frozen: false });
    }));

  it('is the machine’s time again after a reset, and what was made ahead of it ends as late as it had to', () =>
    withSandbox(async (sandbox) => {
      await tell(sandbox, { action: 'freeze' });
      await advance(sandbox, 60 * MINUTE_MS);
      const { id } = await create(sandbox, { expiresAfterMinutes: 30 });
      const { json } = await tell(sandbox, { action: 'reset' });
      expect(json).toEqual({ object: 'clock', now: '2026-01-15T12:00:00.000Z', frozen: false, aheadMs: 0 });
      const session = async () => (await call(sandbox, `/checkout/sessions/${id}`)).json;
      await advance(sandbox, 60 * MINUTE_MS);
      expect(await session()).toMatchObject({ status: 'open', expiresAt: '2026-01-15T13:30:00.000Z' });
      await advance(sandbox, 30 * MINUTE_MS);
      expect(await session()).toMatchObject({ status: 'expired' });
    }));

  it.each([
    [{ action: 'reset', ms: 1 }, 'ms'],
    [{ action: 'stop' }, 'action'],
    [{ action: 'advance' }, 'ms'],
    [{ action: 'advance', ms: -1 }, 'ms'],
    [{ action: 'advance', ms: 1, to: '2027-01-01T00:00:00Z' }, 'to'],
    [{ action: 'freeze', ms: 1 }, 'ms'],
    [{ action: 'set' }, 'to'],
    [{ action: 'set', to: 'tomorrow' }, 'to'],
    [{ action: 'set', to: '2026-01-15T11:59:59Z' }, 'to'],
    [{ action: 'set', to: '2096-01-15T11:59:59Z' }, 'to'],
    [{ action: 'freeze', forever: true }, 'forever'],
    [{}, 'action'],
  ])('refuses %j, naming %s', (body, param) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await tell(sandbox, body);
      expect(status).toBe(400);
      expect(json['error']).toMatchObject({ code: 'invalid_request', param });
    }),
  );

  it('is never shut by its own limit, though the clock stands still', () =>
    withSandbox(async (sandbox) => {
      await tell(sandbox, { action: 'freeze' });
      for (let asked = 0; asked < 99; asked += 1) await read(sandbox);
      expect((await read(sandbox)).status).toBe(429);
      sandbox.clock.advance(1000);
      expect((await tell(sandbox, { action: 'resume' })).status).toBe(200);
    }));
});

describe('advancing', () => {
  it('ends a session at its own time, before it answers', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox, { expiresAfterMinutes: 5 });
      await advance(sandbox, 24 * 60 * MINUTE_MS);
      expect((await call(sandbox, `/checkout/sessions/${id}`)).json).toMatchObject({ status: 'expired' });
      expect(await timesOf(sandbox)).toEqual([['checkout.session.expired', '2026-01-15T12:05:00.000Z']]);
      expect(sandbox.received).toHaveLength(1);
    }));

  it('learns the outcome of a charge that takes its time', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session, '4000000000005126');
      await advance(sandbox, 4999);
      expect(await eventTypes(sandbox)).not.toContain('charge.succeeded');
      await advance(sandbox, 1);
      expect(await eventTypes(sandbox)).toContain('charge.succeeded');
    }));

  it('ends a verification whose time is up', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session, '4000002760003184');
      await advance(sandbox, 15 * MINUTE_MS);
      const { json } = await call(sandbox, `/payment-intents/${session.paymentIntentId}`);
      expect(json['status']).toBe('failed');
    }));

  it('tries a webhook again as often as the plan says, to the millisecond once the clock stands still', async () => {
    const sandbox = await aSandbox({ fetch: async () => new Response('no', { status: 500 }) });
    await tell(sandbox, { action: 'freeze' });
    await create(sandbox, { expiresAfterMinutes: 5 });
    await advance(sandbox, 5 * MINUTE_MS + 5000 + 30_000 + 2 * MINUTE_MS);
    const { json } = await call(sandbox, '/sandbox/deliveries');
    expect(json['data']).toMatchObject([
      {
        state: 'pending',
        attempts: [
          { attemptedAt: '2026-01-15T12:05:00.000Z', status: 500 },
          { attemptedAt: '2026-01-15T12:05:05.000Z' },
          { attemptedAt: '2026-01-15T12:05:35.000Z' },
          { attemptedAt: '2026-01-15T12:07:35.000Z' },
        ],
        nextAttemptAt: '2026-01-15T12:12:35.000Z',
      },
    ]);
    await sandbox.close();
  });

  it('signs webhooks by the machine’s time, which receivers compare', async () => {
    const times: string[] = [];
    const sandbox = await aSandbox({
      fetch: async (_url, init) => {
        times.push(new Headers(init?.headers).get('webhook-timestamp') ?? '');
        return new Response('ok');
      },
    });
    await create(sandbox, { expiresAfterMinutes: 1440 });
    await advance(sandbox, 1440 * MINUTE_MS);
    expect(times).toEqual([String(Date.parse('2026-01-15T12:00:00Z') / 1000)]);
    await sandbox.close();
  });

  it('is done one after the other', () =>
    withSandbox(async (sandbox) => {
      await tell(sandbox, { action: 'freeze' });
      await Promise.all([advance(sandbox, 1000), advance(sandbox, 2000), advance(sandbox, 4000)]);
      expect((await read(sandbox)).json).toMatchObject({ now: '2026-01-15T12:00:07.000Z' });
    }));
});
