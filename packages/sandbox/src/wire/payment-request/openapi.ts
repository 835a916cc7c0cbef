// The OpenAPI document of payment requests and their tokens, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { OpenApi } from '../../reference/openapi.ts';
import {
  createBody,
  emptyBody,
  errorObject,
  eventObject,
  oauthErrorObject,
  paymentRequestObject,
  tokenForm,
  tokenObject,
} from './schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const error = (description: string) => ({ description, content: json(errorObject) });
const oauthError = (description: string) => ({ description, content: json(oauthErrorObject) });
const request = (description: string) => ({ description, content: json(paymentRequestObject) });

const TOKEN_ERRORS = {
  401: error('No access token, an unknown one, or one that has expired.'),
  403: error('An access token arrived from a browser.'),
  429: error('Over 5 requests in a second. Wait as long as `Retry-After` says, and longer each time.'),
};
const BODY_ERRORS = {
  400: error('A field is missing, unknown, or out of bounds: `validation_errors` says which.'),
  413: error('The body is over 1 MB.'),
  415: error('The body is not declared as application/json.'),
};
const ONCE_ERRORS = {
  409: error('It is no longer pending, or the first request with this Idempotency-Key is still running.'),
  422: error('The Idempotency-Key was used with another body.'),
};
const NOT_FOUND = error('No such payment request for this client.');
const ID = { params: z.object({ id: z.string() }) };
const KEY = {
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .openapi({ description: 'Repeats within 24 hours get the first answer, byte for byte.' }),
  }),
};

const TOKEN: RouteConfig = {
  method: 'post',
  path: '/oauth/token',
  summary: 'Get an access token',
  description:
    'OAuth 2.0 client credentials. Send them by HTTP Basic, or as `client_id` and `client_secret` in the form; not both.',
  security: [{ client: [] }, {}],
  request: {
    body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: tokenForm } } },
  },
  responses: {
    200: {
      description: 'The token. Keep it until it expires.',
      headers: z.object({ 'Cache-Control': z.string(), Pragma: z.string() }),
      content: json(tokenObject),
    },
    400: oauthError('`invalid_request`, `unsupported_grant_type` or `invalid_scope`.'),
    401: oauthError('`invalid_client`: unknown, revoked, or with a wrong secret.'),
    413: oauthError('The body is over 1 MB.'),
    429: oauthError('Over 5 tokens in a second. A token is good for an hour.'),
  },
};

/** The routes under one spelling of their path. */
function routesOf(path: string): readonly RouteConfig[] {
  return [
    {
      method: 'post',
      path,
      summary: 'Create a payment request',
      request: { ...KEY, body: { required: true, content: json(createBody) } },
      responses: {
        200: request('The request, with the page where it can be paid.'),
        ...TOKEN_ERRORS,
        ...BODY_ERRORS,
        ...ONCE_ERRORS,
      },
    },
    {
      method: 'get',
      path: `${path}/{id}`,
      summary: 'Retrieve a payment request',
      description: 'Poll it until `status` is `paid`.',
      request: ID,
      responses: { 200: request('The request as it is now.'), ...TOKEN_ERRORS, 404: NOT_FOUND },
    },
    {
      method: 'post',
      path: `${path}/{id}/cancel`,
      summary: 'Cancel a pending payment request',
      request: { ...ID, ...KEY, body: { required: false, content: json(emptyBody) } },
      responses: {
        200: request('The cancelled request.'),
        ...TOKEN_ERRORS,
        ...BODY_ERRORS,
        404: NOT_FOUND,
        ...ONCE_ERRORS,
      },
    },
  ];
}

const ABOUT = `Server API: send an access token, from a server only. 5 requests a second for each client.

Amounts are decimal text in major units: \`"100"\` is one hundred dollars in USD. Both spellings of the path are served.`;

/** The document, for the server at `apiOrigin`. */
export function paymentRequestDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'client', { type: 'http', scheme: 'basic' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'accessToken', {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: `${apiOrigin}/oauth/token`, scopes: {} } },
  });
  const routes = [TOKEN, ...routesOf('/payment/request'), ...routesOf('/payments/request')];
  for (const route of routes) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'event',
    operationId: 'receiveEvent',
    summary: 'What happened, for those who would rather not poll',
    request: { body: { required: true, content: json(eventObject) } },
    responses: { 200: { description: 'Received.' }, 410: { description: 'Never send anything again.' } },
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Payment requests', version: '1', description: ABOUT },
    servers: [{ url: apiOrigin }],
    security: [{ accessToken: [] }],
  });
}
