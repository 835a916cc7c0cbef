// Facts about sending webhooks: what is sent, what counts as delivered, when it is tried again, what a crash leaves.

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { claimDue } from '../store/leases.ts';
import { deliverDue } from './deliver.ts';
import { aWorld, SECRET } from './test-world.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('deliverDue', () => {
  it('sends the stored bytes with both signatures', async () => {
    const { happen, run, calls, only } = await aWorld();
    const body = '{ "spaced":  "Ünï \\u003c 🧀", "n": 1.0 }';
    await happen(body);
    expect(await run()).toBe(1);
    const [call] = calls;
    expect(call?.body).toBe(body);
    expect(call?.redirect).toBe('manual');
    expect(call?.headers.get('content-type')).toBe('application/json');
    expect(call?.headers.get('user-agent')).toMatch(/^XPay-Webhooks\//);
    expect(call?.headers.get('webhook-id')).toBe('evt_1');
    expect(call?.headers.get('xpay-signature')).toMatch(/^t=1768478400,v1=[0-9a-f]{64}$/);
    expect(await only()).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 200, responseExcerpt: 'ok' }],
    });
  });

  it('does not send a delivered event again', async () => {
    const { happen, run, calls, clock } = await aWorld();
    await happen();
    await run();
    clock.advance(48 * 3_600_000);
    expect(await run()).toBe(0);
    expect(calls).toHaveLength(1);
  });

  it.each([301, 302, 307, 308, 400, 404, 429, 500, 503])(
    'counts %i as a failure and tries again',
    async (status) => {
      const { happen, run, only } = await aWorld({ answer: () => new Response('no', { status }) });
      await happen();
      await run();
      expect(await only()).toMatchObject({
        state: 'pending',
        nextAttemptAt: '2026-01-15T12:00:05.000Z',
        attempts: [{ status, responseExcerpt: 'no' }],
      });
    },
  );

  it.each([200, 201, 202, 204])('counts %i as delivered', async (status) => {
    const { happen, run, only } = await aWorld({ answer: () => new Response(null, { status }) });
    await happen();
    await run();
    expect((await only()).state).toBe('delivered');
  });

  it('tries ten times over the schedule, signs each afresh, then gives up', async () => {
    const { happen, run, calls, clock, only } = await aWorld({
      answer: () => new Response('', { status: 500 }),
    });
    await happen();
    for (let next: string | null = clock.now().toISOString(); next !== null; ) {
      await run();
      next = (await only()).nextAttemptAt;
      // A second before it is due nothing is sent.
      if (next !== null) clock.advance(Date.parse(next) - clock.now().getTime() - 1000);
      expect(await run()).toBe(0);
      clock.advance(1000);
    }
    expect(calls).toHaveLength(10);
    expect(new Set(calls.map(({ headers }) => headers.get('webhook-timestamp'))).size).toBe(10);
    expect(new Set(calls.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1);
    expect(new Set(calls.map(({ headers }) => headers.get('webhook-signature'))).size).toBe(10);
    expect(await only()).toMatchObject({ state: 'failed', nextAttemptAt: null });
  });

  it('delivers every event once when an endpoint comes back', async () => {
    const { happen, run, calls, clock, deliveries, world } = await aWorld({
      answer: () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
        ),
    });
    for (const _ of [1, 2, 3]) await happen();
    await run();
    clock.advance(10_000);
    await run();
    const down = calls.length;
    expect((await deliveries()).every(({ state }) => state === 'pending')).toBe(true);
    expect((await deliveries())[0]?.attempts[0]).toMatchObject({
      status: null,
      error: 'The request failed: ECONNREFUSED.',
    });
    world.answer = () => new Response('ok');
    clock.advance(3_600_000);
    await run();
    expect(calls.slice(down).map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    expect((await deliveries()).every(({ state }) => state === 'delivered')).toBe(true);
    clock.advance(3_600_000);
    expect(await run()).toBe(0);
  });

  it('makes first attempts one after the other in the order of events, also of one moment', async () => {
    let open = 0;
    let most = 0;
    const { happen, run, calls } = await aWorld({
      answer: async () => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        return new Response('ok');
      },
    });
    for (let n = 0; n < 20; n += 1) await happen();
    await run();
    expect(calls.map(({ headers }) => headers.get('webhook-id'))).toEqual(
      Array.from({ length: 20 }, (_, n) => `evt_${n + 1}`),
    );
    expect(most).toBe(1);
  });

  it('delivers to one endpoint while another stays silent', async () => {
    const silent = deferred<Response>();
    const { happen, run, calls, deliveries } = await aWorld({
      endpoints: ['http://silent.test/', 'http://quick.test/'],
      answer: ({ url }) => (url === 'http://silent.test/' ? silent.promise : new Response('ok')),
    });
    for (const _ of [1, 2, 3]) await happen();
    const running = run();
    await expect.poll(() => calls.filter(({ url }) => url === 'http://quick.test/').length).toBe(3);
    await happen();
    expect(await run()).toBe(1);
    expect((await deliveries()).filter(({ state }) => state === 'delivered')).toHaveLength(4);
    silent.resolve(new Response('late'));
    await running;
    expect((await deliveries()).every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('sends to no more endpoints at once than it is told', async () => {
    let open = 0;
    let most = 0;
    const endpoints = Array.from({ length: 9 }, (_, n) => `http://shop-${n}.test/`);
    const { happen, deps, deliveries } = await aWorld({
      endpoints,
      answer: async () => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        return new Response('ok');
      },
    });
    await happen();
    await deliverDue({ ...deps, parallel: 3 });
    expect(most).toBe(3);
    expect((await deliveries()).filter(({ state }) => state === 'delivered')).toHaveLength(9);
  });

  it('disables an endpoint that answers 410 and sends it nothing more', async () => {
    const { happen, run, calls, clock, only, store } = await aWorld({
      answer: () => new Response('gone', { status: 410 }),
    });
    await happen();
    await happen();
    await run();
    clock.advance(3_600_000);
    await run();
    expect(calls).toHaveLength(1);
    const endpoint = await store.db
      .selectFrom('webhook_endpoints')
      .select('disabled_at')
      .executeTakeFirstOrThrow();
    expect(endpoint.disabled_at).toBe('2026-01-15T12:00:00.000Z');
    await happen();
    expect((await only()).eventId).toBe('evt_2');
  });

  it.each([
    [429, '120', '2026-01-15T12:02:00.000Z'],
    [503, 'Thu, 15 Jan 2026 13:00:00 GMT', '2026-01-15T13:00:00.000Z'],
    [503, '1', '2026-01-15T12:00:05.000Z'],
    [500, '120', '2026-01-15T12:00:05.000Z'],
  ])('after %i with Retry-After %j tries again at %s', async (status, value, expected) => {
    const { happen, run, only } = await aWorld({
      answer: () => new Response('', { status, headers: { 'retry-after': value } }),
    });
    await happen();
    await run();
    expect((await only()).nextAttemptAt).toBe(expected);
  });

  it('keeps at most 500 characters of the answer, of which no letter is cut in half', async () => {
    const { happen, run, only } = await aWorld({
      answer: () => new Response('🧀'.repeat(400_000), { status: 500 }),
    });
    await happen();
    await run();
    expect((await only()).attempts[0]?.responseExcerpt).toBe('🧀'.repeat(500));
  });

  it('counts the status of an answer whose body breaks off', async () => {
    const broken = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('begin'));
        },
        pull(controller) {
          controller.error(new Error('reset'));
        },
      });
    const { happen, run, only } = await aWorld({ answer: () => new Response(broken()) });
    await happen();
    await run();
    expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ responseExcerpt: 'begin' }] });
  });

  it('gives up on a receiver that does not answer in time', async () => {
    const { happen, deps, only } = await aWorld({ answer: () => new Promise<Response>(() => {}) });
    await happen();
    await deliverDue({ ...deps, timeoutMs: 20 });
    expect(await only()).toMatchObject({
      state: 'pending',
      attempts: [{ status: null, error: 'No answer within 0.02 s.' }],
    });
  });

  it('counts no attempt that is broken off by a stop, and sends it after the restart', async () => {
    const stop = new AbortController();
    const { happen, deps, calls, only, world, run } = await aWorld({
      answer: () => new Promise<Response>(() => {}),
    });
    await happen();
    const running = deliverDue({ ...deps, signal: stop.signal });
    await expect.poll(() => calls.length).toBe(1);
    stop.abort();
    await running;
    expect(await only()).toMatchObject({ state: 'pending', attempts: [] });
    world.answer = () => new Response('ok');
    await run();
    expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
  });

  it('sends again what a killed worker held, once its lease has ended', async () => {
    const { happen, run, calls, clock, store, only } = await aWorld();
    await happen();
    const now = clock.now().toISOString();
    const leaseUntil = new Date(clock.now().getTime() + 15_000).toISOString();
    expect(await claimDue(store, { now, leaseUntil, limit: 5 })).toHaveLength(1);
    expect(await run()).toBe(0);
    clock.advance(15_000);
    expect(await run()).toBe(1);
    expect(calls).toHaveLength(1);
    expect((await only()).state).toBe('delivered');
  });

  it('does not overwrite what another worker did after its own lease had ended', async () => {
    const slow = deferred<Response>();
    const { happen, run, calls, clock, only, world } = await aWorld({ answer: () => slow.promise });
    await happen();
    const first = run();
    await expect.poll(() => calls.length).toBe(1);
    clock.advance(15_000);
    world.answer = () => new Response('ok');
    await run();
    slow.resolve(new Response('no', { status: 500 }));
    await first;
    expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
  });
});

describe('deliverDue over a real socket', () => {
  async function receiver(listener: RequestListener) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { url, close };
  }

  it('sends what the standardwebhooks library verifies', async () => {
    const received: { body: string; headers: Record<string, string> }[] = [];
    const { url, close } = await receiver(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({
        body: Buffer.concat(chunks).toString('utf8'),
        headers: request.headers as Record<string, string>,
      });
      response.end('thanks');
    });
    const { happen, deps, only } = await aWorld({ endpoints: [url] });
    await happen('{"id":"evt_1","name":"Käse"}');
    // The library compares with the real time, so the real clock signs.
    const clock = { now: () => new Date() };
    await deliverDue({ ...deps, fetch, clock });
    close();
    const [got] = received;
    expect(new Webhook(SECRET).verify(got?.body ?? '', got?.headers ?? {})).toEqual({
      id: 'evt_1',
      name: 'Käse',
    });
    expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ responseExcerpt: 'thanks' }] });
  });

  it('follows no redirect', async () => {
    const paths: string[] = [];
    const { url, close } = await receiver((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const { happen, deps, only } = await aWorld({ endpoints: [`${url}/hook`] });
    await happen();
    await deliverDue({ ...deps, fetch });
    close();
    expect(paths).toEqual(['/hook']);
    expect(await only()).toMatchObject({ state: 'pending', attempts: [{ status: 307 }] });
  });

  it('does not wait for a receiver that opens the connection and says nothing', async () => {
    const { url, close } = await receiver(() => {});
    const { happen, deps, only } = await aWorld({ endpoints: [url] });
    await happen();
    await deliverDue({ ...deps, fetch, timeoutMs: 50 });
    close();
    expect((await only()).attempts[0]?.error).toBe('No answer within 0.05 s.');
  });
});
