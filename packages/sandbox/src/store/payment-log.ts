// Payments of every API, newest first, and all that belongs to one: what a person looks at who asks what happened.

import type { Api } from '../domain/api.ts';
import type { ChargesTable, CheckoutSessionsTable, PaymentIntentsTable } from './checkout-tables.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
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
  let query = paymentsOf(db, owner);
  if (status !== undefined) query = query.where('payment_intents.status', '=', status);
  if (below !== undefined) query = query.where('checkout_sessions.sequence', '<', below);
  if (search !== undefined) {
    const sessionId = await sessionOf(db, search);
    query = query.where((is) =>
      is.or([
        is('checkout_sessions.id', '=', sessionId ?? search),
        is('checkout_sessions.customer_email', '=', search),
        is('checkout_sessions.reference', '=', search),
      ]),
    );
  }
  return query.orderBy('checkout_sessions.sequence', 'desc').limit(limit).execute();
}

/** The payment that an id is about, whether of a session, an intent, a charge or a refund; null for any other. */
export async function findPayment(db: Queries, owner: Owner, id: string): Promise<LoggedPayment | null> {
  const sessionId = await sessionOf(db, id);
  const row = await paymentsOf(db, owner)
    .where('checkout_sessions.id', '=', sessionId ?? id)
    .executeTakeFirst();
  return row ?? null;
}

function paymentsOf(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('checkout_sessions')
    .innerJoin('payment_intents', 'payment_intents.id', 'checkout_sessions.payment_intent_id')
    .where('checkout_sessions.merchant_id', '=', merchantId)
    .where('checkout_sessions.livemode', '=', toFlag(livemode))
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
  readonly card: { readonly brand: string; readonly last4: string };
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
      card: { brand: card.brand, last4: card.last4 },
      createdAt: row.created_at,
    };
  });
}
