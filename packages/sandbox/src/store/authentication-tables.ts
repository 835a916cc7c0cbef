// The tables of verifications: how far each has come, and what an acquirer keeps for a card that is being verified.
// Conventions as in tables.ts.

import type { MethodCompletion } from '@xpay/protocol/next-action';
import type { AuthenticationKind, AuthenticationState } from '../domain/authentication.ts';
import type { TransStatus } from '../domain/bank-policy.ts';
import type { Fate } from '../domain/cards.ts';
import { createIndex, createTable, type Db } from './create-table.ts';

export interface AuthenticationsTable {
  id: string;
  session_id: string;
  charge_id: string;
  kind: AuthenticationKind;
  state: AuthenticationState;
  server_transaction_id: string;
  acs_transaction_id: string | null;
  ds_transaction_id: string | null;
  /** The directory's token for the card, not its number. */
  account_reference: string;
  method_url: string | null;
  method_noted_at: string | null;
  method_completion: MethodCompletion | null;
  /** JSON: BuyerBrowser. */
  browser: string;
  answer: TransStatus | null;
  result: TransStatus | null;
  /** JSON: Proof. */
  proof: string | null;
  acs_url: string | null;
  redirected_at: string | null;
  challenge_noted_at: string | null;
  cardholder_info: string | null;
  due_at: string | null;
  expires_at: string;
  created_at: string;
  updated_at: string;
}

/** The acquirer's vault, of which the sandbox keeps only what a card would come to: never the card. */
export interface PreparedCardsTable {
  charge_id: string;
  fate: Fate;
  /** What the vault is to hold if the charge is approved; null when the card is not to be kept. */
  saved_fate: Fate | null;
  account_reference: string | null;
  created_at: string;
}

/** Migration 007. */
export async function createAuthentications(db: Db): Promise<void> {
  await db.schema.alterTable('checkout_sessions').addColumn('return_url', 'text').execute();
  await db.schema.alterTable('authorizations').addColumn('eci', 'text').execute();
  await createTable(db, 'prepared_cards', { charge_id: 'text key', fate: 'text', created_at: 'text' });
  await createTable(db, 'authentications', {
    id: 'text key',
    session_id: 'text -> checkout_sessions',
    charge_id: 'text -> charges',
    state: 'text',
    server_transaction_id: 'text unique',
    acs_transaction_id: 'text?',
    ds_transaction_id: 'text?',
    account_reference: 'text',
    method_url: 'text?',
    method_noted_at: 'text?',
    method_completion: 'text?',
    browser: 'text',
    answer: 'text?',
    result: 'text?',
    proof: 'text?',
    acs_url: 'text?',
    redirected_at: 'text?',
    challenge_noted_at: 'text?',
    cardholder_info: 'text?',
    due_at: 'text?',
    expires_at: 'text',
    created_at: 'text',
    updated_at: 'text',
  });
  await createIndex(db, 'authentications', ['charge_id']);
  await createIndex(db, 'authentications', ['due_at']);
}
