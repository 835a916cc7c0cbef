// How the bank can be told to misbehave in one session: `POST /sandbox/bank`, for tests of what a checkout makes of it.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { requireSecretKey } from '../http/auth.ts';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import type { Store } from '../store/store.ts';
import { fields } from '../wire/xpay/fields.ts';

/** Each behaviour, and what the bank then does. Only cards that are enrolled (cards.ts) notice. */
export const BEHAVIORS = {
  none: 'Behaves.',
  method_absent: 'Has no method page for the card.',
  method_silent: 'The method page never answers.',
  method_late: 'The method page answers after 12 s.',
  method_twice: 'The method page answers twice.',
  method_broken: 'The method page answers with what is no message.',
  method_url_javascript: 'The method page is at a javascript: address.',
  method_url_own_origin: 'The method page is at an address of ours.',
  method_url_long: 'The address of the method page has 100,000 characters.',
  method_url_http: 'The method page is at a plain-http address of another machine.',
  areq_slow: 'Answers the AReq after 3 s.',
  areq_lost: 'Never answers the AReq.',
  areq_broken: 'Answers the AReq with what is no message.',
  acs_url_javascript: 'The challenge page is at a javascript: address.',
  acs_url_own_origin: 'The challenge page is at an address of ours.',
  acs_url_long: 'The address of the challenge page has 100,000 characters.',
  acs_url_http: 'The challenge page is at a plain-http address of another machine.',
  acs_404: 'Nested in a page, the challenge page is not found; as a page of its own it works.',
  acs_blank: 'Nested in a page, the challenge page is blank; as a page of its own it works.',
  acs_slow: 'Nested in a page, the challenge page comes after 12 s; as a page of its own at once.',
  breakout_target:
    'The challenge page submits a form to _top, when it is shown and at every click; else it works.',
  breakout_location:
    'The challenge page sets top.location, when it is shown and at every click; else it works.',
  popup: 'The challenge page opens a window at every click; else it works.',
  forged_done:
    'The bank’s pages post every kind of “done” to the windows around them before anything is decided.',
  cres_bad_base64: 'The CRes is no base64url. The RReq says what is true.',
  cres_padded: 'The CRes is padded. The RReq says what is true.',
  cres_error: 'An Erro comes in place of the CRes. The RReq says what is true.',
  cres_other_transaction: 'The CRes is about another transaction. The RReq says what is true.',
  cres_twice: 'The CRes is posted twice. The RReq says what is true.',
  cres_forged_yes: 'Whatever the buyer does, the RReq says N and the CRes Y.',
  cres_wrong_no: 'Whatever the buyer does, the RReq says Y and the CRes N.',
  cres_lost: 'The RReq is sent, the page stays on the bank.',
  rreq_late: 'The RReq comes 3 s after the CRes.',
  rreq_lost: 'The RReq never comes; the CRes says Y.',
  notification_blocked:
    'The page at the challenge’s notification address may not be framed, and so stays blank.',
  cardholder_info: 'Answers the AReq with N and a message for the buyer that holds markup.',
  decoupled_refused: 'Asks elsewhere, and says N after 3 s.',
  decoupled_silent: 'Asks elsewhere, and never says anything.',
} as const satisfies Readonly<Record<string, string>>;

export type Behavior = keyof typeof BEHAVIORS;

const NAMES = Object.keys(BEHAVIORS) as readonly Behavior[];

/** How the bank behaves in a session. */
export async function behaviorIn(store: Store, sessionId: string | null): Promise<Behavior> {
  if (sessionId === null) return 'none';
  const row = await store.db
    .selectFrom('bank_switches')
    .select('behavior')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return toBehavior(row?.behavior);
}

/** A stored name as a behaviour; one that is no longer known is none. */
export function toBehavior(name: string | undefined): Behavior {
  return NAMES.find((known) => known === name) ?? 'none';
}

/** Body of `POST /sandbox/bank`. */
export const bankBody = fields({
  sessionId: z.string().min(1).max(100),
  behavior: z.enum(NAMES),
}).openapi('SwitchBank');

/** What it answers. */
export const bankSwitchObject = z
  .strictObject({
    object: z.literal('bank_switch'),
    sessionId: z.string(),
    behavior: z.string(),
    effect: z.string().openapi({ description: 'What the bank does, in words.' }),
  })
  .openapi('BankSwitch');

/** `POST /sandbox/bank` with `{ sessionId, behavior }`, for a session of the key's merchant and mode. Mount it at the root of the API. */
export function createBankSwitchRoutes(deps: Parameters<typeof requireSecretKey>[0]): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/sandbox/bank', limitBody, requireSecretKey(deps), async (c) => {
    const { sessionId, behavior } = validate(bankBody, await readJson(c));
    const { merchantId, livemode } = c.get('principal');
    const session = await deps.store.db
      .selectFrom('checkout_sessions')
      .select('id')
      .where('id', '=', sessionId)
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', livemode ? 1 : 0)
      .executeTakeFirst();
    if (session === undefined) {
      throw new ApiError('not_found', 'No such checkout session for this key. Check the id and its mode.');
    }
    await deps.store.db
      .insertInto('bank_switches')
      .values({ session_id: sessionId, behavior })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ behavior }))
      .execute();
    return c.json({ object: 'bank_switch', sessionId, behavior, effect: BEHAVIORS[behavior] });
  });
  allowOnly(app, '/sandbox/bank', ['POST']);
  return app;
}
