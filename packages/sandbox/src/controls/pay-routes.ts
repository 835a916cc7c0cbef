// `POST /sandbox/sessions/:id/pay`: pays one session without a browser, for tests of what comes after a payment.

import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../domain/clock.ts';
import { limitBody, readOptionalJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { readIdempotencyKey } from '../http/idempotency-key.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import type { Payments } from '../payments.ts';
import type { Settings } from '../settings.ts';
import { findPublicKey } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import { toSessionObject } from '../wire/xpay/mapping.ts';
import { type BuyerDeps, payAsBuyer } from './buyer.ts';
import { meansOf } from './test-means.ts';
import { payBody } from './test-payment.ts';

export interface PayRoutesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly payments: Pick<Payments, 'read'>;
  readonly buyer: BuyerDeps;
}

/** The route; the caller's test key is checked before. It answers with the session, as the server API does. */
export function createPayRoutes(deps: PayRoutesDeps): Hono<Env> {
  const { store, clock, settings, payments, buyer } = deps;
  const app = new Hono<Env>();
  app.post('/sandbox/sessions/:id/pay', limitBody, async (c) => {
    const body = validate(payBody, await readOptionalJson(c), { quote: false });
    const owner = c.get('principal');
    const id = c.req.param('id');
    const session = (await payments.read(id))?.session;
    if (session?.merchantId !== owner.merchantId || session.livemode) throw noSuchSession();
    const publishableKey = await findPublicKey(store.db, owner, clock.now());
    if (publishableKey === null) {
      throw new ApiError('invalid_state', 'This merchant has no publishable test key to pay with.');
    }
    const clientSecret = store.vault.open(session.clientSecretSealed, session.id);
    const attempt = readIdempotencyKey(c) ?? randomUUID();
    const means = meansOf(body, attempt, clock.now());
    const answer = body.approval ?? body.threeDS ?? 'approve';
    await payAsBuyer(buyer, { session, publishableKey, clientSecret }, { means, answer, attempt });
    const paid = await payments.read(id);
    if (paid === null) throw noSuchSession();
    return c.json(toSessionObject(paid, { vault: store.vault, settings }));
  });
  allowOnly(app, '/sandbox/sessions/:id/pay', ['POST']);
  return app;
}

function noSuchSession(): ApiError {
  return new ApiError('not_found', 'No such checkout session for this key. Check the id and its mode.');
}
