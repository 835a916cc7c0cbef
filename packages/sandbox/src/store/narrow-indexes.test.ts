// Facts about indexes that hold a part of a table: what looks for that part is found by them, not by reading everything.

import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { nextDue } from './due.ts';
import { findLapsedHolds, findPendingCharges } from './due-payments.ts';
import { completeClaim } from './idempotency.ts';
import { findSessionOfPayment, listPayments } from './maxfi-payments.ts';
import { openStore, type Store } from './store.ts';

const now = manualClock().now();
const owner = { merchantId: 'merch_1', livemode: false };
const answer = { status: 200, body: '{}' } as const;
const all = { statuses: null, reference: null, from: null, to: null };

it.each<readonly [string, string, (store: Store) => Promise<unknown>]>([
  ['charges that are due', 'charges_unsettled', ({ db }) => findPendingCharges(db, now.toISOString())],
  ['charges that nobody knows the outcome of', 'charges_unsettled', ({ db }) => findPendingCharges(db, null)],
  ['holds that are over', 'charges_unsettled', ({ db }) => findLapsedHolds(db, now.toISOString())],
  ['the next charge to be due', 'charges_unsettled', ({ db }) => nextDue(db, now, now)],
  [
    'the key that waits for a charge',
    'idempotency_by_charge_id',
    ({ transaction, vault }) => transaction((trx) => completeClaim(trx, vault, 'ch_1', answer)),
  ],
  [
    'pages of MaxFi’s payments',
    'checkout_sessions_of_maxfi',
    ({ db }) => listPayments(db, owner, all, { cursor: null, limit: 10 }),
  ],
  [
    'MaxFi’s payment of an order number',
    'checkout_sessions_of_maxfi_by_reference',
    ({ db }) => findSessionOfPayment(db, owner, 'order-1'),
  ],
])('%s are found by %s', async (_what, index, find) => {
  const asked: string[] = [];
  const store = await openStore(':memory:', { onStatement: (text) => asked.push(text) });
  asked.length = 0;
  await find(store);
  const selects = asked.filter((text) => text.startsWith('select'));
  const plans = await Promise.all(
    selects.map((text) =>
      sql.raw<{ detail: string }>(`explain query plan ${text.replaceAll('?', "''")}`).execute(store.db),
    ),
  );
  const steps = plans.flatMap(({ rows }) => rows.map(({ detail }) => detail));
  expect(steps.filter((step) => step.split(' ').includes(index))).toHaveLength(1);
  expect(steps.filter((step) => /^SCAN/.test(step))).toEqual([]);
  await store.close();
});
