// The APIs beside XPay's, put together: who may ask them, and their routes. XPay's paths have a place of their own.

import { Hono } from 'hono';
import { type AuthDeps, requireSecretKey } from '../http/auth.ts';
import { limitBody } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import { apiHeaders } from '../http/request-log.ts';
import { createSharedRoutes, type SharedDeps } from './common/routes.ts';
import { type CxpayDeps, createCxpayRoutes } from './cxpay/routes.ts';
import { createMaxfiRoutes, guardMaxfi, type MaxfiDeps } from './maxfi/routes.ts';
import { requireAccessToken } from './payment-request/access-token.ts';
import { createPaymentRequestRoutes, type PaymentRequestDeps } from './payment-request/routes.ts';
import { createTokenRoute } from './payment-request/token-route.ts';

/** Checks the keys and tokens of their callers. Mount it before the faults, which ask whose a request is. */
export function guardServerApis(app: Hono<Env>, deps: AuthDeps): void {
  app.use('/checkout-sessions/*', apiHeaders, limitBody, requireSecretKey(deps));
  app.use('/oauth/token', apiHeaders, limitBody);
  guardMaxfi(app, deps);
  for (const path of ['/payment/request/*', '/payments/request/*']) {
    app.use(path, apiHeaders, limitBody, requireAccessToken(deps));
  }
}

export type ServerApisDeps = CxpayDeps &
  SharedDeps &
  MaxfiDeps &
  PaymentRequestDeps & { readonly limiter: RateLimiter };

/** Their routes; mount it at the root of the API. */
export function createServerApis(deps: ServerApisDeps): Hono<Env> {
  return new Hono<Env>()
    .route('/', createSharedRoutes(deps))
    .route('/', createCxpayRoutes(deps))
    .route('/', createMaxfiRoutes(deps))
    .route('/', createTokenRoute(deps))
    .route('/', createPaymentRequestRoutes(deps));
}
