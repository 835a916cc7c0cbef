// CX Pay, How It Works: what is made when, the states of an intent, and the ids by which all of it is known.

import { describe, expect, it } from 'vitest';
import { call, confirm, eventOf, eventTypes, idOf, ok, pay } from '../call.ts';
import { inWorld, type World } from '../start.ts';
import { createSession, inWorldWithPages, openPage, readIntent, readSession } from './session.ts';

const DECLINED = '4000000000000002';
const ASKED_BY_BANK = '4000002760003184';
const DAY_MS = 86_400_000;

/** A payment that takes its time, in flight. */
async function inFlight(world: World) {
  const session = await createSession(world);
  await pay(world, session.id, { outcome: 'processing' });
  return session;
}

describe('big picture', () => {
  it('P038 POST /checkout-sessions creates the session; intents and charges have no such route', () =>
    inWorld(async (world) => {
      const { payment_intent: id } = await createSession(world);
      for (const path of ['/payment-intents', '/charges', `/payment-intents/${id}`, '/charges/ch_1']) {
        expect([404, 405]).toContain((await call(world, path, { body: {}, document: 'cxpay' })).status);
      }
    }));

  it('P039 the payment intent is created with the session', () =>
    inWorld(async (world) => {
      const { payment_intent: id, ...session } = await createSession(world);
      expect(id).toMatch(idOf('pi'));
      expect(await readIntent(world, id)).toMatchObject({ id, checkout_session: session.id });
    }));

  it('P040 a charge is created when the customer pays, and none before', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      expect((await readIntent(world, payment_intent)).charges).toEqual([]);
      await pay(world, id);
      expect((await readIntent(world, payment_intent)).charges).toHaveLength(1);
    }));

  it('P041 the session comes with id, url and payment_intent', () =>
    inWorld(async (world) => {
      const { id, url, payment_intent } = await createSession(world);
      expect([id, url, payment_intent].every((text) => text.length > 0)).toBe(true);
    }));

  it('P042 the url is the hosted checkout', () =>
    inWorldWithPages(async (world) => {
      const { url, client_secret } = await createSession(world);
      expect(await openPage(world, url)).toBe(client_secret);
    }));

  it.each([
    ['4242424242424242', 'succeeded'],
    ['5555555555554444', 'succeeded'],
    [ASKED_BY_BANK, 'requires_action'],
    ['4000002500003155', 'requires_action'],
  ])('P043 the bank asks the customer only if needed: %s is %s at first', (card, status) =>
    inWorld(async (world) => {
      const { client_secret, payment_intent } = await createSession(world);
      await confirm(world, client_secret ?? '', { card });
      expect(await readIntent(world, payment_intent)).toMatchObject({ status });
    }),
  );

  it('P044 the webhook payment_intent.succeeded has the intent with id, amount, currency and metadata', () =>
    inWorld(async (world) => {
      const session = await createSession(world, { metadata: { order: '1042' } });
      await pay(world, session.id);
      await world.work();
      const event = world.webhooks.map(eventOf).find(({ type }) => type === 'payment_intent.succeeded');
      expect(event?.data).toMatchObject({
        id: session.payment_intent,
        amount: 4900,
        currency: 'USD',
        metadata: { order: '1042' },
      });
    }));
});

describe('the states of a payment intent', () => {
  it('P045 is requires_payment_method when just created', () =>
    inWorld(async (world) => {
      const { payment_intent } = await createSession(world);
      expect((await readIntent(world, payment_intent)).status).toBe('requires_payment_method');
    }));

  it('P046 is processing while the payment is in flight', () =>
    inWorld(async (world) => {
      const { payment_intent } = await inFlight(world);
      expect((await readIntent(world, payment_intent)).status).toBe('processing');
    }));

  it('P047 goes from processing to succeeded, and never further', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await inFlight(world);
      await world.advance(5000);
      const paid = await readIntent(world, payment_intent);
      expect(paid.status).toBe('succeeded');
      const cancel = `/payment-intents/${payment_intent}/cancel`;
      expect((await call(world, cancel, { body: {}, document: 'cxpay' })).status).toBe(409);
      expect((await call(world, `/checkout-sessions/${id}/expire`, { method: 'POST' })).status).toBe(409);
      await world.advance(DAY_MS);
      expect(await readIntent(world, payment_intent)).toEqual(paid);
    }));

  it('P048 goes from processing to failed, and may be tried again while the session is open', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id, { outcome: 'insufficient_funds' });
      expect(await readIntent(world, payment_intent)).toMatchObject({
        status: 'failed',
        last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
      });
      expect((await readSession(world, id)).status).toBe('open');
      await pay(world, id);
      expect(await readIntent(world, payment_intent)).toMatchObject({
        status: 'succeeded',
        last_payment_error: null,
      });
    }));

  it('P049 succeeded means that the money is captured', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id);
      const { status, amount, amount_received, charges } = await readIntent(world, payment_intent);
      expect([status, amount_received]).toEqual(['succeeded', amount]);
      expect(charges).toMatchObject([{ status: 'succeeded', captured: true, amount_captured: amount }]);
      const { total } = await world.store.db
        .selectFrom('movements')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      expect(Number(total)).toBe(1);
    }));

  it('P050 processing waits for the network: the merchant can do nothing but wait for the webhook', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await inFlight(world);
      for (const [method, path, body] of [
        ['POST', `/payment-intents/${payment_intent}/cancel`, {}],
        ['POST', `/payment-intents/${payment_intent}/capture`, {}],
        ['POST', `/checkout-sessions/${id}/expire`, {}],
        ['PATCH', `/checkout-sessions/${id}`, { amount: 1 }],
      ] as const) {
        expect((await call(world, path, { method, body, document: 'cxpay' })).status).toBe(409);
      }
      expect((await readIntent(world, payment_intent)).status).toBe('processing');
      await world.advance(5000);
      expect(await eventTypes(world)).toContain('payment_intent.succeeded');
    }));

  it('P051 requires_action has a next action, which no other state has', () =>
    inWorld(async (world) => {
      const { client_secret, payment_intent } = await createSession(world);
      expect((await readIntent(world, payment_intent)).next_action).toBeNull();
      await confirm(world, client_secret ?? '', { card: ASKED_BY_BANK });
      const asked = await readIntent(world, payment_intent);
      expect([asked.status, asked.next_action]).toEqual(['requires_action', { type: 'three_d_secure' }]);
      const other = await createSession(world);
      await pay(world, other.id);
      expect((await readIntent(world, other.payment_intent)).next_action).toBeNull();
    }));

  it('P052 canceled is what a cancelled payment is (the hosted page’s Back alone cancels nothing: the customer may return)', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      const path = `/payment-intents/${payment_intent}/cancel`;
      const body = { cancellation_reason: 'requested_by_customer' };
      const canceled = await ok(world, path, { body, document: 'cxpay' });
      expect(canceled).toMatchObject({ status: 'canceled', ...body });
      expect(await readIntent(world, payment_intent)).toEqual(canceled);
      expect((await readSession(world, id)).status).toBe('expired');
      expect(await eventTypes(world)).toEqual(['payment_intent.canceled']);
    }));

  it('P053 expired is what a payment is whose session timed out: nobody can pay it any more', () =>
    inWorld(async (world) => {
      const { client_secret, payment_intent } = await createSession(world);
      await world.advance(1_800_000);
      expect((await readIntent(world, payment_intent)).status).toBe('expired');
      const late = await confirm(world, client_secret ?? '');
      expect([late.status, late.json['code']]).toEqual([409, 'session_expired']);
      expect((await readIntent(world, payment_intent)).charges).toEqual([]);
    }));
});

describe('payment intent and charge', () => {
  it('P054 an intent can have several charges, of which one succeeds', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id, { card: DECLINED });
      await pay(world, id);
      const { charges } = await readIntent(world, payment_intent);
      expect(charges.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    }));

  it('P055 a charge is created for every attempt, with the reason where it failed', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id, { card: DECLINED });
      const [charge] = (await readIntent(world, payment_intent)).charges;
      expect(charge).toMatchObject({ status: 'failed', failure_code: 'generic_decline', paid: false });
      expect(await ok(world, `/charges/${charge?.id}`, { document: 'cxpay' })).toEqual(charge);
    }));

  it.each([
    ['succeeded', 4900],
    ['processing', 0],
    ['generic_decline', 0],
    ['expired_card', 0],
  ])('P056 the status says whether you got paid: %s moves %i', (outcome, moved) =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id, { outcome });
      const { status, charges, amount_received } = await readIntent(world, payment_intent);
      const captured = charges.reduce((sum, charge) => sum + charge.amount_captured, 0);
      expect([captured, amount_received, status === 'succeeded']).toEqual([moved, moved, moved > 0]);
    }),
  );

  it('P057 the payment_intent of the session is the reference for good', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await createSession(world);
      await pay(world, id);
      await world.advance(365 * DAY_MS);
      expect((await readIntent(world, payment_intent)).status).toBe('succeeded');
    }));

  it('P058 ids begin with cs_, pi_ and ch_', () =>
    inWorld(async (world) => {
      const session = await createSession(world);
      await pay(world, session.id);
      const [charge] = (await readIntent(world, session.payment_intent)).charges;
      expect(session.id).toMatch(/^cs_/);
      expect(session.payment_intent).toMatch(/^pi_/);
      expect(charge?.id).toMatch(/^ch_/);
    }));

  it('P059 a session owns one intent, and the intent its charges: nothing is left over', () =>
    inWorld(async (world) => {
      const session = await createSession(world);
      await pay(world, session.id, { card: DECLINED });
      await pay(world, session.id);
      const { db } = world.store;
      const intents = await db.selectFrom('payment_intents').select(['id', 'session_id']).execute();
      expect(intents).toEqual([{ id: session.payment_intent, session_id: session.id }]);
      const charges = await db.selectFrom('charges').select('payment_intent_id').execute();
      expect(charges.map((charge) => charge.payment_intent_id)).toEqual(
        Array(2).fill(session.payment_intent),
      );
    }));
});

describe('manual capture', () => {
  const held = async (world: World) => {
    const session = await createSession(world, { capture_method: 'manual' });
    await pay(world, session.id);
    return session;
  };

  it('holds the money until it is captured: the session is complete, the intent requires_capture', () =>
    inWorld(async (world) => {
      const { id, payment_intent } = await held(world);
      expect((await readSession(world, id)).status).toBe('complete');
      expect(await readIntent(world, payment_intent)).toMatchObject({
        status: 'requires_capture',
        amount_capturable: 4900,
        amount_received: 0,
        charges: [{ status: 'authorized', paid: false, captured: false }],
      });
      expect(await eventTypes(world)).toEqual([
        'payment_intent.requires_capture',
        'checkout_session.completed',
      ]);
    }));

  it.each([
    [{}, 4900],
    [{ amount_to_capture: 4900 }, 4900],
    [{ amount_to_capture: 1 }, 1],
  ])('captures %j: %i is paid, and tells once', (body, amount) =>
    inWorld(async (world) => {
      const { payment_intent } = await held(world);
      const path = `/payment-intents/${payment_intent}/capture`;
      const captured = await ok(world, path, { body, document: 'cxpay' });
      expect(captured).toMatchObject({ status: 'succeeded', amount_received: amount, amount_capturable: 0 });
      expect((await call(world, path, { body, document: 'cxpay' })).status).toBe(409);
      expect((await eventTypes(world)).slice(2)).toEqual(['payment_intent.succeeded']);
    }),
  );

  it('lets held money go when it is cancelled', () =>
    inWorld(async (world) => {
      const { payment_intent } = await held(world);
      const path = `/payment-intents/${payment_intent}/cancel`;
      expect(await ok(world, path, { body: {}, document: 'cxpay' })).toMatchObject({
        status: 'canceled',
        amount_capturable: 0,
        charges: [{ status: 'canceled', amount_captured: 0 }],
      });
      expect((await eventTypes(world)).at(-1)).toBe('payment_intent.canceled');
    }));

  it('refuses to capture more than is held, naming the field', () =>
    inWorld(async (world) => {
      const { payment_intent } = await held(world);
      const answer = await call(world, `/payment-intents/${payment_intent}/capture`, {
        body: { amount_to_capture: 4901 },
        document: 'cxpay',
      });
      expect(answer.status).toBe(400);
      expect(answer.json['error']).toMatchObject({ code: 'invalid_request', param: 'amount_to_capture' });
    }));
});
