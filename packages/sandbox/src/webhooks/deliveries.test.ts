// Facts about the delivery log: who may read it, what it tells, how it is filtered.

import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { createIds } from '../domain/id.ts';
import type { Env } from '../http/env.ts';
import { renderErrors } from '../http/errors.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { recordEvent } from '../store/outbox.ts';
import { seedMerchant } from '../store/seed.ts';
import { openStore } from '../store/store.ts';
import { deliverDue } from './deliver.ts';
import { createDeliveriesRoutes } from './deliveries.ts';

async function aLog() {
  const store = await openStore(':memory:');
  const clock = manualClock();
  const ids = createIds(clock, randomBytes);
  const settings = { merchantOrigins: [], webhookUrl: 'http://shop.test/hook' };
  const mine = await seedMerchant(store, settings, ids, clock);
  const other = await seedMerchant(store, settings, ids, clock, 'other');
  const app = new Hono<Env>();
  renderErrors(app, pino({ level: 'silent' }));
  app.route('/', createDeliveriesRoutes({ store, clock, limiter: createRateLimiter(clock) }));
  const happen = async (objectId: string, { merchantId = mine.merchantId, livemode = false } = {}) => {
    const id = ids.next('evt');
    const event = { id, merchantId, livemode, type: 'checkout.session.completed', objectId, body: '{}' };
    await store.transaction((trx) => recordEvent(trx, { ...event, createdAt: clock.now().toISOString() }));
    return id;
  };
  const deliver = (status: number) => {
    const fetch = async () => new Response('said the shop', { status });
    const log = { info: () => {}, warn: () => {} };
    return deliverDue({ store, clock, fetch, random: () => 0.5, log });
  };
  const get = async (query = '', key = mine.secretKey, headers = {}) => {
    const response = await app.request(`/sandbox/deliveries${query}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
    return { status: response.status, body: await response.json() };
  };
  return { mine, other, clock, happen, deliver, get };
}

describe('GET /sandbox/deliveries', () => {
  it('tells of every attempt what was answered and when the next one is', async () => {
    const { happen, deliver, get, clock } = await aLog();
    const eventId = await happen('cs_1');
    await deliver(500);
    clock.advance(5000);
    await deliver(200);
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body).toEqual({
      data: [
        {
          id: expect.stringMatching(/^whd_/),
          object: 'webhook_delivery',
          livemode: false,
          eventId,
          eventType: 'checkout.session.completed',
          objectId: 'cs_1',
          api: 'xpay',
          endpointId: expect.stringMatching(/^we_/),
          url: 'http://shop.test/hook',
          state: 'delivered',
          attempts: [
            {
              attemptedAt: '2026-01-15T12:00:00.000Z',
              status: 500,
              durationMs: 0,
              error: 'Expected a 2xx answer, got 500.',
              responseExcerpt: 'said the shop',
            },
            {
              attemptedAt: '2026-01-15T12:00:05.000Z',
              status: 200,
              durationMs: 0,
              error: null,
              responseExcerpt: 'said the shop',
            },
          ],
          nextAttemptAt: null,
          createdAt: '2026-01-15T12:00:00.000Z',
        },
      ],
      totalCount: 1,
      page: 1,
      limit: 20,
      totalPages: 1,
    });
  });

  it('filters by event, object and state, and pages newest first', async () => {
    const { happen, deliver, get } = await aLog();
    const first = await happen('cs_1');
    await deliver(200);
    const second = await happen('cs_2');
    const idsOf = async (query: string) =>
      (await get(query)).body.data.map((delivery: { eventId: string }) => delivery.eventId);
    expect(await idsOf('')).toEqual([second, first]);
    expect(await idsOf(`?eventId=${first}`)).toEqual([first]);
    expect(await idsOf('?objectId=cs_2')).toEqual([second]);
    expect(await idsOf('?state=pending')).toEqual([second]);
    expect(await idsOf('?limit=1&page=2')).toEqual([first]);
    expect((await get('?limit=1')).body).toMatchObject({ totalCount: 2, totalPages: 2 });
  });

  it('shows nothing of another merchant or of the other mode', async () => {
    const { happen, get, mine, other } = await aLog();
    await happen('cs_mine');
    await happen('cs_live', { livemode: true });
    await happen('cs_other', { merchantId: other.merchantId });
    const objectsOf = async (key: string) =>
      (await get('', key)).body.data.map((delivery: { objectId: string }) => delivery.objectId);
    expect(await objectsOf(mine.secretKey)).toEqual(['cs_mine']);
    expect(await objectsOf(mine.liveSecretKey)).toEqual(['cs_live']);
    expect(await objectsOf(other.secretKey)).toEqual(['cs_other']);
  });

  it('is closed to publishable keys, strangers and browsers', async () => {
    const { get, mine } = await aLog();
    expect((await get('', mine.publishableKey)).status).toBe(401);
    expect((await get('', 'sk_test_nobody')).status).toBe(401);
    expect((await get('', mine.secretKey, { origin: 'https://shop.example' })).status).toBe(403);
  });

  it.each(['?limit=0', '?limit=101', '?page=0', '?page=two', '?state=lost', '?event=evt_1'])(
    'refuses %s and names the parameter',
    async (query) => {
      const { get } = await aLog();
      const { status, body } = await get(query);
      expect(status).toBe(400);
      expect(body.error.param).toBe(query.slice(1).split('=')[0]);
    },
  );
});
