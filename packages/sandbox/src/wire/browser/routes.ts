// The browser API: one session, opened by its client secret, read, confirmed, and read again.

import { Hono } from 'hono';
import type { Answered } from '../../changes.ts';
import { readJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { allowedParents } from '../../http/headers.ts';
import { sendAnswer } from '../../http/idempotency-key.ts';
import { CONFIRMS_PER_SESSION, READS_PER_SESSION } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import { getMerchant } from '../../store/merchants.ts';
import { findOfferedCards } from '../../store/saved-cards.ts';
import { createActionRoutes } from './action-routes.ts';
import { toBuyerBrowser } from './buyer-browser.ts';
import { createChoicesRoute } from './choices.ts';
import { isPayment, toAttempt, toFreeOrder } from './confirm.ts';
import { answerEvents, readLongPoll, waitForNews } from './live.ts';
import { offeredIn } from './offered.ts';
import { type BrowserDeps, openSession, openSessionId, SESSION, wantKey } from './open-session.ts';
import { createPlansRoute } from './plans-route.ts';
import { toPublicSession } from './public-session.ts';
import { createSavedCardRoute, type SavedCardRouteDeps } from './saved-card-route.ts';
import { confirmBody } from './schemas.ts';
import { toSessionResult } from './session-result.ts';

/** Routes under `/v1/client`; the caller's publishable key is checked before. */
export function createBrowserRoutes(deps: SavedCardRouteDeps): Hono<Env> {
  const { store, clock, limiter, settings, isFaulty } = deps;
  const app = new Hono<Env>();

  app.get(SESSION, async (c) => {
    const poll = readLongPoll(c);
    const opened = await openSession(c, deps);
    limiter.take(c, READS_PER_SESSION, opened.session.id);
    const checkout = poll === null ? opened : await waitForNews(c, deps, opened, poll);
    const { session } = checkout;
    const etag = `W/"${session.version}${isFaulty(session) ? '-faults' : ''}"`;
    c.header('ETag', etag);
    const isOld = poll !== null && session.version <= poll.since;
    if (isOld || c.req.header('If-None-Match') === etag) return c.body(null, 304);
    const merchant = await getMerchant(store.db, session.merchantId);
    const savedCards = await findOfferedCards(store.db, session);
    const { vault } = store;
    const shown = { merchant, settings, vault, creq: 'without creq', isFaulty, savedCards } as const;
    return sendJson(c, toPublicSession(checkout, shown, clock.now()));
  });

  app.get(`${SESSION}/events`, (c) => answerEvents(c, deps));

  app.get(`${SESSION}/result`, async (c) => {
    const checkout = await openSession(c, deps);
    limiter.take(c, READS_PER_SESSION, checkout.session.id);
    return sendJson(c, toSessionResult(checkout));
  });

  app.post(`${SESSION}/confirm`, async (c) => {
    const { answer, isReplay } = await confirm(c, deps);
    return sendAnswer(c, answer, isReplay);
  });

  app.route('/', createChoicesRoute(deps));
  app.route('/', createPlansRoute(deps));
  allowOnly(app, SESSION, ['GET', 'PATCH']);
  allowOnly(app, `${SESSION}/events`, ['GET']);
  allowOnly(app, `${SESSION}/result`, ['GET']);
  allowOnly(app, `${SESSION}/confirm`, ['POST']);
  app.route('/', createSavedCardRoute(deps));
  app.route('/', createActionRoutes(deps));
  return app;
}

async function confirm(c: ApiContext, deps: BrowserDeps): Promise<Answered> {
  const { store, clock, limiter, payments } = deps;
  const sessionId = await openSessionId(c, deps);
  limiter.take(c, CONFIRMS_PER_SESSION, sessionId);
  const key = wantKey(c, 'one per press of Pay');
  const { browser, ...body } = validate(confirmBody, await readJson(c), { quote: false });
  // A window that was turned or moved between two tries does not make them two attempts.
  const request = { scope: `client ${sessionId} confirm`, key, body };
  if (!isPayment(body)) {
    return payments.placeFreeOrder(sessionId, (current) => toFreeOrder(body, current), request);
  }
  const { merchantId, livemode } = c.get('principal');
  const merchant = await getMerchant(store.db, merchantId);
  const allowed = allowedParents(merchant.allowedOrigins, livemode);
  const known = { vault: store.vault, merchantName: merchant.displayName, allowedParents: allowed };
  return payments.confirm(
    sessionId,
    {
      means: body.paymentMethod,
      browser: toBuyerBrowser(c, browser),
      check: (current, savedCard) =>
        toAttempt(body, current, { ...known, savedCard, offered: offeredIn(current, merchant) }, clock.now()),
    },
    request,
  );
}

function sendJson(c: ApiContext, object: object): Response {
  return c.body(JSON.stringify(object), 200, { 'Content-Type': 'application/json' });
}
