// `/sandbox/webhooks` and `POST /sandbox/deliveries/:id/replay`: when a shop's webhooks come, and sending one again.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Clock } from '../domain/clock.ts';
import { limitBody, readJson, readOptionalJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import type { Owner } from '../store/checkouts.ts';
import { findDelivery } from '../store/delivery-log.ts';
import { replayDelivery } from '../store/leases.ts';
import { findSessionOwner } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import { toDeliveryObject } from '../webhooks/deliveries.ts';
import { fields } from '../wire/xpay/fields.ts';
import { emptyBody } from '../wire/xpay/schemas.ts';
import { DEFAULT_DELAY_MS, ORDERS, type Order, type Orders } from './orders.ts';

const NAMES = Object.keys(ORDERS) as readonly Order[];
const LONGEST_DELAY_MS = 3_600_000;

const sessionId = z.string().min(1).max(100).optional();

/** Query of `GET /sandbox/webhooks`. */
export const orderQuery = fields({
  sessionId: sessionId.openapi({ description: 'The order of this session’s events.' }),
});

/** Body of `POST /sandbox/webhooks`. */
export const orderBody = fields({
  order: z.enum(NAMES),
  delayMs: z
    .int()
    .min(1)
    .max(LONGEST_DELAY_MS)
    .optional()
    .openapi({ description: `Of redirect_first and out_of_order; ${DEFAULT_DELAY_MS} unless told.` }),
  sessionId: sessionId.openapi({
    description: 'Only the events of this session, whatever is told of the others.',
  }),
})
  .superRefine(({ order, delayMs }, context) => {
    if (delayMs === undefined || isDelayed(order)) return;
    const message = 'is only for the orders "redirect_first" and "out_of_order".';
    context.addIssue({ code: 'custom', path: ['delayMs'], message });
  })
  .openapi('OrderWebhooks');

/** What both routes answer. */
export const orderObject = z
  .strictObject({
    object: z.literal('webhook_order'),
    sessionId: z.string().nullable().openapi({ description: 'Null where it is the order of all.' }),
    order: z.string(),
    delayMs: z.int(),
    effect: z.string().openapi({ description: 'What it does, in words.' }),
  })
  .openapi('WebhookOrder');

export interface WebhookRoutesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly orders: Orders;
  /** Something is due. */
  readonly wake: () => void;
}

/** Routes; the caller's test key is checked before. */
export function createWebhookRoutes({ store, clock, orders, wake }: WebhookRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  const shown = (merchantId: string, sessionId: string | null): z.output<typeof orderObject> => {
    const { order, delayMs } = orders.of({ merchantId, livemode: false }, sessionId);
    return { object: 'webhook_order', sessionId, order, delayMs, effect: ORDERS[order] };
  };
  /** Throws where a session is named that is none of the key's. */
  const check = async ({ merchantId }: Owner, sessionId: string | undefined) => {
    if (sessionId === undefined) return;
    const owner = await findSessionOwner(store.db, sessionId);
    if (owner?.merchantId !== merchantId || owner.livemode) throw REFUSALS.unknown_session();
  };
  app.get('/sandbox/webhooks', async (c) => {
    const { sessionId } = validate(orderQuery, c.req.query());
    const owner = c.get('principal');
    await check(owner, sessionId);
    return c.json(shown(owner.merchantId, sessionId ?? null));
  });
  app.post('/sandbox/webhooks', limitBody, async (c) => {
    const { order, delayMs = DEFAULT_DELAY_MS, sessionId } = validate(orderBody, await readJson(c));
    const owner = c.get('principal');
    await check(owner, sessionId);
    orders.set(owner.merchantId, { order, delayMs: isDelayed(order) ? delayMs : 0 }, sessionId);
    return c.json(shown(owner.merchantId, sessionId ?? null));
  });
  app.post('/sandbox/deliveries/:id/replay', limitBody, async (c) => {
    validate(emptyBody, await readOptionalJson(c));
    const id = c.req.param('id');
    const owner = c.get('principal');
    const replayed = await replayDelivery(store, owner, id, clock.now().toISOString());
    if (replayed !== 'replayed') throw REFUSALS[replayed]();
    wake();
    const delivery = await findDelivery(store.db, owner, id);
    if (delivery === null) throw REFUSALS.unknown();
    return c.json(toDeliveryObject(delivery, false));
  });
  allowOnly(app, '/sandbox/webhooks', ['GET', 'POST']);
  allowOnly(app, '/sandbox/deliveries/:id/replay', ['POST']);
  return app;
}

const REFUSALS = {
  unknown_session: () =>
    new ApiError('not_found', 'No such checkout session for this key. Check the id and its mode.'),
  unknown: () =>
    new ApiError('not_found', 'No such delivery for this key. GET /sandbox/deliveries lists them.'),
  being_sent: () =>
    new ApiError('invalid_state', 'The delivery is being sent at this moment. Replay it when it has ended.'),
  disabled: () =>
    new ApiError(
      'invalid_state',
      'The endpoint of this delivery is switched off. Start the sandbox with --webhook to switch it on.',
    ),
} as const;

function isDelayed(order: Order): boolean {
  return order === 'redirect_first' || order === 'out_of_order';
}
