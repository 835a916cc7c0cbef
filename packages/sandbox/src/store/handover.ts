// Moves a payment intent from one session to another.

import type { Intent } from '../domain/intent.ts';
import type { Session } from '../domain/session.ts';
import { intentRow } from './checkout-rows.ts';
import type { Trx } from './store.ts';

/** Gives a session that is about to lose its intent another one. Before the session itself is written. */
export async function insertIntent(trx: Trx, intent: Intent, session: Session): Promise<void> {
  await trx.insertInto('payment_intents').values(intentRow(intent, session)).execute();
}

/** Puts an intent, with its charges, into the session that has taken it over. */
export async function moveIntent(trx: Trx, intentId: string, sessionId: string): Promise<void> {
  await trx
    .updateTable('payment_intents')
    .set({ session_id: sessionId })
    .where('id', '=', intentId)
    .execute();
}
