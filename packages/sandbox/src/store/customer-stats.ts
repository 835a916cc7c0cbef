// What a customer has spent: counted from their payments, so that it can never contradict them.

import type { Queries } from './store.ts';

export interface Spending {
  readonly currency: string;
  /** Payments that have succeeded. */
  readonly count: number;
  /** Minor units received, less what was refunded. */
  readonly amount: number;
  readonly firstAt: string | null;
  readonly latestAt: string | null;
}

/** What a customer has paid, for each currency. */
export async function findSpending(db: Queries, customerId: string): Promise<readonly Spending[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .innerJoin('payment_intents', 'payment_intents.id', 'checkout_sessions.payment_intent_id')
    .where('checkout_sessions.customer_id', '=', customerId)
    .where('payment_intents.status', '=', 'succeeded')
    .select(({ fn }) => [
      'payment_intents.currency as currency',
      fn.countAll<number>().as('count'),
      fn.sum<number>('payment_intents.amount_received').as('received'),
      fn.sum<number>('payment_intents.amount_refunded').as('refunded'),
      fn.min('checkout_sessions.ended_at').as('firstAt'),
      fn.max('checkout_sessions.ended_at').as('latestAt'),
    ])
    .groupBy('payment_intents.currency')
    .orderBy('payment_intents.currency')
    .execute();
  return rows.map(({ currency, count, received, refunded, firstAt, latestAt }) => ({
    currency,
    count: Number(count),
    amount: Number(received) - Number(refunded),
    firstAt,
    latestAt,
  }));
}
