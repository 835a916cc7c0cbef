// Payment links, and what they sell. Conventions as in tables.ts.

import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export interface PaymentLinksTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  currency: string;
  amount: number;
  active: Flag;
  after_completion: string;
  /** JSON array of fields. */
  custom_fields: string;
  allow_promotion_codes: Flag;
  /** JSON: of PAYMENT_METHODS. */
  payment_method_types: string;
  expires_at: string | null;
  metadata: string;
  created_at: string;
  updated_at: string;
}

export interface PaymentLinkItemsTable {
  id: string;
  link_id: string;
  position: number;
  price_id: string | null;
  product_id: string | null;
  currency: string;
  name: string;
  description: string | null;
  image_url: string | null;
  unit_label: string | null;
  unit_amount: number;
  quantity: number;
  minimum: number | null;
  maximum: number | null;
}

/** Migration 018: whether buyers may enter promotion codes. None could before. */
export async function allowPromotionCodes(db: Db): Promise<void> {
  for (const table of ['checkout_sessions', 'payment_links']) {
    await db.schema
      .alterTable(table)
      .addColumn('allow_promotion_codes', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  }
}

const OWNER = { merchant_id: 'text -> merchants', livemode: 'integer' } as const;

/** Part of migration 012. */
export async function createPaymentLinks(db: Db): Promise<void> {
  await createTable(db, 'payment_links', {
    id: 'text key',
    ...OWNER,
    currency: 'text',
    amount: 'bigint',
    active: 'integer',
    after_completion: 'text',
    custom_fields: 'text',
    expires_at: 'text?',
    metadata: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'payment_links', ['merchant_id', 'livemode', 'id']);
  await createIndex(db, 'payment_links', ['merchant_id', 'livemode', 'amount', 'id']);
  await createIndex(db, 'payment_links', ['merchant_id', 'livemode', 'created_at', 'id']);
  await createTable(db, 'payment_link_items', {
    id: 'text key',
    link_id: 'text -> payment_links',
    position: 'integer',
    price_id: 'text?',
    product_id: 'text?',
    currency: 'text',
    name: 'text',
    description: 'text?',
    image_url: 'text?',
    unit_label: 'text?',
    unit_amount: 'bigint',
    quantity: 'bigint',
    minimum: 'bigint?',
    maximum: 'bigint?',
  });
  await createIndex(db, 'payment_link_items', ['link_id']);
}
