// OAuth clients and the tokens that they were given; both as hashes only. Conventions as in tables.ts.

import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export interface OAuthClientsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  name: string | null;
  /** SHA-256 of the whole secret, hex. */
  secret_hash: string;
  last4: string;
  revoked_at: string | null;
  created_at: string;
}

export interface AccessTokensTable {
  /** SHA-256 of the token, hex. */
  hash: string;
  client_id: string;
  expires_at: string;
  created_at: string;
}

/** Migration 013. */
export async function createOAuth(db: Db): Promise<void> {
  await createTable(db, 'oauth_clients', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    name: 'text?',
    secret_hash: 'text',
    last4: 'text',
    revoked_at: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'oauth_clients', ['merchant_id', 'livemode']);
  await createTable(db, 'access_tokens', {
    hash: 'text key',
    client_id: 'text -> oauth_clients',
    expires_at: 'text',
    created_at: 'text',
  });
  await createIndex(db, 'access_tokens', ['expires_at']);
}
