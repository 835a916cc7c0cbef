// Migration 012: customers, products, coupons and links; and what sessions keep of them.

import { sql } from 'kysely';
import { createCatalog } from './catalog-tables.ts';
import { createCoupons } from './coupon-tables.ts';
import { createIndex, type Db } from './create-table.ts';
import { createPaymentLinks } from './link-tables.ts';
import { createSearchWords } from './search-tables.ts';

/** Migration 012. */
export async function createSales(db: Db): Promise<void> {
  await createCatalog(db);
  await createSearchWords(db);
  await createCoupons(db);
  await createPaymentLinks(db);
  await extendSessions(db);
}

/** Sessions of before are numbered by when they were made. */
async function extendSessions(db: Db): Promise<void> {
  const add = (name: string, type: 'text' | 'bigint', value: string | number) =>
    db.schema
      .alterTable('checkout_sessions')
      .addColumn(name, type, (column) => column.notNull().defaultTo(value))
      .execute();
  await add('customer_creation', 'text', 'if_required');
  await add('discounts', 'text', '[]');
  await add('custom_fields', 'text', '[]');
  await add('sequence', 'bigint', 0);
  for (const name of ['customer_id', 'payment_link_id']) {
    await db.schema.alterTable('checkout_sessions').addColumn(name, 'text').execute();
  }
  await sql`update checkout_sessions set sequence = (
    select count(*) from checkout_sessions as earlier
    where earlier.created_at < checkout_sessions.created_at
      or (earlier.created_at = checkout_sessions.created_at and earlier.id <= checkout_sessions.id)
  )`.execute(db);
  await createIndex(db, 'checkout_sessions', ['merchant_id', 'livemode', 'sequence']);
  await createIndex(db, 'checkout_sessions', ['merchant_id', 'livemode', 'api', 'sequence', 'id']);
  await createIndex(db, 'checkout_sessions', ['merchant_id', 'livemode', 'api', 'status', 'sequence', 'id']);
  await createIndex(db, 'checkout_sessions', ['customer_id']);
  await createIndex(db, 'checkout_sessions', ['payment_link_id', 'sequence']);
  for (const name of ['price_id', 'product_id'])
    await db.schema.alterTable('line_items').addColumn(name, 'text').execute();
  for (const name of ['minimum', 'maximum'])
    await db.schema.alterTable('line_items').addColumn(name, 'bigint').execute();
}
