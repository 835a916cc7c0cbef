// A merchant's Idempotency-Keys in test mode: found by what their ids begin with, the scope of a request.

import type { ExpressionBuilder } from 'kysely';
import { APIS } from '../domain/api.ts';
import type { Trx } from './store.ts';
import type { Tables } from './tables.ts';

/** What the ids of a merchant's records begin with, as the server APIs and the browser API make them. */
export function keyScopes(merchantId: string, sessionIds: readonly string[]): readonly string[] {
  return [...APIS.map((api) => `${api} ${merchantId} test `), ...sessionIds.map((id) => `client ${id} `)];
}

/** The records of a merchant's requests in test mode. */
export async function readTestKeys(trx: Trx, merchantId: string): Promise<Tables['idempotency'][]> {
  const rows: Tables['idempotency'][] = [];
  for (const scope of await scopesOf(trx, merchantId)) {
    rows.push(...(await trx.selectFrom('idempotency').selectAll().where(within(scope)).execute()));
  }
  return rows;
}

/** Forgets them. Call it while their sessions are still there. */
export async function deleteTestKeys(trx: Trx, merchantId: string): Promise<void> {
  for (const scope of await scopesOf(trx, merchantId)) {
    await trx.deleteFrom('idempotency').where(within(scope)).execute();
  }
}

async function scopesOf(trx: Trx, merchantId: string): Promise<readonly string[]> {
  const sessions = await trx
    .selectFrom('checkout_sessions')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', 0)
    .orderBy('id')
    .execute();
  return keyScopes(
    merchantId,
    sessions.map(({ id }) => id),
  );
}

/** Ids that begin with a scope, which ends in a space: `!` is what comes right after it. */
function within(scope: string) {
  return (is: ExpressionBuilder<Tables, 'idempotency'>) =>
    is.and([is('id', '>', scope), is('id', '<', `${scope.slice(0, -1)}!`)]);
}
