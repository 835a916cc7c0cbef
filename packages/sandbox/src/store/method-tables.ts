// Migration 017: what else than a card is paid with, and the book of the providers who ask buyers themselves.

import { createIndex, createTable, type Db } from './create-table.ts';

/** A provider's own book: it would stand there, so that nothing refers to our tables. */
export interface ApprovalOrdersTable {
  /** Opaque: who has it sees the page. */
  id: string;
  /** What we name it by. */
  reference: string;
  /** The charge that it is to pay. */
  charge_id: string;
  method: 'wallet' | 'bnpl';
  /** open: the page asks; decided: we are to be told; told: for good. */
  state: 'open' | 'decided' | 'told';
  /** `void`: decided when we did not wait for it any more. */
  result: 'approved' | 'declined' | 'canceled' | 'expired' | 'void' | null;
  merchant_name: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** JSON: InstalmentPlan, of a lender's. */
  plan: string | null;
  /** BCP 47, one of ours. */
  locale: string;
  notification_url: string;
  /** JSON: origins that may stand around the page. */
  ancestors: string;
  /** When the provider has something to do about it by itself. */
  due_at: string | null;
  created_at: string;
}

/** Nonces of payment sheets' tokens: each pays once. */
export interface SpentTokensTable {
  nonce: string;
  charge_id: string;
  created_at: string;
}

/** Migration 017. What is there already was paid by card. */
export async function createMethods(db: Db): Promise<void> {
  const add = (table: string, name: string, value: string) =>
    db.schema
      .alterTable(table)
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(value))
      .execute();
  await add('checkout_sessions', 'payment_method_types', '["card"]');
  await add('payment_links', 'payment_method_types', '["card"]');
  await add('charges', 'method', 'card');
  await add('authentications', 'kind', 'three_ds');
  for (const name of ['plan', 'transfer']) {
    await db.schema.alterTable('charges').addColumn(name, 'text').execute();
  }
  await db.schema.alterTable('merchants').addColumn('payment_methods', 'text').execute();
  await createTable(db, 'approval_orders', {
    id: 'text key',
    reference: 'text unique',
    charge_id: 'text unique',
    method: 'text',
    state: 'text',
    result: 'text?',
    merchant_name: 'text',
    amount: 'bigint',
    currency: 'text',
    plan: 'text?',
    locale: 'text',
    notification_url: 'text',
    ancestors: 'text',
    due_at: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'approval_orders', ['due_at']);
  await createTable(db, 'spent_tokens', { nonce: 'text key', charge_id: 'text', created_at: 'text' });
}
