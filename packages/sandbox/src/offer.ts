// Brings what a merchant has switched on or off to the checkouts that stand open: each becomes a new version of itself.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Changes } from './changes.ts';
import { changed } from './domain/checkout.ts';
import type { Clock } from './domain/clock.ts';
import { findCheckout } from './store/checkouts.ts';
import { getMerchant, savePaymentMethods } from './store/merchants.ts';
import { findOpenSessionsOffering } from './store/open-sessions.ts';
import type { Store } from './store/store.ts';

export interface OfferDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly changes: Pick<Changes, 'write'>;
}

/** Sessions that are written in one transaction: others are not held up by a merchant who has many. */
const BATCH = 100;

/**
 * Switches on what a merchant's sessions may be paid with; null for all there is. Every open session that names one which is
 * different now is told of.
 */
export async function switchMethods(
  merchantId: string,
  methods: readonly PaymentMethod[] | null,
  { store, clock, changes }: OfferDeps,
): Promise<void> {
  const before = (await getMerchant(store.db, merchantId)).paymentMethods;
  await savePaymentMethods(store.db, merchantId, methods);
  const after = (await getMerchant(store.db, merchantId)).paymentMethods;
  const different = [...before, ...after].filter((one) => before.includes(one) !== after.includes(one));
  if (different.length === 0) return;
  const sessionIds = await findOpenSessionsOffering(store.db, merchantId, different);
  for (let first = 0; first < sessionIds.length; first += BATCH) {
    await store.transaction(async (trx) => {
      for (const id of sessionIds.slice(first, first + BATCH)) {
        const checkout = await findCheckout(trx, id);
        if (checkout?.session.status !== 'open') continue;
        await changes.write(trx, checkout, changed(checkout, {}, [], clock.now()));
      }
    });
  }
}
