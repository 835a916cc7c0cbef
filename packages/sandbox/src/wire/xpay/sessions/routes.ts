// The routes of checkout sessions: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import { type Checkout, changeTerms, expire } from '../../../domain/checkout.ts';
import { subtotalOf } from '../../../domain/discount.ts';
import type { Problem } from '../../../domain/problem.ts';
import { readJson, readOptionalJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { ApiError, xpayErrorBody } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import type { Payments } from '../../../payments.ts';
import { holdDiscounts, keepDiscounts } from '../../../redemptions.ts';
import { findCheckout } from '../../../store/checkouts.ts';
import type { StoredAnswer } from '../../../store/idempotency.ts';
import { countUsage } from '../../../store/products.ts';
import { listSessions } from '../../../store/session-list.ts';
import type { Trx } from '../../../store/store.ts';
import { readOwn } from '../../own.ts';
import { refuseForeignUrls } from '../../return-urls.ts';
import { accepted, refused, sendJson } from '../answers.ts';
import type { OpenDeps } from '../create.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { toSessionObject } from '../mapping.ts';
import { once } from '../once.ts';
import {
  createSessionBody,
  emptyBody,
  IMMUTABLE_FIELDS,
  sessionsQuery,
  type UpdateSessionBody,
  updateSessionBody,
} from '../schemas.ts';
import { toTerms, urlsOf } from '../terms.ts';
import { findNamed, openSession } from './open.ts';

export type SessionRoutesDeps = OpenDeps & { readonly payments: Payments };

const SESSION = { noun: 'checkout session', api: 'xpay' } as const;

/** Routes under `/checkout/sessions`; the caller's secret key is checked before. */
export function createSessionRoutes(deps: SessionRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  const { store } = deps;
  const mapping = { vault: store.vault, settings: deps.settings };
  app.get('/checkout/sessions', async (c) => {
    const { page, limit, order, until, ...filter } = readQuery(c, sessionsQuery);
    const wanted = toPageWanted({ page, limit, order, until });
    const { sessions, ...found } = await listSessions(store, c.get('principal'), filter, wanted);
    return sendPage(
      c,
      sessions.map((checkout) => toSessionObject(checkout, mapping)),
      found,
      wanted,
    );
  });
  app.post('/checkout/sessions', async (c) => {
    const raw = await readJson(c);
    const body = validate(createSessionBody, raw);
    return once(c, deps, raw, async (trx) => {
      const checkout = await openSession(trx, body, c.get('principal'), deps);
      c.set('madeSessionId', checkout.session.id);
      return { status: 201, body: JSON.stringify(toSessionObject(checkout, mapping)) };
    });
  });
  app.get('/checkout/sessions/:id', async (c) => {
    const checkout = await readOwn(c, deps, c.req.param('id'), SESSION);
    return sendJson(c, toSessionObject(checkout, mapping));
  });
  app.patch('/checkout/sessions/:id', async (c) => {
    const checkout = await readOwn(c, deps, c.req.param('id'), SESSION);
    const body = parseUpdate(await readJson(c), checkout);
    return sendJson(c, toSessionObject(await update(checkout.session.id, body, deps), mapping));
  });
  addExpire(app, deps);
  allowOnly(app, '/checkout/sessions', ['GET', 'POST']);
  allowOnly(app, '/checkout/sessions/:id', ['GET', 'PATCH']);
  return app;
}

function addExpire(app: Hono<Env>, deps: SessionRoutesDeps): void {
  const mapping = { vault: deps.store.vault, settings: deps.settings };
  app.post('/checkout/sessions/:id/expire', async (c) => {
    const { session } = await readOwn(c, deps, c.req.param('id'), SESSION);
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
  allowOnly(app, '/checkout/sessions/:id/expire', ['POST']);
}

function parseUpdate(raw: unknown, { session }: Checkout): UpdateSessionBody {
  const fixed = IMMUTABLE_FIELDS.find((field) => typeof raw === 'object' && raw !== null && field in raw);
  if (fixed !== undefined) {
    const message = `${fixed}: is fixed when the session is created. Create a new session for another value.`;
    throw new ApiError('immutable_field', message, { param: fixed });
  }
  const body = validate(updateSessionBody, raw);
  if (body.cancelUrl != null && session.uiMode !== 'hosted') {
    throw new ApiError('invalid_request', 'cancelUrl: is only for uiMode "hosted".', { param: 'cancelUrl' });
  }
  return body;
}

function update(sessionId: string, body: UpdateSessionBody, deps: SessionRoutesDeps): Promise<Checkout> {
  const { store, clock, ids, payments } = deps;
  return store.transaction(async (trx) => {
    const before = await mustFind(trx, sessionId);
    await refuseForeignUrls(trx, before.session, urlsOf(body));
    const found = await findNamed(trx, body, before, deps);
    const { terms } = accepted(toTerms(body, found));
    const next = { ...before.session, ...terms };
    const wanted = { ...next, subtotal: terms.amountTotal ?? subtotalOf(before.session) };
    const held =
      body.discounts === undefined
        ? {}
        : accepted(await holdDiscounts(trx, body.discounts, wanted, ids, clock.now()));
    const result = accepted(changeTerms(before, { ...terms, ...held }, clock.now()));
    await payments.write(trx, before, result);
    const { session } = result.checkout;
    if (before.session.discounts.length + session.discounts.length > 0)
      await keepDiscounts(trx, result.checkout, clock.now());
    await countUsage(trx, found.lineItems?.map(({ price }) => price?.id ?? null) ?? []);
    return result.checkout;
  });
}

async function mustFind(trx: Trx, sessionId: string): Promise<Checkout> {
  const checkout = await findCheckout(trx, sessionId);
  if (checkout === null) throw new Error(`${sessionId} is gone.`);
  return checkout;
}

function refusalAnswer(c: ApiContext, problem: Problem): StoredAnswer {
  return { status: 409, body: JSON.stringify(xpayErrorBody(refused(problem), c.get('requestId'))) };
}
