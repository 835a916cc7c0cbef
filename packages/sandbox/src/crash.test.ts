// A payment cut off before every single statement that it sends to its database, and what the next process makes of it.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cutOffEverywhere, expectAllDelivered } from './test-crash.ts';
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
    ['answers at once', APPROVED],
    ['takes its time', SLOW_CARD],
  ])(
    'ends whole, is told of once, and is charged once, when the bank %s',
    {
      timeout: 60_000,
    },
    async (_what, number) => {
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
          // The buyer's page, which heard nothing, repeats its attempt: it learns the outcome, or pays now; never both.
          expect((await pay(sandbox, session, number, 'attempt-1')).status).toBe(200);
          expect((await read()).charges).toHaveLength(1);
        },
      );
      expect([...endings].sort()).toEqual(['failed', 'requires_payment_method', 'succeeded']);
    },
  );
});

describe('other work that is cut off', () => {
  it('makes one session of a create and its repetition', { timeout: 60_000 }, async () => {
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

  it('ends an expired session with one event', { timeout: 60_000 }, async () => {
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
