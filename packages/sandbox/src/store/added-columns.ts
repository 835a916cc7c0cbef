// Columns that tables got later, where nothing else of a migration came with them.

import type { Db } from './create-table.ts';

/** Migration 009. A hosted page needs a key that is no secret, and a page that embeds the form may say where it is come back to. */
export async function addHostedPages(db: Db): Promise<void> {
  await db.schema.alterTable('api_keys').addColumn('public_key', 'text').execute();
  await db.schema.alterTable('checkout_sessions').addColumn('page_return_url', 'text').execute();
}

/** Migration 023. Who placed an order that costs nothing. */
export async function addFreeOrders(db: Db): Promise<void> {
  await db.schema.alterTable('checkout_sessions').addColumn('placed_by', 'text').execute();
}

/** Migration 019. Whom a buyer can be called as, and where an order is sent. What is asked for is in `collect`, who pays in `billing`. */
export async function addContact(db: Db): Promise<void> {
  await db.schema.alterTable('checkout_sessions').addColumn('customer_phone', 'text').execute();
  await db.schema.alterTable('charges').addColumn('shipping', 'text').execute();
}
