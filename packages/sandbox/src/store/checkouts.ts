// Reads and writes checkouts whole, and finds them by what callers know: an id, an intent, a charge, a client secret.

import type { Charge } from '../domain/charge.ts';
import type { Checkout } from '../domain/checkout.ts';
import { INTENT_EDGES } from '../domain/intent.ts';
import { findAuthentication, saveAuthentication } from './authentications.ts';
import {
  chargeRow,
  intentRow,
  lineItemRow,
  sessionRow,
  toCharge,
  toIntent,
  toSession,
} from './checkout-rows.ts';
import { toFlag } from './flag.ts';
import type { Queries, Trx } from './store.ts';

/** Whose objects, and in which mode: everything else does not exist for the caller. */
export interface Owner {
  readonly merchantId: string;
  readonly livemode: boolean;
}

/** How many attempts of an intent are shown; the latest ones. */
const SHOWN_CHARGES = 10;

/** The checkout of a session id; null when there is none. In a transaction: its parts are to be of one moment. */
export async function findCheckout(trx: Trx, sessionId: string): Promise<Checkout | null> {
  const [session, intent, lineItems] = await Promise.all([
    trx.selectFrom('checkout_sessions').selectAll().where('id', '=', sessionId).executeTakeFirst(),
    trx.selectFrom('payment_intents').selectAll().where('session_id', '=', sessionId).executeTakeFirst(),
    trx
      .selectFrom('line_items')
      .selectAll()
      .where('session_id', '=', sessionId)
      .orderBy('position')
      .execute(),
  ]);
  if (session === undefined || intent === undefined) return null;
  const charges = await trx
    .selectFrom('charges')
    .selectAll()
    .where('payment_intent_id', '=', intent.id)
    .orderBy('attempt', 'desc')
    .limit(SHOWN_CHARGES)
    .execute();
  const [latest] = charges;
  return {
    session: toSession(session, lineItems),
    intent: toIntent(intent),
    charges: charges.map(toCharge).reverse(),
    authentication: latest === undefined ? null : await findAuthentication(trx, latest.id),
  };
}

/** The session id of a client secret, by its hash, within one merchant and mode. */
export async function findSessionBySecret(
  db: Queries,
  owner: Owner,
  secretHash: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('checkout_sessions')
    .select('id')
    .where('client_secret_hash', '=', secretHash)
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The session that an intent belongs to, or null. */
export async function findSessionOfIntent(db: Queries, intentId: string): Promise<string | null> {
  const row = await db
    .selectFrom('payment_intents')
    .select('session_id')
    .where('id', '=', intentId)
    .executeTakeFirst();
  return row?.session_id ?? null;
}

/** The session that a charge belongs to, or null. */
export async function findSessionOfCharge(db: Queries, chargeId: string): Promise<string | null> {
  const row = await db
    .selectFrom('charges')
    .innerJoin('payment_intents', 'payment_intents.id', 'charges.payment_intent_id')
    .select('payment_intents.session_id')
    .where('charges.id', '=', chargeId)
    .executeTakeFirst();
  return row?.session_id ?? null;
}

/** A charge of one merchant and mode, or null. */
export async function findCharge(db: Queries, owner: Owner, id: string): Promise<Charge | null> {
  const row = await db
    .selectFrom('charges')
    .selectAll()
    .where('id', '=', id)
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .executeTakeFirst();
  return row === undefined ? null : toCharge(row);
}

/** Open sessions whose time is over and which may end; a payment in flight goes first. */
export async function findDueSessions(db: Queries, now: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .innerJoin('payment_intents', 'payment_intents.id', 'checkout_sessions.payment_intent_id')
    .select('checkout_sessions.id')
    .where('checkout_sessions.status', '=', 'open')
    .where('checkout_sessions.expires_at', '<=', now)
    .where('payment_intents.status', 'in', INTENT_EDGES.expire.from)
    .where('payment_intents.status', '!=', 'requires_action')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Pending charges whose outcome is to be asked for: those due by `now`, or all of them when it is null. What waits for
 * its buyer is not among them: nobody has been asked for money.
 */
export async function findPendingCharges(
  db: Queries,
  now: string | null,
): Promise<readonly { readonly chargeId: string; readonly sessionId: string }[]> {
  let query = db
    .selectFrom('charges')
    .innerJoin('payment_intents', 'payment_intents.id', 'charges.payment_intent_id')
    .select(['charges.id', 'payment_intents.session_id'])
    .where('charges.status', '=', 'pending')
    .where('payment_intents.status', '=', 'processing');
  if (now !== null) query = query.where('charges.look_at', '<=', now);
  return (await query.execute()).map((row) => ({ chargeId: row.id, sessionId: row.session_id }));
}

export async function insertCheckout(trx: Trx, checkout: Checkout): Promise<void> {
  const { session, intent } = checkout;
  await trx.insertInto('checkout_sessions').values(sessionRow(session, intent.id)).execute();
  await trx.insertInto('payment_intents').values(intentRow(intent, session)).execute();
  await insertLineItems(trx, checkout);
}

/**
 * Writes what changed from `before` to `after`, which are one version apart.
 *
 * @throws when someone else wrote a version in between; the transaction is to be rolled back.
 */
export async function saveCheckout(trx: Trx, before: Checkout, after: Checkout): Promise<void> {
  const { session, intent } = after;
  const { numUpdatedRows } = await trx
    .updateTable('checkout_sessions')
    .set(sessionRow(session, intent.id))
    .where('id', '=', session.id)
    .where('version', '=', before.session.version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw new Error(`${session.id} is no longer at version ${before.session.version}.`);
  await trx
    .updateTable('payment_intents')
    .set(intentRow(intent, session))
    .where('id', '=', intent.id)
    .execute();
  for (const charge of after.charges) {
    const old = before.charges.find(({ id }) => id === charge.id);
    const row = chargeRow(charge, session);
    if (old === undefined) await trx.insertInto('charges').values(row).execute();
    else if (old !== charge) await trx.updateTable('charges').set(row).where('id', '=', charge.id).execute();
  }
  await saveAuthentication(trx, before.authentication, after.authentication, session.id);
  if (before.session.lineItems !== session.lineItems) {
    await trx.deleteFrom('line_items').where('session_id', '=', session.id).execute();
    await insertLineItems(trx, after);
  }
}

async function insertLineItems(trx: Trx, { session }: Checkout): Promise<void> {
  const rows = session.lineItems.map((item, position) => lineItemRow(item, session.id, position));
  if (rows.length > 0) await trx.insertInto('line_items').values(rows).execute();
}
