// Merchants and their keys: who is calling, in which mode, and whose pages may embed the checkout.

import type { Instant } from '../domain/clock.ts';
import type { Queries } from './store.ts';
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
}

/** Who a key belongs to; null for a key that nobody has or that was revoked. */
export async function findPrincipal(db: Queries, key: string, now: Instant): Promise<Principal | null> {
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'kind', 'merchant_id', 'livemode', 'revoked_at'])
    .where('hash', '=', hashOf(key))
    .executeTakeFirst();
  if (row === undefined || (row.revoked_at !== null && row.revoked_at <= now.toISOString())) return null;
  return { keyId: row.id, kind: row.kind, merchantId: row.merchant_id, livemode: row.livemode === 1 };
}

/** @throws when there is no such merchant: every key and session refers to one. */
export async function getMerchant(db: Queries, id: string): Promise<Merchant> {
  const row = await db.selectFrom('merchants').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const origins: unknown = JSON.parse(row.allowed_origins);
  return {
    id: row.id,
    displayName: row.display_name,
    supportUrl: row.support_url,
    allowedOrigins: Array.isArray(origins) ? origins.filter((origin) => typeof origin === 'string') : [],
  };
}
