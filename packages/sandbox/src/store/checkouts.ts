// Reads and writes checkouts whole, and finds them by what callers know: an id, an intent, a charge, a client secret.

import type { Charge } from '../domain/charge.ts';
import type { Checkout } from '../domain/checkout.ts';
import { findAuthentication, saveAuthentication } from './authentications.ts';
import { changedColumns } from './changed-columns.ts';
import { chargeRow, toCharge } from './charge-rows.ts';
import { intentRow, lineItemRow, sessionRow, toIntent, toSession } from './checkout-rows.ts';
import { type Flag, toFlag } from './flag.ts';
import { inserted, prepared, preparedRow, updated } from './prepared.ts';
import type { Queries, Trx } from './store.ts';

/** Whose objects, and in which mode: everything else does not exist for the caller. */
export interface Owner {
  readonly merchantId: string;
  readonly livemode: boolean;
}

/** How many attempts of an intent are shown; the latest ones. */
const SHOWN_CHARGES = 10;

const sessionOfId = preparedRow((db, id: string) =>
  db.selectFrom('checkout_sessions').selectAll().where('id', '=', id),
);
const intentOfSession = preparedRow((db, id: string) =>
  db.selectFrom('payment_intents').selectAll().where('session_id', '=', id),
);
const lineItemsOfSession = prepared((db, id: string) =>
  db.selectFrom('line_items').selectAll().where('session_id', '=', id).orderBy('position'),
);
const chargesOfIntent = prepared((db, id: string) =>
  db
    .selectFrom('charges')
    .selectAll()
    .where('payment_intent_id', '=', id)
    .orderBy('attempt', 'desc')
    .limit(SHOWN_CHARGES),
);

/** The checkout of a session id; null when there is none. In a transaction: its parts are to be of one moment. */
export async function findCheckout(trx: Trx, sessionId: string): Promise<Checkout | null> {
  const session = await sessionOfId(trx, sessionId);
  const intent = await intentOfSession(trx, sessionId);
  if (session === undefined || intent === undefined) return null;
  const lineItems = await lineItemsOfSession(trx, sessionId);
  const charges = intent.latest_charge_id === null ? [] : await chargesOfIntent(trx, intent.id);
  const [latest] = charges;
  return {
    session: toSession(session, lineItems),
    intent: toIntent(intent),
    charges: charges.map(toCharge).reverse(),
    authentication: latest === undefined ? null : await findAuthentication(trx, latest.id),
  };
}

const sessionOfSecret = preparedRow((db, hash: string, merchantId: string, livemode: Flag) =>
  db
    .selectFrom('checkout_sessions')
    .select(['id', 'ended_at as endedAt'])
    .where('client_secret_hash', '=', hash)
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', livemode),
);

/** The session of a client secret, by its hash, within one merchant and mode; and when it ended. */
export async function findSessionBySecret(
  db: Queries,
  owner: Owner,
  secretHash: string,
): Promise<{ readonly id: string; readonly endedAt: string | null } | null> {
  const row = await sessionOfSecret(db, secretHash, owner.merchantId, toFlag(owner.livemode));
  return row ?? null;
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

const addSessions = inserted('checkout_sessions');
const addIntents = inserted('payment_intents');
const addLineItems = inserted('line_items');
const addCharges = inserted('charges');
const setSession = updated('checkout_sessions', ['id', 'version']);
const setIntent = updated('payment_intents', ['id']);
const setCharge = updated('charges', ['id']);

/** Writes a new checkout. `moved`: its intent is there already, and still another session's. */
export async function insertCheckout(
  trx: Trx,
  checkout: Checkout,
  intentIs: 'new' | 'moved' = 'new',
): Promise<void> {
  const { session, intent } = checkout;
  const sequence = await nextSequence(trx, session);
  await addSessions(trx, { ...sessionRow(session, intent.id), sequence });
  if (intentIs === 'new') await addIntents(trx, intentRow(intent, session));
  await insertLineItems(trx, checkout);
}

/** A checkout has become another since it was read. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

/**
 * Writes what changed from `before` to `after`, which are one version apart.
 *
 * @throws Outdated when someone else wrote a version in between; the transaction is to be rolled back.
 */
export async function saveCheckout(trx: Trx, before: Checkout, after: Checkout): Promise<void> {
  const { session, intent } = after;
  const { id } = session;
  const { version } = before.session;
  const changed = changedColumns(
    sessionRow(before.session, before.intent.id),
    sessionRow(session, intent.id),
  );
  const saved = await setSession(trx, changed, { id, version });
  if (saved !== 1) throw new Outdated(`${id} is no longer at version ${version}.`);
  if (intent !== before.intent) {
    const changed = changedColumns(intentRow(before.intent, session), intentRow(intent, session));
    await setIntent(trx, changed, { id: intent.id });
  }
  await saveCharges(trx, before, after);
  await saveAuthentication(trx, before.authentication, after.authentication, session.id);
  if (before.session.lineItems !== session.lineItems) {
    await trx.deleteFrom('line_items').where('session_id', '=', session.id).execute();
    await insertLineItems(trx, after);
  }
}

async function saveCharges(trx: Trx, before: Checkout, { charges, session }: Checkout): Promise<void> {
  for (const charge of charges) {
    const old = before.charges.find(({ id }) => id === charge.id);
    if (old === charge) continue;
    const row = chargeRow(charge, session);
    if (old === undefined) await addCharges(trx, row);
    else await setCharge(trx, changedColumns(chargeRow(old, session), row), { id: charge.id });
  }
}

const lastSequence = preparedRow((db, merchantId: string, livemode: Flag) =>
  db
    .selectFrom('checkout_sessions')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', livemode),
);

/** The write lock is held from BEGIN, so that no other transaction can take the same number. */
async function nextSequence(trx: Trx, { merchantId, livemode }: Owner): Promise<number> {
  const last = await lastSequence(trx, merchantId, toFlag(livemode));
  return Number(last?.sequence ?? 0) + 1;
}

async function insertLineItems(trx: Trx, { session }: Checkout): Promise<void> {
  const rows = session.lineItems.map((item, position) => lineItemRow(item, session.id, position));
  await addLineItems(trx, ...rows);
}
