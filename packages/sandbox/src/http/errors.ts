// Renders refusals and faults at the edge, in the shape of the API that was called.

import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { ApiContext, Env } from './env.ts';
import { ApiError, clientProblem, toApiError, xpayErrorBody } from './problem.ts';
import { redact, stackOf } from './redact.ts';

/** Makes `app` answer every error, and every path that it does not know, as the API that the path belongs to does. */
export function renderErrors(app: Hono<Env>, logger: Logger): void {
  app.onError((cause, c) => {
    if (!(cause instanceof ApiError)) {
      logger.error({ requestId: c.get('requestId'), stack: stackOf(cause) }, 'request failed');
    }
    return renderError(c, toApiError(cause));
  });
  app.notFound((c) =>
    renderError(
      c,
      new ApiError('not_found', `There is no ${c.req.method} ${redact(c.req.path)}. See /openapi/xpay.json.`),
    ),
  );
}

/** The methods that a path has; any other is a 405 that lists them (RFC 9110, 15.5.6). Register it after them. */
export function allowOnly(app: Hono<Env>, path: string, methods: readonly string[]): void {
  app.all(path, (c) => {
    const allow = methods.join(', ');
    throw new ApiError('invalid_request', `${c.req.method} is not possible here; ${allow} is.`, {
      status: 405,
      headers: { Allow: allow },
    });
  });
}

function renderError(c: ApiContext, error: ApiError): Response {
  const requestId = c.get('requestId');
  const isBrowserApi = c.req.path.startsWith('/v1/client/');
  const body = isBrowserApi ? clientProblem(error, requestId) : xpayErrorBody(error, requestId);
  return c.body(JSON.stringify(body), error.status, {
    ...error.headers,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': isBrowserApi ? 'application/problem+json' : 'application/json',
  });
}
