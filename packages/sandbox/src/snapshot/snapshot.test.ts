// Facts about reset, export and import: all of a merchant's test data, and nobody else's.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anySession, aToken, press, WALLET } from '../test-methods.ts';
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

const TAKEN = z.looseObject({
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
type Taken = z.output<typeof TAKEN>;

const take = async (sandbox: Sandbox): Promise<Taken> =>
  TAKEN.parse((await call(sandbox, '/sandbox/export')).json);
const put = (sandbox: Sandbox, body: unknown, key?: string) =>
  call(sandbox, '/sandbox/import', { body, ...(key === undefined ? {} : { key }) });
const reset = (sandbox: Sandbox) => call(sandbox, '/sandbox/reset', { method: 'POST' });

/** A sandbox in which every table has something. */
async function withHistory(sandbox: Sandbox) {
  const paid = await create(sandbox, {
    amount: undefined,
    currency: undefined,
    lineItems: [
      { quantity: 2, priceData: { currency: 'USD', unitAmount: 2450, productData: { name: 'Monstera' } } },
    ],
    metadata: { order: '1042' },
  });
  await pay(sandbox, paid, undefined, 'attempt');
  await call(sandbox, '/refunds', { body: { paymentIntentId: paid.paymentIntentId, amount: 100 } });
  const coupon = await addOffers(sandbox);
  const asked = await create(sandbox, { amount: 5000, discounts: [{ coupon }] });
  await pay(sandbox, asked, '4000002760003184');
  await call(sandbox, '/sandbox/bank', { body: { sessionId: asked.id, behavior: 'acs_slow' } });
  await press({ sandbox, session: await anySession(sandbox) }, WALLET);
  await press({ sandbox, session: await anySession(sandbox) }, aToken());
  await sandbox.server.tick();
  return { paid, asked };
}

/** A product, a link and a promotion code; and a coupon of $1.00. */
async function addOffers(sandbox: Sandbox): Promise<unknown> {
  const add = async (path: string, body: object) => (await call(sandbox, path, { body })).json['id'];
  await add('/products', { name: 'Mug', defaultPrice: { currency: 'USD', unitAmount: 1000 } });
  const priceData = { currency: 'USD', unitAmount: 1900, productData: { name: 'Tea' } };
  await add('/payment-links', { lineItems: [{ priceData, quantity: 1 }] });
  const coupon = await add('/coupons', { name: 'Spring', amountOff: 100, currency: 'USD' });
  await add('/promotion-codes', { coupon, code: 'SPRING' });
  return coupon;
}

async function countsOf({ store }: Sandbox): Promise<number> {
  const { n } = await store.db
    .selectFrom('checkout_sessions')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

describe('POST /sandbox/reset', () => {
  it('deletes all test data, rules and orders, and gives back the machine’s time', () =>
    withSandbox(async (sandbox) => {
      const { paid } = await withHistory(sandbox);
      await call(sandbox, '/sandbox/faults', { body: { kind: 'status', status: 500 } });
      await call(sandbox, '/sandbox/webhooks', { body: { order: 'drop' } });
      await call(sandbox, '/sandbox/clock', { body: { action: 'advance', ms: 60_000 } });
      expect((await reset(sandbox)).json).toEqual({ object: 'sandbox', reset: true });
      const { tables } = await take(sandbox);
      for (const [table, rows] of Object.entries(tables)) expect([table, rows]).toEqual([table, []]);
      for (const table of [
        'authorizations',
        'bank_transactions',
        'delivery_attempts',
        'idempotency',
      ] as const) {
        expect(await sandbox.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      expect((await call(sandbox, `/checkout/sessions/${paid.id}`)).status).toBe(404);
      expect((await call(sandbox, '/sandbox/clock')).json).toMatchObject({ aheadMs: 0 });
      expect((await call(sandbox, '/sandbox/webhooks')).json).toMatchObject({ order: 'normal' });
    }));

  it('leaves live data, other merchants’ data, keys and endpoints', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      const body = {
        uiMode: 'embedded',
        currency: 'USD',
        amount: 1,
        afterCompletion: { type: 'hosted_confirmation' },
      };
      for (const key of [sandbox.keys.liveSecretKey, other.secretKey]) {
        await call(sandbox, '/checkout/sessions', { key, body, headers: { 'Idempotency-Key': 'k' } });
      }
      await create(sandbox);
      await reset(sandbox);
      expect(await countsOf(sandbox)).toBe(2);
      expect(await sandbox.store.db.selectFrom('idempotency').select('id').execute()).toHaveLength(2);
      const { id } = await create(sandbox);
      await call(sandbox, `/checkout/sessions/${id}/expire`, { method: 'POST' });
      await sandbox.server.tick();
      expect(sandbox.received).toHaveLength(1);
    }));

  it('is not for live keys', () =>
    withSandbox(async (sandbox) => {
      const key = sandbox.keys.liveSecretKey;
      expect((await call(sandbox, '/sandbox/reset', { method: 'POST', key })).status).toBe(403);
      expect((await call(sandbox, '/sandbox/export', { key })).status).toBe(403);
      expect((await put(sandbox, {}, key)).status).toBe(403);
    }));
});

describe('export and import', () => {
  it('bring everything back as it was', () =>
    withSandbox(async (sandbox) => {
      const { paid, asked } = await withHistory(sandbox);
      const before = await call(sandbox, `/payment-intents/${paid.paymentIntentId}`);
      const taken = await take(sandbox);
      for (const [table, rows] of Object.entries(taken.tables)) {
        // Those that customers keep go along too: saved-cards.test.ts.
        const isRare = table === 'prepared_cards' || table === 'vaulted_cards';
        if (!isRare) expect([table, rows.length > 0]).toEqual([table, true]);
      }
      await reset(sandbox);
      await create(sandbox);
      expect((await put(sandbox, taken)).json).toEqual({ object: 'sandbox', sessions: 4 });
      expect((await call(sandbox, `/payment-intents/${paid.paymentIntentId}`)).text).toBe(before.text);
      expect((await take(sandbox)).tables).toEqual(taken.tables);
      const replay = await pay(sandbox, paid, undefined, 'attempt');
      expect([replay.status, replay.headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
      // The verification goes on where it was.
      const { intent } = (await callClient(sandbox, '', asked.clientSecret)).json;
      expect(intent).toMatchObject({ status: 'requires_action' });
      await call(sandbox, '/sandbox/clock', { body: { action: 'advance', ms: 900_000 } });
      const ended = await callClient(sandbox, '', asked.clientSecret);
      expect(ended.json['intent']).toMatchObject({ status: 'failed' });
    }));

  it('go from one sandbox to another, where its own endpoint is told the rest', async () => {
    const [from, to] = [await aSandbox(), await aSandbox()];
    await call(from, '/sandbox/webhooks', { body: { order: 'redirect_first' } });
    const { paid } = await withHistory(from);
    const taken = await take(from);
    expect((await put(to, taken)).status).toBe(200);
    const { json } = await call(to, `/checkout/sessions/${paid.id}`);
    expect(json).toMatchObject({ status: 'complete', metadata: { order: '1042' }, livemode: false });
    expect((await callClient(to, '', paid.clientSecret)).status).toBe(200);
    expect((await take(to)).tables['idempotency']).toEqual([]);
    await call(to, '/sandbox/clock', { body: { action: 'advance', ms: 5000 } });
    expect(to.received.length).toBeGreaterThan(0);
    await from.close();
    await to.close();
  });

  it('hold no key, no secret of the installation and no card number', () =>
    withSandbox(async (sandbox) => {
      await withHistory(sandbox);
      const { text } = await call(sandbox, '/sandbox/export');
      const { secretKey, liveSecretKey, webhookSecret } = sandbox.keys;
      for (const secret of [secretKey, liveSecretKey, webhookSecret, '4242424242424242']) {
        expect(text).not.toContain(secret);
      }
      expect(text).not.toMatch(/merchant_id|client_secret_sealed|livemode"/);
    }));

  const change = (table: string, changes: object) => (taken: Taken) => {
    const [first] = taken.tables[table] ?? [];
    Object.assign(first ?? {}, changes);
  };

  it.each([
    ['another version', (taken: Taken) => Object.assign(taken, { version: 2 }), 'version'],
    [
      'an unknown table',
      (taken: Taken) => Object.assign(taken.tables, { merchants: [] }),
      'tables.merchants',
    ],
    [
      'a missing table',
      (taken: Taken) => void Reflect.deleteProperty(taken.tables, 'events'),
      'tables.events',
    ],
    ['a column of its own', change('charges', { fee: 1 }), 'tables.charges[0].fee'],
    ['a live session', change('checkout_sessions', { id: 'cs_live_1' }), 'tables.checkout_sessions[0].id'],
    [
      'a foreign secret',
      change('checkout_sessions', { client_secret: `cs_test_x_secret_${'a'.repeat(32)}` }),
      'tables.checkout_sessions[0].client_secret',
    ],
    ['an owner', change('charges', { merchant_id: 'merch_1' }), 'tables.charges[0].merchant_id'],
    [
      'a status that is none',
      change('payment_intents', { status: 'paid' }),
      'tables.payment_intents[0].status',
    ],
    ['broken JSON', change('charges', { card: '{' }), 'tables.charges[0].card'],
    ['a time that is none', change('events', { created_at: 'now' }), 'tables.events[0].created_at'],
    ['a charge of no intent', change('charges', { payment_intent_id: 'pi_x' }), 'tables.charges'],
    [
      'a row twice',
      (taken: Taken) => taken.tables['events']?.push({ ...taken.tables['events'][0] }),
      'tables.events',
    ],
    ['a card that is none', change('charges', { card: '{}' }), /^tables\.checkout_sessions\[\d\]$/],
    [
      'no intent',
      (taken: Taken) =>
        Object.assign(taken.tables, {
          payment_intents: [],
          charges: [],
          authentications: [],
          refunds: [],
          movements: [],
          ledger_entries: [],
        }),
      'tables.checkout_sessions[0]',
    ],
  ])('is refused with %s, and nothing has changed', (_what, spoil, param) =>
    withSandbox(async (sandbox) => {
      await withHistory(sandbox);
      const taken = await take(sandbox);
      const before = structuredClone(taken);
      spoil(taken);
      const { status, json } = await put(sandbox, taken);
      expect(status).toBe(400);
      const expected = typeof param === 'string' ? param : expect.stringMatching(param);
      expect(json['error']).toMatchObject({ code: 'invalid_request', param: expected });
      expect((await take(sandbox)).tables).toEqual(before.tables);
    }),
  );

  it('does not overwrite what is another merchant’s', () =>
    withSandbox(async (sandbox) => {
      const { paid } = await withHistory(sandbox);
      const other = await anotherMerchant(sandbox);
      expect((await put(sandbox, await take(sandbox), other.secretKey)).status).toBe(400);
      expect((await call(sandbox, `/checkout/sessions/${paid.id}`)).status).toBe(200);
    }));
});
