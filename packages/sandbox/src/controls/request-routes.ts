// `GET /sandbox/requests`: what was asked of the APIs lately, for whoever wants to see how a payment talks.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { validate } from '../http/validation.ts';
import { fields } from '../wire/xpay/fields.ts';
import { type BookedRequest, MOST_REQUESTS, type RequestBook } from './request-book.ts';

/** A query's numbers arrive as text. */
const digits = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'expected a whole number.' })
  .transform(Number);

/** Query of the route. */
export const requestsQuery = fields({
  sessionId: z.string().max(100).optional().openapi({ description: 'Only what was about this session.' }),
  after: digits.optional().openapi({
    description: 'The `sequence` of the last one that you know: those that ended later, oldest first.',
  }),
  limit: digits.pipe(z.int().min(1).max(MOST_REQUESTS)).default(100),
});

export const requestObject = z
  .strictObject({
    id: z.string().openapi({ description: '`Request-Id` of the answer.' }),
    object: z.literal('logged_request'),
    sequence: z.int(),
    sessionId: z.string().nullable(),
    method: z.string(),
    path: z.string().openapi({ example: '/checkout/sessions/cs_test_01KF1CJ0R0/expire' }),
    route: z
      .string()
      .openapi({ description: 'The pattern of it.', example: '/checkout/sessions/:id/expire' }),
    status: z
      .int()
      .nullable()
      .openapi({ description: 'Null where a fault cut the connection in place of an answer.' }),
    startedAt: z.string().openapi({ format: 'date-time', description: 'By the machine’s time.' }),
    durationMs: z.int(),
    faults: z
      .array(z.strictObject({ id: z.string(), kind: z.string() }))
      .openapi({ description: 'The fault rules that it ran into.' }),
  })
  .openapi('LoggedRequest');

export const requestList = z
  .strictObject({ data: z.array(requestObject), hasMore: z.boolean() })
  .openapi('LoggedRequestList');

/** The route; the caller's test key is checked before. */
export function createRequestRoutes({ requests }: { readonly requests: RequestBook }): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/sandbox/requests', (c) => {
    const { limit, ...asked } = validate(requestsQuery, c.req.query());
    const found = requests.list(c.get('principal').merchantId, { ...asked, limit: limit + 1 });
    // The one too many is the latest of those that follow, and the oldest of the latest.
    const data = asked.after === undefined ? found.slice(-limit) : found.slice(0, limit);
    const answer: z.output<typeof requestList> = {
      data: data.map(toRequestObject),
      hasMore: found.length > limit,
    };
    return c.json(answer);
  });
  allowOnly(app, '/sandbox/requests', ['GET']);
  return app;
}

function toRequestObject({
  merchantId: _merchant,
  ...request
}: BookedRequest): z.output<typeof requestObject> {
  return {
    id: request.id,
    object: 'logged_request',
    sequence: request.sequence,
    sessionId: request.sessionId,
    method: request.method,
    path: request.path,
    route: request.route,
    status: request.status,
    startedAt: request.startedAt,
    durationMs: request.durationMs,
    faults: [...request.faults],
  };
}
