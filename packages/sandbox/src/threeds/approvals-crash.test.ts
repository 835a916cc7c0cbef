// A payment with a provider, and one by transfer, cut off before every single write.

import { describe, expect, it } from 'vitest';
import { cutOffEverywhere, expectAllDelivered, expectHealed, expectMoneyAsSaid } from '../test-crash.ts';
import {
  answer,
  anySession,
  merchantSees,
  press,
  read,
  type Till,
  TRANSFER,
  WALLET,
} from '../test-methods.ts';
import { call, eventTypes } from '../test-sandbox.ts';

/** All that a buyer does, with the key of one attempt: repeated, it goes on from wherever it stands. */
async function payWithWallet(till: Till): Promise<string> {
  const { nextAction } = await press(till, WALLET, 'attempt-1');
  const waits = nextAction === null ? (await read(till)).intent.nextAction : nextAction;
  if (waits?.type === 'approval') await answer(till, waits, 'approve');
  return (await read(till)).intent.status;
}

describe('a payment that is cut off before any of its writes', () => {
  it('with a wallet ends whole, and is charged once', { timeout: 300_000 }, async () => {
    const endings = new Set<unknown>();
    await cutOffEverywhere(
      anySession,
      (sandbox, session) => payWithWallet({ sandbox, session }),
      async (run, session) => {
        const till = { sandbox: run.sandbox, session };
        endings.add((await merchantSees(till))['status']);
        // A provider whose word was lost has said it again by now: what comes of that is sent next, one after the other.
        for (let events = 0; events < 4; events += 1) await run.sandbox.server.tick();
        await expectAllDelivered(run);
        expect(await payWithWallet(till)).toBe('succeeded');
        await expectHealed(run);
        await expectMoneyAsSaid(run);
        expect(await merchantSees(till)).toMatchObject({ charges: [{ status: 'succeeded' }] });
        const told = await eventTypes(run.sandbox);
        expect(told.filter((type) => type === 'charge.succeeded')).toHaveLength(1);
        expect(told.filter((type) => type === 'payment_intent.requires_action')).toHaveLength(1);
        const { store } = run.sandbox;
        const orders = await store.db.selectFrom('approval_orders').select(['state', 'result']).execute();
        expect(orders).toEqual([{ state: 'told', result: 'approved' }]);
      },
    );
    expect([...endings].sort()).toEqual(['requires_action', 'requires_payment_method', 'succeeded']);
  });

  it('by transfer waits for its money, or for nothing', { timeout: 300_000 }, async () => {
    const endings = new Set<unknown>();
    await cutOffEverywhere(
      anySession,
      async (sandbox, session) => {
        await press({ sandbox, session }, TRANSFER, 'attempt-1');
        await call(sandbox, `/sandbox/sessions/${session.id}/transfer`, { body: { outcome: 'received' } });
      },
      async (run, session) => {
        const till = { sandbox: run.sandbox, session };
        const { status } = await merchantSees(till);
        endings.add(status);
        await expectAllDelivered(run);
        await press(till, TRANSFER, 'attempt-1');
        run.sandbox.clock.advance(2 * 86_400_000);
        await run.sandbox.server.tick();
        await expectHealed(run);
        expect(await merchantSees(till)).toMatchObject({ charges: [{ status: 'succeeded' }] });
        const rows = await run.sandbox.store.db.selectFrom('movements').select('id').execute();
        expect(rows).toHaveLength(1);
      },
    );
    expect([...endings].sort()).toEqual(['processing', 'requires_payment_method', 'succeeded']);
  });
});
