// Customers, what they have paid with, products, prices and uploaded pictures. Conventions as in tables.ts.

import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export interface CustomersTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  type: 'registered' | 'guest';
  external_id: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  /** JSON: six lines, each of which may be null. */
  address: string | null;
  metadata: string;
  created_at: string;
  updated_at: string;
}

export interface ProductsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  name: string;
  description: string | null;
  image: string | null;
  unit_label: string | null;
  active: Flag;
  default_price_id: string | null;
  metadata: string;
  created_at: string;
  updated_at: string;
}

export interface PricesTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  product_id: string;
  currency: string;
  unit_amount: number;
  interval: 'day' | 'week' | 'month' | 'year' | null;
  interval_count: number | null;
  active: Flag;
  metadata: string;
  /** Line items ever made from it: it only grows, so that a price of an old receipt is never lost. */
  usage_count: number;
  created_at: string;
  updated_at: string;
}

export interface UploadsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  /** SHA-256 of what stands in the one-time address, hex. */
  token_hash: string;
  content_type: string;
  /** Base64 of the picture; null until it has come. */
  content: string | null;
  expires_at: string;
  created_at: string;
}

/** Part of migration 012. */
export async function createCatalog(db: Db): Promise<void> {
  await createCustomers(db);
  await createTable(db, 'products', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    name: 'text',
    description: 'text?',
    image: 'text?',
    unit_label: 'text?',
    active: 'integer',
    default_price_id: 'text?',
    metadata: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'products', ['merchant_id', 'livemode', 'id']);
  await createIndex(db, 'products', ['merchant_id', 'livemode', 'active', 'id']);
  await createTable(db, 'prices', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    product_id: 'text -> products',
    currency: 'text',
    unit_amount: 'bigint',
    interval: 'text?',
    interval_count: 'integer?',
    active: 'integer',
    metadata: 'text',
    usage_count: 'integer',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'prices', ['product_id']);
  await createTable(db, 'uploads', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    token_hash: 'text unique',
    content_type: 'text',
    content: 'text?',
    expires_at: 'text',
    created_at: 'text',
  });
}

async function createCustomers(db: Db): Promise<void> {
  await createTable(db, 'customers', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    type: 'text',
    external_id: 'text?',
    name: 'text?',
    email: 'text?',
    phone: 'text?',
    address: 'text?',
    metadata: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'customers', ['merchant_id', 'livemode', 'id']);
  await createIndex(db, 'customers', ['merchant_id', 'livemode', 'external_id', 'id']);
  await createIndex(db, 'customers', ['merchant_id', 'livemode', 'email', 'id']);
  await createTable(db, 'saved_cards', {
    id: 'text key',
    customer_id: 'text -> customers',
    fingerprint: 'text',
    card: 'text',
    created_at: 'text',
    last_used_at: 'text',
  });
  await createIndex(db, 'saved_cards', ['customer_id', 'last_used_at']);
  await createIndex(db, 'saved_cards', ['fingerprint']);
}
