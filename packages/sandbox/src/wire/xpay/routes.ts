// XPay's routes: parse, one domain call in one transaction, map. Nothing is decided here.

import { Hono } from 'hono';
import { type Checkout, changeTerms, expire } from '../../domain/checkout.ts';
import type { Problem } from '../../domain/problem.ts';
import { readJson, readOptionalJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError, xpayErrorBody } from '../../http/problem.ts';
import { validate } from '../../http/validation.ts';
import type { Payments } from '../../payments.ts';
import { findCharge, findCheckout, findSessionOfIntent, insertCheckout } from '../../store/checkouts.ts';
import type { StoredAnswer } from '../../store/idempotency.ts';
import type { Trx } from '../../store/store.ts';
import { type OpenDeps, openCheckout } from './create.ts';
import { toChargeObject, toPaymentIntentObject, toSessionObject } from './mapping.ts';
import { once } from './once.ts';
import {
  createSessionBody,
  emptyBody,
  IMMUTABLE_FIELDS,
  type UpdateSessionBody,
  updateSessionBody,
} from './schemas.ts';
import { toTerms } from './terms.ts';

export type XpayDeps = OpenDeps & { readonly payments: Payments };

/** Routes under `/checkout/sessions`, `/payment-intents` and `/charges`; the caller's secret key is checked before. */
export function createXpayRoutes(deps: XpayDeps): Hono<Env> {
  const app = new Hono<Env>();
  addSessionRoutes(app, deps);
  app.get('/payment-intents/:id', async (c) => {
    const sessionId = await findSessionOfIntent(deps.store.db, c.req.param('id'));
    const checkout = await readOwn(c, deps, sessionId, 'payment intent');
    return sendJson(c, toPaymentIntentObject(checkout));
  });
  app.get('/charges/:id', async (c) => {
    const owner = c.get('principal');
    const charge = await findCharge(deps.store.db, owner, c.req.param('id'));
    if (charge === null) throw notFound('charge');
    return sendJson(c, toChargeObject(charge, owner.livemode));
  });
  allowOnly(app, '/payment-intents/:id', ['GET']);
  allowOnly(app, '/charges/:id', ['GET']);
  return app;
}

function addSessionRoutes(app: Hono<Env>, deps: XpayDeps): void {
  const mapping = { vault: deps.store.vault, settings: deps.settings };
  app.post('/checkout/sessions', async (c) => {
    const raw = await readJson(c);
    const body = validate(createSessionBody, raw);
    return once(c, deps, raw, async (trx) => {
      const result = openCheckout(body, c.get('principal'), deps);
      if ('problem' in result) throw refused(result.problem);
      await insertCheckout(trx, result.checkout);
      return { status: 201, body: JSON.stringify(toSessionObject(result.checkout, mapping)) };
    });
  });
  app.get('/checkout/sessions/:id', async (c) => {
    const checkout = await readOwn(c, deps, c.req.param('id'), 'checkout session');
    return sendJson(c, toSessionObject(checkout, mapping));
  });
  app.patch('/checkout/sessions/:id', async (c) => {
    const checkout = await readOwn(c, deps, c.req.param('id'), 'checkout session');
    const body = parseUpdate(await readJson(c), checkout);
    return sendJson(c, toSessionObject(await update(checkout.session.id, body, deps), mapping));
  });
  app.post('/checkout/sessions/:id/expire', async (c) => {
    const { session } = await readOwn(c, deps, c.req.param('id'), 'checkout session');
    const raw = await readOptionalJson(c);
    validate(emptyBody, raw);
    return once(c, deps, raw, async (trx): Promise<StoredAnswer> => {
      const before = await mustFind(trx, session.id);
      const result = expire(before, deps.clock.now());
      // The work has begun, so its refusal is an answer that a repetition gets too.
      if ('problem' in result) return refusalAnswer(c, result.problem);
      await deps.payments.write(trx, before, result);
      return { status: 200, body: JSON.stringify(toSessionObject(result.checkout, mapping)) };
    });
  });
  allowOnly(app, '/checkout/sessions', ['POST']);
  allowOnly(app, '/checkout/sessions/:id', ['GET', 'PATCH']);
  allowOnly(app, '/checkout/sessions/:id/expire', ['POST']);
}

function parseUpdate(raw: unknown, { session }: Checkout): UpdateSessionBody {
  const fixed = IMMUTABLE_FIELDS.find((field) => typeof raw === 'object' && raw !== null && field in raw);
  if (fixed !== undefined) {
    const message = `${fixed}: is fixed when the session is created. Create a new session for another value.`;
    throw new ApiError('immutable_field', message, { param: fixed });
  }
  const body = validate(updateSessionBody, raw);
  for (const [index, { priceData }] of (body.lineItems ?? []).entries()) {
    if (priceData.currency === session.currency) continue;
    const param = `lineItems[${index}].priceData.currency`;
    const message = `${param}: got "${priceData.currency}", expected "${session.currency}", the session's currency.`;
    throw new ApiError('invalid_request', message, { param });
  }
  if (body.cancelUrl != null && session.uiMode !== 'hosted') {
    throw new ApiError('invalid_request', 'cancelUrl: is only for uiMode "hosted".', { param: 'cancelUrl' });
  }
  return body;
}

function update(sessionId: string, body: UpdateSessionBody, deps: XpayDeps): Promise<Checkout> {
  return deps.store.transaction(async (trx) => {
    const before = await mustFind(trx, sessionId);
    const terms = toTerms(body, before.session, deps.ids);
    const result = 'problem' in terms ? terms : changeTerms(before, terms.terms, deps.clock.now());
    if ('problem' in result) throw refused(result.problem);
    await deps.payments.write(trx, before, result);
    return result.checkout;
  });
}

/** The checkout, if it is the caller's and of the key's mode; anything else does not exist for them. */
async function readOwn(
  c: ApiContext,
  { payments }: XpayDeps,
  sessionId: string | null,
  noun: string,
): Promise<Checkout> {
  const { merchantId, livemode } = c.get('principal');
  const checkout = sessionId === null ? null : await payments.read(sessionId);
  if (checkout?.session.merchantId !== merchantId || checkout.session.livemode !== livemode)
    throw notFound(noun);
  return checkout;
}

async function mustFind(trx: Trx, sessionId: string): Promise<Checkout> {
  const checkout = await findCheckout(trx, sessionId);
  if (checkout === null) throw new Error(`${sessionId} is gone.`);
  return checkout;
}

function notFound(noun: string): ApiError {
  return new ApiError(
    'not_found',
    `No such ${noun} for this key. Check the id, and that the key is of the same mode.`,
  );
}

function refused({ code, message, param }: Problem): ApiError {
  return new ApiError(code, param === undefined ? message : `${param}: ${message}`, { param });
}

function refusalAnswer(c: ApiContext, problem: Problem): StoredAnswer {
  return { status: 409, body: JSON.stringify(xpayErrorBody(refused(problem), c.get('requestId'))) };
}

function sendJson(c: ApiContext, object: object): Response {
  return c.body(JSON.stringify(object), 200, { 'Content-Type': 'application/json' });
}
