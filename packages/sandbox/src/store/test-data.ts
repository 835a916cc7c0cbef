// All test data of one merchant, table by table: read, deleted and written as rows. Keys and endpoints are no test data.

import type { Trx } from './store.ts';
import type { Tables } from './tables.ts';
import { deleteAcquirer, readAcquirer } from './test-acquirer.ts';
import { deleteTestKeys, readTestKeys } from './test-keys.ts';
import { deleteMoney, readMoney } from './test-money.ts';
import { deleteDiscounts, deleteSales, readSales } from './test-sales.ts';

/** Parents before what refers to them. */
export const TEST_TABLES = [
  'customers',
  'saved_cards',
  'products',
  'prices',
  'coupons',
  'promotion_codes',
  'payment_links',
  'payment_link_items',
  'checkout_sessions',
  'line_items',
  'payment_intents',
  'discounts',
  'charges',
  'refunds',
  'movements',
  'ledger_entries',
  'authentications',
  'authorizations',
  'acquirer_orders',
  'approval_orders',
  'spent_tokens',
  'prepared_cards',
  'vaulted_cards',
  'bank_transactions',
  'bank_switches',
  'idempotency',
  'events',
  'deliveries',
  'delivery_attempts',
] as const satisfies readonly (keyof Tables)[];

export type TestTable = (typeof TEST_TABLES)[number];

export type TestRows = { readonly [Name in TestTable]: Tables[Name][] };

/** The rows of a merchant's test data. Read it in a transaction: its tables are to be of one moment. */
export async function readTestRows(trx: Trx, merchantId: string): Promise<TestRows> {
  return {
    ...(await readSales(trx, merchantId)),
    ...(await readPayments(trx, merchantId)),
    ...(await readMoney(trx, merchantId)),
    ...(await readBanks(trx, merchantId)),
    ...(await readWebhooks(trx, merchantId)),
    idempotency: await readTestKeys(trx, merchantId),
  };
}

async function readPayments(trx: Trx, merchantId: string) {
  const { sessions, intents, charges } = idsOf(trx, merchantId);
  return {
    checkout_sessions: await trx
      .selectFrom('checkout_sessions')
      .selectAll()
      .where('id', 'in', sessions)
      .orderBy('sequence')
      .execute(),
    line_items: await trx.selectFrom('line_items').selectAll().where('session_id', 'in', sessions).execute(),
    payment_intents: await trx.selectFrom('payment_intents').selectAll().where('id', 'in', intents).execute(),
    charges: await trx.selectFrom('charges').selectAll().where('id', 'in', charges).execute(),
  };
}

async function readBanks(trx: Trx, merchantId: string) {
  const { sessions, charges, transactions } = idsOf(trx, merchantId);
  return {
    authentications: await trx
      .selectFrom('authentications')
      .selectAll()
      .where('session_id', 'in', sessions)
      .execute(),
    ...(await readAcquirer(trx, charges)),
    bank_transactions: await trx
      .selectFrom('bank_transactions')
      .selectAll()
      .where('server_trans_id', 'in', transactions)
      .execute(),
    bank_switches: await trx
      .selectFrom('bank_switches')
      .selectAll()
      .where('session_id', 'in', sessions)
      .execute(),
  };
}

async function readWebhooks(trx: Trx, merchantId: string) {
  const { events, deliveries } = idsOf(trx, merchantId);
  return {
    events: await trx
      .selectFrom('events')
      .selectAll()
      .where('id', 'in', events)
      .orderBy('sequence')
      .execute(),
    deliveries: await trx.selectFrom('deliveries').selectAll().where('event_id', 'in', events).execute(),
    delivery_attempts: await trx
      .selectFrom('delivery_attempts')
      .selectAll()
      .where('delivery_id', 'in', deliveries)
      .execute(),
  };
}

/** Deletes a merchant's test data. */
export async function deleteTestRows(trx: Trx, merchantId: string): Promise<void> {
  const { sessions, charges, transactions, events, deliveries } = idsOf(trx, merchantId);
  await deleteTestKeys(trx, merchantId);
  await trx.deleteFrom('delivery_attempts').where('delivery_id', 'in', deliveries).execute();
  await trx.deleteFrom('deliveries').where('event_id', 'in', events).execute();
  await trx.deleteFrom('events').where('id', 'in', events).execute();
  await trx.deleteFrom('bank_transactions').where('server_trans_id', 'in', transactions).execute();
  await trx.deleteFrom('bank_switches').where('session_id', 'in', sessions).execute();
  await deleteAcquirer(trx, charges);
  await trx.deleteFrom('authentications').where('session_id', 'in', sessions).execute();
  await deleteMoney(trx, merchantId);
  await deleteDiscounts(trx, merchantId);
  for (const table of ['charges', 'payment_intents'] as const) {
    await trx.deleteFrom(table).where('merchant_id', '=', merchantId).where('livemode', '=', 0).execute();
  }
  await trx.deleteFrom('line_items').where('session_id', 'in', sessions).execute();
  await trx.deleteFrom('checkout_sessions').where('id', 'in', sessions).execute();
  await deleteSales(trx, merchantId);
  // Blocks of lists that nothing is in any more: the next ones begin elsewhere.
  await trx.deleteFrom('list_counts').where('rows', '=', 0).execute();
}

/** Rows of one insert: SQLite takes 32,766 values, and no table has as many as 50 columns. */
const CHUNK = 500;

/** Writes rows of one table. */
export async function insertRows<Name extends TestTable>(
  trx: Trx,
  table: Name,
  rows: readonly Tables[Name][],
): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    // A row of a table is what may be inserted into it: no column has a type of its own for that.
    const values = rows.slice(at, at + CHUNK) as never;
    await trx.insertInto(table).values(values).execute();
  }
}

function idsOf(trx: Trx, merchantId: string) {
  const sessions = trx
    .selectFrom('checkout_sessions')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', 0);
  const events = trx
    .selectFrom('events')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', 0);
  return {
    sessions,
    events,
    intents: trx
      .selectFrom('payment_intents')
      .select('id')
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', 0),
    charges: trx
      .selectFrom('charges')
      .select('id')
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', 0),
    transactions: trx
      .selectFrom('authentications')
      .select('server_transaction_id')
      .where('session_id', 'in', sessions),
    deliveries: trx.selectFrom('deliveries').select('id').where('event_id', 'in', events),
  };
}
