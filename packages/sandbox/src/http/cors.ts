// Which browsers may call: the checkout origin the browser API, nobody the rest.

import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

const EXPOSED = 'Request-Id, Retry-After, ETag, RateLimit, RateLimit-Policy, Idempotent-Replayed';

/**
 * CORS for `/v1/client/*` (Fetch standard, 3.2): the frame is the caller, not the page around it. No credentials, since
 * key and secret travel in headers of their own. Answers preflights; another origin gets no permission and so no answer.
 */
export function allowOrigin(origin: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const isAllowed = c.req.header('Origin') === origin;
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        Vary: 'Origin',
        ...(isAllowed
          ? {
              'Access-Control-Allow-Origin': origin,
              'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
              'Access-Control-Allow-Headers':
                'authorization, content-type, x-client-secret, idempotency-key, last-event-id',
              'Access-Control-Max-Age': '600',
            }
          : {}),
      });
    }
    c.header('Vary', 'Origin', { append: true });
    if (isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', EXPOSED);
    }
    return next();
  };
}
