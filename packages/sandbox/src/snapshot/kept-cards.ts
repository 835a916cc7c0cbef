// Cards that customers keep, in an export: their tokens are sealed by one sandbox, and have to be sealed anew by another.

import type { TestRows } from '../store/test-data.ts';
import { hashOf, type Vault } from '../store/vault.ts';
import type { Snapshot } from './snapshot.ts';

/** The rows with their tokens in clear, as other secrets of test mode. */
export function openedCards(rows: TestRows, vault: Vault) {
  return {
    saved_cards: rows.saved_cards.map(({ token_sealed: sealed, ...row }) => ({
      ...row,
      token: sealed === null ? null : vault.open(sealed, row.id),
    })),
    vaulted_cards: rows.vaulted_cards.map(({ token_hash: _hash, token_sealed: sealed, ...row }) => ({
      ...row,
      token: vault.open(sealed, row.charge_id),
    })),
  };
}

/** The rows as this sandbox keeps them. */
export function sealedCards(tables: Snapshot['tables'], vault: Vault) {
  return {
    saved_cards: tables.saved_cards.map(({ token, ...row }) => ({
      ...row,
      token_sealed: token === null ? null : vault.seal(token, row.id),
    })),
    vaulted_cards: tables.vaulted_cards.map(({ token, ...row }) => ({
      ...row,
      token_hash: hashOf(token),
      token_sealed: vault.seal(token, row.charge_id),
    })),
  };
}
