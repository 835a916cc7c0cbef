// A new checkout from an XPay request: its ids, its client secret, its terms.

import type { Checkout } from '../../domain/checkout.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Ids } from '../../domain/id.ts';
import { createIntent } from '../../domain/intent.ts';
import type { Problem } from '../../domain/problem.ts';
import { createSession } from '../../domain/session.ts';
import type { Owner } from '../../store/checkouts.ts';
import type { Store } from '../../store/store.ts';
import { hashOf, randomBase62 } from '../../store/vault.ts';
import type { MappingDeps } from './mapping.ts';
import type { CreateSessionBody } from './schemas.ts';
import { DEFAULT_TERMS, toTerms } from './terms.ts';

export interface OpenDeps extends Pick<MappingDeps, 'settings'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Characters of a client secret after `_secret_`: 190 random bits. */
const SECRET_LENGTH = 32;

/** The checkout that a request describes, not yet stored; a problem when nothing or too much is to be paid. */
export function openCheckout(
  body: CreateSessionBody,
  { merchantId, livemode }: Owner,
  { store, clock, ids }: OpenDeps,
): { readonly checkout: Checkout } | { readonly problem: Problem } {
  const { mode, uiMode, submitType, currency, expiresAfterMinutes, ...rest } = body;
  const result = toTerms(rest, { livemode }, ids);
  if ('problem' in result) return result;
  const terms = { ...DEFAULT_TERMS, afterCompletion: rest.afterCompletion, amountTotal: 0, ...result.terms };
  const now = clock.now();
  const id = ids.next(livemode ? 'cs_live' : 'cs_test');
  const clientSecret = `${id}_secret_${randomBase62(SECRET_LENGTH)}`;
  const session = createSession(
    {
      id,
      merchantId,
      livemode,
      mode,
      uiMode,
      submitType,
      currency: currency ?? rest.lineItems?.[0]?.priceData.currency ?? '',
      clientSecretHash: hashOf(clientSecret),
      clientSecretSealed: store.vault.seal(clientSecret, id),
    },
    terms,
    expiresAfterMinutes,
    now,
  );
  const intent = createIntent(ids.next('pi'), session.amountTotal, session.currency, now);
  return { checkout: { session, intent, charges: [], authentication: null } };
}
