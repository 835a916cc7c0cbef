// The operations about a verification or an approval, as the browser API's document has them.

import { type RouteConfig, z } from '@hono/zod-openapi';
import { authenticateBody, cancelActionBody, restartActionBody } from './action-schemas.ts';
import { BODY_ERRORS, ERRORS, json, problem, REUSED, SECRET, session } from './openapi-parts.ts';

export const ACTIONS: readonly RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/client/session/authenticate',
    summary: 'Go on after the method step',
    request: {
      headers: z.object({
        'X-Client-Secret': SECRET,
        'Idempotency-Key': z.string().openapi({ description: 'The attempt’s.' }),
      }),
      body: { required: true, content: json(authenticateBody) },
    },
    responses: {
      200: session('The session after the bank has answered; with the CReq when it wants a challenge.'),
      ...ERRORS,
      ...BODY_ERRORS,
      409: problem('The first request with this Idempotency-Key is still running.'),
      422: REUSED,
    },
  },
  {
    method: 'post',
    path: '/v1/client/session/cancel_action',
    summary: 'Stop the verification by the bank',
    request: {
      headers: z.object({ 'X-Client-Secret': SECRET }),
      body: { required: true, content: json(cancelActionBody) },
    },
    responses: {
      200: session('The session as it is then: a verification that had ended stays as it was.'),
      ...ERRORS,
      ...BODY_ERRORS,
    },
  },
  {
    method: 'post',
    path: '/v1/client/session/restart_action',
    summary: 'Verify the same card anew',
    request: {
      headers: z.object({
        'X-Client-Secret': SECRET,
        'Idempotency-Key': z.string().openapi({ description: 'The new attempt.' }),
      }),
      body: { required: true, content: json(restartActionBody) },
    },
    responses: {
      200: session('The session with the new attempt; unchanged when the old one had ended.'),
      ...ERRORS,
      ...BODY_ERRORS,
      409: problem('A session that is over, or the same attempt still running.'),
      422: REUSED,
    },
  },
];
