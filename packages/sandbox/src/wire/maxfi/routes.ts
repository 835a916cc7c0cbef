// MaxFi, put together: who may ask it, and its routes.

import { Hono } from 'hono';
import type { Clock } from '../../domain/clock.ts';
import type { AuthDeps } from '../../http/auth.ts';
import { limitBody } from '../../http/body.ts';
import type { Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { apiHeaders } from '../../http/request-log.ts';
import { requireMaxfiKey } from './auth.ts';
import { type CheckoutDeps, createCheckoutRoutes } from './checkout-routes.ts';
import { createPaymentRoutes, type PaymentDeps } from './payment-routes.ts';

/** Checks the keys of its callers; nobody needs one to ask for its health. Mount it before the faults. */
export function guardMaxfi(app: Hono<Env>, deps: AuthDeps): void {
  app.use('/v2/*', apiHeaders, limitBody);
  for (const path of ['/v2/payments/*', '/v2/payouts/*']) app.use(path, requireMaxfiKey(deps));
}

export type MaxfiDeps = CheckoutDeps & PaymentDeps;

/** Its routes; mount it at the root of the API. */
export function createMaxfiRoutes(deps: MaxfiDeps): Hono<Env> {
  const app = new Hono<Env>().get('/v2/health', (c) => c.json(healthAt(deps.clock)));
  allowOnly(app, '/v2/health', ['GET']);
  return app.route('/', createCheckoutRoutes(deps)).route('/', createPaymentRoutes(deps));
}

function healthAt(clock: Clock) {
  return { status: 'ok', time: clock.now().toISOString() };
}
