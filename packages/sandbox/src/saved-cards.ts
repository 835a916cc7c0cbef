// What becomes of a card that a customer does not want to be kept any more, wherever they, or the merchant, say so.

import type { Acquirer } from './bank/acquirer.ts';
import type { Changes } from './changes.ts';
import { changed } from './domain/checkout.ts';
import type { Clock } from './domain/clock.ts';
import { findCheckout } from './store/checkouts.ts';
import { findOfferingSessions, releaseKeptCard } from './store/saved-cards.ts';
import type { Store, Trx } from './store/store.ts';

export interface SavedCardsDeps {
  readonly store: Pick<Store, 'vault'>;
  readonly clock: Clock;
  readonly acquirer: Pick<Acquirer, 'forget'>;
  readonly changes: Pick<Changes, 'write'>;
}

export interface SavedCards {
  /**
   * Ends that a customer's card is kept, here and at the acquirer. Every open session that offers their cards becomes a
   * new version, so that none goes on showing it. The caller has made sure whose customer it is.
   *
   * @returns false when the customer keeps no such card: nothing has changed then.
   */
  remove(trx: Trx, customerId: string, id: string): Promise<boolean>;
}

/** The kept cards of one store. */
export function createSavedCards({ store, clock, acquirer, changes }: SavedCardsDeps): SavedCards {
  return {
    async remove(trx, customerId, id) {
      const token = await releaseKeptCard(trx, store.vault, customerId, id);
      if (token === null) return false;
      await acquirer.forget(trx, token);
      for (const sessionId of await findOfferingSessions(trx, customerId)) {
        const before = await findCheckout(trx, sessionId);
        if (before !== null) await changes.write(trx, before, changed(before, {}, [], clock.now()));
      }
      return true;
    },
  };
}
