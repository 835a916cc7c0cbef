// Migration 021: cards that buyers agreed to keep, and the acquirer's book of them. Conventions as in tables.ts.

import { sql } from 'kysely';
import type { Fate } from '../domain/cards.ts';
import { createTable, type Db } from './create-table.ts';

export interface SavedCardsTable {
  id: string;
  customer_id: string;
  fingerprint: string;
  /** JSON as in charges: brand, last4, expiry; never a number. */
  card: string;
  /** By what the acquirer knows the card, sealed (vault.ts); null for one that was only used. */
  token_sealed: string | null;
  /** When the buyer last agreed that it is kept. */
  saved_at: string | null;
  created_at: string;
  last_used_at: string;
}

/** What the acquirer keeps of a card under its token: it would stand at a bank, so nothing here refers to our tables. */
export interface VaultedCardsTable {
  /** The charge that the card came with. */
  charge_id: string;
  /** SHA-256 of the token, hex. */
  token_hash: string;
  /** The token, sealed: asked again about the charge, the acquirer says the same. */
  token_sealed: string;
  /** What the card comes to whenever it is charged. */
  fate: Fate;
  /** Stands for the number at the directory; null when the issuer takes no part in 3-D Secure. */
  account_reference: string | null;
  created_at: string;
}

/** Migration 021. */
export async function createSavedCards(db: Db): Promise<void> {
  const add = (table: string, column: string) =>
    db.schema.alterTable(table).addColumn(column, 'text').execute();
  // JSON: SavedCardTerms; null for sessions that say nothing of it.
  await add('checkout_sessions', 'saved_cards');
  await add('saved_cards', 'token_sealed');
  await add('saved_cards', 'saved_at');
  // What the vault will hold if the charge is approved; null when the card is not to be kept.
  await add('prepared_cards', 'saved_fate');
  await add('prepared_cards', 'account_reference');
  await createTable(db, 'vaulted_cards', {
    charge_id: 'text key',
    token_hash: 'text unique',
    token_sealed: 'text',
    fate: 'text',
    account_reference: 'text?',
    created_at: 'text',
  });
  // A customer has each card once.
  await sql`delete from saved_cards where exists (
    select 1 from saved_cards as later where later.customer_id = saved_cards.customer_id
      and later.fingerprint = saved_cards.fingerprint and later.id > saved_cards.id
  )`.execute(db);
  await db.schema
    .createIndex('saved_cards_by_customer_id_fingerprint')
    .unique()
    .on('saved_cards')
    .columns(['customer_id', 'fingerprint'])
    .execute();
}
