// Renders refusals and faults at the edge, in the shape of the API that was called.

import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { ApiContext, Env } from './env.ts';
import { ApiError, toApiError } from './problem.ts';
import { redact, stackOf } from './redact.ts';
import { type FindVoice, ownVoiceOf } from './voice.ts';

/** Makes `app` answer every error, and every path that it does not know, as the API that the path belongs to does. */
export function renderErrors(app: Hono<Env>, logger: Logger, voiceOf: FindVoice = ownVoiceOf): void {
  app.onError((cause, c) => {
    if (!(cause instanceof ApiError)) {
      logger.error({ requestId: c.get('requestId'), stack: stackOf(cause) }, 'request failed');
    }
    return renderError(c, toApiError(cause), voiceOf);
  });
  app.notFound((c) =>
    renderError(
      c,
      new ApiError('not_found', `There is no ${c.req.method} ${redact(c.req.path)}. See /openapi/xpay.json.`),
      voiceOf,
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

function renderError(c: ApiContext, error: ApiError, voiceOf: FindVoice): Response {
  const { contentType, body, status } = voiceOf(c.req.path);
  const text = JSON.stringify(body(error, c.get('requestId')));
  return c.body(text, status?.(error) ?? error.status, {
    ...error.headers,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': contentType,
  });
}
