// What XPay promises about balance transactions, charges and payment intents.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aSessionBody } from '../../src/test-sandbox.ts';
import { call, confirm, eventTypes, ok, pay, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

async function aSession(world: World, body: Readonly<Record<string, unknown>> = {}) {
  const session = await ok(world, '/checkout/sessions', { body: aSessionBody(body) });
  return {
    id: textAt(session, 'id'),
    intentId: textAt(session, 'paymentIntentId'),
    clientSecret: textAt(session, 'clientSecret'),
  };
}

const MOVEMENTS = z.object({
  data: z.array(
    z.object({ type: z.string(), gross: z.number(), fee: z.number(), net: z.number(), source: z.string() }),
  ),
  totalCount: z.number(),
});

const movements = async (world: World, query = '') =>
  MOVEMENTS.parse(await ok(world, `/balance-transactions${query}`));

const DAY = 86_400_000;

describe('balance transactions', () => {
  it('P200 record every movement of the balance: charges, refunds, adjustments (the sandbox pays nothing out and takes no fee apart from a charge, so that the types payout and fee are only named)', () =>
    inWorld(async (world) => {
      for (const card of ['4242424242424242', '4000000000007734']) {
        const { id, intentId } = await aSession(world);
        await pay(world, id, { card });
        await call(world, '/refunds', { body: { paymentIntentId: intentId, amount: 700 } });
      }
      await world.advance(5000);
      const { data } = await movements(world);
      expect(data.map(({ type }) => type)).toEqual(['CHARGE', 'REFUND', 'CHARGE', 'REFUND', 'ADJUSTMENT']);
      await world.advance(2 * DAY);
      expect(await ok(world, '/balance')).toMatchObject({
        available: [{ currency: 'USD', amount: data.reduce((sum, { net }) => sum + net, 0) }],
        pending: [{ currency: 'USD', amount: 0 }],
      });
      for (const type of ['PAYOUT', 'FEE'])
        expect((await movements(world, `?type=${type}`)).totalCount).toBe(0);
    }));

  it('P201 link back to their source', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world);
      await pay(world, id);
      await call(world, '/refunds', { body: { paymentIntentId: intentId } });
      const { data } = await movements(world);
      expect(data).toHaveLength(2);
      for (const { source, type } of data) {
        const path = type === 'CHARGE' ? `/charges/${source}` : `/refunds/${source}`;
        expect(await ok(world, path)).toMatchObject({ id: source, paymentIntentId: intentId });
        expect((await movements(world, `?source=${source}`)).data.map((one) => one.type)).toEqual([type]);
      }
    }));

  it('P202 break down gross, fee and net', () =>
    inWorld(async (world) => {
      const { id } = await aSession(world, { amount: 22_604 });
      await pay(world, id);
      expect(await ok(world, '/balance-transactions')).toMatchObject({
        data: [
          {
            gross: 22_604,
            amount: 22_604,
            fee: 686,
            net: 21_918,
            feeDetails: [{ amount: 686, currency: 'USD' }],
          },
        ],
      });
    }));
});

describe('charges', () => {
  it('P203 record what was paid, by whom, through which processor', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world, { collect: { email: true, name: true } });
      await pay(world, id);
      const charge = await ok(
        world,
        `/charges/${textAt(await ok(world, `/payment-intents/${intentId}`), 'latestChargeId')}`,
      );
      expect(charge).toMatchObject({
        amount: 4900,
        currency: 'USD',
        billingDetails: { email: 'buyer@example.com', name: 'Test Buyer' },
        paymentMethodDetails: { card: { brand: 'visa', last4: '4242', network: 'visa' } },
        outcome: { networkStatus: 'approved_by_network' },
      });
      expect(charge['balanceTransaction']).toBe(`txn_${textAt(charge, 'id')}`);
    }));

  it('P204 succeeded, failed or refunded, and pending before; refunded in part, a charge has still succeeded', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world);
      await pay(world, id, { card: '4000000000000002' });
      await pay(world, id, { card: '4000000000005126' });
      const statuses = async () =>
        z
          .object({ charges: z.array(z.object({ status: z.string() })) })
          .parse(await ok(world, `/payment-intents/${intentId}`))
          .charges.map(({ status }) => status);
      expect(await statuses()).toEqual(['failed', 'pending']);
      await world.advance(5000);
      await call(world, '/refunds', { body: { paymentIntentId: intentId, amount: 1 } });
      expect(await statuses()).toEqual(['failed', 'succeeded']);
      await call(world, '/refunds', { body: { paymentIntentId: intentId } });
      expect(await statuses()).toEqual(['failed', 'refunded']);
    }));

  it('P205 only the one that succeeded moves funds', () =>
    inWorld(async (world) => {
      const { id } = await aSession(world);
      await pay(world, id, { card: '4000000000000002' });
      await pay(world, id, { card: '4000000000009995' });
      await pay(world, id);
      expect((await movements(world)).data.map(({ type, gross }) => [type, gross])).toEqual([
        ['CHARGE', 4900],
      ]);
    }));

  it('P206 are what refunds refer to', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world);
      await pay(world, id);
      const chargeId = textAt(await ok(world, `/payment-intents/${intentId}`), 'latestChargeId');
      expect((await call(world, '/refunds', { body: { chargeId } })).json).toMatchObject({ chargeId });
    }));
});

describe('payment intents', () => {
  it('P222 go from 3-D Secure and authorization to a capture', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world, { captureMethod: 'manual' });
      const path = `/payment-intents/${intentId}`;
      expect(await ok(world, path)).toMatchObject({
        status: 'requires_payment_method',
        captureMethod: 'manual',
      });
      await pay(world, id, { threeDS: 'approve' });
      expect(await ok(world, path)).toMatchObject({
        status: 'requires_capture',
        amountCapturable: 4900,
        amountReceived: 0,
        charges: [{ status: 'pending', captured: false, paid: false, balanceTransaction: null }],
      });
      expect(await ok(world, `/checkout/sessions/${id}`)).toMatchObject({
        status: 'complete',
        paymentStatus: 'unpaid',
      });
      expect((await movements(world)).totalCount).toBe(0);
      const captured = await call(world, `${path}/capture`, { body: { amountToCapture: 4000 } });
      expect(captured.json).toMatchObject({
        status: 'succeeded',
        amount: 4900,
        amountReceived: 4000,
        amountCapturable: 0,
        charges: [{ status: 'succeeded', amountCaptured: 4000, captured: true }],
      });
      expect((await call(world, `${path}/capture`, { body: {} })).status).toBe(409);
      expect((await movements(world)).data).toMatchObject([{ gross: 4000 }]);
      expect(await eventTypes(world)).toEqual([
        'payment_intent.requires_action',
        'payment_intent.processing',
        'payment_intent.requires_capture',
        'checkout.session.completed',
        'charge.captured',
        'charge.succeeded',
        'payment_intent.succeeded',
      ]);
    }));

  it('P222 let held money go when they are cancelled, and after seven days by themselves', () =>
    inWorld(async (world) => {
      const [canceled, lapsed] = [
        await aSession(world, { captureMethod: 'manual' }),
        await aSession(world, { captureMethod: 'manual' }),
      ];
      for (const { id } of [canceled, lapsed]) await pay(world, id);
      const body = { cancellationReason: 'duplicate' };
      await ok(world, `/payment-intents/${canceled.intentId}/cancel`, { body });
      await world.advance(7 * DAY - 1);
      expect(await ok(world, `/payment-intents/${lapsed.intentId}`)).toMatchObject({
        status: 'requires_capture',
      });
      await world.advance(1);
      for (const [{ intentId }, reason] of [
        [canceled, 'duplicate'],
        [lapsed, 'authorization_expired'],
      ] as const) {
        expect(await ok(world, `/payment-intents/${intentId}`)).toMatchObject({
          status: 'canceled',
          cancellationReason: reason,
          amountCapturable: 0,
          charges: [{ status: 'failed', failureCode: 'authorization_released', paid: false }],
        });
        expect((await call(world, `/payment-intents/${intentId}/capture`, { body: {} })).status).toBe(409);
      }
      expect((await movements(world)).totalCount).toBe(0);
    }));

  it('P223 show their attempts in order', () =>
    inWorld(async (world) => {
      const { id, intentId } = await aSession(world);
      for (const card of ['4000000000000002', '4000000000009995', '4242424242424242']) {
        await pay(world, id, { card });
      }
      expect(await ok(world, `/payment-intents/${intentId}`)).toMatchObject({
        charges: [
          { failureCode: 'generic_decline' },
          { failureCode: 'insufficient_funds' },
          { failureCode: null, paid: true },
        ],
      });
    }));

  it('P224 are what the checkout drives in the browser, with a client secret', () =>
    inWorld(async (world) => {
      const { clientSecret, intentId } = await aSession(world);
      const paid = await confirm(world, clientSecret);
      expect(paid.json).toMatchObject({ intent: { id: intentId, status: 'succeeded' } });
      expect(await ok(world, `/payment-intents/${intentId}`)).toMatchObject({ status: 'succeeded' });
    }));
});
