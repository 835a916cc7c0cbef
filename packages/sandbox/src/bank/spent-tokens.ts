// Tokens of payment sheets that have paid: none of them pays twice.

import { type Fate, fateOf } from '../domain/cards.ts';
import type { Instant } from '../domain/clock.ts';
import type { Trx } from '../store/store.ts';
import { readPaymentToken } from './payment-token.ts';

/** What a charge with a token comes to: what its test card does, or an error where it has paid another charge. */
export async function spend(trx: Trx, chargeId: string, text: string, now: Instant): Promise<Fate> {
  const token = readPaymentToken(text);
  if (token === null) return 'processing_error';
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('spent_tokens')
    .values({ nonce: token.nonce, charge_id: chargeId, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? 'processing_error' : fateOf(token.number);
}
