// The routes of refunds: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import type { Clock } from '../../../domain/clock.ts';
import type { Refund } from '../../../domain/refund.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { xpayErrorBody } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import type { Money } from '../../../money.ts';
import type { Payments } from '../../../payments.ts';
import {
  findCharge,
  findSessionOfCharge,
  findSessionOfIntent,
  type Owner,
} from '../../../store/checkouts.ts';
import type { StoredAnswer } from '../../../store/idempotency.ts';
import { findRefund, listRefunds } from '../../../store/refunds.ts';
import type { Queries, Store } from '../../../store/store.ts';
import { noSuch, notFound, refused, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import { toRefundObject } from './mapping.ts';
import { type CreateRefundBody, createRefundBody, refundsQuery } from './schemas.ts';

export interface RefundDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly payments: Pick<Payments, 'read'>;
  readonly money: Pick<Money, 'refund'>;
}

/** Routes under `/refunds`; the caller's secret key is checked before. */
export function createRefundRoutes(deps: RefundDeps): Hono<Env> {
  const { store } = deps;
  const app = new Hono<Env>();
  app.get('/refunds', async (c) => {
    const owner = c.get('principal');
    const { chargeId, paymentIntentId: intentId, ...page } = readQuery(c, refundsQuery);
    const wanted = toPageWanted(page);
    const { refunds, ...found } = await listRefunds(store.db, owner, { chargeId, intentId }, wanted);
    const objects = await Promise.all(refunds.map((refund) => toObject(store.db, owner, refund)));
    return sendPage(c, objects, found, wanted);
  });
  app.get('/refunds/:id', async (c) => {
    const owner = c.get('principal');
    const refund = await findRefund(store.db, owner, c.req.param('id'));
    if (refund === null) throw notFound('refund');
    return sendJson(c, await toObject(store.db, owner, refund));
  });
  app.post('/refunds', (c) => create(c, deps));
  allowOnly(app, '/refunds', ['GET', 'POST']);
  allowOnly(app, '/refunds/:id', ['GET']);
  return app;
}

async function create(c: ApiContext, deps: RefundDeps): Promise<Response> {
  const raw = await readJson(c);
  const body = validate(createRefundBody, raw);
  const owner = c.get('principal');
  const sessionId = await findOwnSession(owner, body, deps);
  const { chargeId, amount, reason = null, description = null, metadata = {} } = body;
  return once(c, deps, raw, async (trx): Promise<StoredAnswer> => {
    const wish = { chargeId, amount, reason, description, metadata };
    const result = await deps.money.refund(trx, sessionId, wish);
    if ('problem' in result) {
      // The work has begun, so its refusal is an answer that a repetition gets too.
      const error = refused(result.problem);
      return { status: 400, body: JSON.stringify(xpayErrorBody(error, c.get('requestId'))) };
    }
    return { status: 201, body: JSON.stringify(await toObject(trx, owner, result.refund)) };
  });
}

/** @throws ApiError for a charge or intent that is not the caller's. */
async function findOwnSession(
  { merchantId, livemode }: Owner,
  { chargeId, paymentIntentId }: CreateRefundBody,
  { store, payments }: RefundDeps,
): Promise<string> {
  const sessionId =
    chargeId === undefined
      ? await findSessionOfIntent(store.db, paymentIntentId ?? '')
      : await findSessionOfCharge(store.db, chargeId);
  const session = sessionId === null ? undefined : (await payments.read(sessionId))?.session;
  if (session?.merchantId === merchantId && session.livemode === livemode) return session.id;
  throw chargeId === undefined ? noSuch('payment intent', 'paymentIntentId') : noSuch('charge', 'chargeId');
}

async function toObject(db: Queries, owner: Owner, refund: Refund) {
  const charge = await findCharge(db, owner, refund.chargeId);
  if (charge === null) throw new Error(`${refund.id} is of a charge that is gone.`);
  return toRefundObject(refund, charge, owner);
}
