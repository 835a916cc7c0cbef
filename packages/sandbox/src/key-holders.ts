// Whose checkout a document shows: told by the publishable key in its address, or by the session that it is the page of.

import type { Bootstraps } from './bootstraps.ts';
import type { Clock } from './domain/clock.ts';
import { shopAddressOf } from './domain/return-address.ts';
import { isSecretAlive } from './domain/session.ts';
import type { HostedSession } from './http/hosted-page.ts';
import type { KeyHolder } from './http/open-document.ts';
import type { Payments } from './payments.ts';
import { findPrincipal, findPublicKey, getMerchant } from './store/merchants.ts';
import type { Store } from './store/store.ts';

/** Null for a key that nobody has, or that is not publishable. */
export async function findKeyHolder(store: Store, clock: Clock, key: string): Promise<KeyHolder | null> {
  const principal = await findPrincipal(store.db, key, clock.now());
  if (principal?.kind !== 'publishable') return null;
  const { allowedOrigins } = await getMerchant(store.db, principal.merchantId);
  return { livemode: principal.livemode, allowedOrigins };
}

export interface HostedDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly payments: Pick<Payments, 'read'>;
  readonly bootstraps: Bootstraps;
}

/**
 * What the page of a session is made of. Null for an id that no hosted session has, or whose merchant has no key any more:
 * an embedded session's id stands in the addresses of its shop, and must not open it.
 */
export async function findHostedSession(
  { store, clock, payments, bootstraps }: HostedDeps,
  id: string,
): Promise<HostedSession | null> {
  const checkout = await payments.read(id);
  if (checkout?.session.uiMode !== 'hosted') return null;
  const { session } = checkout;
  const key = await findPublicKey(store.db, session, clock.now());
  if (key === null) return null;
  const { allowedOrigins, displayName } = await getMerchant(store.db, session.merchantId);
  const shopAddress = shopAddressOf(checkout);
  return {
    key,
    holder: { livemode: session.livemode, allowedOrigins },
    locale: session.locale,
    bootstrap: isSecretAlive(session, clock.now()) ? () => bootstraps.issue(id) : null,
    facts: {
      id,
      merchantName: displayName,
      amount: session.amountTotal,
      currency: session.currency,
      isOpen: session.status === 'open',
      leadsBack: shopAddress !== null,
    },
    shopAddress,
  };
}
