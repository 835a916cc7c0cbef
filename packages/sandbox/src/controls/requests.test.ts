// Facts about `GET /sandbox/requests`: what of the requests is kept, whose they are, and what never is.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  anotherMerchant,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../test-sandbox.ts';
import { createRequestBook, MOST_REQUESTS } from './request-book.ts';
import { requestList } from './request-routes.ts';

const list = async (sandbox: Sandbox, query = '', key?: string) => {
  const answer = await call(sandbox, `/sandbox/requests${query}`, key === undefined ? {} : { key });
  return requestList.parse(answer.json);
};
const lines = (found: z.infer<typeof requestList>) =>
  found.data.map(({ method, path, status }) => `${method} ${path} ${status}`);

describe('GET /sandbox/requests', () => {
  it('lists what was asked, oldest first, with the session that it was about', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      const found = await list(sandbox);
      expect(lines(found)).toEqual(['POST /checkout/sessions 201', 'POST /v1/client/session/confirm 200']);
      expect(found.data.map(({ sessionId }) => sessionId)).toEqual([session.id, session.id]);
      expect(found.data[1]).toMatchObject({ route: '/v1/client/session/confirm', faults: [] });
    }));

  it('knows the session of an intent and of a charge', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const paid = z
        .object({ paymentIntent: z.object({ id: z.string(), latestChargeId: z.string() }) })
        .parse((await call(sandbox, `/sandbox/sessions/${session.id}/pay`, { body: {} })).json);
      await call(sandbox, `/payment-intents/${paid.paymentIntent.id}`);
      await call(sandbox, `/charges/${paid.paymentIntent.latestChargeId}`);
      const found = await list(sandbox, `?sessionId=${session.id}&limit=2`);
      expect(found.data.map(({ route }) => route)).toEqual(['/payment-intents/:id', '/charges/:id']);
      expect(found.hasMore).toBe(true);
    }));

  it('keeps one session apart from another, and goes on after a sequence', () =>
    withSandbox(async (sandbox) => {
      const [one, two] = [await create(sandbox), await create(sandbox)];
      await callClient(sandbox, '', two.clientSecret);
      const found = await list(sandbox, `?sessionId=${two.id}`);
      expect(lines(found)).toEqual(['POST /checkout/sessions 201', 'GET /v1/client/session 200']);
      expect((await list(sandbox, `?sessionId=${one.id}`)).data).toHaveLength(1);
      const next = await list(sandbox, `?sessionId=${two.id}&after=${found.data[0]?.sequence}`);
      expect(lines(next)).toEqual(['GET /v1/client/session 200']);
      expect((await list(sandbox, `?after=${found.data[1]?.sequence}`)).data).toEqual([]);
    }));

  it('tells refusals, and the fault that a request ran into', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const fault = { kind: 'status', status: 503, sessionId: session.id, times: 1 };
      const rule = await call(sandbox, '/sandbox/faults', { body: fault });
      await callClient(sandbox, '', session.clientSecret);
      await call(sandbox, '/checkout/sessions', { body: {} });
      const [, spoilt, refused] = (await list(sandbox)).data;
      expect(spoilt).toMatchObject({ status: 503, faults: [{ id: rule.json['id'], kind: 'status' }] });
      expect(refused).toMatchObject({ status: 400, sessionId: null });
    }));

  it('holds no secret, no query and no controls', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await call(sandbox, `/checkout/sessions?customerId=cus_private`);
      await callClient(sandbox, '', session.clientSecret);
      await call(sandbox, '/sandbox/clock');
      const text = JSON.stringify(await list(sandbox));
      expect(text).not.toContain('_secret_');
      expect(text).not.toContain('cus_private');
      expect(text).not.toContain('/sandbox/');
      expect(text).not.toContain(sandbox.keys.secretKey);
    }));

  it('is for test keys, and each merchant sees its own', () =>
    withSandbox(async (sandbox) => {
      await create(sandbox);
      const other = await anotherMerchant(sandbox);
      expect((await list(sandbox, '', other.secretKey)).data).toEqual([]);
      const live = await call(sandbox, '/sandbox/requests', { key: sandbox.keys.liveSecretKey });
      expect(live.status).toBe(403);
      await call(sandbox, '/checkout/sessions', { key: sandbox.keys.liveSecretKey });
      expect((await list(sandbox)).data).toHaveLength(1);
    }));

  it('is empty after a reset', () =>
    withSandbox(async (sandbox) => {
      await create(sandbox);
      await call(sandbox, '/sandbox/reset', { body: {} });
      expect((await list(sandbox)).data).toEqual([]);
    }));

  it.each(['?limit=0', '?limit=1001', '?after=-1', '?after=x', '?since=1'])('refuses %s', (query) =>
    withSandbox(async (sandbox) => {
      expect((await call(sandbox, `/sandbox/requests${query}`)).status).toBe(400);
    }),
  );
});

describe('the book of requests', () => {
  const request = (id: string) => ({
    id,
    merchantId: 'merch_1',
    sessionId: null,
    method: 'GET',
    path: '/',
    route: '/',
    status: 200,
    startedAt: '2026-01-15T12:00:00.000Z',
    durationMs: 1,
    faults: [],
  });

  it('forgets the oldest when it is full', () => {
    const book = createRequestBook();
    for (let count = 0; count <= MOST_REQUESTS; count += 1) book.add(request(`req_${count}`));
    const found = book.list('merch_1', { limit: MOST_REQUESTS + 1 });
    expect([found.length, found[0]?.id, found.at(-1)?.sequence]).toEqual([
      MOST_REQUESTS,
      'req_1',
      MOST_REQUESTS + 1,
    ]);
  });
});
