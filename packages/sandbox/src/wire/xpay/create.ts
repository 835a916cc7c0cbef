// A new checkout from an XPay request: its ids, its client secret, its terms.

import type { Checkout } from '../../domain/checkout.ts';
import type { Clock } from '../../domain/clock.ts';
import { priceOf } from '../../domain/discount.ts';
import type { Ids } from '../../domain/id.ts';
import { createIntent, type Intent } from '../../domain/intent.ts';
import { createSession, type SessionIdentity, type SessionTerms } from '../../domain/session.ts';
import type { Owner } from '../../store/checkouts.ts';
import type { Store } from '../../store/store.ts';
import { hashOf, randomBase62 } from '../../store/vault.ts';
import type { MappingDeps } from './mapping.ts';

export interface OpenDeps extends Pick<MappingDeps, 'settings'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Characters of a client secret after `_secret_`: 190 random bits. */
const SECRET_LENGTH = 32;

export type NewSession = Omit<
  SessionIdentity,
  'id' | 'merchantId' | 'livemode' | 'clientSecretHash' | 'clientSecretSealed'
> & {
  /** With `amountTotal` as it is before discounts. */
  readonly terms: SessionTerms;
  readonly lifetimeMs: number;
  /** An intent that it takes over. */
  readonly intent?: Pick<Checkout, 'intent' | 'charges' | 'authentication'>;
};

/** A checkout of these terms, not yet stored. */
export function openCheckout(
  { terms, lifetimeMs, intent: taken, ...said }: NewSession,
  { merchantId, livemode }: Owner,
  { store, clock, ids }: OpenDeps,
): Checkout {
  const { amountTotal, discounts } = priceOf(terms.amountTotal, terms, said.discounts ?? []);
  const now = clock.now();
  const id = ids.next(livemode ? 'cs_live' : 'cs_test');
  const clientSecret = `${id}_secret_${randomBase62(SECRET_LENGTH)}`;
  const session = createSession(
    {
      ...said,
      discounts,
      id,
      merchantId,
      livemode,
      clientSecretHash: hashOf(clientSecret),
      clientSecretSealed: store.vault.seal(clientSecret, id),
    },
    { ...terms, amountTotal },
    lifetimeMs,
    now,
  );
  if (taken !== undefined) return { session, ...taken };
  const intent: Intent = createIntent(ids.next('pi'), amountTotal, session.currency, now);
  return { session, intent, charges: [], authentication: null };
}
