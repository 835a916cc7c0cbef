// Facts about outcomes that are written over a checkout which somebody else has changed since it was read.

import { expect, it } from 'vitest';
import { createAcquirer } from './bank/acquirer.ts';
import { manualClock } from './domain/clock.ts';
import type { Store } from './store/store.ts';
import { aSandbox, call, create, eventTypes, pay } from './test-sandbox.ts';

/** Writes a version in between, as another process might. */
async function writeBetween({ db }: Store): Promise<void> {
  await db
    .updateTable('checkout_sessions')
    .set((row) => ({ version: row('version', '+', 1), metadata: '{"by":"another"}' }))
    .execute();
}

it('reads the checkout again and settles what it finds, losing neither change', async () => {
  const clock = manualClock();
  const sandbox = await aSandbox({
    clock,
    acquirer: (store) => ({
      async authorize(request) {
        await writeBetween(store);
        return createAcquirer(store, clock).authorize(request);
      },
    }),
  });
  const session = await create(sandbox);
  const paid = await pay(sandbox, session);
  expect([paid.status, paid.json['status']]).toEqual([200, 'complete']);
  const { json } = await call(sandbox, `/checkout/sessions/${session.id}`);
  expect(json).toMatchObject({ status: 'complete', paymentStatus: 'paid', metadata: { by: 'another' } });
  expect(await eventTypes(sandbox)).toEqual([
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
  ]);
  expect(sandbox.logs.filter((line) => line.includes('outcome unknown'))).toEqual([]);
  await sandbox.close();
});
