// A new checkout on a page of ours, for APIs that know no other: its ids, its client secret, its terms.

import type { Checkout } from '../domain/checkout.ts';
import type { Clock } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import { createIntent } from '../domain/intent.ts';
import { createSession, type SessionOrigin, type SessionTerms } from '../domain/session.ts';
import type { Owner } from '../store/checkouts.ts';
import type { Store } from '../store/store.ts';
import { hashOf, randomBase62 } from '../store/vault.ts';
import { DEFAULT_TERMS } from './xpay/terms.ts';

export interface OpenDeps {
  readonly store: Pick<Store, 'vault'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface HostedWish {
  readonly owner: Owner;
  readonly currency: string;
  readonly lifetimeMs: number;
  readonly origin: Pick<SessionOrigin, 'api'> & Partial<SessionOrigin>;
  readonly terms: Partial<SessionTerms> & Pick<SessionTerms, 'amountTotal' | 'afterCompletion'>;
}

/** Characters of a client secret after `_secret_`: 190 random bits. */
const SECRET_LENGTH = 32;

/** The checkout that a request describes, not yet stored. */
export function openHosted(
  { owner: { merchantId, livemode }, currency, lifetimeMs, origin, terms }: HostedWish,
  { store, clock, ids }: OpenDeps,
): Checkout {
  const now = clock.now();
  const id = ids.next(livemode ? 'cs_live' : 'cs_test');
  const clientSecret = `${id}_secret_${randomBase62(SECRET_LENGTH)}`;
  const identity = {
    ...origin,
    id,
    merchantId,
    livemode,
    mode: 'payment',
    uiMode: 'hosted',
    submitType: 'pay',
    currency,
    clientSecretHash: hashOf(clientSecret),
    clientSecretSealed: store.vault.seal(clientSecret, id),
  } as const;
  const session = createSession(identity, { ...DEFAULT_TERMS, ...terms }, lifetimeMs, now);
  const intent = createIntent(ids.next('pi'), session.amountTotal, currency, now);
  return { session, intent, charges: [], authentication: null };
}
