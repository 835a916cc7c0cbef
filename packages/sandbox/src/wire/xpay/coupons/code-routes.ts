// The routes of promotion codes, and of the discounts that they and their coupons have become.

import { Hono } from 'hono';
import { isCodeValid, type PromotionCode } from '../../../domain/coupon.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { ApiError } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import type { Owner } from '../../../store/checkouts.ts';
import {
  findCoupon,
  findPromotionCode,
  findPromotionCodeByText,
  insertPromotionCode,
  listPromotionCodes,
  updatePromotionCode,
} from '../../../store/coupons.ts';
import { findCustomer } from '../../../store/customers.ts';
import { findDiscount, listDiscounts } from '../../../store/discounts.ts';
import type { Queries, Trx } from '../../../store/store.ts';
import { noSuch, notFound, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import type { TellDeps } from '../tell.ts';
import { toDiscountObject, toPromotionCodeObject } from './mapping.ts';
import {
  createPromotionCodeBody,
  discountsQuery,
  promotionCodesQuery,
  updatePromotionCodeBody,
} from './schemas.ts';

/** Routes under `/promotion-codes`; the caller's secret key is checked before. */
export function createPromotionCodeRoutes(deps: TellDeps): Hono<Env> {
  const { store, clock } = deps;
  const app = new Hono<Env>();
  app.get('/promotion-codes', async (c) => {
    const { code = null, coupon = null, active = null, ...page } = readQuery(c, promotionCodesQuery);
    const wanted = toPageWanted(page);
    const filter = { code, couponId: coupon, active };
    const { codes, ...found } = await listPromotionCodes(store.db, c.get('principal'), filter, wanted);
    return sendPage(
      c,
      codes.map((one) => toPromotionCodeObject(one, clock.now())),
      found,
      wanted,
    );
  });
  app.post('/promotion-codes', async (c) => {
    const raw = await readJson(c);
    const body = validate(createPromotionCodeBody, raw);
    return once(c, deps, raw, async (trx) => {
      const code = await newCode(trx, body, c.get('principal'), deps);
      await insertPromotionCode(trx, code);
      return { status: 201, body: JSON.stringify(toPromotionCodeObject(code, clock.now())) };
    });
  });
  app.get('/promotion-codes/:id', async (c) =>
    sendJson(c, toPromotionCodeObject(await mustFind(store.db, c, c.req.param('id')), clock.now())),
  );
  app.patch('/promotion-codes/:id', async (c) => {
    const body = validate(updatePromotionCodeBody, await readJson(c));
    const changed = await store.transaction(async (trx) => {
      const before = await mustFind(trx, c, c.req.param('id'));
      const { active = before.active, metadata = before.metadata } = body;
      const after = { ...before, active, metadata, updatedAt: clock.now().toISOString() };
      if (active && !before.active) await mustBeFree(trx, before, deps);
      await updatePromotionCode(trx, after);
      return after;
    });
    return sendJson(c, toPromotionCodeObject(changed, clock.now()));
  });
  allowOnly(app, '/promotion-codes', ['GET', 'POST']);
  allowOnly(app, '/promotion-codes/:id', ['GET', 'PATCH']);
  return app;
}

/** Routes under `/discounts`: read only, sessions make them. */
export function createDiscountRoutes({ store, clock }: TellDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/discounts', async (c) => {
    const query = readQuery(c, discountsQuery);
    const {
      checkoutSessionId: sessionId = null,
      coupon: couponId = null,
      customerId = null,
      ...page
    } = query;
    const wanted = toPageWanted(page);
    const filter = { sessionId, couponId, customerId };
    const { discounts, ...found } = await listDiscounts(store.db, c.get('principal'), filter, wanted);
    return sendPage(
      c,
      discounts.map((one) => toDiscountObject(one, clock.now())),
      found,
      wanted,
    );
  });
  app.get('/discounts/:id', async (c) => {
    const discount = await findDiscount(store.db, c.get('principal'), c.req.param('id'));
    if (discount === null) throw notFound('discount');
    return sendJson(c, toDiscountObject(discount, clock.now()));
  });
  allowOnly(app, '/discounts', ['GET']);
  allowOnly(app, '/discounts/:id', ['GET']);
  return app;
}

async function newCode(
  trx: Trx,
  body: ReturnType<typeof createPromotionCodeBody.parse>,
  { merchantId, livemode }: Owner,
  deps: TellDeps,
): Promise<PromotionCode> {
  const owner = { merchantId, livemode };
  const { coupon, customerId = null, ...terms } = body;
  if ((await findCoupon(trx, owner, coupon)) === null) throw noSuch('coupon', 'coupon');
  if (customerId !== null && (await findCustomer(trx, owner, customerId)) === null)
    throw noSuch('customer', 'customerId');
  await mustBeFree(trx, { ...owner, code: terms.code }, deps);
  const at = deps.clock.now().toISOString();
  return {
    ...owner,
    ...terms,
    id: deps.ids.next('promo'),
    couponId: coupon,
    customerId,
    minimumAmount: terms.minimumAmount ?? null,
    maxRedemptions: terms.maxRedemptions ?? null,
    expiresAt: terms.expiresAt ?? null,
    metadata: terms.metadata ?? {},
    timesRedeemed: 0,
    createdAt: at,
    updatedAt: at,
  };
}

/** Of the codes that can be used, no two read the same: a buyer types but one. */
async function mustBeFree(
  trx: Trx,
  { code, ...owner }: Owner & { readonly code: string },
  { clock }: TellDeps,
): Promise<void> {
  const other = await findPromotionCodeByText(trx, owner, code);
  if (other === null || !isCodeValid(other, clock.now())) return;
  const message = `code: ${other.id} can be used with it. Deactivate that one, or send another code.`;
  throw new ApiError('code_in_use', message, { param: 'code' });
}

async function mustFind(db: Queries, c: ApiContext, id: string): Promise<PromotionCode> {
  const code = await findPromotionCode(db, c.get('principal'), id);
  if (code === null) throw notFound('promotion code');
  return code;
}
