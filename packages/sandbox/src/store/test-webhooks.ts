// Where events that are put back go on: after which number, and to which endpoints.

import type { Queries, Trx } from './store.ts';

/** The highest number of an event so far. */
export async function lastSequence(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('events')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** The merchant's endpoints in test mode, oldest first, and last those of single payments. */
export async function findTestEndpoints(db: Queries, merchantId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', 0)
    .orderBy('is_private')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
