// Merchants and their keys: who is calling, in which mode, and whose pages may embed the checkout.

import { PAYMENT_METHODS, type PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Instant } from '../domain/clock.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { preparedRow } from './prepared.ts';
import type { Queries } from './store.ts';
import type { MerchantsTable } from './tables.ts';
import { hashOf } from './vault.ts';

export interface Principal {
  readonly keyId: string;
  readonly kind: 'publishable' | 'secret';
  readonly merchantId: string;
  readonly livemode: boolean;
}

export interface Merchant {
  readonly id: string;
  readonly displayName: string;
  readonly supportUrl: string | null;
  readonly allowedOrigins: readonly string[];
  /** What is switched on for the merchant. */
  readonly paymentMethods: readonly PaymentMethod[];
}

const keyOfHash = preparedRow(
  (db, hash: string) =>
    db
      .selectFrom('api_keys')
      .select(['id', 'kind', 'merchant_id', 'livemode', 'revoked_at'])
      .where('hash', '=', hash),
  { kept: 'api_keys' },
);
const merchantOfId = preparedRow(
  (db, id: string) => db.selectFrom('merchants').selectAll().where('id', '=', id),
  { kept: 'merchants' },
);

/** Who a key belongs to; null for a key that nobody has or that was revoked. */
export async function findPrincipal(db: Queries, key: string, now: Instant): Promise<Principal | null> {
  const row = await keyOfHash(db, hashOf(key));
  if (row === undefined || (row.revoked_at !== null && row.revoked_at <= now.toISOString())) return null;
  return { keyId: row.id, kind: row.kind, merchantId: row.merchant_id, livemode: row.livemode === 1 };
}

/** Whose session it is; null for an id that nobody has. */
export async function findSessionOwner(db: Queries, sessionId: string): Promise<Owner | null> {
  const row = await db
    .selectFrom('checkout_sessions')
    .select(['merchant_id', 'livemode'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return row === undefined ? null : { merchantId: row.merchant_id, livemode: row.livemode === 1 };
}

/** The key that a merchant's own pages in this mode work with: the newest that is not revoked, or null. */
export async function findPublicKey(db: Queries, owner: Owner, now: Instant): Promise<string | null> {
  const row = await db
    .selectFrom('api_keys')
    .select('public_key')
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .where('public_key', 'is not', null)
    .where((is) => is.or([is('revoked_at', 'is', null), is('revoked_at', '>', now.toISOString())]))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.public_key ?? null;
}

/** The currencies that a merchant is set up for; null for all. */
export async function findEnabledCurrencies(db: Queries, id: string): Promise<readonly string[] | null> {
  const { enabled_currencies: list } = await db
    .selectFrom('merchants')
    .select('enabled_currencies')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const codes: unknown = list === null ? null : JSON.parse(list);
  return Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : null;
}

/** Sets them. */
export async function saveEnabledCurrencies(
  db: Queries,
  id: string,
  codes: readonly string[] | null,
): Promise<void> {
  const list = codes === null ? null : JSON.stringify(codes);
  await db.updateTable('merchants').set({ enabled_currencies: list }).where('id', '=', id).execute();
}

/** @throws when there is no such merchant: every key and session refers to one. */
export async function getMerchant(db: Queries, id: string): Promise<Merchant> {
  const row = await merchantOfId(db, id);
  if (row === undefined) throw new Error(`There is no merchant ${id}.`);
  const merchant = MERCHANTS.get(row) ?? toMerchant(row);
  MERCHANTS.set(row, merchant);
  return merchant;
}

/** What rows stand for: as long as a row is kept in memory, it is read once. */
const MERCHANTS = new WeakMap<MerchantsTable, Merchant>();

function toMerchant(row: MerchantsTable): Merchant {
  const origins: unknown = JSON.parse(row.allowed_origins);
  return {
    id: row.id,
    displayName: row.display_name,
    supportUrl: row.support_url,
    allowedOrigins: Array.isArray(origins) ? origins.filter((origin) => typeof origin === 'string') : [],
    paymentMethods: toMethods(row.payment_methods),
  };
}

/** Switches on what a merchant's sessions may be paid with; null for all there is. */
export async function savePaymentMethods(
  db: Queries,
  id: string,
  methods: readonly PaymentMethod[] | null,
): Promise<void> {
  const list = methods === null ? null : JSON.stringify(methods);
  await db.updateTable('merchants').set({ payment_methods: list }).where('id', '=', id).execute();
}

function toMethods(list: string | null): readonly PaymentMethod[] {
  if (list === null) return PAYMENT_METHODS;
  const names: unknown = JSON.parse(list);
  return PAYMENT_METHODS.filter((method) => Array.isArray(names) && names.includes(method));
}
