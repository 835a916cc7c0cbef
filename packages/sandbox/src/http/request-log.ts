// Every request gets an id, and one line in the log that could be read aloud in public.

import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import type { Env } from './env.ts';

/** A logger that drops keys and secrets even where someone logs a whole request. */
export function createLogger(destination?: DestinationStream): Logger {
  const options = {
    base: null,
    redact: [
      'authorization',
      'clientSecret',
      '["x-client-secret"]',
      'headers',
      '*.authorization',
      '*.clientSecret',
    ],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Sets `Request-Id` on every answer and logs id, method, path pattern, status and milliseconds: no value of a caller. */
export function logRequests(logger: Logger, clock: Clock, ids: Ids): MiddlewareHandler<Env> {
  return async (c, next) => {
    const requestId = ids.next('req');
    const startedAt = clock.now().getTime();
    c.set('requestId', requestId);
    // Before there is an answer: Hono makes an answer anew for a header that comes later.
    c.header('Request-Id', requestId);
    await next();
    // What was no answer of Hono's making knows nothing of it.
    if (!c.res.headers.has('Request-Id')) c.header('Request-Id', requestId);
    const ms = clock.now().getTime() - startedAt;
    logger.info({ requestId, method: c.req.method, path: routePath(c), status: c.res.status, ms }, 'request');
  };
}

/** Answers of an API are nobody's to keep, and are never taken for anything but what they say they are. */
export const apiHeaders: MiddlewareHandler<Env> = (c, next) => {
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  return next();
};
