// Facts about what a look at a run tells: each thing once, in its order, and nothing of before it.

import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../src/settings/settings.ts';
import { createLooker } from './look.ts';
import { createMakings } from './made.ts';
import { createRuns } from './runs.ts';
import { createSandboxApi } from './sandbox-api.ts';
import { createSessions } from './sessions.ts';
import { fakeSandbox, refusal, SESSION, SETTINGS } from './test-sandbox.ts';
import { createWatcher } from './watcher.ts';

const AT = '2026-01-15T12:00:00.000Z';

async function aRun(way: 'inline' | 'payment-link' = 'inline') {
  const sandbox = fakeSandbox();
  const api = createSandboxApi(SETTINGS, sandbox.fetch);
  const sessions = createSessions(api, createMakings(api, []));
  const run = createRuns(() => 0).open('run01234', { ...DEFAULTS, way });
  sandbox.answer('POST /payment-links', () => ({ body: { id: 'plink_1', url: 'http://x/p/plink_1' } }));
  await sessions.create(run);
  const looker = createLooker(api, sessions);
  const shows = (status: string, types: readonly string[], sessionStatus = 'open') =>
    sandbox.answer(`GET /sandbox/payments/${SESSION.id}`, () => ({
      body: {
        status,
        sessionStatus,
        amount: SESSION.amountTotal,
        charges: [{ status: 'failed', failureCode: 'insufficient_funds' }],
        events: types.map((type, index) => ({ type, sequence: index + 1, createdAt: AT })),
      },
    }));
  const asks = (requests: readonly object[]) =>
    sandbox.answer('GET /sandbox/requests', () => ({ body: { data: requests } }));
  asks([]);
  shows('requires_payment_method', []);
  const statuses = () => run.told.flatMap(({ item }) => (item.name === 'intent' ? [item.data.status] : []));
  return { sandbox, run, looker, shows, asks, statuses };
}

describe('a look at a run', () => {
  it('tells every status that the intent came by, also those between two looks', async () => {
    const { run, looker, shows, statuses } = await aRun();
    shows('succeeded', [
      'payment_intent.requires_action',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    await looker.look(run);
    await looker.look(run);
    expect(statuses()).toEqual(['requires_payment_method', 'requires_action', 'processing', 'succeeded']);
  });

  it('does not go back to a status that was read before the events that came with it', async () => {
    const { run, looker, shows, statuses } = await aRun();
    const types = ['payment_intent.requires_action', 'payment_intent.succeeded'];
    shows('requires_action', types);
    await looker.look(run);
    shows('succeeded', types);
    await looker.look(run);
    expect(statuses()).toEqual(['requires_payment_method', 'requires_action', 'succeeded']);
  });

  it('tells a status that has no event of its own, and why an attempt failed', async () => {
    const { run, looker, shows } = await aRun();
    shows('expired', [], 'expired');
    await looker.look(run);
    expect(run.told.at(-1)?.item).toMatchObject({ name: 'session_changed', data: { status: 'expired' } });
    shows('expired', ['payment_intent.payment_failed'], 'expired');
    await looker.look(run);
    expect(run.told.at(-1)?.item.data).toMatchObject({
      status: 'failed',
      declineCode: 'insufficient_funds',
    });
  });

  it('tells each request once, with the faults that it ran into', async () => {
    const { run, looker, asks } = await aRun();
    const request = {
      id: 'req_1',
      sequence: 4,
      sessionId: SESSION.id,
      method: 'POST',
      path: '/v1/client/session/confirm',
      route: '/v1/client/session/confirm',
      status: null,
      startedAt: AT,
      durationMs: 3,
      faults: [{ kind: 'drop_after' }],
    };
    asks([request]);
    await looker.look(run);
    await looker.look(run);
    const told = run.told.filter(({ item }) => item.name === 'request');
    expect(told.map(({ item }) => item)).toEqual([
      { name: 'request', at: Date.parse(AT), data: expect.objectContaining({ fault: 'drop_after' }) },
    ]);
  });

  it('takes over the session that a visitor of the payment link began', async () => {
    const { sandbox, run, looker } = await aRun('payment-link');
    sandbox.answer('GET /checkout/sessions', () => ({ body: { data: [SESSION] } }));
    await looker.look(run);
    await looker.look(run);
    const told = run.told.filter(({ item }) => item.name === 'session');
    expect(told.map(({ item }) => item.data)).toEqual([expect.objectContaining({ id: SESSION.id })]);
    expect(JSON.stringify(run.told)).not.toContain('secret');
  });

  it('says nothing of a session that is gone', async () => {
    const { sandbox, run, looker } = await aRun();
    sandbox.answer(`GET /sandbox/payments/${SESSION.id}`, () => ({
      status: 404,
      body: refusal('not_found', 'No such payment.'),
    }));
    const before = run.told.length;
    await looker.look(run);
    expect(run.told).toHaveLength(before);
  });
});

describe('the watcher', () => {
  it('looks as long as somebody watches, at once when nudged, and goes on when a look fails', async () => {
    const { run } = await aRun();
    let looks = 0;
    let next = () => {};
    const waits: number[] = [];
    const looked = () => new Promise<void>((resolve) => (next = resolve));
    const watcher = createWatcher(
      {
        look: async () => {
          looks += 1;
          next();
          if (looks === 2) throw new Error('down');
        },
      },
      (ms, signal) => {
        waits.push(ms);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    );
    const first = looked();
    const leaves = [watcher.watch(run), watcher.watch(run)];
    await first;
    for (let round = 0; round < 2; round += 1) {
      await new Promise(setImmediate);
      const another = looked();
      watcher.nudge(run);
      await another;
    }
    await new Promise(setImmediate);
    expect([looks, waits]).toEqual([3, [500, 2000, 500]]);
    for (const leave of leaves) leave();
    watcher.nudge(run);
    await new Promise(setImmediate);
    expect(looks).toBe(3);
  });
});
