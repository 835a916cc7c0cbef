// The acquirer's vault: cards that buyers agreed to keep, by a random token. What is kept is what a card comes to, never its number.

import { type Fate, type RawCard, savedFateOf } from '../domain/cards.ts';
import type { Clock } from '../domain/clock.ts';
import type { VaultedCardsTable } from '../store/saved-card-tables.ts';
import type { Store, Trx } from '../store/store.ts';
import { hashOf, randomBase62 } from '../store/vault.ts';
import { profileOf, referenceTo } from './cards.ts';

/** What the vault holds of a card. */
export interface VaultedCard {
  /** What it comes to whenever it is charged. */
  readonly fate: Fate;
  /** Stands for the number at the directory; null when the issuer takes no part in 3-D Secure. */
  readonly accountReference: string | null;
}

export interface CardVault {
  /** Keeps the card of a charge and gives it a token; the first one, when asked twice. */
  keep(trx: Trx, chargeId: string, card: VaultedCard): Promise<string>;
  /** The token of a charge's card; null when that is not kept. */
  tokenOf(trx: Trx, chargeId: string): Promise<string | null>;
  /** The card behind a token; null for one that is unknown or was forgotten. */
  find(trx: Trx, token: string): Promise<VaultedCard | null>;
  /** Forgets a card. Done twice it changes nothing. */
  forget(trx: Trx, token: string): Promise<void>;
}

/** 190 random bits, beyond guessing. */
const TOKEN_LENGTH = 32;

/** What the vault is to hold of a card that is being presented: all that is left of its number. */
export function toVaulted({ number }: Pick<RawCard, 'number'>): VaultedCard {
  return {
    fate: savedFateOf(number),
    accountReference: profileOf(number) === null ? null : referenceTo(number),
  };
}

/** The vault of one acquirer. */
export function createCardVault({ vault }: Pick<Store, 'vault'>, clock: Clock): CardVault {
  const tokenOf = async (trx: Trx, chargeId: string) => {
    const row = await trx
      .selectFrom('vaulted_cards')
      .select('token_sealed')
      .where('charge_id', '=', chargeId)
      .executeTakeFirst();
    return row === undefined ? null : vault.open(row.token_sealed, chargeId);
  };
  return {
    tokenOf,
    async keep(trx, chargeId, { fate, accountReference }) {
      const known = await tokenOf(trx, chargeId);
      if (known !== null) return known;
      const token = `vault_${randomBase62(TOKEN_LENGTH)}`;
      const row: VaultedCardsTable = {
        charge_id: chargeId,
        token_hash: hashOf(token),
        token_sealed: vault.seal(token, chargeId),
        fate,
        account_reference: accountReference,
        created_at: clock.now().toISOString(),
      };
      await trx.insertInto('vaulted_cards').values(row).execute();
      return token;
    },
    async find(trx, token) {
      const row = await trx
        .selectFrom('vaulted_cards')
        .select(['fate', 'account_reference'])
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst();
      return row === undefined ? null : { fate: row.fate, accountReference: row.account_reference };
    },
    async forget(trx, token) {
      await trx.deleteFrom('vaulted_cards').where('token_hash', '=', hashOf(token)).execute();
    },
  };
}
