// Payment requests: created, read, cancelled. Both spellings of the path, as both are documented.

import { type Context, Hono } from 'hono';
import { readJson, readOptionalJson } from '../../http/body.ts';
import type { Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { validate } from '../../http/validation.ts';
import type { Money } from '../../money.ts';
import type { Payments } from '../../payments.ts';
import type { Settings } from '../../settings.ts';
import { insertCheckout } from '../../store/checkouts.ts';
import type { Store } from '../../store/store.ts';
import { runOnce } from '../once.ts';
import { type OpenDeps, openHosted } from '../open-hosted.ts';
import { readOwn, toError } from '../own.ts';
import { refuseForeignUrls } from '../return-urls.ts';
import { parseDecimal } from './amount.ts';
import { paymentRequestVoice } from './errors.ts';
import { toPaymentRequest } from './mapping.ts';
import { createBody, emptyBody } from './schemas.ts';

export interface PaymentRequestDeps extends OpenDeps {
  readonly store: Store;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
  readonly payments: Pick<Payments, 'read'>;
  readonly money: Pick<Money, 'cancelIntent'>;
}

const PATHS = ['/payment/request', '/payments/request'] as const;
const REQUEST = { noun: 'payment request', api: 'payment_request' } as const;

/** How long it can be paid. */
const LIFETIME_MS = 24 * 3_600_000;

/** Routes; the caller's access token is checked before. */
export function createPaymentRequestRoutes(deps: PaymentRequestDeps): Hono<Env> {
  const app = new Hono<Env>();
  for (const path of PATHS) {
    app.post(path, (c) => create(c, deps));
    app.get(`${path}/:id`, async (c) =>
      c.json(toPaymentRequest(await readOwn(c, deps, c.req.param('id'), REQUEST), deps)),
    );
    app.post(`${path}/:id/cancel`, (c) => cancel(c, deps));
    allowOnly(app, path, ['POST']);
    allowOnly(app, `${path}/:id`, ['GET']);
    allowOnly(app, `${path}/:id/cancel`, ['POST']);
  }
  return app;
}

async function create(c: Context<Env>, deps: PaymentRequestDeps): Promise<Response> {
  const raw = await readJson(c);
  const body = validate(createBody, raw);
  const owner = c.get('principal');
  await refuseForeignUrls(deps.store.db, owner, { redirect_url: body.redirect_url });
  return runOnce(c, deps, { api: 'payment_request', path: PATHS[0] }, raw, async (trx) => {
    const { currency, redirect_url: url, reference_id: reference = null } = body;
    const amount = parseDecimal(body.amount, currency);
    if (typeof amount !== 'number') throw new Error('The schema has let pass what is no amount.');
    const checkout = openHosted(
      {
        owner,
        currency,
        lifetimeMs: LIFETIME_MS,
        origin: { api: 'payment_request', reference },
        terms: { amountTotal: amount, afterCompletion: { type: 'redirect', redirect: { url } } },
      },
      deps,
    );
    await insertCheckout(trx, checkout);
    return { status: 200, body: JSON.stringify(toPaymentRequest(checkout, deps)) };
  });
}

async function cancel(c: Context<Env, string>, deps: PaymentRequestDeps): Promise<Response> {
  const { session } = await readOwn(c, deps, c.req.param('id') ?? null, REQUEST);
  const raw = await readOptionalJson(c);
  validate(emptyBody, raw);
  const path = `${PATHS[0]}/${session.id}/cancel`;
  return runOnce(c, deps, { api: 'payment_request', path }, raw, async (trx) => {
    const result = await deps.money.cancelIntent(trx, session.id, {});
    if ('problem' in result) {
      // The work has begun, so its refusal is an answer that a repetition gets too.
      const refusal = paymentRequestVoice.body(toError(result.problem), c.get('requestId'));
      return { status: 409, body: JSON.stringify(refusal) };
    }
    return { status: 200, body: JSON.stringify(toPaymentRequest(result.checkout, deps)) };
  });
}
