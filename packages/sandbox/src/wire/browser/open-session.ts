// What every route of the browser API begins with: the one session that a client secret opens.

import type { Checkout } from '../../domain/checkout.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Ids } from '../../domain/id.ts';
import { isSecretAlive } from '../../domain/session.ts';
import type { FaultBook } from '../../faults/book.ts';
import type { ApiContext } from '../../http/env.ts';
import { readIdempotencyKey } from '../../http/idempotency-key.ts';
import { ApiError } from '../../http/problem.ts';
import type { RateLimiter } from '../../http/rate-limit.ts';
import type { Watch } from '../../live/watch.ts';
import type { Payments } from '../../payments.ts';
import type { Time } from '../../sandbox-clock.ts';
import type { Settings } from '../../settings.ts';
import { findSessionBySecret } from '../../store/checkouts.ts';
import type { Store } from '../../store/store.ts';
import { hashOf } from '../../store/vault.ts';
import type { Verifications } from '../../threeds/verifications.ts';
import type { PublicDeps } from './public-session.ts';

export interface BrowserDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limiter: RateLimiter;
  readonly settings: Pick<Settings, 'threedsOrigin' | 'checkoutOrigin' | 'bankOrigin'>;
  readonly payments: Payments;
  readonly verifications: Verifications;
  readonly watch: Watch;
  readonly book: Pick<FaultBook, 'cutsOff'>;
  /** For waits between a server and a browser. */
  readonly machine: Time;
  readonly isFaulty: PublicDeps['isFaulty'];
}

type OpenDeps = Pick<BrowserDeps, 'store' | 'clock' | 'payments'>;

export const SESSION = '/v1/client/session';

/**
 * The checkout that the client secret opens for this publishable key. A secret that nobody has, one of another merchant
 * or mode, and one that is spent get the same answer: none of them may be told from the others.
 */
export async function openSession(c: ApiContext, deps: OpenDeps): Promise<Checkout> {
  const checkout = await deps.payments.read(await openSessionId(c, deps));
  // Reading it may have ended it, long after its time.
  if (checkout !== null && isSecretAlive(checkout.session, deps.clock.now())) return checkout;
  throw unopened();
}

/** The id of that session, for who reads the whole in a transaction of their own. */
export async function openSessionId(c: ApiContext, { store, clock }: OpenDeps): Promise<string> {
  const secret = c.req.header('X-Client-Secret') ?? '';
  const session = await findSessionBySecret(store.db, c.get('principal'), hashOf(secret));
  if (session !== null && isSecretAlive(session, clock.now())) return session.id;
  throw unopened();
}

function unopened(): ApiError {
  return new ApiError(
    'invalid_client_secret',
    'The client secret opens no checkout session for this key. Send it unchanged as X-Client-Secret, with the publishable key of the same merchant and mode.',
  );
}

/** The request's key. @throws ApiError `invalid_request` without one; `which` says how many there are to be. */
export function wantKey(c: ApiContext, which: string): string {
  const key = readIdempotencyKey(c);
  if (key !== null) return key;
  const message = `Send an Idempotency-Key: ${which}, the same for its repetitions.`;
  throw new ApiError('invalid_request', message, { param: 'Idempotency-Key' });
}
