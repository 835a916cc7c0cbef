// Reads and writes coupons and promotion codes, and counts what is redeemed of them.

import type { Coupon, PromotionCode } from '../domain/coupon.ts';
import type { Owner } from './checkouts.ts';
import { couponRow, promotionCodeRow, toCoupon, toPromotionCode } from './coupon-rows.ts';
import { toFlag } from './flag.ts';
import { activeClass, keptOf } from './list-counts.ts';
import { ALL, inOrder, type PageWanted, pageOfIds } from './paging.ts';
import type { Queries, Trx } from './store.ts';

/** A coupon of one merchant and mode, or null. */
export async function findCoupon(db: Queries, owner: Owner, id: string): Promise<Coupon | null> {
  const row = await own(db, 'coupons', owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCoupon(row);
}

/** One page of coupons, and how many there are in all. */
export async function listCoupons(db: Queries, owner: Owner, active: boolean | null, wanted: PageWanted) {
  let query = own(db, 'coupons', owner).select(['id', 'id as position']);
  if (active !== null) query = query.where('active', '=', toFlag(active));
  const kept = keptOf(db, owner, 'coupons', [activeClass(active)]);
  const { ids, ...page } = await pageOfIds(db, query, wanted, kept);
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('coupons').selectAll().where('id', 'in', ids).execute();
  return { ...page, coupons: inOrder(ids, rows, ({ id }) => id).map(toCoupon) };
}

export async function insertCoupon(trx: Trx, coupon: Coupon): Promise<void> {
  await trx.insertInto('coupons').values(couponRow(coupon)).execute();
}

/** What a merchant may change; the count is not theirs. */
export async function updateCoupon(
  trx: Trx,
  { id, name, active, metadata, updatedAt }: Coupon,
): Promise<void> {
  await trx
    .updateTable('coupons')
    .set({ name, active: toFlag(active), metadata: JSON.stringify(metadata), updated_at: updatedAt })
    .where('id', '=', id)
    .execute();
}

/** A promotion code of one merchant and mode by its id, or null. */
export async function findPromotionCode(
  db: Queries,
  owner: Owner,
  id: string,
): Promise<PromotionCode | null> {
  const row = await own(db, 'promotion_codes', owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toPromotionCode(row);
}

/** The one that can be used of those that buyers type so; any other of them when none can. */
export async function findPromotionCodeByText(
  db: Queries,
  owner: Owner,
  code: string,
): Promise<PromotionCode | null> {
  const row = await own(db, 'promotion_codes', owner)
    .selectAll()
    .where('code_key', '=', code.toUpperCase())
    .orderBy('active', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : toPromotionCode(row);
}

export interface CodeFilter {
  readonly code: string | null;
  readonly couponId: string | null;
  readonly active: boolean | null;
}

/** One page of promotion codes, and how many there are in all. */
export async function listPromotionCodes(
  db: Queries,
  owner: Owner,
  { code, couponId, active }: CodeFilter,
  wanted: PageWanted,
) {
  let query = own(db, 'promotion_codes', owner).select(['id', 'id as position']);
  if (code !== null) query = query.where('code_key', '=', code.toUpperCase());
  if (couponId !== null) query = query.where('coupon_id', '=', couponId);
  if (active !== null) query = query.where('active', '=', toFlag(active));
  const ofClass = [couponId, active === null ? null : activeClass(active)]
    .filter((one) => one !== null)
    .join(' ');
  const total = code === null ? keptOf(db, owner, 'promotion_codes', [ofClass]) : ALL;
  const { ids, ...page } = await pageOfIds(db, query, wanted, total);
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom('promotion_codes').selectAll().where('id', 'in', ids).execute();
  return { ...page, codes: inOrder(ids, rows, ({ id }) => id).map(toPromotionCode) };
}

export async function insertPromotionCode(trx: Trx, code: PromotionCode): Promise<void> {
  await trx.insertInto('promotion_codes').values(promotionCodeRow(code)).execute();
}

/** What a merchant may change; the count is not theirs. */
export async function updatePromotionCode(
  trx: Trx,
  { id, active, metadata, updatedAt }: PromotionCode,
): Promise<void> {
  await trx
    .updateTable('promotion_codes')
    .set({ active: toFlag(active), metadata: JSON.stringify(metadata), updated_at: updatedAt })
    .where('id', '=', id)
    .execute();
}

/** Counts a redemption of a coupon or a code, or gives one back. The limit is part of the write: nobody gets past it. */
export async function countRedemption(
  trx: Trx,
  table: 'coupons' | 'promotion_codes',
  id: string,
  change: 1 | -1,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable(table)
    .set(({ eb }) => ({ times_redeemed: eb('times_redeemed', '+', change) }))
    .where('id', '=', id)
    .where((is) =>
      change === -1
        ? is('times_redeemed', '>', 0)
        : is.or([is('max_redemptions', 'is', null), is('times_redeemed', '<', is.ref('max_redemptions'))]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function own<Table extends 'coupons' | 'promotion_codes'>(
  db: Queries,
  table: Table,
  { merchantId, livemode }: Owner,
) {
  // Both tables have these columns; Kysely cannot tell it of a table that is a type parameter.
  const query = db.selectFrom<'coupons' | 'promotion_codes'>(table);
  return query.where('merchant_id', '=', merchantId).where('livemode', '=', toFlag(livemode));
}
