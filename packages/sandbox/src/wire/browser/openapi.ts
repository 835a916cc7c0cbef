// The OpenAPI document of the browser API, made from the schemas that validate.

import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { allowLeftOut } from '../../reference/left-out.ts';
import type { OpenApi } from '../../reference/openapi.ts';
import { ACTIONS } from './action-openapi.ts';
import { choicesBody } from './choices.ts';
import { address } from './contact.ts';
import { longPollQuery } from './live.ts';
import { instalmentPlans } from './method-schemas.ts';
import { BODY_ERRORS, ERRORS, json, problem, REUSED, SECRET, session } from './openapi-parts.ts';
import { bootstrapAnswer, bootstrapBody, confirmBody, publicSession, sessionResult } from './schemas.ts';

const ROUTES: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/client/session',
    summary: 'Read the session',
    request: {
      headers: z.object({ 'X-Client-Secret': SECRET, 'If-None-Match': z.string().optional() }),
      query: longPollQuery,
    },
    responses: {
      200: session(
        'The session; its `ETag` changes with its version. With `wait`, as soon as it is past `since`.',
      ),
      304: {
        description: 'Still the version of `If-None-Match`; or, after `wait` seconds, still that of `since`.',
      },
      400: problem('`wait` or `since` is out of bounds, or one came without the other.'),
      ...ERRORS,
    },
  },
  {
    method: 'patch',
    path: '/v1/client/session',
    summary: 'Choose quantities, and answer the fields of the shop',
    request: {
      headers: z.object({ 'X-Client-Secret': SECRET }),
      body: { required: true, content: json(choicesBody) },
    },
    responses: {
      200: session('The session, with its new total.'),
      400: problem('A quantity or an answer that cannot be had: `param` says which.'),
      409: problem('The session is over, or a payment is under way.'),
      413: problem('The body is over 1 MB.'),
      415: problem('The body is not declared as application/json.'),
      ...ERRORS,
    },
  },
  {
    method: 'get',
    path: '/v1/client/session/events',
    summary: 'Hear of changes of the session',
    description:
      'Server-sent events: at once, and after every change, one named `version` whose data is `{"version":<n>}` and whose id is the same number; a comment every 15 s. Ends after 5 minutes, and when the session has ended. Only a hint: `GET /v1/client/session` has the truth.',
    request: { headers: z.object({ 'X-Client-Secret': SECRET, 'Last-Event-ID': z.string().optional() }) },
    responses: {
      200: { description: 'The versions.', content: { 'text/event-stream': { schema: z.string() } } },
      ...ERRORS,
    },
  },
  {
    method: 'post',
    path: '/v1/client/session/confirm',
    summary: 'Pay',
    request: {
      headers: z.object({
        'X-Client-Secret': SECRET,
        'Idempotency-Key': z.string().openapi({ description: 'The attempt: one press of Pay.' }),
      }),
      body: { required: true, content: json(confirmBody) },
    },
    responses: {
      200: session('The session after the attempt, also when the bank declined: see `intent`.'),
      ...ERRORS,
      ...BODY_ERRORS,
      409: problem('`amount_changed`, a session that is over, or the same attempt still running.'),
      422: REUSED,
    },
  },
  {
    method: 'delete',
    path: '/v1/client/session/saved_cards/{id}',
    summary: 'Remove a card that the customer keeps',
    description:
      'Done twice it changes nothing. An id that this session does not offer changes nothing either.',
    request: { headers: z.object({ 'X-Client-Secret': SECRET }), params: z.object({ id: z.string() }) },
    responses: {
      200: session('The session without the card.'),
      ...ERRORS,
      409: problem('The session is over.'),
    },
  },
  ...ACTIONS,
  {
    method: 'get',
    path: '/v1/client/session/instalment_plans',
    summary: 'In which parts the session can be paid',
    request: { headers: z.object({ 'X-Client-Secret': SECRET }) },
    responses: {
      200: {
        description: 'The plans, the shortest first; none where the session does not offer `bnpl`.',
        content: json(instalmentPlans),
      },
      ...ERRORS,
    },
  },
  {
    method: 'get',
    path: '/v1/client/session/result',
    summary: 'Where the buyer goes, and the receipt',
    request: { headers: z.object({ 'X-Client-Secret': SECRET }) },
    responses: { 200: { description: 'The result.', content: json(sessionResult) }, ...ERRORS },
  },
  {
    method: 'post',
    path: '/v1/client/bootstrap',
    summary: 'Open the session of a hosted page',
    request: { body: { required: true, content: json(bootstrapBody) } },
    responses: {
      200: { description: 'The client secret, once.', content: json(bootstrapAnswer) },
      ...ERRORS,
      ...BODY_ERRORS,
      404: problem(
        'The page’s key was used, is older than ten minutes, or is of another merchant. Reload it.',
      ),
    },
  },
];

/** The document, for the server at `apiOrigin`. */
export function clientDocument(apiOrigin: string): OpenApi {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'publishableKey', {
    type: 'http',
    scheme: 'bearer',
  });
  for (const route of ROUTES) app.openAPIRegistry.registerPath(route);
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'XPay browser API', version: '1', description: 'Called by the checkout frame only.' },
    servers: [{ url: apiOrigin }],
    security: [{ publishableKey: [] }],
  });
  allowLeftOut(document, 'PublicSession', publicSession);
  allowLeftOut(document, 'ConfirmRequest', confirmBody);
  allowLeftOut(document, 'PostalAddress', address);
  return document;
}
