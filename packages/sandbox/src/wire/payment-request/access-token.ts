// Who is calling with an access token (RFC 6750), and how often they may.

import type { MiddlewareHandler } from 'hono';
import type { AuthDeps } from '../../http/auth.ts';
import type { Env } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import type { RatePolicy } from '../../http/rate-limit.ts';
import { findToken } from '../../store/oauth.ts';

/** The documented limit: of a client, however many tokens it has. */
export const REQUESTS_PER_CLIENT: RatePolicy = { name: 'payment-requests', limit: 5, windowS: 1 };

const REALM = 'Bearer realm="payment requests"';

/** Lets in servers with an access token; a browser that holds one is turned away, so that the leak is noticed. */
export function requireAccessToken({ store, clock, limiter }: AuthDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (token === undefined) {
      throw refused('No access token. Get one at POST /oauth/token, and send Authorization: Bearer with it.');
    }
    if (c.req.header('Origin') !== undefined) {
      const message = 'An access token arrived from a web page. Call this route from your server only.';
      throw new ApiError('forbidden_origin', message);
    }
    const client = await findToken(store.db, token, clock.now());
    if (client === null)
      throw refused('No such access token. Get a new one at POST /oauth/token.', 'unknown');
    if (client === 'expired') {
      throw refused('The access token has expired. Get a new one at POST /oauth/token.', 'expired');
    }
    const { id: keyId, merchantId, livemode } = client;
    c.set('principal', { keyId, kind: 'secret', merchantId, livemode });
    limiter.take(c, REQUESTS_PER_CLIENT, keyId);
    await next();
  };
}

/** RFC 6750, 3.1: a request without a token is told nothing but what is wanted. */
function refused(message: string, why?: 'unknown' | 'expired'): ApiError {
  const error = why === undefined ? '' : `, error="invalid_token", error_description="The token is ${why}"`;
  return new ApiError('invalid_token', message, { headers: { 'WWW-Authenticate': REALM + error } });
}
