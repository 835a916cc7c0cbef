// Reads and writes discounts: each application of a coupon, from the session that holds it to the payment that redeems it.

import type { Discount } from '../domain/coupon.ts';
import type { Owner } from './checkouts.ts';
import { toDiscount } from './coupon-rows.ts';
import type { DiscountsTable } from './coupon-tables.ts';
import { toFlag } from './flag.ts';
import { keptOf } from './list-counts.ts';
import { ALL, inOrder, type PageWanted, pageOfIds } from './paging.ts';
import type { Queries, Trx } from './store.ts';

/** A discount of one merchant and mode, or null. */
export async function findDiscount(db: Queries, owner: Owner, id: string): Promise<Discount | null> {
  const row = await own(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toDiscount(row);
}

export interface DiscountFilter {
  readonly sessionId: string | null;
  readonly couponId: string | null;
  readonly customerId: string | null;
}

/** One page of discounts, and how many there are in all. */
export async function listDiscounts(
  db: Queries,
  owner: Owner,
  { sessionId, couponId, customerId }: DiscountFilter,
  wanted: PageWanted,
) {
  let query = own(db, owner).select(['id', 'id as position']);
  if (sessionId !== null) query = query.where('session_id', '=', sessionId);
  if (couponId !== null) query = query.where('coupon_id', '=', couponId);
  if (customerId !== null) query = query.where('customer_id', '=', customerId);
  const isNarrowed = sessionId !== null || customerId !== null;
  const total = isNarrowed ? ALL : keptOf(db, owner, 'discounts', [couponId ?? '']);
  const { ids, ...page } = await pageOfIds(db, query, wanted, total);
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('discounts').selectAll().where('id', 'in', ids).execute();
  return { ...page, discounts: inOrder(ids, rows, ({ id }) => id).map(toDiscount) };
}

/** Those that a session holds or has redeemed. */
export async function findDiscountsOf(trx: Trx, sessionId: string): Promise<readonly Discount[]> {
  const rows = await trx
    .selectFrom('discounts')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('state', '!=', 'released')
    .orderBy('id')
    .execute();
  return rows.map(toDiscount);
}

/** How often a customer has redeemed a coupon, or holds it. */
export async function countRedeemedBy(trx: Trx, couponId: string, customerId: string): Promise<number> {
  const row = await trx
    .selectFrom('discounts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('coupon_id', '=', couponId)
    .where('customer_id', '=', customerId)
    .where('state', '!=', 'released')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Writes a new discount, or one that has changed. */
export async function saveDiscount(trx: Trx, discount: Discount, isNew: boolean): Promise<void> {
  const row: DiscountsTable = {
    id: discount.id,
    merchant_id: discount.merchantId,
    livemode: toFlag(discount.livemode),
    coupon_id: discount.couponId,
    promotion_code_id: discount.promotionCodeId,
    session_id: discount.sessionId,
    payment_intent_id: discount.intentId,
    customer_id: discount.customerId,
    amount: discount.amount,
    currency: discount.currency,
    state: discount.state,
    starts_at: discount.startsAt,
    expires_at: discount.expiresAt,
  };
  if (isNew) await trx.insertInto('discounts').values(row).execute();
  else await trx.updateTable('discounts').set(row).where('id', '=', row.id).execute();
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('discounts')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}
