// Payments that time or a bank has something to say about: found by the sweeps, which then look at each by itself.

import { sql } from 'kysely';
import { INTENT_EDGES } from '../domain/intent.ts';
import type { Queries } from './store.ts';

/** Open sessions whose time is over and which may end; a payment in flight goes first. */
export async function findDueSessions(db: Queries, now: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .innerJoin('payment_intents', 'payment_intents.id', 'checkout_sessions.payment_intent_id')
    .select('checkout_sessions.id')
    .where('checkout_sessions.status', '=', 'open')
    .where('checkout_sessions.expires_at', '<=', now)
    .where('payment_intents.status', 'in', INTENT_EDGES.expire.from)
    .where('payment_intents.status', '!=', 'requires_action')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Pending charges whose outcome is to be asked for: those due by `now`, or all of them when it is null. What waits for
 * its buyer is not among them: nobody has been asked for money.
 */
export async function findPendingCharges(
  db: Queries,
  now: string | null,
): Promise<readonly { readonly chargeId: string; readonly sessionId: string }[]> {
  let query = db
    .selectFrom('charges')
    .innerJoin('payment_intents', 'payment_intents.id', 'charges.payment_intent_id')
    .select(['charges.id', 'payment_intents.session_id'])
    .where('charges.status', '=', sql.lit('pending' as const))
    .where('payment_intents.status', '=', 'processing');
  if (now !== null) query = query.where('charges.look_at', '<=', now);
  return (await query.execute()).map((row) => ({ chargeId: row.id, sessionId: row.session_id }));
}

/** Sessions with money that a bank has held for long enough by `now`. */
export async function findLapsedHolds(db: Queries, now: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('charges')
    .innerJoin('payment_intents', 'payment_intents.id', 'charges.payment_intent_id')
    .select('payment_intents.session_id')
    .where('charges.status', '=', sql.lit('authorized' as const))
    .where('charges.look_at', '<=', now)
    .execute();
  return rows.map((row) => row.session_id);
}
