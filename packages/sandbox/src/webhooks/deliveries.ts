// `GET /sandbox/deliveries`: the delivery log, for a shop's developer who asks where a webhook is.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { APIS } from '../domain/api.ts';
import { requireSecretKey } from '../http/auth.ts';
import type { Env } from '../http/env.ts';
import { validate } from '../http/validation.ts';
import { type LoggedDelivery, listDeliveries } from '../store/delivery-log.ts';
import { MOST_COUNTED } from '../store/paging.ts';
import { fields } from '../wire/xpay/fields.ts';

type DeliveriesDeps = Parameters<typeof requireSecretKey>[0];

/** A query's numbers arrive as text: only plain digits count. */
const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'expected a whole number.' })
    .transform(Number)
    .pipe(z.int().min(1).max(most));

/** Query of `GET /sandbox/deliveries`. */
export const deliveryQuery = fields({
  eventId: z.string().optional(),
  objectId: z.string().optional(),
  endpointId: z.string().optional(),
  state: z.enum(['pending', 'delivered', 'failed']).optional(),
  page: count(1_000_000).default(1),
  limit: count(100).default(20),
});

/** A delivery with its attempts, oldest first. */
export const deliveryObject = z
  .strictObject({
    id: z.string(),
    object: z.literal('webhook_delivery'),
    livemode: z.boolean(),
    eventId: z.string(),
    eventType: z.string(),
    objectId: z.string(),
    api: z.enum(APIS).openapi({ description: 'In whose words the event is told.' }),
    endpointId: z.string(),
    url: z.string(),
    state: z.string(),
    attempts: z.array(
      z.strictObject({
        attemptedAt: z.string().openapi({ format: 'date-time' }),
        status: z.int().nullable(),
        durationMs: z.int(),
        error: z.string().nullable(),
        responseExcerpt: z.string().nullable(),
      }),
    ),
    nextAttemptAt: z.string().nullable().openapi({ format: 'date-time' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('WebhookDelivery');

/** One page of them. */
export const deliveryList = z
  .strictObject({
    data: z.array(deliveryObject),
    totalCount: z.int().openapi({ description: `No more than ${MOST_COUNTED} are counted.` }),
    page: z.int(),
    limit: z.int(),
    totalPages: z.int(),
  })
  .openapi('WebhookDeliveryList');

/**
 * The log's one route: the deliveries of the key's merchant and mode, newest event first, each with its attempts.
 * Mount it at the root of the API. Filters: `eventId`, `objectId`, `state`; pages: `page` from 1, `limit` up to 100.
 */
export function createDeliveriesRoutes(deps: DeliveriesDeps): Hono<Env> {
  return new Hono<Env>().get('/sandbox/deliveries', requireSecretKey(deps), async (c) => {
    const query = validate(deliveryQuery, c.req.query());
    const { merchantId, livemode } = c.get('principal');
    const { page, limit } = query;
    const { deliveries, totalCount } = await listDeliveries(deps.store.db, {
      ...query,
      merchantId,
      livemode,
    });
    return c.json({
      data: deliveries.map((delivery) => toDeliveryObject(delivery, livemode)),
      totalCount,
      page,
      limit,
      totalPages: Math.ceil(totalCount / limit),
    });
  });
}

/** A delivery as the log and a replay answer it. */
export function toDeliveryObject(delivery: LoggedDelivery, livemode: boolean) {
  const { id, eventId, eventType, objectId, api, endpointId, url, state } = delivery;
  const { attempts, nextAttemptAt, createdAt } = delivery;
  return {
    id,
    object: 'webhook_delivery',
    livemode,
    eventId,
    eventType,
    objectId,
    api,
    endpointId,
    url,
    state,
    attempts,
    nextAttemptAt,
    createdAt,
  };
}
