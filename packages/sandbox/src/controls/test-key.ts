// Who may control the sandbox: a shop's server in test mode. With a live key nothing can be broken, stopped or made up.

import type { MiddlewareHandler } from 'hono';
import { type AuthDeps, requireSecretKey } from '../http/auth.ts';
import type { Env } from '../http/env.ts';
import { ApiError } from '../http/problem.ts';

/** Lets in servers with a secret test key. */
export function requireTestKey(deps: AuthDeps): MiddlewareHandler<Env> {
  const requireSecret = requireSecretKey(deps);
  return (c, next) =>
    requireSecret(c, async () => {
      if (c.get('principal').livemode) {
        const message = 'Got a live key. The controls of the sandbox take a test key (sk_test_…) only.';
        throw new ApiError('invalid_api_key', message, { status: 403 });
      }
      await next();
    });
}
