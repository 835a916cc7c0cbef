// The tables of what moves after a payment: refunds, the merchant's balance with its ledger, and the acquirer's orders.

import { sql } from 'kysely';
import type { Account, MovementType } from '../domain/ledger.ts';
import type { RefundFailure, RefundReason, RefundStatus } from '../domain/refund.ts';
import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export interface RefundsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  session_id: string;
  payment_intent_id: string;
  charge_id: string;
  status: RefundStatus;
  amount: number;
  currency: string;
  reason: RefundReason | null;
  description: string | null;
  metadata: string;
  failure_reason: RefundFailure | null;
  /** When to ask the acquirer for the outcome, while pending. */
  look_at: string | null;
  created_at: string;
  updated_at: string;
}

/** Changes of a merchant's balance: `gross - fee = net`. */
export interface MovementsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  type: MovementType;
  source_id: string;
  payment_intent_id: string;
  gross: number;
  fee: number;
  net: number;
  currency: string;
  available_at: string;
  /** 1, 2, 3, …: the order in which pages list them. */
  sequence: number;
  created_at: string;
}

/** Those of one movement sum to zero. */
export interface LedgerEntriesTable {
  id: string;
  movement_id: string;
  account: Account;
  amount: number;
  reverses_entry_id: string | null;
  created_at: string;
}

/** What the acquirer was told to do with an authorisation. Its own book, as `authorizations`: nothing here joins it. */
export interface AcquirerOrdersTable {
  /** Of the refund; of the charge where it is captured or released, which happens once. */
  id: string;
  charge_id: string;
  type: 'capture' | 'release' | 'refund';
  amount: number;
  /** When an outcome that takes time is known. */
  settles_at: string | null;
  created_at: string;
}

/** A merchant's sessions of one API. */
const OF_API = ['merchant_id', 'livemode', 'api'] as const;

const OWNER = { merchant_id: 'text -> merchants', livemode: 'integer' } as const;

/** Migration 011. Charges of before get the movements that they would have had. */
export async function createMoney(db: Db): Promise<void> {
  await addColumns(db);
  await createTable(db, 'refunds', {
    id: 'text key',
    ...OWNER,
    session_id: 'text -> checkout_sessions',
    payment_intent_id: 'text -> payment_intents',
    charge_id: 'text -> charges',
    status: 'text',
    amount: 'bigint',
    currency: 'text',
    reason: 'text?',
    description: 'text?',
    metadata: 'text',
    failure_reason: 'text?',
    look_at: 'text?',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'refunds', ['charge_id']);
  await createIndex(db, 'refunds', ['status', 'look_at']);
  await createIndex(db, 'refunds', ['merchant_id', 'livemode', 'id']);
  await createLedger(db);
  await createOrders(db);
  await bookOldCharges(db);
}

async function createLedger(db: Db): Promise<void> {
  await createTable(db, 'movements', {
    id: 'text key',
    ...OWNER,
    type: 'text',
    source_id: 'text',
    payment_intent_id: 'text -> payment_intents',
    gross: 'bigint',
    fee: 'bigint',
    net: 'bigint',
    currency: 'text',
    available_at: 'text',
    sequence: 'bigint unique',
    created_at: 'text',
  });
  await createIndex(db, 'movements', ['merchant_id', 'livemode', 'sequence']);
  await createIndex(db, 'movements', ['merchant_id', 'livemode', 'currency', 'available_at', 'net']);
  await createIndex(db, 'movements', ['source_id']);
  await createTable(db, 'ledger_entries', {
    id: 'text key',
    movement_id: 'text -> movements',
    account: 'text',
    amount: 'bigint',
    reverses_entry_id: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'ledger_entries', ['movement_id']);
}

async function createOrders(db: Db): Promise<void> {
  await createTable(db, 'acquirer_orders', {
    id: 'text key',
    charge_id: 'text',
    type: 'text',
    amount: 'bigint',
    settles_at: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'acquirer_orders', ['charge_id']);
}

async function addColumns(db: Db): Promise<void> {
  const add = (table: string, name: string, type: 'text' | 'bigint', value: string | number) =>
    db.schema
      .alterTable(table)
      .addColumn(name, type, (column) => column.notNull().defaultTo(value))
      .execute();
  await add('checkout_sessions', 'api', 'text', 'xpay');
  await add('checkout_sessions', 'capture_method', 'text', 'automatic');
  await add('checkout_sessions', 'extras', 'text', '{}');
  for (const name of ['reference', 'webhook_url']) {
    await db.schema.alterTable('checkout_sessions').addColumn(name, 'text').execute();
  }
  await db.schema.alterTable('checkout_sessions').addColumn('auto_return_ms', 'integer').execute();
  await createIndex(db, 'checkout_sessions', [...OF_API, 'created_at', 'id']);
  await createIndex(db, 'checkout_sessions', [...OF_API, 'reference', 'created_at', 'id']);
  await createIndex(db, 'payment_intents', ['merchant_id', 'livemode', 'status', 'created_at', 'session_id']);
  await add('payment_intents', 'amount_capturable', 'bigint', 0);
  await add('payment_intents', 'amount_refunded', 'bigint', 0);
  await db.schema.alterTable('payment_intents').addColumn('cancellation_reason', 'text').execute();
  await add('charges', 'amount_refunded', 'bigint', 0);
}

/** A fee of 2.9 % and 30, and available after two days, as from now on. */
async function bookOldCharges(db: Db): Promise<void> {
  await sql`insert into movements (id, merchant_id, livemode, type, source_id, payment_intent_id,
      gross, fee, net, currency, available_at, sequence, created_at)
    select 'txn_' || id, merchant_id, livemode, 'charge', id, payment_intent_id, amount_captured,
      min(amount_captured, (amount_captured * 290 + 5000) / 10000 + 30),
      amount_captured - min(amount_captured, (amount_captured * 290 + 5000) / 10000 + 30),
      currency, strftime('%Y-%m-%dT%H:%M:%fZ', captured_at, '+2 days'),
      row_number() over (order by captured_at, id), captured_at
    from charges where status = 'succeeded' and captured_at is not null`.execute(db);
  const entries = [
    ['customer_funds', sql`-gross`],
    ['merchant_balance', sql`net`],
    ['platform_fees', sql`fee`],
  ] as const;
  for (const [account, amount] of entries) {
    await sql`insert into ledger_entries (id, movement_id, account, amount, reverses_entry_id, created_at)
      select 'le_' || id || ${`_${account}`}, id, ${account}, ${amount}, null, created_at from movements`.execute(
      db,
    );
  }
}
