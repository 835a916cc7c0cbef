// CX Pay's routes of its own: parse, one domain call in one transaction, map. Nothing is decided here.

import { Hono } from 'hono';
import { mustFind } from '../../changes.ts';
import { changeTerms, expire } from '../../domain/checkout.ts';
import { later } from '../../domain/clock.ts';
import type { SessionTerms } from '../../domain/session.ts';
import { readJson, readOptionalJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import { validate } from '../../http/validation.ts';
import type { Payments } from '../../payments.ts';
import type { Settings } from '../../settings.ts';
import { insertCheckout, type Owner } from '../../store/checkouts.ts';
import { findEnabledCurrencies } from '../../store/merchants.ts';
import type { Queries, Store, Trx } from '../../store/store.ts';
import { requireIdempotencyKey, runOnce } from '../once.ts';
import { type OpenDeps, openHosted } from '../open-hosted.ts';
import { readOwn, toError } from '../own.ts';
import { refuseForeignUrls } from '../return-urls.ts';
import { cxpayErrorBody } from './errors.ts';
import { toSessionObject } from './mapping.ts';
import {
  type CreateSessionBody,
  createSessionBody,
  emptyBody,
  type UpdateSessionBody,
  updateSessionBody,
} from './schemas.ts';

export interface CxpayDeps extends OpenDeps {
  readonly store: Store;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
  readonly payments: Payments;
}

const SESSION = { noun: 'checkout session', api: 'cxpay' } as const;
/** Whom the domain names by its own words. */
const FIELDS = { amountTotal: 'amount', lineItems: 'line_items' };

/** Routes under `/checkout-sessions`; the caller's secret key is checked before. */
export function createCxpayRoutes(deps: CxpayDeps): Hono<Env> {
  const app = new Hono<Env>();
  const mapping = { vault: deps.store.vault, settings: deps.settings };
  app.post('/checkout-sessions', async (c) => {
    requireIdempotencyKey(c);
    const raw = await readJson(c);
    const body = validate(createSessionBody, raw);
    return runOnce(c, deps, { api: 'cxpay' }, raw, async (trx) => {
      const checkout = await open(trx, body, c.get('principal'), deps);
      return { status: 200, body: JSON.stringify(toSessionObject(checkout, mapping)) };
    });
  });
  app.get('/checkout-sessions/:id', async (c) =>
    c.json(toSessionObject(await readOwn(c, deps, c.req.param('id'), SESSION), mapping)),
  );
  app.patch('/checkout-sessions/:id', async (c) => {
    const { session } = await readOwn(c, deps, c.req.param('id'), SESSION);
    const body = validate(updateSessionBody, await readJson(c));
    await refuseUrls(deps.store.db, body, session);
    return c.json(toSessionObject(await update(session.id, body, deps), mapping));
  });
  app.post('/checkout-sessions/:id/expire', async (c) => expireNow(c, deps));
  allowOnly(app, '/checkout-sessions', ['POST']);
  allowOnly(app, '/checkout-sessions/:id', ['GET', 'PATCH']);
  allowOnly(app, '/checkout-sessions/:id/expire', ['POST']);
  return app;
}

async function open(trx: Trx, body: CreateSessionBody, owner: Owner, deps: CxpayDeps) {
  await refuseUrls(trx, body, owner);
  const { currency } = body;
  const enabled = await findEnabledCurrencies(trx, owner.merchantId);
  if (enabled !== null && !enabled.includes(currency)) {
    const message = `currency: ${currency} is not enabled for this merchant; ${enabled.join(', ')} are.`;
    throw new ApiError('currency_not_enabled', message, { param: 'currency' });
  }
  const checkout = openHosted(
    {
      owner,
      currency,
      lifetimeMs: body.expires_in * 1000,
      origin: { api: 'cxpay', captureMethod: body.capture_method },
      terms: {
        amountTotal: body.amount,
        afterCompletion: toCompletion(body.return_url),
        cancelUrl: body.cancel_url ?? null,
        description: body.description ?? null,
        customer: { email: body.customer_email ?? null, name: null, phone: null },
        metadata: body.metadata ?? {},
        lineItems: (body.line_items ?? []).map(({ name, quantity, unit_amount, description = null }) => ({
          id: deps.ids.next('li'),
          name,
          description,
          imageUrl: null,
          quantity,
          unitAmount: unit_amount,
        })),
      },
    },
    deps,
  );
  await insertCheckout(trx, checkout);
  return checkout;
}

function update(sessionId: string, body: UpdateSessionBody, { store, clock, payments }: CxpayDeps) {
  const { amount, metadata, return_url, cancel_url, expires_in } = body;
  return store.transaction(async (trx) => {
    const before = await mustFind(trx, sessionId);
    const now = clock.now();
    const terms = {
      ...(amount === undefined ? {} : { amountTotal: amount, lineItems: [] }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(return_url === undefined ? {} : { afterCompletion: toCompletion(return_url) }),
      ...(cancel_url === undefined ? {} : { cancelUrl: cancel_url }),
      ...(expires_in === undefined ? {} : { expiresAt: later(now, expires_in * 1000) }),
    };
    const result = changeTerms(before, terms, now);
    if ('problem' in result) throw toError(result.problem, FIELDS);
    await payments.write(trx, before, result);
    return result.checkout;
  });
}

async function expireNow(c: ApiContext, deps: CxpayDeps): Promise<Response> {
  const { session } = await readOwn(c, deps, c.req.param('id') ?? null, SESSION);
  const raw = await readOptionalJson(c);
  validate(emptyBody, raw);
  return runOnce(c, deps, { api: 'cxpay' }, raw, async (trx) => {
    const before = await mustFind(trx, session.id);
    const result = expire(before, deps.clock.now());
    if ('problem' in result) {
      // The work has begun, so its refusal is an answer that a repetition gets too.
      const refusal = cxpayErrorBody(toError(result.problem), c.get('requestId'));
      return { status: 409, body: JSON.stringify(refusal) };
    }
    await deps.payments.write(trx, before, result);
    const object = toSessionObject(result.checkout, { vault: deps.store.vault, settings: deps.settings });
    return { status: 200, body: JSON.stringify(object) };
  });
}

function toCompletion(returnUrl: string | null | undefined): SessionTerms['afterCompletion'] {
  return returnUrl == null
    ? { type: 'hosted_confirmation' }
    : { type: 'redirect', redirect: { url: returnUrl } };
}

function refuseUrls(db: Queries, { return_url, cancel_url }: UpdateSessionBody, owner: Owner): Promise<void> {
  return refuseForeignUrls(db, owner, { return_url, cancel_url });
}
