// How a buyer has a kept card removed from the checkout that offers it.

import { Hono } from 'hono';
import { mustFind } from '../../changes.ts';
import { offeredBy } from '../../domain/saved-cards.ts';
import { overProblem } from '../../domain/session.ts';
import type { Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import { ACTIONS_PER_SESSION } from '../../http/rate-limit.ts';
import type { SavedCards } from '../../saved-cards.ts';
import { getMerchant } from '../../store/merchants.ts';
import { findOfferedCards } from '../../store/saved-cards.ts';
import type { Trx } from '../../store/store.ts';
import { type BrowserDeps, openSession, SESSION } from './open-session.ts';
import { toPublicSession } from './public-session.ts';

export interface SavedCardRouteDeps extends BrowserDeps {
  readonly savedCards: SavedCards;
}

const PATH = `${SESSION}/saved_cards/:id`;

/**
 * The route; the caller's publishable key is checked before. It answers with the session, the same whether the card was
 * there, was removed before, or is somebody else's: nobody learns which ids there are.
 */
export function createSavedCardRoute(deps: SavedCardRouteDeps): Hono<Env> {
  const { store, limiter } = deps;
  const app = new Hono<Env>();
  app.delete(PATH, async (c) => {
    const { session } = await openSession(c, deps);
    limiter.take(c, ACTIONS_PER_SESSION, session.id);
    const shown = await store.transaction((trx) => remove(trx, session.id, c.req.param('id'), deps));
    return c.body(JSON.stringify(shown), 200, { 'Content-Type': 'application/json' });
  });
  allowOnly(app, PATH, ['DELETE']);
  return app;
}

async function remove(trx: Trx, sessionId: string, id: string, deps: SavedCardRouteDeps) {
  const { session } = await mustFind(trx, sessionId);
  const over = overProblem(session, deps.clock.now());
  if (over !== null) throw new ApiError(over.code, over.message);
  const offered = offeredBy(session);
  if (offered !== null) await deps.savedCards.remove(trx, offered.customerId, id);
  const after = await mustFind(trx, sessionId);
  const { settings, isFaulty, clock } = deps;
  const { vault } = deps.store;
  const merchant = await getMerchant(trx, session.merchantId);
  const savedCards = await findOfferedCards(trx, after.session);
  const how = { merchant, settings, vault, creq: 'without creq', isFaulty, savedCards } as const;
  return toPublicSession(after, how, clock.now());
}
