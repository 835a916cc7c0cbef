// Payments of every API, newest first, and all that belongs to one: what a person looks at who asks what happened.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Api } from '../domain/api.ts';
import type { ChargesTable, CheckoutSessionsTable, PaymentIntentsTable } from './checkout-tables.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { isFew } from './list-counts.ts';
import { byOther } from './paging.ts';
import type { Queries } from './store.ts';

export interface LoggedPayment {
  readonly sessionId: string;
  readonly paymentIntentId: string;
  readonly api: Api;
  readonly status: PaymentIntentsTable['status'];
  readonly sessionStatus: CheckoutSessionsTable['status'];
  /** Minor units. */
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly email: string | null;
  /** The merchant's own name for the order. */
  readonly reference: string | null;
  readonly description: string | null;
  readonly createdAt: string;
  /** Falls from one to the next: the list goes on below it. */
  readonly sequence: number;
}

export interface PaymentFilter {
  readonly status?: PaymentIntentsTable['status'] | undefined;
  /** An id, a whole email address, or the merchant's own reference. */
  readonly search?: string | undefined;
  /** Only what stands below this in the list. */
  readonly below?: number | undefined;
  readonly limit: number;
}

/** Stays correct while payments are made: a page begins where the last one ended, not after a count. */
export async function listPayments(
  db: Queries,
  owner: Owner,
  { status, search, below, limit }: PaymentFilter,
): Promise<readonly LoggedPayment[]> {
  const matching = (all: ReturnType<typeof paymentsOf>) => {
    const found = status === undefined ? all : all.where(byOther('payment_intents.status'), '=', status);
    const page = below === undefined ? found : found.where('checkout_sessions.sequence', '<', below);
    return page.orderBy('checkout_sessions.sequence', 'desc').limit(limit);
  };
  if (search !== undefined) {
    const all = paymentsOf(db, owner);
    const sessionId = (await sessionOf(db, search)) ?? search;
    // One after another: each has an index of its own, and no index has either of two.
    const found = [
      ...(await matching(all.where('checkout_sessions.id', '=', sessionId)).execute()),
      ...(await matching(all.where('checkout_sessions.customer_email', '=', search)).execute()),
      ...(await matching(all.where('checkout_sessions.reference', '=', search)).execute()),
    ];
    const once = [...new Map(found.map((payment) => [payment.sessionId, payment])).values()];
    return once.sort((a, b) => b.sequence - a.sequence).slice(0, limit);
  }
  if (status === undefined) return matching(paymentsOf(db, owner)).execute();
  const ofStatus = db
    .selectFrom('payment_intents')
    .select('payment_intents.session_id')
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .where('status', '=', status);
  const all = paymentsOf(db, owner);
  if (!(await isFew(db, ofStatus, FEW))) return matching(all).execute();
  return matching(byIds(db, owner).where('checkout_sessions.id', 'in', ofStatus)).execute();
}

/** So many are sorted as fast as the list is walked for a page of them. */
const FEW = 1000;

/** The payment that an id is about, whether of a session, an intent, a charge or a refund; null for any other. */
export async function findPayment(db: Queries, owner: Owner, id: string): Promise<LoggedPayment | null> {
  const sessionId = await sessionOf(db, id);
  const row = await paymentsOf(db, owner)
    .where('checkout_sessions.id', '=', sessionId ?? id)
    .executeTakeFirst();
  return row ?? null;
}

function paymentsOf(db: Queries, { merchantId, livemode }: Owner) {
  return payments(db)
    .where('checkout_sessions.merchant_id', '=', merchantId)
    .where('checkout_sessions.livemode', '=', toFlag(livemode));
}

/** Those of a merchant, looked up by their ids. */
function byIds(db: Queries, { merchantId, livemode }: Owner) {
  return payments(db)
    .where(byOther('checkout_sessions.merchant_id'), '=', merchantId)
    .where(byOther<number>('checkout_sessions.livemode'), '=', toFlag(livemode));
}

function payments(db: Queries) {
  return db
    .selectFrom('checkout_sessions')
    .innerJoin('payment_intents', 'payment_intents.id', 'checkout_sessions.payment_intent_id')
    .select([
      'checkout_sessions.id as sessionId',
      'payment_intents.id as paymentIntentId',
      'checkout_sessions.api as api',
      'payment_intents.status as status',
      'checkout_sessions.status as sessionStatus',
      'payment_intents.amount as amount',
      'payment_intents.amount_refunded as amountRefunded',
      'payment_intents.currency as currency',
      'checkout_sessions.customer_email as email',
      'checkout_sessions.reference as reference',
      'checkout_sessions.description as description',
      'checkout_sessions.created_at as createdAt',
      'checkout_sessions.sequence as sequence',
    ]);
}

async function sessionOf(db: Queries, id: string): Promise<string | null> {
  const intent = db.selectFrom('payment_intents').select('session_id');
  if (id.startsWith('pi_')) return sessionIn(await intent.where('id', '=', id).executeTakeFirst());
  const table = id.startsWith('ch_') ? 'charges' : id.startsWith('re') ? 'refunds' : null;
  if (table === null) return null;
  const found = await db
    .selectFrom(table)
    .select('payment_intent_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return null;
  return sessionIn(await intent.where('id', '=', found.payment_intent_id).executeTakeFirst());
}

function sessionIn(row: { readonly session_id: string } | undefined): string | null {
  return row?.session_id ?? null;
}

export interface LoggedCharge {
  readonly id: string;
  readonly attempt: number;
  readonly status: ChargesTable['status'];
  readonly amount: number;
  readonly amountCaptured: number;
  readonly amountRefunded: number;
  readonly failureCode: string | null;
  readonly method: PaymentMethod;
  /** Null where it is no card. */
  readonly card: { readonly brand: string; readonly last4: string } | null;
  readonly createdAt: string;
}

/** The attempts of an intent, the oldest first. */
export async function listCharges(db: Queries, paymentIntentId: string): Promise<readonly LoggedCharge[]> {
  const rows = await db
    .selectFrom('charges')
    .selectAll()
    .where('payment_intent_id', '=', paymentIntentId)
    .orderBy('attempt')
    .execute();
  return rows.map((row) => {
    const card: LoggedCharge['card'] = JSON.parse(row.card);
    return {
      id: row.id,
      attempt: row.attempt,
      status: row.status,
      amount: row.amount,
      amountCaptured: row.amount_captured,
      amountRefunded: row.amount_refunded,
      failureCode: row.failure_code,
      method: row.method,
      card: card === null ? null : { brand: card.brand, last4: card.last4 },
      createdAt: row.created_at,
    };
  });
}
