// The OpenAPI document of CX Pay, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { OpenApi } from '../../reference/openapi.ts';
import { sharedErrorObject } from '../common/schemas.ts';
import { chargeObject, errorObject, eventObject, paymentIntentObject, sessionObject } from './objects.ts';
import { cancelBody, captureBody, createSessionBody, emptyBody, updateSessionBody } from './schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const own = (description: string) => ({ description, content: json(errorObject) });
const shared = (description: string) => ({ description, content: json(sharedErrorObject) });
type Refusal = typeof own | typeof shared;

const keyErrors = (error: Refusal) => ({
  401: error('No or a wrong secret key.'),
  403: error('A secret key arrived from a browser, or the currency is not enabled for the merchant.'),
  429: error('Over 100 requests in a second. Wait as long as `Retry-After` says.'),
});
const bodyErrors = (error: Refusal) => ({
  400: error('A field is missing, unknown, or out of bounds: `param` says which.'),
  413: error('The body is over 1 MB.'),
  415: error('The body is not declared as application/json.'),
});
const onceErrors = (error: Refusal) => ({
  409: error(
    'The object is not in a state for this, or the first request with this Idempotency-Key is still running.',
  ),
  422: error('The Idempotency-Key was used with another body.'),
});
const unknown = (error: Refusal) => ({ 404: error('No such object for this key and mode.') });

const ID = { params: z.object({ id: z.string() }) };
const KEY = z.string().openapi({
  description: 'A UUID. Repeats within 24 hours get the first answer, byte for byte.',
  example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
});
const NEEDS_KEY = { headers: z.object({ 'Idempotency-Key': KEY }) };
const TAKES_KEY = { headers: z.object({ 'Idempotency-Key': KEY.optional() }) };
const session = (description: string) => ({ description, content: json(sessionObject) });
const intent = (description: string) => ({ description, content: json(paymentIntentObject) });

const SESSIONS: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/checkout-sessions',
    summary: 'Create a checkout session',
    request: { ...NEEDS_KEY, body: { required: true, content: json(createSessionBody) } },
    responses: {
      200: session('The session, with the page to send your customer to and its payment intent.'),
      ...keyErrors(own),
      ...bodyErrors(own),
      ...onceErrors(own),
    },
  },
  {
    method: 'get',
    path: '/checkout-sessions/{id}',
    summary: 'Retrieve a checkout session',
    request: ID,
    responses: { 200: session('The session as it is now.'), ...keyErrors(own), ...unknown(own) },
  },
  {
    method: 'patch',
    path: '/checkout-sessions/{id}',
    summary: 'Update an open checkout session',
    description: 'The amount of its payment intent follows.',
    request: { ...ID, body: { required: true, content: json(updateSessionBody) } },
    responses: {
      200: session('The session after the change.'),
      ...keyErrors(own),
      ...bodyErrors(own),
      ...unknown(own),
      409: own('The session is not open, or a payment is under way.'),
    },
  },
  {
    method: 'post',
    path: '/checkout-sessions/{id}/expire',
    summary: 'Expire an open checkout session',
    request: { ...ID, ...TAKES_KEY, body: { required: false, content: json(emptyBody) } },
    responses: {
      200: session('The expired session.'),
      ...keyErrors(own),
      ...bodyErrors(own),
      ...unknown(own),
      ...onceErrors(own),
    },
  },
];

const PAYMENTS: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/payment-intents/{id}',
    summary: 'Retrieve a payment intent',
    request: ID,
    responses: {
      200: intent('The intent, with its latest attempts.'),
      ...keyErrors(shared),
      ...unknown(shared),
    },
  },
  {
    method: 'post',
    path: '/payment-intents/{id}/capture',
    summary: 'Capture what the bank holds',
    request: { ...ID, ...TAKES_KEY, body: { required: false, content: json(captureBody) } },
    responses: {
      200: intent('The intent, which has succeeded.'),
      ...keyErrors(shared),
      ...bodyErrors(shared),
      ...unknown(shared),
      ...onceErrors(shared),
    },
  },
  {
    method: 'post',
    path: '/payment-intents/{id}/cancel',
    summary: 'Cancel a payment intent',
    description: 'One that nobody has paid ends with its session; money that a bank holds is let go.',
    request: { ...ID, ...TAKES_KEY, body: { required: false, content: json(cancelBody) } },
    responses: {
      200: intent('The canceled intent.'),
      ...keyErrors(shared),
      ...bodyErrors(shared),
      ...unknown(shared),
      ...onceErrors(shared),
    },
  },
  {
    method: 'get',
    path: '/charges/{id}',
    summary: 'Retrieve a charge',
    request: ID,
    responses: {
      200: { description: 'One attempt.', content: json(chargeObject) },
      ...keyErrors(shared),
      ...unknown(shared),
    },
  },
];

const ABOUT = `Server API: send a secret key, from a server only.

An event is signed by \`CXPay-Signature: t=<unix seconds>,v1=<hex>\`, HMAC-SHA256 of \`<t>.<body>\` keyed with the endpoint's secret, and
by the headers of Standard Webhooks. Answer with 2xx within 10 seconds.`;

/** The document, for the server at `apiOrigin`. */
export function cxpayDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', { type: 'http', scheme: 'bearer' });
  for (const route of [...SESSIONS, ...PAYMENTS]) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'event',
    operationId: 'receiveEvent',
    summary: 'What happened',
    request: { body: { required: true, content: json(eventObject) } },
    responses: { 200: { description: 'Received.' }, 410: { description: 'Never send anything again.' } },
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'CX Pay', version: '1', description: ABOUT },
    servers: [{ url: apiOrigin }],
    security: [{ secretKey: [] }],
  });
}
