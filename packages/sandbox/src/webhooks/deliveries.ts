// `GET /sandbox/deliveries`: the delivery log, for a shop's developer who asks where a webhook is.

import { Hono } from 'hono';
import { z } from 'zod';
import { requireSecretKey } from '../http/auth.ts';
import type { Env } from '../http/env.ts';
import { unknownFieldError, validate } from '../http/validation.ts';
import { type LoggedDelivery, listDeliveries } from '../store/delivery-log.ts';

type DeliveriesDeps = Parameters<typeof requireSecretKey>[0];

/** A query's numbers arrive as text: only plain digits count. */
const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'expected a whole number.' })
    .transform(Number)
    .pipe(z.int().min(1).max(most));

const FIELDS = {
  eventId: z.string().optional(),
  objectId: z.string().optional(),
  state: z.enum(['pending', 'delivered', 'failed']).optional(),
  page: count(1_000_000).default(1),
  limit: count(100).default(20),
};

const querySchema = z.strictObject(FIELDS, { error: unknownFieldError(Object.keys(FIELDS)) });

/**
 * The log's one route: the deliveries of the key's merchant and mode, newest event first, each with its attempts.
 * Mount it at the root of the API. Filters: `eventId`, `objectId`, `state`; pages: `page` from 1, `limit` up to 100.
 */
export function createDeliveriesRoutes(deps: DeliveriesDeps): Hono<Env> {
  return new Hono<Env>().get('/sandbox/deliveries', requireSecretKey(deps), async (c) => {
    const query = validate(querySchema, c.req.query());
    const { merchantId, livemode } = c.get('principal');
    const { page, limit } = query;
    const { deliveries, totalCount } = await listDeliveries(deps.store.db, {
      ...query,
      merchantId,
      livemode,
    });
    return c.json({
      data: deliveries.map((delivery) => toWire(delivery, livemode)),
      totalCount,
      page,
      limit,
      totalPages: Math.ceil(totalCount / limit),
    });
  });
}

function toWire(delivery: LoggedDelivery, livemode: boolean) {
  const { id, eventId, eventType, objectId, url, state, attempts, nextAttemptAt, createdAt } = delivery;
  return {
    id,
    object: 'webhook_delivery',
    livemode,
    eventId,
    eventType,
    objectId,
    url,
    state,
    attempts,
    nextAttemptAt,
    createdAt,
  };
}
