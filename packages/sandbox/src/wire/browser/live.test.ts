// Facts about an open checkout that learns of what others do to its session.

import { describe, expect, it, vi } from 'vitest';
import { afterCommit } from '../../store/store.ts';
import {
  type Created,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';

const SLOW_CARD = '4000000000005126';

/** What a session's stream says, chunk by chunk; null at its end. */
async function listen(
  { server, keys }: Sandbox,
  { clientSecret }: Pick<Created, 'clientSecret'>,
  headers = {},
) {
  const response = await server.api.request('/v1/client/session/events', {
    headers: {
      Authorization: `Bearer ${keys.publishableKey}`,
      'X-Client-Secret': clientSecret,
      Accept: 'text/event-stream',
      'Accept-Encoding': 'br',
      ...headers,
    },
  });
  if (response.body === null || response.status !== 200) throw new Error(await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  /** The next version; null at the end. */
  const next = async (): Promise<number | null> => {
    const { value } = await reader.read();
    if (value === ': \n\n') return next();
    const version = /^id: (\d+)\nevent: version\ndata: \{"version":\1\}\n\n$/;
    return value === undefined ? null : Number(version.exec(value)?.[1]);
  };
  return { headers: response.headers, next, cancel: () => reader.cancel() };
}

const patch = (sandbox: Sandbox, { id }: Created, body: object) =>
  call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body });

describe('GET /v1/client/session/events', () => {
  it('is a stream that nobody keeps, compresses or holds back', () =>
    withSandbox(async (sandbox) => {
      const { headers, cancel } = await listen(sandbox, await create(sandbox), { 'Last-Event-ID': '1' });
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
        'request-id': expect.stringMatching(/^req_/),
        vary: expect.stringContaining('Origin'),
        ratelimit: '"streams";r=19;t=60',
      });
      expect(headers.get('content-encoding')).toBeNull();
      await cancel();
    }));

  it('tells of what its merchant switches on and off, and of nothing that makes no difference to it', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { paymentMethodTypes: ['card', 'wallet'] });
      const other = await create(sandbox);
      const { next } = await listen(sandbox, session);
      const set = (paymentMethods: readonly string[] | null) =>
        call(sandbox, '/sandbox/merchant', { body: { paymentMethods } });
      expect(await next()).toBe(1);
      await set(['card', 'wallet', 'bnpl']);
      await set(['card']);
      expect(await next()).toBe(2);
      const shown = async ({ clientSecret }: Created) => (await callClient(sandbox, '', clientSecret)).json;
      expect(await shown(session)).toMatchObject({ version: 2, paymentMethodTypes: ['card'] });
      await set(null);
      expect(await next()).toBe(3);
      expect(await shown(session)).toMatchObject({ version: 3, paymentMethodTypes: ['card', 'wallet'] });
      expect(await shown(other)).toMatchObject({ version: 1 });
    }));

  it('tells of another price, of a payment as it goes, and of its end', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const { next } = await listen(sandbox, session);
      expect(await next()).toBe(1);
      await patch(sandbox, session, { amount: 5000 });
      expect(await next()).toBe(2);
      await patch(sandbox, session, { amount: 4900 });
      await pay(sandbox, session, SLOW_CARD);
      // The attempt and what the acquirer says of it at once are two versions in one write.
      expect([await next(), await next()]).toEqual([3, 5]);
      sandbox.clock.advance(5_000);
      await sandbox.server.tick();
      const last = await next();
      expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({
        status: 'complete',
        version: last,
      });
      expect(await next()).toBeNull();
    }));

  it.each([
    [
      'the merchant',
      (sandbox: Sandbox, { id }: Created) => call(sandbox, `/checkout/sessions/${id}/expire`, { body: {} }),
    ],
    [
      'time',
      (sandbox: Sandbox) => {
        sandbox.clock.advance(60_000);
        return sandbox.server.tick();
      },
    ],
  ])('tells that %s has ended the session, and ends', (_who, end) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { expiresAfterMinutes: 5 });
      sandbox.clock.advance(240_000);
      const { next } = await listen(sandbox, session);
      await next();
      await end(sandbox, session);
      expect([await next(), await next()]).toEqual([2, null]);
      const late = await listen(sandbox, session);
      expect([await late.next(), await late.next()]).toEqual([2, null]);
    }),
  );

  it('says nothing of what was not committed', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const { next } = await listen(sandbox, session);
      await next();
      const told: string[] = [];
      const failing = sandbox.store.transaction(async (trx) => {
        afterCommit(trx, () => told.push('undone'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await sandbox.store.transaction(async (trx) => {
        afterCommit(trx, () => told.push('done'));
        expect(told).toEqual([]);
      });
      expect(told).toEqual(['done']);
      const refused = await patch(sandbox, session, { amount: 0 });
      expect(refused.status).toBe(400);
      await patch(sandbox, session, { description: 'A hat' });
      expect(await next()).toBe(2);
    }));

  it('ends when the server does, when the data is reset, and opens for no other key', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const [first, second] = [await listen(sandbox, session), await listen(sandbox, session)];
      await Promise.all([first.next(), second.next()]);
      await call(sandbox, '/sandbox/reset', { body: {} });
      expect(await first.next()).toBeNull();
      expect((await callClient(sandbox, '/events', session.clientSecret)).status).toBe(404);
      const other = await create(sandbox);
      const third = await listen(sandbox, other);
      await third.next();
      sandbox.server.hangUp();
      expect(await third.next()).toBeNull();
      const late = await listen(sandbox, other);
      expect(await late.next()).toBeNull();
    }));

  it('is opened 20 times a minute, and by GET alone', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      for (let i = 0; i < 20; i += 1) await (await listen(sandbox, { clientSecret })).cancel();
      const refused = await callClient(sandbox, '/events', clientSecret);
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
      expect((await callClient(sandbox, '/events', clientSecret, { method: 'POST' })).status).toBe(405);
    }));
});

describe('GET /v1/client/session?wait&since', () => {
  const read = (sandbox: Sandbox, { clientSecret }: Created, query: string) =>
    callClient(sandbox, `?${query}`, clientSecret);

  it('answers at once what is newer', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const { status, json } = await read(sandbox, session, 'wait=25&since=0');
      expect([status, json['version']]).toEqual([200, 1]);
    }));

  it('answers as soon as there is something newer', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const answer = read(sandbox, session, 'wait=25&since=1');
      await patch(sandbox, session, { amount: 5000 });
      expect((await answer).json).toMatchObject({ version: 2, amountTotal: 5000 });
    }));

  it('answers 304 when nothing came, or the server ends', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const answered = vi.fn();
      const answer = read(sandbox, session, 'wait=20&since=1').finally(answered);
      // Nobody hears when a request has begun to wait.
      const waitOn = () => {
        sandbox.clock.advance(20_000);
        return answered;
      };
      await expect.poll(waitOn).toHaveBeenCalled();
      const { status, text, headers } = await answer;
      expect([status, text, headers.get('ETag')]).toEqual([304, '', 'W/"1"']);
      const waiting = read(sandbox, session, 'wait=20&since=1');
      sandbox.server.hangUp();
      expect((await waiting).status).toBe(304);
    }));

  it.each([
    ['wait=0&since=1', 'wait'],
    ['wait=26&since=1', 'wait'],
    ['wait=x&since=1', 'wait'],
    ['since=1', 'wait'],
    ['wait=5', 'since'],
    ['wait=5&since=-1', 'since'],
    ['wait=5&since=1.5', 'since'],
  ])('refuses %s', (query, param) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await read(sandbox, await create(sandbox), query);
      expect([status, json['code'], json['param']]).toEqual([400, 'invalid_request', param]);
    }),
  );
});
