// Pages of checkout sessions, newest or oldest first.

import type { Checkout } from '../domain/checkout.ts';
import { findCheckout, type Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { keptOf } from './list-counts.ts';
import { byOther, type PageOfIds, type PageWanted, pageOfIds } from './paging.ts';
import type { Store, Trx } from './store.ts';

export interface SessionFilter {
  readonly status?: 'open' | 'complete' | 'expired' | undefined;
  readonly customerId?: string | undefined;
  readonly paymentLinkId?: string | undefined;
  readonly paymentIntentId?: string | undefined;
}

const ALL = ['open', 'complete', 'expired', 'canceled'] as const;

/** One page of XPay's sessions with all that is in them, of one moment, and how many there are in all. */
export function listSessions(store: Store, owner: Owner, filter: SessionFilter, wanted: PageWanted) {
  return store.transaction(async (trx) => {
    const { ids, ...page } = await pageOf(trx, owner, filter, wanted);
    const sessions: Checkout[] = [];
    for (const id of ids) {
      const checkout = await findCheckout(trx, id);
      if (checkout !== null) sessions.push(checkout);
    }
    return { ...page, sessions };
  });
}

/** One status at a time where few may have it: an index has each in its order. */
function pageOf(trx: Trx, owner: Owner, filter: SessionFilter, wanted: PageWanted): Promise<PageOfIds> {
  const { status, customerId, paymentLinkId, paymentIntentId } = filter;
  // XPay has one word for expired and cancelled.
  const statuses = status === undefined ? ALL : status === 'expired' ? ALL.slice(2) : [status];
  const kept = (of: string) =>
    keptOf(
      trx,
      owner,
      'checkout_sessions',
      statuses.map((one) => `${of} ${one}`),
    );
  if (customerId !== undefined || paymentIntentId !== undefined) {
    let query = sessionsBy(trx, owner).where('status', 'in', statuses);
    if (customerId !== undefined) query = query.where('customer_id', '=', customerId);
    if (paymentLinkId !== undefined) query = query.where(byOther('payment_link_id'), '=', paymentLinkId);
    if (paymentIntentId !== undefined) query = query.where('payment_intent_id', '=', paymentIntentId);
    return pageOfIds(trx, query, wanted);
  }
  if (paymentLinkId !== undefined) {
    const ofLink = sessionsBy(trx, owner).where('payment_link_id', '=', paymentLinkId);
    const parts = statuses.map((one) => ofLink.where('status', '=', one));
    return pageOfIds(trx, parts, wanted, kept(paymentLinkId));
  }
  const all = trx
    .selectFrom('checkout_sessions')
    .select(['id', 'sequence as position'])
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode))
    .where('api', '=', 'xpay');
  const parts = status === undefined ? all : statuses.map((one) => all.where('status', '=', one));
  return pageOfIds(trx, parts, wanted, kept('xpay'));
}

/** Those of a merchant, looked up by something of which each has few. */
function sessionsBy(trx: Trx, { merchantId, livemode }: Owner) {
  return trx
    .selectFrom('checkout_sessions')
    .select(['id', 'sequence as position'])
    .where(byOther<string>('merchant_id'), '=', merchantId)
    .where(byOther<number>('livemode'), '=', toFlag(livemode))
    .where(byOther<string>('api'), '=', 'xpay');
}
