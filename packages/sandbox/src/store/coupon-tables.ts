// Coupons, codes, and what they took off. Conventions as in tables.ts.

import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export interface CouponsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  name: string;
  /** Hundredths of a per cent. */
  percent_off: number | null;
  amount_off: number | null;
  currency: string | null;
  duration: 'once' | 'repeating' | 'forever';
  duration_in_months: number | null;
  max_discount_amount: number | null;
  min_value: number | null;
  max_redemptions: number | null;
  customer_max_redemptions: number | null;
  redeem_by: string | null;
  active: Flag;
  /** JSON array; null for all products. */
  product_ids: string | null;
  times_redeemed: number;
  metadata: string;
  created_at: string;
  updated_at: string;
}

export interface PromotionCodesTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  coupon_id: string;
  code: string;
  /** The code in upper case, by which it is found. */
  code_key: string;
  customer_id: string | null;
  first_time_transaction: Flag;
  minimum_amount: number | null;
  max_redemptions: number | null;
  expires_at: string | null;
  active: Flag;
  times_redeemed: number;
  metadata: string;
  created_at: string;
  updated_at: string;
}

export interface DiscountsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  coupon_id: string;
  promotion_code_id: string | null;
  session_id: string;
  payment_intent_id: string;
  customer_id: string | null;
  amount: number;
  currency: string;
  state: 'held' | 'redeemed' | 'released';
  starts_at: string;
  expires_at: string | null;
}

const OWNER = { merchant_id: 'text -> merchants', livemode: 'integer' } as const;

/** Part of migration 012. */
export async function createCoupons(db: Db): Promise<void> {
  await createTable(db, 'coupons', {
    id: 'text key',
    ...OWNER,
    name: 'text',
    percent_off: 'integer?',
    amount_off: 'bigint?',
    currency: 'text?',
    duration: 'text',
    duration_in_months: 'integer?',
    max_discount_amount: 'bigint?',
    min_value: 'bigint?',
    max_redemptions: 'integer?',
    customer_max_redemptions: 'integer?',
    redeem_by: 'text?',
    active: 'integer',
    product_ids: 'text?',
    times_redeemed: 'integer',
    metadata: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'coupons', ['merchant_id', 'livemode', 'id']);
  await createCodes(db);
  await createDiscounts(db);
}

async function createCodes(db: Db): Promise<void> {
  await createTable(db, 'promotion_codes', {
    id: 'text key',
    ...OWNER,
    coupon_id: 'text -> coupons',
    code: 'text',
    code_key: 'text',
    customer_id: 'text?',
    first_time_transaction: 'integer',
    minimum_amount: 'bigint?',
    max_redemptions: 'integer?',
    expires_at: 'text?',
    active: 'integer',
    times_redeemed: 'integer',
    metadata: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'promotion_codes', ['merchant_id', 'livemode', 'code_key']);
  await createIndex(db, 'promotion_codes', ['merchant_id', 'livemode', 'id']);
  await createIndex(db, 'promotion_codes', ['coupon_id', 'id']);
}

async function createDiscounts(db: Db): Promise<void> {
  await createTable(db, 'discounts', {
    id: 'text key',
    ...OWNER,
    coupon_id: 'text -> coupons',
    promotion_code_id: 'text?',
    session_id: 'text -> checkout_sessions',
    payment_intent_id: 'text',
    customer_id: 'text?',
    amount: 'bigint',
    currency: 'text',
    state: 'text',
    starts_at: 'text',
    expires_at: 'text?',
  });
  await createIndex(db, 'discounts', ['merchant_id', 'livemode', 'id']);
  await createIndex(db, 'discounts', ['session_id']);
  await createIndex(db, 'discounts', ['coupon_id', 'customer_id']);
}
