// The OpenAPI document of the XPay routes, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { OpenApi } from '../../reference/openapi.ts';
import { CATALOG_ROUTES } from './catalog/openapi.ts';
import { COUPON_ROUTES } from './coupons/openapi.ts';
import { CUSTOMER_ROUTES } from './customers/openapi.ts';
import { LINK_ROUTES } from './links/openapi.ts';
import { listOf } from './list.ts';
import { MONEY_ROUTES } from './money-openapi.ts';
import { errorObject, sessionObject } from './objects.ts';
import { operation } from './operation.ts';
import { createSessionBody, emptyBody, sessionsQuery, updateSessionBody } from './schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const error = (description: string) => ({ description, content: json(errorObject) });

const ERRORS = {
  401: error('No or a wrong secret key.'),
  403: error('A secret key arrived from a browser.'),
  429: error('Over 100 requests in a second. Wait as long as `Retry-After` says.'),
};
const BODY_ERRORS = {
  400: error('A field is missing, unknown, or out of bounds: `param` says which.'),
  413: error('The body is over 1 MB.'),
  415: error('The body is not declared as application/json.'),
};
const NOT_FOUND = error('No such object for this key and mode.');
const NOT_OPEN = error('The session is not open, or a payment is under way.');
const ID = { params: z.object({ id: z.string() }) };
const KEY = {
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .openapi({ description: 'Repeats within 24 hours get the first answer, byte for byte.' }),
  }),
};
const session = (description: string) => ({ description, content: json(sessionObject) });

const ROUTES: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/checkout/sessions',
    summary: 'Create a checkout session',
    request: { ...KEY, body: { required: true, content: json(createSessionBody) } },
    responses: {
      201: session('The session, with its client secret and its payment intent.'),
      ...ERRORS,
      ...BODY_ERRORS,
      409: error('The first request with this Idempotency-Key is still running.'),
      422: error('The Idempotency-Key was used with another body.'),
    },
  },
  operation({
    tag: 'Checkout sessions',
    method: 'get',
    path: '/checkout/sessions',
    summary: 'List checkout sessions',
    query: sessionsQuery,
    answer: listOf(sessionObject, 'CheckoutSessionList'),
  }),
  {
    method: 'get',
    path: '/checkout/sessions/{id}',
    summary: 'Retrieve a checkout session',
    request: ID,
    responses: { 200: session('The session as it is now.'), ...ERRORS, 404: NOT_FOUND },
  },
  {
    method: 'patch',
    path: '/checkout/sessions/{id}',
    summary: 'Update an open checkout session',
    request: { ...ID, body: { required: true, content: json(updateSessionBody) } },
    responses: {
      200: session('The session after the change.'),
      ...ERRORS,
      ...BODY_ERRORS,
      404: NOT_FOUND,
      409: NOT_OPEN,
    },
  },
  {
    method: 'post',
    path: '/checkout/sessions/{id}/expire',
    summary: 'Expire an open checkout session',
    request: { ...ID, ...KEY, body: { required: false, content: json(emptyBody) } },
    responses: {
      200: session('The expired session.'),
      ...ERRORS,
      ...BODY_ERRORS,
      404: NOT_FOUND,
      409: NOT_OPEN,
    },
  },
  ...MONEY_ROUTES,
  ...CUSTOMER_ROUTES,
  ...CATALOG_ROUTES,
  ...COUPON_ROUTES,
  ...LINK_ROUTES,
];

/** The document, for the server at `apiOrigin`. */
export function xpayDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', { type: 'http', scheme: 'bearer' });
  for (const route of ROUTES) app.openAPIRegistry.registerPath(route);
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'XPay',
      version: '3.1.0',
      description: 'Server API: send a secret key, from a server only.',
    },
    servers: [{ url: apiOrigin }],
    security: [{ secretKey: [] }],
  });
}
