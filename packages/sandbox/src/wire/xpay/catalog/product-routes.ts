// The routes of products: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import {
  type CatalogEntry,
  type Product,
  type ProductDetails,
  productInUse,
  touched,
  withDefaultPrice,
} from '../../../domain/catalog.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { validate } from '../../../http/validation.ts';
import type { Owner } from '../../../store/checkouts.ts';
import {
  deleteProduct,
  findProduct,
  insertPrice,
  listProducts,
  saveProduct,
} from '../../../store/products.ts';
import type { Queries } from '../../../store/store.ts';
import { accepted, notFound, refused, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import { type TellDeps, tell } from '../tell.ts';
import { toProductObject, toProductStats } from './mapping.ts';
import { newPrice } from './new-price.ts';
import {
  type CreateProductBody,
  createProductBody,
  productsQuery,
  type UpdateProductBody,
  updateProductBody,
} from './schemas.ts';

/** Routes under `/products`; the caller's secret key is checked before. */
export function createProductRoutes(deps: TellDeps): Hono<Env> {
  const { store } = deps;
  const app = new Hono<Env>();
  app.get('/products', async (c) => {
    const { search = null, active = null, metadata = {}, ...page } = readQuery(c, productsQuery);
    const wanted = toPageWanted(page);
    const filter = { search, active, metadata };
    const { entries, ...found } = await listProducts(store.db, c.get('principal'), filter, wanted);
    return sendPage(c, entries.map(toProductObject), found, wanted);
  });
  app.post('/products', async (c) => {
    const raw = await readJson(c);
    const body = validate(createProductBody, raw);
    return once(c, deps, raw, async (trx) => {
      const entry = open(body, c.get('principal'), deps);
      await saveProduct(trx, entry.product, true);
      for (const price of entry.prices) await insertPrice(trx, price);
      const object = toProductObject(entry);
      await tell(trx, deps, entry.product, 'product.created', object);
      return { status: 201, body: JSON.stringify(object) };
    });
  });
  addOne(app, deps);
  allowOnly(app, '/products', ['GET', 'POST']);
  allowOnly(app, '/products/:id', ['GET', 'PATCH', 'DELETE']);
  allowOnly(app, '/products/:id/stats', ['GET']);
  return app;
}

function addOne(app: Hono<Env>, deps: TellDeps): void {
  const { store } = deps;
  app.get('/products/:id', async (c) =>
    sendJson(c, toProductObject(await mustFind(store.db, c, c.req.param('id')))),
  );
  app.get('/products/:id/stats', async (c) =>
    sendJson(c, toProductStats(await mustFind(store.db, c, c.req.param('id')))),
  );
  app.patch('/products/:id', async (c) => {
    const body = validate(updateProductBody, await readJson(c));
    const object = await store.transaction(async (trx) => {
      const { product, prices } = change(await mustFind(trx, c, c.req.param('id')), body, deps);
      await saveProduct(trx, product, false);
      const changed = toProductObject({ product, prices });
      await tell(trx, deps, product, 'product.updated', changed);
      return changed;
    });
    return sendJson(c, object);
  });
  app.delete('/products/:id', async (c) => {
    const id = await store.transaction(async (trx) => {
      const entry = await mustFind(trx, c, c.req.param('id'));
      const problem = productInUse(entry);
      if (problem !== null) throw refused(problem);
      await deleteProduct(trx, entry.product.id);
      await tell(trx, deps, entry.product, 'product.deleted', toProductObject(entry));
      return entry.product.id;
    });
    return sendJson(c, { id, object: 'product', deleted: true });
  });
}

async function mustFind(db: Queries, c: ApiContext, id: string): Promise<CatalogEntry> {
  const entry = await findProduct(db, c.get('principal'), id);
  if (entry === null) throw notFound('product');
  return entry;
}

function open(
  body: CreateProductBody,
  { merchantId, livemode }: Owner,
  { ids, clock }: TellDeps,
): CatalogEntry {
  const now = clock.now();
  const at = now.toISOString();
  const plain: Product = {
    description: null,
    image: null,
    unitLabel: null,
    active: true,
    metadata: {},
    ...toDetails(body),
    name: body.name,
    id: ids.next('prod'),
    merchantId,
    livemode,
    defaultPriceId: null,
    createdAt: at,
    updatedAt: at,
  };
  if (body.defaultPrice === undefined) return { product: plain, prices: [] };
  const price = newPrice({ ...body.defaultPrice, active: true }, plain, ids.next('price'), now);
  return { product: { ...plain, defaultPriceId: price.id }, prices: [price] };
}

function change(before: CatalogEntry, body: UpdateProductBody, { clock }: TellDeps): CatalogEntry {
  const { prices } = before;
  const product = touched({ ...before.product, ...toDetails(body) }, clock.now());
  if (body.defaultPrice === undefined) return { product, prices };
  return { ...accepted(withDefaultPrice({ product, prices }, body.defaultPrice)), prices };
}

/** The details that a body names, and no others. */
function toDetails(body: Omit<UpdateProductBody, 'defaultPrice'>): Partial<ProductDetails> {
  const { name, description, image, unitLabel, active, metadata } = body;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(image === undefined ? {} : { image }),
    ...(unitLabel === undefined ? {} : { unitLabel }),
    ...(active === undefined ? {} : { active }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
