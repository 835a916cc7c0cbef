// OAuth clients and their access tokens: issued, found by what a request brings, revoked. Secrets and tokens as hashes only.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Instant, later } from '../domain/clock.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { OAuthClientsTable } from './oauth-tables.ts';
import type { Queries, Trx } from './store.ts';
import { hashOf, randomBase62 } from './vault.ts';

export interface OAuthClient extends Owner {
  readonly id: string;
  readonly name: string | null;
  /** The end of the secret, by which its holder knows it. */
  readonly last4: string;
  readonly revokedAt: string | null;
  readonly createdAt: string;
}

/** How long a token lives: the payment-request API documents 3600 seconds. */
export const TOKEN_LIFETIME_S = 3600;

const SECRET_LENGTH = 43; // 256 random bits in base 62
const TOKEN_BYTES = 32;

export interface NewClient extends Owner {
  readonly id: string;
  readonly name: string | null;
  /** A random one unless told. */
  readonly secret?: string;
}

/** Makes a client; its secret is told here and never again. */
export async function createClient(
  trx: Trx,
  { id, merchantId, livemode, name, secret = newSecret(livemode) }: NewClient,
  now: Instant,
): Promise<{ readonly client: OAuthClient; readonly secret: string }> {
  const row: OAuthClientsTable = {
    id,
    merchant_id: merchantId,
    livemode: toFlag(livemode),
    name,
    secret_hash: hashOf(secret),
    last4: secret.slice(-4),
    revoked_at: null,
    created_at: now.toISOString(),
  };
  await trx.insertInto('oauth_clients').values(row).execute();
  return { client: toClient(row), secret };
}

/** The clients of a merchant in one mode, newest first; the revoked ones too. */
export async function listClients(db: Queries, owner: Owner): Promise<readonly OAuthClient[]> {
  const rows = await db
    .selectFrom('oauth_clients')
    .selectAll()
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toClient);
}

/** Ends a client and all its tokens at once; null when it is not the owner's. Revoked twice, it changes nothing. */
export async function revokeClient(
  trx: Trx,
  owner: Owner,
  id: string,
  now: Instant,
): Promise<OAuthClient | null> {
  const row = await trx.selectFrom('oauth_clients').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.merchant_id !== owner.merchantId || row.livemode !== toFlag(owner.livemode)) {
    return null;
  }
  if (row.revoked_at !== null) return toClient(row);
  const revoked = { ...row, revoked_at: now.toISOString() };
  await trx.updateTable('oauth_clients').set(revoked).where('id', '=', id).execute();
  await trx.deleteFrom('access_tokens').where('client_id', '=', id).execute();
  return toClient(revoked);
}

/** The client with this id and secret; null for an unknown, wrong or revoked one, in the same time. */
export async function findClient(db: Queries, id: string, secret: string): Promise<OAuthClient | null> {
  const row = await db.selectFrom('oauth_clients').selectAll().where('id', '=', id).executeTakeFirst();
  const isRight = isSameHash(row?.secret_hash ?? hashOf(''), hashOf(secret));
  return row !== undefined && isRight && row.revoked_at === null ? toClient(row) : null;
}

/** A new access token of a client: 64 hexadecimal digits. */
export async function issueToken(trx: Trx, clientId: string, now: Instant): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  await trx
    .insertInto('access_tokens')
    .values({
      hash: hashOf(token),
      client_id: clientId,
      expires_at: later(now, TOKEN_LIFETIME_S * 1000),
      created_at: now.toISOString(),
    })
    .execute();
  return token;
}

/** Whose token it is: valid for exactly its lifetime. */
export async function findToken(
  db: Queries,
  token: string,
  now: Instant,
): Promise<OAuthClient | 'expired' | null> {
  const row = await db
    .selectFrom('access_tokens')
    .innerJoin('oauth_clients', 'oauth_clients.id', 'access_tokens.client_id')
    .selectAll('oauth_clients')
    .select('access_tokens.expires_at')
    .where('access_tokens.hash', '=', hashOf(token))
    .executeTakeFirst();
  if (row === undefined || row.revoked_at !== null) return null;
  // One that ends later than one of now would is of a clock that has been set back since.
  const latest = later(now, TOKEN_LIFETIME_S * 1000);
  return row.expires_at > now.toISOString() && row.expires_at <= latest ? toClient(row) : 'expired';
}

/** How long an ended token is still known as one that has ended. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Forgets tokens that ended a day ago. */
export async function forgetExpiredTokens(db: Queries, now: Instant): Promise<void> {
  const until = later(now, -REMEMBERED_MS);
  await db.deleteFrom('access_tokens').where('expires_at', '<=', until).execute();
}

function newSecret(livemode: boolean): string {
  return `oauth_${livemode ? 'live' : 'test'}_${randomBase62(SECRET_LENGTH)}`;
}

function isSameHash(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));
}

function toClient(row: OAuthClientsTable): OAuthClient {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    name: row.name,
    last4: row.last4,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  };
}
