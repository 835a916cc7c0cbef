// `/sandbox/payments` and `/sandbox/events`: what happened, whichever API it began with, for a person who asks.

import { z } from '@hono/zod-openapi';
import { INTENT_STATUSES } from '@xpay/protocol/api';
import { Hono } from 'hono';
import { APIS } from '../domain/api.ts';
import { requireSecretKey } from '../http/auth.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import { type LoggedEvent, listEvents } from '../store/event-log.ts';
import { findPayment, type LoggedPayment, listCharges, listPayments } from '../store/payment-log.ts';
import { findRefundsOfCharge } from '../store/refunds.ts';
import { fields, text } from '../wire/xpay/fields.ts';

type LogDeps = Parameters<typeof requireSecretKey>[0];

/** A query's numbers arrive as text. */
const digits = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'expected a whole number.' })
  .transform(Number);
const limit = digits.pipe(z.int().min(1).max(100)).default(25);
const below = digits
  .optional()
  .openapi({ description: 'The `sequence` of the last one of the page before.' });
const time = z.string().openapi({ format: 'date-time' });

export const paymentQuery = fields({
  status: z.enum(INTENT_STATUSES).optional(),
  search: text(320, 1)
    .optional()
    .openapi({ description: 'An id, a whole email address, or your own reference.' }),
  below,
  limit,
});

export const eventQuery = fields({
  objectId: z.string().optional(),
  type: z.string().optional(),
  below,
  limit,
});

export const paymentObject = z
  .strictObject({
    id: z.string().openapi({ description: 'Of the session.' }),
    object: z.literal('logged_payment'),
    paymentIntentId: z.string(),
    api: z.enum(APIS),
    status: z.enum(INTENT_STATUSES),
    sessionStatus: z.enum(['open', 'complete', 'expired', 'canceled']),
    amount: z.int(),
    amountRefunded: z.int(),
    currency: z.string(),
    email: z.string().nullable(),
    reference: z.string().nullable(),
    description: z.string().nullable(),
    createdAt: time,
    sequence: z.int(),
  })
  .openapi('LoggedPayment');

export const eventObject = z
  .strictObject({
    id: z.string(),
    object: z.literal('logged_event'),
    type: z.string(),
    objectId: z.string(),
    api: z.enum(APIS),
    createdAt: time,
    sequence: z.int(),
    payload: z.string().openapi({ description: 'The bytes of the webhook.' }),
  })
  .openapi('LoggedEvent');

const chargeObject = z.strictObject({
  id: z.string(),
  attempt: z.int(),
  status: z.string(),
  amount: z.int(),
  amountCaptured: z.int(),
  amountRefunded: z.int(),
  failureCode: z.string().nullable(),
  method: z.string().openapi({ example: 'card' }),
  card: z.strictObject({ brand: z.string(), last4: z.string() }).nullable(),
  createdAt: time,
});

export const paymentDetail = paymentObject
  .extend({ charges: z.array(chargeObject), events: z.array(eventObject) })
  .openapi('LoggedPaymentDetail');
export const paymentList = z
  .strictObject({ data: z.array(paymentObject), hasMore: z.boolean() })
  .openapi('LoggedPaymentList');
export const eventList = z
  .strictObject({ data: z.array(eventObject), hasMore: z.boolean() })
  .openapi('LoggedEventList');

/** A payment has some ten events; more than this would be a fault of ours. */
const MOST_EVENTS = 200;

/** The routes, for the merchant and mode of the key that asks; mount them at the root of the API. */
export function createLogRoutes(deps: LogDeps): Hono<Env> {
  const { db } = deps.store;
  const app = new Hono<Env>();
  for (const path of ['/sandbox/payments/*', '/sandbox/events']) app.use(path, requireSecretKey(deps));

  app.get('/sandbox/payments', async (c) => {
    const query = validate(paymentQuery, c.req.query());
    const found = await listPayments(db, c.get('principal'), { ...query, limit: query.limit + 1 });
    return c.json({
      data: found.slice(0, query.limit).map(toPayment),
      hasMore: found.length > query.limit,
    } satisfies z.output<typeof paymentList>);
  });

  app.get('/sandbox/payments/:id', async (c) => {
    const owner = c.get('principal');
    const payment = await findPayment(db, owner, c.req.param('id'));
    if (payment === null) throw new ApiError('not_found', 'No such payment for this key and mode.');
    const charges = await listCharges(db, payment.paymentIntentId);
    const refunds = await Promise.all(charges.map(({ id }) => findRefundsOfCharge(db, id)));
    const moved = [...charges, ...refunds.flat()].map(({ id }) => id);
    const objectIds = [payment.sessionId, payment.paymentIntentId, ...moved];
    const events = await listEvents(db, owner, { objectIds, limit: MOST_EVENTS });
    return c.json({
      ...toPayment(payment),
      charges: [...charges],
      events: [...events].reverse().map(toEvent),
    } satisfies z.output<typeof paymentDetail>);
  });

  app.get('/sandbox/events', async (c) => {
    const { objectId, ...query } = validate(eventQuery, c.req.query());
    const found = await listEvents(db, c.get('principal'), {
      ...query,
      objectIds: objectId === undefined ? undefined : [objectId],
      limit: query.limit + 1,
    });
    return c.json({
      data: found.slice(0, query.limit).map(toEvent),
      hasMore: found.length > query.limit,
    } satisfies z.output<typeof eventList>);
  });
  for (const path of ['payments', 'payments/:id', 'events']) allowOnly(app, `/sandbox/${path}`, ['GET']);
  return app;
}

function toPayment({ sessionId, ...payment }: LoggedPayment): z.output<typeof paymentObject> {
  return { id: sessionId, object: 'logged_payment', ...payment };
}

function toEvent(event: LoggedEvent): z.output<typeof eventObject> {
  return { object: 'logged_event', ...event };
}
