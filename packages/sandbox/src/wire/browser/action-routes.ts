// The browser API's routes about a verification by the bank: go on, stop, begin again.

import { Hono } from 'hono';
import { readJson } from '../../http/body.ts';
import type { ApiContext, Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { sendAnswer } from '../../http/idempotency-key.ts';
import { ApiError } from '../../http/problem.ts';
import { ACTIONS_PER_SESSION, CONFIRMS_PER_SESSION, type RatePolicy } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import { type AuthenticationKey, findById } from '../../store/authentications.ts';
import { authenticateBody, cancelActionBody, restartActionBody } from './action-schemas.ts';
import { toBuyerBrowser } from './buyer-browser.ts';
import { type BrowserDeps, openSession, SESSION, wantKey } from './open-session.ts';

/** Routes under `/v1/client/session`; the caller's publishable key is checked before. */
export function createActionRoutes(deps: BrowserDeps): Hono<Env> {
  const { verifications } = deps;
  const app = new Hono<Env>();

  app.post(`${SESSION}/authenticate`, async (c) => {
    const sessionId = await begin(c, deps, ACTIONS_PER_SESSION);
    const key = wantKey(c, 'the attempt’s');
    const { id } = validate(authenticateBody, await readJson(c));
    const verification = await findOwn(deps, sessionId, id);
    // What the browser saw is not part of the request's identity: a reload may remember it otherwise.
    const request = { scope: `client ${sessionId} authenticate`, key, body: { id } };
    const { answer, isReplay } = await verifications.authenticate(verification, request);
    return sendAnswer(c, answer, isReplay);
  });

  app.post(`${SESSION}/cancel_action`, async (c) => {
    const sessionId = await begin(c, deps, ACTIONS_PER_SESSION);
    const { id } = validate(cancelActionBody, await readJson(c));
    const answer = await verifications.cancel(await findOwn(deps, sessionId, id));
    return sendAnswer(c, answer, false);
  });

  app.post(`${SESSION}/restart_action`, async (c) => {
    const sessionId = await begin(c, deps, CONFIRMS_PER_SESSION);
    const key = wantKey(c, 'one per new attempt');
    const { id, browser } = validate(restartActionBody, await readJson(c));
    const verification = await findOwn(deps, sessionId, id);
    const request = { scope: `client ${sessionId} restart_action`, key, body: { id } };
    const { answer, isReplay } = await verifications.restart(
      verification,
      toBuyerBrowser(c, browser),
      request,
    );
    return sendAnswer(c, answer, isReplay);
  });

  for (const path of ['authenticate', 'cancel_action', 'restart_action']) {
    allowOnly(app, `${SESSION}/${path}`, ['POST']);
  }
  return app;
}

/** Opens the session and counts the request; its id. */
async function begin(c: ApiContext, deps: BrowserDeps, policy: RatePolicy): Promise<string> {
  const { session } = await openSession(c, deps);
  deps.limiter.take(c, policy, session.id);
  return session.id;
}

/** @throws ApiError `invalid_request` for a verification of another session, which is the same as none. */
async function findOwn({ store }: BrowserDeps, sessionId: string, id: string): Promise<AuthenticationKey> {
  const key = await findById(store.db, id);
  if (key?.sessionId === sessionId) return key;
  const message = 'id: this session has no such verification. Send the id of its next action.';
  throw new ApiError('invalid_request', message, { param: 'id' });
}
