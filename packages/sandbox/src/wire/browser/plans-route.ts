// In how many parts a session can be paid: asked for when a buyer chooses to, since the dates are those of that day.

import { Hono } from 'hono';
import { plansFor } from '../../domain/instalments.ts';
import type { Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { READS_PER_SESSION } from '../../http/rate-limit.ts';
import { getMerchant } from '../../store/merchants.ts';
import { offeredIn } from './offered.ts';
import { type BrowserDeps, openSession, SESSION } from './open-session.ts';

/** `GET /v1/client/session/instalment_plans`; the caller's publishable key is checked before. */
export function createPlansRoute(deps: BrowserDeps): Hono<Env> {
  const { store, clock, limiter } = deps;
  const app = new Hono<Env>();
  app.get(`${SESSION}/instalment_plans`, async (c) => {
    const { session } = await openSession(c, deps);
    limiter.take(c, READS_PER_SESSION, session.id);
    const merchant = await getMerchant(store.db, session.merchantId);
    const isOffered = offeredIn(session, merchant).includes('bnpl');
    return c.json({ data: isOffered ? plansFor(session.amountTotal, clock.now()) : [] });
  });
  allowOnly(app, `${SESSION}/instalment_plans`, ['GET']);
  return app;
}
