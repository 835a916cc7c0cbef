// Pages of checkout sessions, newest or oldest first.

import type { Checkout } from '../domain/checkout.ts';
import { findCheckout, type Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { type PageWanted, pageOfIds } from './paging.ts';
import type { Store } from './store.ts';

export interface SessionFilter {
  readonly status?: 'open' | 'complete' | 'expired' | undefined;
  readonly customerId?: string | undefined;
  readonly paymentLinkId?: string | undefined;
  readonly paymentIntentId?: string | undefined;
}

/** One page of XPay's sessions with all that is in them, of one moment, and how many there are in all. */
export function listSessions(
  store: Store,
  { merchantId, livemode }: Owner,
  { status, customerId, paymentLinkId, paymentIntentId }: SessionFilter,
  wanted: PageWanted,
) {
  return store.transaction(async (trx) => {
    let query = trx
      .selectFrom('checkout_sessions')
      .select(['id', 'sequence as position'])
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', toFlag(livemode))
      .where('api', '=', 'xpay');
    // XPay has one word for expired and cancelled.
    if (status === 'expired') query = query.where('status', 'in', ['expired', 'canceled']);
    else if (status !== undefined) query = query.where('status', '=', status);
    if (customerId !== undefined) query = query.where('customer_id', '=', customerId);
    if (paymentLinkId !== undefined) query = query.where('payment_link_id', '=', paymentLinkId);
    if (paymentIntentId !== undefined) query = query.where('payment_intent_id', '=', paymentIntentId);
    const { ids, ...page } = await pageOfIds(trx, query, wanted);
    const sessions: Checkout[] = [];
    for (const id of ids) {
      const checkout = await findCheckout(trx, id);
      if (checkout !== null) sessions.push(checkout);
    }
    return { ...page, sessions };
  });
}
