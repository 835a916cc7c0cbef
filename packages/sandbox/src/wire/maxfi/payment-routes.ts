// MaxFi's routes of payments: found by any of their names, listed, and what a merchant may do with them.

import { Hono } from 'hono';
import type { Checkout } from '../../domain/checkout.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Problem } from '../../domain/problem.ts';
import { readOptionalJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import { validate } from '../../http/validation.ts';
import type { Changed, Money } from '../../money.ts';
import type { Payments } from '../../payments.ts';
import type { StoredAnswer } from '../../store/idempotency.ts';
import { findSessionOfPayment } from '../../store/maxfi-payments.ts';
import type { Store } from '../../store/store.ts';
import { runOnce } from '../once.ts';
import { readOwn, toError } from '../own.ts';
import { maxfiErrorBody } from './errors.ts';
import { listPage } from './list.ts';
import { remainingOf, toPaymentObject, toRefundObject } from './mapping.ts';
import { captureBody, emptyBody, refundBody } from './schemas.ts';

export interface PaymentDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly payments: Pick<Payments, 'read'>;
  readonly money: Pick<Money, 'capture' | 'cancelIntent' | 'refund'>;
}

/** Routes under `/v2/payments`; the caller's secret key is checked before. */
export function createPaymentRoutes(deps: PaymentDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/v2/payments', async (c) => c.json(await listPage(c, deps)));
  app.post('/v2/payments', () => {
    const message =
      'There is no POST /v2/payments: card numbers never reach your server. Create a checkout, and send your customer there.';
    throw new ApiError('not_found', message);
  });
  app.all('/v2/payouts', () => {
    throw new ApiError('not_found', 'There are no payouts: this sandbox pays nothing out.');
  });
  app.get('/v2/payments/:id', async (c) => c.json(toPaymentObject(await find(c, deps))));
  app.post('/v2/payments/:id/capture', (c) => capture(c, deps));
  app.post('/v2/payments/:id/cancel', (c) => cancel(c, deps));
  app.post('/v2/payments/:id/refund', (c) => refund(c, deps));
  allowOnly(app, '/v2/payments', ['GET']);
  allowOnly(app, '/v2/payments/:id', ['GET']);
  for (const action of ['capture', 'cancel', 'refund'])
    allowOnly(app, `/v2/payments/:id/${action}`, ['POST']);
  return app;
}

/** @throws ApiError for a payment that is not the caller's. */
async function find(c: ApiContext, deps: PaymentDeps): Promise<Checkout> {
  const id = await findSessionOfPayment(deps.store.db, c.get('principal'), c.req.param('id') ?? '');
  return readOwn(c, deps, id, { noun: 'payment', api: 'maxfi' });
}

async function capture(c: ApiContext, deps: PaymentDeps): Promise<Response> {
  const { session } = await find(c, deps);
  const raw = await readOptionalJson(c);
  const wish = validate(captureBody, raw);
  return runOnce(c, deps, { api: 'maxfi' }, raw, async (trx) =>
    toAnswer(await deps.money.capture(trx, session.id, wish)),
  );
}

async function cancel(c: ApiContext, deps: PaymentDeps): Promise<Response> {
  const { session } = await find(c, deps);
  const raw = await readOptionalJson(c);
  validate(emptyBody, raw);
  return runOnce(c, deps, { api: 'maxfi' }, raw, async (trx) =>
    toAnswer(await deps.money.cancelIntent(trx, session.id, {})),
  );
}

async function refund(c: ApiContext, deps: PaymentDeps): Promise<Response> {
  const checkout = await find(c, deps);
  const raw = await readOptionalJson(c);
  const { amount, reason = null, idempotency_key: bodyKey } = validate(refundBody, raw);
  return runOnce(c, deps, { api: 'maxfi', bodyKey }, raw, async (trx) => {
    const wish = { amount, reason: null, description: reason, metadata: {} };
    const result = await deps.money.refund(trx, checkout.session.id, wish);
    if ('problem' in result) return refuse(result.problem, remainingOf(checkout));
    return { status: 201, body: JSON.stringify(toRefundObject(result.refund, result.checkout)) };
  });
}

function toAnswer(result: Changed): StoredAnswer {
  if ('problem' in result) return refuse(result.problem);
  return { status: 200, body: JSON.stringify(toPaymentObject(result.checkout)) };
}

/** The work has begun, so its refusal is an answer that a repetition gets too. */
function refuse(problem: Problem, remaining?: number): StoredAnswer {
  const error = toError(problem);
  const { code, message } = maxfiErrorBody(error).error;
  const left = remaining === undefined ? {} : { remaining };
  return {
    status: error.status === 409 ? 409 : 400,
    body: JSON.stringify({ error: { code, message, ...left } }),
  };
}
