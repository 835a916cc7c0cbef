// How a hosted page, which no shop's page hands a client secret to, gets that of the session it was opened for.

import { Hono } from 'hono';
import type { Bootstraps } from '../../bootstraps.ts';
import { isSecretAlive } from '../../domain/session.ts';
import { readJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import { BOOTSTRAPS_PER_SESSION, WRONG_BOOTSTRAPS_PER_KEY } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import type { BrowserDeps } from './open-session.ts';
import { bootstrapBody } from './schemas.ts';

export interface BootstrapDeps extends Pick<BrowserDeps, 'store' | 'clock' | 'limiter' | 'payments'> {
  readonly bootstraps: Bootstraps;
}

const BOOTSTRAP = '/v1/client/bootstrap';

/** The route; the caller's publishable key is checked before. */
export function createBootstrapRoute(deps: BootstrapDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post(BOOTSTRAP, async (c) => {
    const { bootstrap } = validate(bootstrapBody, await readJson(c), { quote: false });
    return c.json({ clientSecret: await redeem(c, bootstrap, deps) });
  });
  allowOnly(app, BOOTSTRAP, ['POST']);
  return app;
}

/** @throws ApiError `not_found`, the same for a key that was used, is too old, another merchant's, or nobody's. */
async function redeem(c: ApiContext, bootstrap: string, deps: BootstrapDeps): Promise<string> {
  const { store, clock, limiter, payments, bootstraps } = deps;
  const { merchantId, livemode, keyId } = c.get('principal');
  const sessionId = bootstraps.find(bootstrap);
  const session = sessionId === null ? null : ((await payments.read(sessionId))?.session ?? null);
  const isOwn = session?.merchantId === merchantId && session.livemode === livemode;
  if (session === null || !isOwn || !isSecretAlive(session, clock.now())) {
    limiter.take(c, WRONG_BOOTSTRAPS_PER_KEY, keyId);
    throw new ApiError('not_found', GONE);
  }
  limiter.take(c, BOOTSTRAPS_PER_SESSION, session.id);
  // Asked again after the database was: of two requests at once, one has it.
  if (bootstraps.find(bootstrap) === null) throw new ApiError('not_found', GONE);
  bootstraps.use(bootstrap);
  return store.vault.open(session.clientSecretSealed, session.id);
}

const GONE =
  'This page’s one-time key has been used or is too old. Reload the page: every load of it gets a key of its own.';
