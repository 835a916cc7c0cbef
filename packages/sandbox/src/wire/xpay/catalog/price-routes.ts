// The routes of prices. Each change is told as one of the product: what a product's events hold has all of its prices.

import { Hono } from 'hono';
import { type CatalogEntry, type Price, priceInUse, touched } from '../../../domain/catalog.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { ApiError } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import {
  deletePrice,
  findPrice,
  findProduct,
  insertPrice,
  saveProduct,
  updatePrice,
} from '../../../store/products.ts';
import type { Queries, Trx } from '../../../store/store.ts';
import { noSuch, notFound, refused, sendJson } from '../answers.ts';
import { readQuery } from '../list.ts';
import { once } from '../once.ts';
import { type TellDeps, tell } from '../tell.ts';
import { toPriceObject, toProductObject } from './mapping.ts';
import { newPrice } from './new-price.ts';
import { createPriceBody, createPriceQuery, FIXED_PRICE_FIELDS, updatePriceBody } from './schemas.ts';

/** Routes under `/prices`; the caller's secret key is checked before. */
export function createPriceRoutes(deps: TellDeps): Hono<Env> {
  const { store, ids, clock } = deps;
  const app = new Hono<Env>();
  app.post('/prices', async (c) => {
    const { productId } = readQuery(c, createPriceQuery);
    const raw = await readJson(c);
    const body = validate(createPriceBody, raw);
    return once(c, deps, { productId, body: raw }, async (trx) => {
      const entry = await findProduct(trx, c.get('principal'), productId);
      if (entry === null) throw noSuch('product', 'productId');
      const price = newPrice(body, entry.product, ids.next('price'), clock.now());
      await insertPrice(trx, price);
      await tellProduct(trx, deps, { ...entry, prices: [...entry.prices, price] });
      return { status: 201, body: JSON.stringify(toPriceObject(price)) };
    });
  });
  app.get('/prices/:id', async (c) =>
    sendJson(c, toPriceObject((await mustFind(store.db, c, c.req.param('id'))).price)),
  );
  addChanges(app, deps);
  allowOnly(app, '/prices', ['POST']);
  allowOnly(app, '/prices/:id', ['GET', 'PATCH', 'DELETE']);
  return app;
}

function addChanges(app: Hono<Env>, deps: TellDeps): void {
  const { store, clock } = deps;
  app.patch('/prices/:id', async (c) => {
    const raw = await readJson(c);
    refuseFixed(raw);
    const { active, metadata } = validate(updatePriceBody, raw);
    const changed = await store.transaction(async (trx) => {
      const { price: before, entry } = await mustFind(trx, c, c.req.param('id'));
      const price: Price = {
        ...before,
        active: active ?? before.active,
        metadata: metadata ?? before.metadata,
        updatedAt: clock.now().toISOString(),
      };
      await updatePrice(trx, price);
      const prices = entry.prices.map((one) => (one.id === price.id ? price : one));
      await tellProduct(trx, deps, { ...(price.active ? entry : withoutDefault(entry, price.id)), prices });
      return price;
    });
    return sendJson(c, toPriceObject(changed));
  });
  app.delete('/prices/:id', async (c) => {
    const id = await store.transaction(async (trx) => {
      const { price, entry } = await mustFind(trx, c, c.req.param('id'));
      const problem = priceInUse(price);
      if (problem !== null) throw refused(problem);
      await deletePrice(trx, price.id);
      const prices = entry.prices.filter((one) => one.id !== price.id);
      await tellProduct(trx, deps, { ...withoutDefault(entry, price.id), prices });
      return price.id;
    });
    return sendJson(c, { id, object: 'price', deleted: true });
  });
}

async function mustFind(db: Queries, c: ApiContext, id: string) {
  const found = await findPrice(db, c.get('principal'), id);
  if (found === null) throw notFound('price');
  return found;
}

/** A default that nobody can buy at is none. */
function withoutDefault(entry: CatalogEntry, priceId: string): CatalogEntry {
  const { product } = entry;
  if (product.defaultPriceId !== priceId) return entry;
  return { ...entry, product: { ...product, defaultPriceId: null } };
}

async function tellProduct(trx: Trx, deps: TellDeps, { product, prices }: CatalogEntry): Promise<void> {
  const changed = touched(product, deps.clock.now());
  await saveProduct(trx, changed, false);
  await tell(trx, deps, changed, 'product.updated', toProductObject({ product: changed, prices }));
}

function refuseFixed(raw: unknown): void {
  const fixed = FIXED_PRICE_FIELDS.find((field) => typeof raw === 'object' && raw !== null && field in raw);
  if (fixed === undefined) return;
  const message = `${fixed}: is fixed when the price is created. Create another price, and archive this one.`;
  throw new ApiError('immutable_field', message, { param: fixed });
}
