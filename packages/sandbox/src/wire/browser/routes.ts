// The browser API: one session, opened by its client secret, read, confirmed, and read again.

import { Hono } from 'hono';
import type { Checkout } from '../../domain/checkout.ts';
import type { Clock } from '../../domain/clock.ts';
import { isSecretAlive } from '../../domain/session.ts';
import { readJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { readIdempotencyKey, sendAnswer } from '../../http/idempotency-key.ts';
import { ApiError } from '../../http/problem.ts';
import { CONFIRMS_PER_SESSION, type RateLimiter, READS_PER_SESSION } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import type { Payments } from '../../payments.ts';
import { findSessionBySecret } from '../../store/checkouts.ts';
import { getMerchant } from '../../store/merchants.ts';
import type { Store } from '../../store/store.ts';
import { hashOf } from '../../store/vault.ts';
import { toConfirmation } from './confirm.ts';
import { toPublicSession, toSessionResult } from './public-session.ts';
import { confirmBody } from './schemas.ts';

export interface BrowserDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly limiter: RateLimiter;
  readonly payments: Payments;
}

const SESSION = '/v1/client/session';

/** Routes under `/v1/client`; the caller's publishable key is checked before. */
export function createBrowserRoutes(deps: BrowserDeps): Hono<Env> {
  const { store, clock, limiter, payments } = deps;
  const app = new Hono<Env>();

  app.get(SESSION, async (c) => {
    const checkout = await openSession(c, deps);
    limiter.take(c, READS_PER_SESSION, checkout.session.id);
    const etag = `W/"${checkout.session.version}"`;
    c.header('ETag', etag);
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304);
    const merchant = await getMerchant(store.db, checkout.session.merchantId);
    return sendJson(c, toPublicSession(checkout, merchant, clock.now()));
  });

  app.get(`${SESSION}/result`, async (c) => {
    const checkout = await openSession(c, deps);
    limiter.take(c, READS_PER_SESSION, checkout.session.id);
    return sendJson(c, toSessionResult(checkout));
  });

  app.post(`${SESSION}/confirm`, async (c) => {
    const { session } = await openSession(c, deps);
    limiter.take(c, CONFIRMS_PER_SESSION, session.id);
    const key = readIdempotencyKey(c);
    if (key === null) {
      const message = 'Send an Idempotency-Key: one per press of Pay, the same for its repetitions.';
      throw new ApiError('invalid_request', message, { param: 'Idempotency-Key' });
    }
    const raw = await readJson(c);
    const body = validate(confirmBody, raw, { quote: false });
    const { answer, isReplay } = await payments.confirm(
      session.id,
      (current) => toConfirmation(body, current, store.vault, clock.now()),
      { scope: `client ${session.id} confirm`, key, body: raw },
    );
    return sendAnswer(c, answer, isReplay);
  });

  allowOnly(app, SESSION, ['GET']);
  allowOnly(app, `${SESSION}/result`, ['GET']);
  allowOnly(app, `${SESSION}/confirm`, ['POST']);
  return app;
}

/**
 * The checkout that the client secret opens for this publishable key. A secret that nobody has, one of another merchant
 * or mode, and one that is spent get the same answer: none of them may be told from the others.
 */
async function openSession(c: ApiContext, { store, clock, payments }: BrowserDeps): Promise<Checkout> {
  const secret = c.req.header('X-Client-Secret') ?? '';
  const sessionId = await findSessionBySecret(store.db, c.get('principal'), hashOf(secret));
  const checkout = sessionId === null ? null : await payments.read(sessionId);
  if (checkout !== null && isSecretAlive(checkout.session, clock.now())) return checkout;
  throw new ApiError(
    'invalid_client_secret',
    'The client secret opens no checkout session for this key. Send it unchanged as X-Client-Secret, with the publishable key of the same merchant and mode.',
  );
}

function sendJson(c: ApiContext, object: object): Response {
  return c.body(JSON.stringify(object), 200, { 'Content-Type': 'application/json' });
}
