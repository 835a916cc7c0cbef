// The OpenAPI document of MaxFi, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { OpenApi } from '../../reference/openapi.ts';
import {
  checkoutObject,
  errorObject,
  eventObject,
  healthObject,
  paymentListObject,
  paymentObject,
  refundObject,
} from './objects.ts';
import { captureBody, createCheckoutBody, emptyBody, listQuery, refundBody } from './schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const error = (description: string) => ({ description, content: json(errorObject) });

const ERRORS = {
  400: error('`VALIDATION_ERROR`: a field is wrong, or both headers with a key were sent.'),
  401: error('`UNAUTHORIZED`: no or a wrong secret key.'),
  403: error('`FORBIDDEN`: a secret key arrived from a browser.'),
  429: error('`RATE_LIMIT_EXCEEDED`: over 100 requests in 60 seconds. Wait as long as `Retry-After` says.'),
};
const BODY_ERRORS = {
  409: error(
    '`IDEMPOTENCY_CONFLICT`: the key was used with another body. `IDEMPOTENCY_IN_PROGRESS`: the first request is still running. `INVALID_STATE`: the payment is in no state for this.',
  ),
  413: error('`PAYLOAD_TOO_LARGE`: the body is over 1 MB.'),
  415: error('`UNSUPPORTED_MEDIA_TYPE`: the body is not declared as application/json.'),
};
const NOT_FOUND = { 404: error('`NOT_FOUND`: no such payment for this key and mode.') };
const KEY = {
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .openapi({ description: 'Repeats within 24 hours get the first answer, byte for byte.' }),
  }),
};
const ID = {
  params: z.object({
    id: z.string().openapi({
      description: 'The session (cs_…), the payment (pay_…), its connector_transaction_id, or your order_id.',
    }),
  }),
};

const act = (name: string, summary: string, body: z.ZodType): RouteConfig => ({
  method: 'post',
  path: `/v2/payments/{id}/${name}`,
  summary,
  request: { ...ID, ...KEY, body: { required: false, content: json(body) } },
  responses: {
    200: { description: 'The payment after it.', content: json(paymentObject) },
    ...ERRORS,
    ...BODY_ERRORS,
    ...NOT_FOUND,
  },
});

const ROUTES: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/v2/payments/checkout',
    summary: 'Create a checkout',
    request: { ...KEY, body: { required: true, content: json(createCheckoutBody) } },
    responses: {
      201: {
        description: 'The checkout: send the customer to `checkout_url`.',
        content: json(checkoutObject),
      },
      ...ERRORS,
      402: error('`NO_CONNECTOR`: the merchant has no acquirer for the currency.'),
      ...BODY_ERRORS,
    },
  },
  {
    method: 'get',
    path: '/v2/payments/checkout/{id}',
    summary: 'Retrieve a checkout',
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: { description: 'The checkout as it is now.', content: json(checkoutObject) },
      ...ERRORS,
      ...NOT_FOUND,
    },
  },
  {
    method: 'get',
    path: '/v2/payments',
    summary: 'List payments',
    request: { query: listQuery },
    responses: {
      200: { description: 'One page, latest first.', content: json(paymentListObject) },
      ...ERRORS,
    },
  },
  {
    method: 'get',
    path: '/v2/payments/{id}',
    summary: 'Retrieve a payment',
    request: ID,
    responses: {
      200: { description: 'The payment as it is now.', content: json(paymentObject) },
      ...ERRORS,
      ...NOT_FOUND,
    },
  },
  act('capture', 'Capture what the bank holds, once', captureBody),
  act('cancel', 'Cancel an unpaid payment, or let held money go', emptyBody),
  {
    method: 'post',
    path: '/v2/payments/{id}/refund',
    summary: 'Refund a payment, wholly or in part',
    request: { ...ID, ...KEY, body: { required: false, content: json(refundBody) } },
    responses: {
      201: { description: 'The refund, and what remains.', content: json(refundObject) },
      ...ERRORS,
      ...BODY_ERRORS,
      ...NOT_FOUND,
    },
  },
  {
    method: 'get',
    path: '/v2/health',
    summary: 'Ask whether the API is up',
    security: [],
    responses: { 200: { description: 'It is.', content: json(healthObject) } },
  },
];

const ABOUT = `Server API: send a secret key, from a server only, as \`Authorization: Bearer sk_…\` or, of old, as \`X-API-Key: sk_…\`. Not both.

There is no \`POST /v2/payments\` with a card, since card numbers never reach your server, and there are no payouts: both are a 404.

An event is signed by \`MaxFi-Signature: t=<unix seconds>,v1=<hex>\`, HMAC-SHA256 of \`<t>.<body>\` keyed with the endpoint's secret, and
by the headers of Standard Webhooks. Answer with 2xx within 10 seconds; it is sent up to ten times within a day or two.`;

/** The document, for the server at `apiOrigin`. */
export function maxfiDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'secretKey', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
  });
  for (const route of ROUTES) registry.registerPath(route);
  registry.registerWebhook({
    method: 'post',
    path: 'event',
    operationId: 'receiveEvent',
    summary: 'What happened',
    request: { body: { required: true, content: json(eventObject) } },
    responses: { 200: { description: 'Received.' }, 410: { description: 'Never send anything again.' } },
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'MaxFi', version: '2', description: ABOUT },
    servers: [{ url: apiOrigin }],
    security: [{ secretKey: [] }, { apiKey: [] }],
  });
}
