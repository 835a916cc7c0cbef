// Reads and writes products with their prices: a product is always read whole, as its GET and its events show it.

import type { CatalogEntry, Price, Product } from '../domain/catalog.ts';
import type { PricesTable, ProductsTable } from './catalog-tables.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { METADATA } from './json-columns.ts';
import { activeClass, keptOf } from './list-counts.ts';
import { inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { forgetWords, pageOfSearch } from './search.ts';
import { activeFacets, indexProduct } from './search-objects.ts';
import type { Queries, Trx } from './store.ts';

export interface ProductFilter {
  readonly search: string | null;
  readonly active: boolean | null;
  /** Every one of these entries has to be the product's. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A product of one merchant and mode with its prices, or null. */
export async function findProduct(db: Queries, owner: Owner, id: string): Promise<CatalogEntry | null> {
  const [entry] = await findProducts(db, owner, [id]);
  return entry ?? null;
}

/** Products of one merchant and mode in the order of `ids`, with their prices; those that are not there are left out. */
export async function findProducts(
  db: Queries,
  owner: Owner,
  ids: readonly string[],
): Promise<readonly CatalogEntry[]> {
  if (ids.length === 0) return [];
  const rows = await own(db, owner).selectAll().where('id', 'in', ids).execute();
  const prices = await db
    .selectFrom('prices')
    .selectAll()
    .where('product_id', 'in', rows.length === 0 ? [''] : rows.map(({ id }) => id))
    .orderBy('id')
    .execute();
  return inOrder(ids, rows, ({ id }) => id).map((row) => ({
    product: toProduct(row),
    prices: prices.filter((price) => price.product_id === row.id).map(toPrice),
  }));
}

/** One page of products, and how many there are in all. */
export async function listProducts(
  db: Queries,
  owner: Owner,
  { search, active, metadata }: ProductFilter,
  wanted: PageWanted,
) {
  const { ids, ...page } =
    search === null && Object.keys(metadata).length === 0
      ? await pageOfProducts(db, owner, active, wanted)
      : await pageOfSearch(
          db,
          owner,
          'product',
          { search, facets: activeFacets({ active, metadata }) },
          wanted,
        );
  return { ...page, entries: await findProducts(db, owner, ids) };
}

function pageOfProducts(db: Queries, owner: Owner, active: boolean | null, wanted: PageWanted) {
  const query = own(db, owner).select(['id', 'id as position']);
  const found = active === null ? query : query.where('active', '=', toFlag(active));
  return pageOfIds(db, found, wanted, keptOf(db, owner, 'products', [activeClass(active)]));
}

/** Writes a new product, or one that has changed. */
export async function saveProduct(trx: Trx, product: Product, isNew: boolean): Promise<void> {
  const row = productRow(product);
  if (isNew) await trx.insertInto('products').values(row).execute();
  else await trx.updateTable('products').set(row).where('id', '=', row.id).execute();
  await indexProduct(trx, product, product);
}

/** Deletes a product and all of its prices. */
export async function deleteProduct(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('prices').where('product_id', '=', id).execute();
  await forgetWords(trx, 'product', id);
  await trx.deleteFrom('products').where('id', '=', id).execute();
}

/** A price of one merchant and mode with its product, or null. */
export async function findPrice(
  db: Queries,
  owner: Owner,
  id: string,
): Promise<{ readonly price: Price; readonly entry: CatalogEntry } | null> {
  const row = await db.selectFrom('prices').select('product_id').where('id', '=', id).executeTakeFirst();
  const entry = row === undefined ? null : await findProduct(db, owner, row.product_id);
  const price = entry?.prices.find((one) => one.id === id);
  return entry === null || price === undefined ? null : { price, entry };
}

export async function insertPrice(trx: Trx, price: Price): Promise<void> {
  await trx.insertInto('prices').values(priceRow(price)).execute();
}

export async function updatePrice(trx: Trx, price: Price): Promise<void> {
  await trx.updateTable('prices').set(priceRow(price)).where('id', '=', price.id).execute();
}

export async function deletePrice(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('prices').where('id', '=', id).execute();
}

/** Counts line items that were made from prices: from then on these stay. */
export async function countUsage(trx: Trx, priceIds: readonly (string | null)[]): Promise<void> {
  for (const id of priceIds) {
    if (id === null) continue;
    await trx
      .updateTable('prices')
      .set(({ eb }) => ({ usage_count: eb('usage_count', '+', 1) }))
      .where('id', '=', id)
      .execute();
  }
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('products')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

function toProduct(row: ProductsTable): Product {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    name: row.name,
    description: row.description,
    image: row.image,
    unitLabel: row.unit_label,
    active: row.active === 1,
    defaultPriceId: row.default_price_id,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function productRow(product: Product): ProductsTable {
  return {
    id: product.id,
    merchant_id: product.merchantId,
    livemode: toFlag(product.livemode),
    name: product.name,
    description: product.description,
    image: product.image,
    unit_label: product.unitLabel,
    active: toFlag(product.active),
    default_price_id: product.defaultPriceId,
    metadata: JSON.stringify(product.metadata),
    created_at: product.createdAt,
    updated_at: product.updatedAt,
  };
}

function toPrice(row: PricesTable): Price {
  const { interval, interval_count: intervalCount } = row;
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    productId: row.product_id,
    currency: row.currency,
    unitAmount: row.unit_amount,
    recurring: interval === null ? null : { interval, intervalCount: intervalCount ?? 1 },
    active: row.active === 1,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    usageCount: row.usage_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function priceRow(price: Price): PricesTable {
  return {
    id: price.id,
    merchant_id: price.merchantId,
    livemode: toFlag(price.livemode),
    product_id: price.productId,
    currency: price.currency,
    unit_amount: price.unitAmount,
    interval: price.recurring?.interval ?? null,
    interval_count: price.recurring?.intervalCount ?? null,
    active: toFlag(price.active),
    metadata: JSON.stringify(price.metadata),
    usage_count: price.usageCount,
    created_at: price.createdAt,
    updated_at: price.updatedAt,
  };
}
