// A payment cut off before every single statement that it sends to its database, and what the next process makes of it.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Acquirer } from './bank/acquirer.ts';
import { cutOffEverywhere, expectAllDelivered, expectHealed, expectMoneyAsSaid } from './test-crash.ts';
import {
  APPROVED,
  aSessionBody,
  call,
  callClient,
  create,
  eventTypes,
  pay,
  type Sandbox,
} from './test-sandbox.ts';

const SLOW_CARD = '4000000000005126';
const DECLINED = '4000000000000002';
/** Milliseconds: a hundred and more processes, one after another, on whatever machine. */
const LONG = 300_000;

const INTENT = z.object({
  status: z.string(),
  charges: z.array(z.object({ id: z.string(), status: z.string() })),
});

const TOLD: Readonly<Record<string, readonly string[]>> = {
  requires_payment_method: [],
  failed: ['charge.failed', 'payment_intent.payment_failed'],
  succeeded: ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'],
};

describe('a payment that is cut off before any of its statements', () => {
  it.each([
    ['answers at once', APPROVED, false, ['requires_payment_method', 'succeeded']],
    ['takes its time', SLOW_CARD, false, ['requires_payment_method', 'succeeded']],
    ['says no', DECLINED, false, ['failed', 'requires_payment_method']],
    ['is asked in between', APPROVED, true, ['failed', 'requires_payment_method', 'succeeded']],
    ['is asked in between, and says no', DECLINED, true, ['failed', 'requires_payment_method']],
  ])(
    'ends whole, is told of once, and is charged once, when the bank %s',
    { timeout: LONG },
    async (_what, number, isAtALine, possible) => {
      const endings = new Set<string>();
      await cutOffEverywhere(
        create,
        async (sandbox, session) => {
          await pay(sandbox, session, number, 'attempt-1');
          await sandbox.server.tick();
        },
        async (run, session) => {
          const { sandbox } = run;
          const read = async () =>
            INTENT.parse((await call(sandbox, `/payment-intents/${session.paymentIntentId}`)).json);
          const { status, charges } = await read();
          endings.add(status);
          expect(charges.map((charge) => charge.status)).toEqual(
            status === 'requires_payment_method' ? [] : [status],
          );
          const told = (await eventTypes(sandbox)).filter((type) => type !== 'payment_intent.processing');
          expect(told).toEqual(TOLD[status]);
          await expectAllDelivered(run);
          await expectHealed(run);
          await expectMoneyAsSaid(run);
          // The buyer's page, which heard nothing, repeats its attempt: it learns the outcome, or pays now; never both.
          expect((await pay(sandbox, session, number, 'attempt-1')).status).toBe(200);
          expect((await read()).charges).toHaveLength(1);
        },
        { isAtALine },
      );
      expect([...endings].sort()).toEqual(possible);
    },
  );
});

describe('a payment at a bank that outlives us', () => {
  it('moves money exactly when it says so, wherever it is cut off around the call', {
    timeout: LONG,
  }, async () => {
    const book = new Map<string, 'paid' | 'void'>();
    const acquirerOf = (step: () => void): Partial<Acquirer> => ({
      async authorize({ chargeId }) {
        step();
        if (!book.has(chargeId)) book.set(chargeId, 'paid');
        step();
        return outcomeOf(book.get(chargeId));
      },
      async resolve(chargeId) {
        if (!book.has(chargeId)) book.set(chargeId, 'void');
        return outcomeOf(book.get(chargeId));
      },
    });
    const found = new Set<string>();
    await cutOffEverywhere(
      create,
      (sandbox, session) => pay(sandbox, session, APPROVED, 'attempt-1'),
      async (run, session) => {
        await expectHealed(run);
        await expectAllDelivered(run);
        const rows = await run.sandbox.store.db.selectFrom('charges').select(['id', 'status']).execute();
        for (const { id, status } of rows) {
          expect([id, status]).toEqual([id, book.get(id) === 'paid' ? 'succeeded' : 'failed']);
          found.add(status);
        }
        const ids = rows.map(({ id }) => id);
        expect([...book.keys()].filter((id) => !ids.includes(id))).toEqual([]);
        const again = await pay(run.sandbox, session, APPROVED, 'attempt-1');
        expect([again.status, [...book.values()].filter((said) => said === 'paid').length <= 1]).toEqual([
          200,
          true,
        ]);
        book.clear();
      },
      { acquirerOf },
    );
    expect([...found].sort()).toEqual(['failed', 'succeeded']);
  });
});

const outcomeOf = (said: 'paid' | 'void' | undefined) =>
  said === 'paid'
    ? ({ type: 'approved' } as const)
    : ({ type: 'declined', code: 'processing_error' } as const);

describe('what a merchant does with a payment, cut off', () => {
  const AMOUNTS = z.object({ status: z.string(), amountReceived: z.int(), amountRefunded: z.int() });
  const amounts = async (sandbox: Sandbox, id: string) =>
    AMOUNTS.parse((await call(sandbox, `/payment-intents/${id}`)).json);
  const keyed = { 'Idempotency-Key': 'once' };

  it('captures once, whole or not at all', { timeout: LONG }, async () => {
    const capture = (sandbox: Sandbox, id: string) =>
      call(sandbox, `/payment-intents/${id}/capture`, { body: {}, headers: keyed });
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox, { captureMethod: 'manual' });
        await pay(sandbox, session);
        return session.paymentIntentId;
      },
      capture,
      async (run, id) => {
        const { status, amountReceived } = await amounts(run.sandbox, id);
        expect([status, amountReceived]).toEqual(
          status === 'succeeded' ? ['succeeded', 4900] : ['requires_capture', 0],
        );
        await expectAllDelivered(run);
        expect((await capture(run.sandbox, id)).status).toBe(200);
        expect(await amounts(run.sandbox, id)).toMatchObject({ status: 'succeeded', amountReceived: 4900 });
      },
    );
  });

  it('gives back once', { timeout: LONG }, async () => {
    const refund = (sandbox: Sandbox, paymentIntentId: string) =>
      call(sandbox, '/refunds', { body: { paymentIntentId, amount: 1000 }, headers: keyed });
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox);
        await pay(sandbox, session);
        return session.paymentIntentId;
      },
      refund,
      async (run, id) => {
        expect([0, 1000]).toContain((await amounts(run.sandbox, id)).amountRefunded);
        await expectAllDelivered(run);
        expect((await refund(run.sandbox, id)).status).toBeLessThan(300);
        expect((await amounts(run.sandbox, id)).amountRefunded).toBe(1000);
        expect(await run.sandbox.store.db.selectFrom('refunds').select('id').execute()).toHaveLength(1);
      },
    );
  });
});

describe('other work that is cut off', () => {
  it('makes one session of a create and its repetition', { timeout: LONG }, async () => {
    const once = (sandbox: Sandbox) =>
      call(sandbox, '/checkout/sessions', {
        body: aSessionBody(),
        headers: { 'Idempotency-Key': 'order-7' },
      });
    await cutOffEverywhere(
      async () => {},
      once,
      async ({ sandbox }) => {
        const repeated = await once(sandbox);
        const rows = await sandbox.store.db.selectFrom('checkout_sessions').select('id').execute();
        expect([repeated.status, rows]).toEqual([201, [{ id: repeated.json['id'] }]]);
      },
    );
  });

  it('ends an expired session with one event', { timeout: LONG }, async () => {
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox, { expiresAfterMinutes: 5 });
        sandbox.clock.advance(300_000);
        return session;
      },
      ({ server }) => server.tick(),
      async (run, { clientSecret }) => {
        expect((await callClient(run.sandbox, '', clientSecret)).json).toMatchObject({
          status: 'expired',
          intent: { status: 'expired' },
        });
        expect(await eventTypes(run.sandbox)).toEqual(['checkout.session.expired']);
        await expectAllDelivered(run);
      },
    );
  });
});
