// The acquirer's memory of cards that are charged later, when their buyers have been verified: what each would come to.

import { type Clock, later } from '../domain/clock.ts';
import type { Store, Trx } from '../store/store.ts';
import type { Decided } from './presented.ts';

/** Longer than any verification; each new one for the same card begins it anew. */
const KEPT_FOR_MS = 3_600_000;

/** Keeps what a card would come to. */
export async function writePrepared(
  trx: Trx,
  chargeId: string,
  { fate, keep }: Decided,
  clock: Clock,
): Promise<void> {
  const row = {
    charge_id: chargeId,
    fate,
    saved_fate: keep?.fate ?? null,
    account_reference: keep?.accountReference ?? null,
    created_at: clock.now().toISOString(),
  };
  await trx.insertInto('prepared_cards').values(row).execute();
}

/** What was kept for a charge; null for nothing, or no longer. */
export async function findPrepared(trx: Trx, chargeId: string): Promise<Decided | null> {
  const row = await trx
    .selectFrom('prepared_cards')
    .selectAll()
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { fate, saved_fate: savedFate, account_reference: accountReference } = row;
  return { fate, keep: savedFate === null ? null : { fate: savedFate, accountReference } };
}

/** Throws away the cards whose hour is over. */
export async function forgetPrepared({ db }: Store, clock: Clock): Promise<void> {
  const oldest = later(clock.now(), -KEPT_FOR_MS);
  await db.deleteFrom('prepared_cards').where('created_at', '<=', oldest).execute();
}
