// Who is calling: a secret key from the shop's server, or a publishable key from the checkout's own pages.

import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../domain/clock.ts';
import { findPrincipal, type Principal } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext, Env } from './env.ts';
import { ApiError } from './problem.ts';
import { PER_KEY, type RateLimiter } from './rate-limit.ts';

export interface AuthDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly limiter: RateLimiter;
}

const WANTED = { secret: 'sk_test_… or sk_live_…', publishable: 'pk_test_… or pk_live_…' } as const;

/** Lets in servers with a secret key; a browser that holds one is turned away, so that the leak is noticed. */
export function requireSecretKey({ limiter, ...deps }: AuthDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    const principal = await checkSecretKey(c, bearerToken(c), deps);
    c.set('principal', principal);
    limiter.take(c, PER_KEY, principal.keyId);
    await next();
  };
}

/** Whose secret key this is, wherever in the request it stood. @throws ApiError for a wrong one, and from a web page. */
export function checkSecretKey(
  c: ApiContext,
  key: string,
  deps: Omit<AuthDeps, 'limiter'>,
): Promise<Principal> {
  if (key.startsWith('sk_') && c.req.header('Origin') !== undefined) {
    const message =
      'A secret key arrived from a web page. Revoke it, and call this route from your server only.';
    throw new ApiError('forbidden_origin', message);
  }
  return authenticate(key, 'secret', deps);
}

/** Lets in pages with a publishable key; what they may read or do, their client secret decides. */
export function requirePublishableKey(deps: Omit<AuthDeps, 'limiter'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('principal', await authenticate(bearerToken(c), 'publishable', deps));
    await next();
  };
}

function bearerToken(c: ApiContext): string {
  return /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
}

async function authenticate(
  key: string,
  kind: Principal['kind'],
  { store, clock }: Omit<AuthDeps, 'limiter'>,
): Promise<Principal> {
  if (key === '')
    throw unauthorized(`No API key. Send Authorization: Bearer with a ${kind} key (${WANTED[kind]}).`);
  const principal = await findPrincipal(store.db, key, clock.now());
  if (principal === null)
    throw unauthorized(`No such API key. Send a ${kind} key (${WANTED[kind]}) of this sandbox.`);
  if (principal.kind !== kind) {
    throw unauthorized(`Got a ${principal.kind} key, expected a ${kind} key (${WANTED[kind]}).`);
  }
  return principal;
}

function unauthorized(message: string): ApiError {
  return new ApiError('invalid_api_key', message, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
