// Migration 025: indexes that hold what is looked for by them and nothing else. Every row in an index is a page to write.

import { sql } from 'kysely';
import type { Db } from './create-table.ts';

/** SQLite takes such an index where the query says the same in its own words (SQLite, "Partial Indexes"). */
export async function narrowIndexes(db: Db): Promise<void> {
  for (const statement of [
    'drop index checkout_sessions_by_merchant_id_livemode_api_created_at_id',
    `create index checkout_sessions_of_maxfi on checkout_sessions
      (merchant_id, livemode, created_at, id) where api = 'maxfi'`,
    'drop index checkout_sessions_by_merchant_id_livemode_api_reference_created_at_id',
    `create index checkout_sessions_of_maxfi_by_reference on checkout_sessions
      (merchant_id, livemode, reference, created_at, id) where api = 'maxfi'`,
    'drop index charges_by_status_look_at',
    `create index charges_unsettled on charges (status, look_at)
      where status = 'pending' or status = 'authorized'`,
    'drop index idempotency_by_charge_id',
    'create index idempotency_by_charge_id on idempotency (charge_id) where charge_id is not null',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
