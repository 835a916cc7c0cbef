// What XPay promises about refunds: how much, of which charge, what becomes of them, and what they move.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aSessionBody, call as send } from '../../src/test-sandbox.ts';
import { call, eventOf, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

/** A session that a buyer has paid, and what it left. */
async function aPaid(
  world: World,
  { card, ...body }: Readonly<Record<string, unknown>> & { card?: string } = {},
) {
  const session = await ok(world, '/checkout/sessions', { body: aSessionBody(body) });
  const id = textAt(session, 'id');
  await pay(world, id, card === undefined ? {} : { card });
  const intentId = textAt(session, 'paymentIntentId');
  const chargeId = textAt(await ok(world, `/payment-intents/${intentId}`), 'latestChargeId');
  return { id, intentId, chargeId };
}

const refund = (world: World, body: object, headers = {}) => call(world, '/refunds', { body, headers });

const AMOUNTS = z.object({
  available: z.array(z.object({ amount: z.number() })),
  pending: z.array(z.object({ amount: z.number() })),
});

/** What is available and what is pending, in the one currency that there is. */
async function balanceOf(world: World) {
  const { available, pending } = AMOUNTS.parse(await ok(world, '/balance'));
  return { available: available[0]?.amount ?? 0, pending: pending[0]?.amount ?? 0 };
}

const HOUR = 3_600_000;
const FEE = 172; // 2.9 % of 4900, and 30

describe('refunds', () => {
  it('P182 lists with a filter for the charge', () =>
    inWorld(async (world) => {
      const [first, second] = [await aPaid(world), await aPaid(world)];
      for (const amount of [100, 200]) await refund(world, { chargeId: first.chargeId, amount });
      await refund(world, { chargeId: second.chargeId, amount: 300 });
      const list = await ok(world, `/refunds?chargeId=${first.chargeId}`);
      expect(list).toMatchObject({ totalCount: 2, data: [{ amount: 100 }, { amount: 200 }] });
      expect(await ok(world, `/refunds?paymentIntentId=${second.intentId}`)).toMatchObject({
        totalCount: 1,
        data: [{ amount: 300, chargeId: second.chargeId }],
      });
    }));

  it('P183 lists by pages', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      for (const amount of [1, 2, 3, 4, 5]) await refund(world, { chargeId, amount });
      expect(await ok(world, '/refunds?page=2&limit=2')).toMatchObject({
        data: [{ amount: 3 }, { amount: 4 }],
        totalCount: 5,
        page: 2,
        limit: 2,
        totalPages: 3,
      });
      expect((await call(world, '/refunds?limit=101')).status).toBe(400);
      expect((await call(world, '/refunds?charge=x')).json).toMatchObject({ error: { param: 'charge' } });
    }));

  it('P184 gives back a charge wholly or in part: without an amount, all that is left', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      expect((await refund(world, { chargeId, amount: 900 })).json).toMatchObject({ amount: 900 });
      expect((await refund(world, { chargeId })).json).toMatchObject({ amount: 4000, status: 'succeeded' });
      expect(await ok(world, `/charges/${chargeId}`)).toMatchObject({
        status: 'refunded',
        refunded: true,
        amountRefunded: 4900,
      });
    }));

  it('P185 only of a successful charge', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world, { card: '4000000000009995' });
      const refused = await refund(world, { chargeId });
      expect(refused.status).toBe(400);
      expect(refused.json).toMatchObject({ error: { code: 'charge_not_refundable' } });
      expect(await ok(world, '/refunds')).toMatchObject({ totalCount: 0 });
    }));

  it('P186 needs chargeId or paymentIntentId: none is a 400', () =>
    inWorld(async (world) => {
      const refused = await refund(world, { amount: 100 });
      expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'chargeId' } }]);
    }));

  it('P187 needs exactly one of chargeId and paymentIntentId: both are a 400', () =>
    inWorld(async (world) => {
      const { chargeId, intentId } = await aPaid(world);
      const refused = await refund(world, { chargeId, paymentIntentId: intentId });
      expect([refused.status, refused.json]).toMatchObject([400, { error: { param: 'chargeId' } }]);
      expect(await ok(world, '/refunds')).toMatchObject({ totalCount: 0 });
    }));

  it('P188 resolves an intent to its one succeeded charge, after a decline too', () =>
    inWorld(async (world) => {
      const { id, intentId, chargeId: declined } = await aPaid(world, { card: '4000000000000002' });
      await pay(world, id);
      const made = await refund(world, { paymentIntentId: intentId });
      expect(made.status).toBe(201);
      expect(textAt(made.json, 'chargeId')).not.toBe(declined);
      expect(await ok(world, `/charges/${textAt(made.json, 'chargeId')}`)).toMatchObject({ paid: true });
    }));

  it('P189 is refused where the intent has no succeeded charge', () =>
    inWorld(async (world) => {
      const session = await ok(world, '/checkout/sessions', { body: aSessionBody() });
      const refused = await refund(world, { paymentIntentId: textAt(session, 'paymentIntentId') });
      expect([refused.status, refused.json]).toMatchObject([
        400,
        { error: { code: 'charge_not_refundable' } },
      ]);
    }));

  it('P190 is refused where the intent has several succeeded charges (built in the database: no request makes two)', () =>
    inWorld(async (world) => {
      const { id, intentId, chargeId: first } = await aPaid(world, { card: '4000000000000002' });
      await pay(world, id);
      await world.store.db
        .updateTable('charges')
        .set({ status: 'succeeded', amount_captured: 4900 })
        .where('id', '=', first)
        .execute();
      const refused = await refund(world, { paymentIntentId: intentId });
      expect(refused.status).toBe(400);
      expect(textAt(refused.json, 'error.message')).toContain('2 charges');
      expect((await refund(world, { chargeId: first, amount: 1 })).status).toBe(201);
    }));

  it('P191 writes double entries: those of each movement sum to zero', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      await refund(world, { chargeId, amount: 1234 });
      await refund(world, { chargeId });
      const failing = await aPaid(world, { card: '4000000000007734' });
      await refund(world, { chargeId: failing.chargeId, amount: 500 });
      await world.advance(5000);
      const entries = await world.store.db.selectFrom('ledger_entries').selectAll().execute();
      const sums = new Map<string, number>();
      for (const { movement_id: id, amount } of entries) sums.set(id, (sums.get(id) ?? 0) + amount);
      expect([...sums.values()]).toEqual([0, 0, 0, 0, 0, 0]);
    }));

  it('P192 debits the available funds', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      await world.advance(48 * HOUR);
      expect(await balanceOf(world)).toEqual({ available: 4900 - FEE, pending: 0 });
      await refund(world, { chargeId, amount: 1000 });
      expect(await balanceOf(world)).toEqual({ available: 3900 - FEE, pending: 0 });
    }));

  it('P193 updates charge.amountRefunded', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      await refund(world, { chargeId, amount: 1000 });
      expect(await ok(world, `/charges/${chargeId}`)).toMatchObject({ amountRefunded: 1000 });
    }));

  it('P194 updates paymentIntent.amountRefunded', () =>
    inWorld(async (world) => {
      const { chargeId, intentId } = await aPaid(world);
      await refund(world, { chargeId, amount: 1000 });
      await refund(world, { paymentIntentId: intentId, amount: 50 });
      expect(await ok(world, `/payment-intents/${intentId}`)).toMatchObject({
        status: 'succeeded',
        amountRefunded: 1050,
        amountReceived: 4900,
      });
    }));

  it('P195 hits the available balance at once, while charge and refund are both pending', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world, { card: '4000000000007726' });
      expect((await refund(world, { chargeId, amount: 1000 })).json).toMatchObject({ status: 'pending' });
      expect(await balanceOf(world)).toEqual({ available: -1000, pending: 4900 - FEE });
    }));

  it('P196 makes a negative balance transaction', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      const { json } = await refund(world, { chargeId, amount: 1000 });
      expect(json).toMatchObject({
        balanceTransaction: { type: 'REFUND', gross: -1000, fee: 0, net: -1000 },
      });
      const id = textAt(json, 'balanceTransaction.id');
      expect(await ok(world, `/balance-transactions/${id}`)).toEqual(json['balanceTransaction']);
    }));

  it("P197 reverses the charge's ledger entries", () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      const { json } = await refund(world, { chargeId, amount: 1000 });
      const charge = await ok(world, `/balance-transactions/txn_${chargeId}`);
      const entries = z.object({
        ledgerEntries: z.array(
          z.object({
            id: z.string(),
            account: z.string(),
            amount: z.number(),
            reverses: z.string().nullable(),
          }),
        ),
      });
      const charged = entries.parse(charge).ledgerEntries;
      const reversals = entries.parse(json['balanceTransaction']).ledgerEntries;
      expect(reversals.map(({ account, amount }) => [account, amount])).toEqual([
        ['customer_funds', 1000],
        ['merchant_balance', -1000],
      ]);
      for (const { account, amount, reverses } of reversals) {
        const original = charged.find(({ id }) => id === reverses);
        expect(original?.account).toBe(account);
        expect(Math.sign(amount)).toBe(-Math.sign(original?.amount ?? 0));
      }
    }));

  it('P198 leaves the fee with the platform', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      await refund(world, { chargeId });
      const fees = await world.store.db
        .selectFrom('ledger_entries')
        .select(({ fn }) => fn.sum<number>('amount').as('sum'))
        .where('account', '=', 'platform_fees')
        .executeTakeFirstOrThrow();
      expect(fees.sum).toBe(FEE);
      await world.advance(48 * HOUR);
      expect(await balanceOf(world)).toEqual({ available: -FEE, pending: 0 });
    }));

  it('P199 returns all of a refund, its ledger too', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      const made = await refund(world, {
        chargeId,
        amount: 1000,
        reason: 'requested_by_customer',
        description: 'Too small',
        metadata: { order: '7' },
      });
      const got = await ok(world, `/refunds/${textAt(made.json, 'id')}`);
      expect(got).toEqual(made.json);
      expect(got).toMatchObject({
        reason: 'requested_by_customer',
        description: 'Too small',
        metadata: { order: '7' },
        balanceTransaction: { source: got['id'], ledgerEntries: [{}, {}] },
      });
    }));

  it('P229 goes back to the payment method that paid', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world, { card: '5555555555554444' });
      expect((await refund(world, { chargeId })).json).toMatchObject({
        destination: { type: 'card', card: { brand: 'mastercard', last4: '4444' } },
      });
    }));

  it('P230 several times up to the amount of the charge, and never beyond', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      for (const amount of [1000, 2000, 1899]) {
        expect((await refund(world, { chargeId, amount })).status).toBe(201);
      }
      const beyond = await refund(world, { chargeId, amount: 2 });
      expect(beyond.json).toMatchObject({ error: { code: 'refund_too_large', param: 'amount' } });
      expect((await refund(world, { chargeId, amount: 1 })).status).toBe(201);
      expect((await refund(world, { chargeId })).status).toBe(400);
    }));

  it('P230 fifty at once never exceed the charge', () =>
    inWorld(async (world) => {
      const { chargeId, intentId } = await aPaid(world);
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => refund(world, { chargeId, amount: 300 })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(16);
      expect(answers.filter(({ status }) => status === 400)).toHaveLength(34);
      expect(await ok(world, `/payment-intents/${intentId}`)).toMatchObject({ amountRefunded: 4800 });
      expect(await balanceOf(world)).toMatchObject({ available: -4800 });
    }));

  it('P231 is pending, and then succeeded or failed; one that failed is credited again', () =>
    inWorld(async (world) => {
      expect((await refund(world, { chargeId: (await aPaid(world)).chargeId })).json).toMatchObject({
        status: 'succeeded',
      });
      const slow = await refund(world, {
        chargeId: (await aPaid(world, { card: '4000000000007726' })).chargeId,
      });
      const lost = await aPaid(world, { card: '4000000000007734' });
      const failing = await refund(world, { chargeId: lost.chargeId, amount: 1000 });
      expect([slow.json, failing.json]).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
      const before = await balanceOf(world);
      await world.advance(5000);
      expect(await ok(world, `/refunds/${textAt(slow.json, 'id')}`)).toMatchObject({ status: 'succeeded' });
      expect(await ok(world, `/refunds/${textAt(failing.json, 'id')}`)).toMatchObject({
        status: 'failed',
        failureReason: 'expired_or_canceled_card',
        failureBalanceTransaction: { type: 'ADJUSTMENT', net: 1000 },
      });
      expect((await balanceOf(world)).available).toBe(before.available + 1000);
      expect(await ok(world, `/charges/${lost.chargeId}`)).toMatchObject({
        amountRefunded: 0,
        refunded: false,
      });
      expect((await refund(world, { chargeId: lost.chargeId, amount: 4900 })).status).toBe(201);
    }));

  it('repeats an answer byte for byte, a refusal too, and refuses the key with another body', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world);
      const headers = { 'Idempotency-Key': 'refund-1' };
      const first = await refund(world, { chargeId, amount: 100 }, headers);
      expect((await refund(world, { chargeId, amount: 100 }, headers)).text).toBe(first.text);
      expect((await refund(world, { chargeId, amount: 101 }, headers)).status).toBe(422);
      expect(await ok(world, `/charges/${chargeId}`)).toMatchObject({ amountRefunded: 100 });
    }));

  it('tells of a refund in events whose object is what a GET answers', () =>
    inWorld(async (world) => {
      const { chargeId } = await aPaid(world, { card: '4000000000007734' });
      await world.work();
      const seen = world.webhooks.length;
      const { json } = await refund(world, { chargeId, amount: 100 });
      const charge = (await send(world, `/charges/${chargeId}`)).text;
      await world.work();
      const told = world.webhooks.slice(seen).map(eventOf);
      expect(told.map(({ type }) => type)).toEqual(['refund.created', 'charge.refunded']);
      expect(told[0]?.data['object']).toEqual(json);
      expect(JSON.stringify(told[1]?.data['object'])).toBe(charge);
      await world.advance(5000);
      const last = world.webhooks.at(-1);
      expect(last === undefined ? null : eventOf(last)).toMatchObject({
        type: 'refund.updated',
        data: { object: await ok(world, `/refunds/${textAt(json, 'id')}`) },
      });
    }));

  it('knows the charges, intents and refunds of nobody else', () =>
    inWorld(async (world) => {
      const { chargeId, intentId } = await aPaid(world);
      const made = await refund(world, { chargeId, amount: 1 });
      const key = await world.anotherKey();
      const paths = [`/refunds/${textAt(made.json, 'id')}`, `/balance-transactions/txn_${chargeId}`];
      for (const path of paths) {
        const unknown = path.replace(/.{4}$/, '0000');
        for (const stranger of [key, world.keys.liveSecretKey]) {
          const answers = [await call(world, path, { key: stranger }), await call(world, unknown)];
          expect(answers.map(({ status }) => status)).toEqual([404, 404]);
          expect(textAt(answers[0]?.json, 'error.message')).toBe(textAt(answers[1]?.json, 'error.message'));
        }
      }
      for (const body of [{ chargeId }, { paymentIntentId: intentId }]) {
        expect((await call(world, '/refunds', { body, key })).status).toBe(400);
      }
      expect(await ok(world, '/balance', { key })).toMatchObject({ available: [], pending: [] });
      expect(await ok(world, '/refunds', { key })).toMatchObject({ totalCount: 0 });
    }));
});
