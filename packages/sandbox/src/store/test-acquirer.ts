// The part of a merchant's test data that stands in the books of the acquirer and of providers, by its charges.

import type { SelectQueryBuilder } from 'kysely';
import type { Trx } from './store.ts';
import type { Tables } from './tables.ts';

/** Ids of the merchant's charges, as a query. */
type Charges = SelectQueryBuilder<Tables, 'charges', { id: string }>;

/** What they hold about these charges. */
export async function readAcquirer(trx: Trx, charges: Charges) {
  return {
    authorizations: await trx
      .selectFrom('authorizations')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
    approval_orders: await trx
      .selectFrom('approval_orders')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
    spent_tokens: await trx
      .selectFrom('spent_tokens')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
    prepared_cards: await trx
      .selectFrom('prepared_cards')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
    vaulted_cards: await trx
      .selectFrom('vaulted_cards')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
  };
}

/** Deletes it. */
export async function deleteAcquirer(trx: Trx, charges: Charges): Promise<void> {
  for (const table of TABLES) await trx.deleteFrom(table).where('charge_id', 'in', charges).execute();
}

const TABLES = [
  'approval_orders',
  'spent_tokens',
  'prepared_cards',
  'vaulted_cards',
  'acquirer_orders',
  'authorizations',
] as const;
