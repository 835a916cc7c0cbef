// API keys as they are made and revoked: a secret one is told once and kept as a hash.

import type { Instant } from '../domain/clock.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { Queries, Trx } from './store.ts';
import type { ApiKeysTable } from './tables.ts';
import { hashOf, randomBase62 } from './vault.ts';

export type KeyKind = ApiKeysTable['kind'];

export interface ApiKey {
  readonly id: string;
  readonly kind: KeyKind;
  /** The whole of a publishable key; null for a secret one. */
  readonly publicKey: string | null;
  readonly last4: string;
  readonly revokedAt: string | null;
  readonly createdAt: string;
}

const KEY_LENGTH = 43; // 256 random bits in base 62

/** Makes a key; the answer is the only one that holds a secret key. */
export async function createApiKey(
  trx: Trx,
  { merchantId, livemode, id, kind }: Owner & { readonly id: string; readonly kind: KeyKind },
  now: Instant,
): Promise<{ readonly apiKey: ApiKey; readonly key: string }> {
  const prefix = `${kind === 'secret' ? 'sk' : 'pk'}_${livemode ? 'live' : 'test'}`;
  const key = `${prefix}_${randomBase62(KEY_LENGTH)}`;
  const apiKey = {
    id,
    kind,
    publicKey: kind === 'publishable' ? key : null,
    last4: key.slice(-4),
    revokedAt: null,
    createdAt: now.toISOString(),
  };
  await trx
    .insertInto('api_keys')
    .values({
      id,
      merchant_id: merchantId,
      livemode: toFlag(livemode),
      kind,
      hash: hashOf(key),
      public_key: apiKey.publicKey,
      last4: apiKey.last4,
      revoked_at: null,
      created_at: apiKey.createdAt,
    })
    .execute();
  return { apiKey, key };
}

/** A merchant's keys of one mode, the oldest first. */
export async function listApiKeys(db: Queries, { merchantId, livemode }: Owner): Promise<readonly ApiKey[]> {
  return db
    .selectFrom('api_keys')
    .select([
      'id',
      'kind',
      'public_key as publicKey',
      'last4',
      'revoked_at as revokedAt',
      'created_at as createdAt',
    ])
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .orderBy('id')
    .execute();
}

/** From now on nobody gets in with it. A key that was revoked stays so since then. */
export async function revokeApiKey(trx: Trx, id: string, now: Instant): Promise<void> {
  await trx
    .updateTable('api_keys')
    .set({ revoked_at: now.toISOString() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
