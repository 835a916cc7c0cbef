// Transfers as the acquirer waits for them, and what the sandbox can be told of one: that it is there, or does not come.

import { later } from '../domain/clock.ts';
import { TRANSFER_LIFETIME_MS } from '../domain/transfer.ts';
import type { Store } from '../store/store.ts';

/** `withheld`: it does not come, and nobody says so before its time is over. */
export type TransferOutcome = 'received' | 'missing' | 'withheld';

/** Has the acquirer's book say so. A transfer that has come or failed stays as it is. */
export function tellTransfer(store: Store, chargeId: string, outcome: TransferOutcome): Promise<void> {
  return store.transaction(async (trx) => {
    const open = await trx
      .selectFrom('authorizations')
      .selectAll()
      .where('charge_id', '=', chargeId)
      .where('fate', 'in', ['approve_transfer', 'withhold_transfer'])
      .executeTakeFirst();
    if (open === undefined) return;
    const told = {
      received: { fate: 'approve', settles_at: null },
      missing: { fate: 'method_expired', settles_at: null },
      withheld: { fate: 'withhold_transfer', settles_at: later(open.created_at, TRANSFER_LIFETIME_MS) },
    } as const;
    await trx.updateTable('authorizations').set(told[outcome]).where('charge_id', '=', chargeId).execute();
  });
}
