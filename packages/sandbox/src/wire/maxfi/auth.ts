// Who is calling MaxFi: a secret key in one of two headers, with a limit of its own.

import type { MiddlewareHandler } from 'hono';
import { type AuthDeps, checkSecretKey } from '../../http/auth.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import type { RatePolicy } from '../../http/rate-limit.ts';

export const MAXFI_PER_KEY: RatePolicy = { name: 'maxfi', limit: 100, windowS: 60 };

/** Lets in servers with a secret key, in `Authorization: Bearer` or in `X-API-Key`. @throws ApiError for both at once. */
export function requireMaxfiKey({ limiter, ...deps }: AuthDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const principal = await checkSecretKey(c, keyOf(c), deps);
    c.set('principal', principal);
    limiter.take(c, MAXFI_PER_KEY, principal.keyId);
    await next();
  };
}

function keyOf(c: ApiContext): string {
  const bearer = c.req.header('Authorization');
  const legacy = c.req.header('X-API-Key');
  if (bearer !== undefined && legacy !== undefined) {
    const message = 'Authorization: cannot be sent together with X-API-Key. Pick one per request.';
    throw new ApiError('invalid_request', message);
  }
  return legacy ?? /^Bearer +(\S+)$/i.exec(bearer ?? '')?.[1] ?? '';
}
