// The routes of coupons: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import type { Coupon } from '../../../domain/coupon.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { validate } from '../../../http/validation.ts';
import { findCoupon, insertCoupon, listCoupons, updateCoupon } from '../../../store/coupons.ts';
import { findProducts } from '../../../store/products.ts';
import type { Queries } from '../../../store/store.ts';
import { noSuch, notFound, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import type { TellDeps } from '../tell.ts';
import { toCouponObject } from './mapping.ts';
import { couponsQuery, createCouponBody, updateCouponBody } from './schemas.ts';

/** Routes under `/coupons`; the caller's secret key is checked before. */
export function createCouponRoutes(deps: TellDeps): Hono<Env> {
  const { store, ids, clock } = deps;
  const app = new Hono<Env>();
  app.get('/coupons', async (c) => {
    const { active = null, ...page } = readQuery(c, couponsQuery);
    const wanted = toPageWanted(page);
    const { coupons, ...found } = await listCoupons(store.db, c.get('principal'), active, wanted);
    return sendPage(
      c,
      coupons.map((one) => toCouponObject(one, clock.now())),
      found,
      wanted,
    );
  });
  app.post('/coupons', async (c) => {
    const raw = await readJson(c);
    const body = validate(createCouponBody, raw);
    return once(c, deps, raw, async (trx) => {
      const { merchantId, livemode } = c.get('principal');
      const { appliesToProductIds: productIds = null } = body;
      const known = await findProducts(trx, { merchantId, livemode }, productIds ?? []);
      const missing = (productIds ?? []).findIndex((id) => known.every(({ product }) => product.id !== id));
      if (missing !== -1) throw noSuch('product', `appliesToProductIds[${missing}]`);
      const now = clock.now();
      const coupon = { ...toCoupon(body), id: ids.next('coup'), merchantId, livemode, productIds };
      const made = { ...coupon, createdAt: now.toISOString(), updatedAt: now.toISOString() };
      await insertCoupon(trx, made);
      return { status: 201, body: JSON.stringify(toCouponObject(made, now)) };
    });
  });
  app.get('/coupons/:id', async (c) =>
    sendJson(c, toCouponObject(await mustFind(store.db, c, c.req.param('id')), clock.now())),
  );
  app.patch('/coupons/:id', async (c) => {
    const body = validate(updateCouponBody, await readJson(c));
    const changed = await store.transaction(async (trx) => {
      const before = await mustFind(trx, c, c.req.param('id'));
      const { name = before.name, active = before.active, metadata = before.metadata } = body;
      const after = { ...before, name, active, metadata, updatedAt: clock.now().toISOString() };
      await updateCoupon(trx, after);
      return after;
    });
    return sendJson(c, toCouponObject(changed, clock.now()));
  });
  allowOnly(app, '/coupons', ['GET', 'POST']);
  allowOnly(app, '/coupons/:id', ['GET', 'PATCH']);
  return app;
}

async function mustFind(db: Queries, c: ApiContext, id: string): Promise<Coupon> {
  const coupon = await findCoupon(db, c.get('principal'), id);
  if (coupon === null) throw notFound('coupon');
  return coupon;
}

function toCoupon(body: ReturnType<typeof createCouponBody.parse>) {
  const { appliesToProductIds: _ids, ...terms } = body;
  return {
    ...terms,
    percentOff: terms.percentOff ?? null,
    amountOff: terms.amountOff ?? null,
    currency: terms.currency ?? null,
    durationInMonths: terms.durationInMonths ?? null,
    maxDiscountAmount: terms.maxDiscountAmount ?? null,
    minValue: terms.minValue ?? null,
    maxRedemptions: terms.maxRedemptions ?? null,
    customerMaxRedemptions: terms.customerMaxRedemptions ?? null,
    redeemBy: terms.redeemBy ?? null,
    metadata: terms.metadata ?? {},
    timesRedeemed: 0,
  };
}
