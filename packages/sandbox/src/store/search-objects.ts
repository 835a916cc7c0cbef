// What customers, products and payment links are searched by; and the index of all that are there.

import type { Owner } from './checkouts.ts';
import type { Db } from './create-table.ts';
import { METADATA } from './json-columns.ts';
import { type Facets, indexWords } from './search.ts';
import { createSearchPairs } from './search-tables.ts';
import type { Queries } from './store.ts';
import { phoneWords, wordsOf } from './words.ts';

interface SearchedCustomer {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalId: string | null;
}

export function indexCustomer(db: Queries, owner: Owner, customer: SearchedCustomer): Promise<void> {
  const { id, name, email, phone, externalId } = customer;
  const words = [...wordsOf(id, name, email, externalId), ...phoneWords(phone)];
  return indexWords(db, owner, 'customer', id, words, customerFacets({ email, externalId }));
}

export function customerFacets({
  email,
  externalId,
}: Pick<SearchedCustomer, 'email' | 'externalId'>): Facets {
  return [
    ...(email === null ? [] : [['email', email] as const]),
    ...(externalId === null ? [] : [['externalId', externalId] as const]),
  ];
}

interface SearchedProduct {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly unitLabel: string | null;
  readonly active: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export function indexProduct(db: Queries, owner: Owner, product: SearchedProduct): Promise<void> {
  const { id, name, description, unitLabel } = product;
  return indexWords(
    db,
    owner,
    'product',
    id,
    wordsOf(id, name, description, unitLabel),
    activeFacets(product),
  );
}

/** Of a product, with its metadata, or of a link. A filter has null for either state. */
export function activeFacets({
  active,
  metadata = {},
}: {
  readonly active: boolean | null;
  readonly metadata?: Readonly<Record<string, string>>;
}): Facets {
  const entries = Object.entries(metadata).map(([key, value]) => [`metadata.${key}`, value] as const);
  return active === null ? entries : [['active', String(active)], ...entries];
}

interface SearchedLink {
  readonly id: string;
  readonly active: boolean;
  readonly lineItems: readonly Pick<SearchedProduct, 'name' | 'description' | 'unitLabel'>[];
}

export function indexLink(db: Queries, owner: Owner, { id, active, lineItems }: SearchedLink): Promise<void> {
  const texts = lineItems.flatMap(({ name, description, unitLabel }) => [name, description, unitLabel]);
  return indexWords(db, owner, 'payment link', id, wordsOf(id, ...texts), activeFacets({ active }));
}

/** Migration 024. It indexes what is there, in the order of the lists, and reads no column that came after migration 012. */
export async function addSearchPairs(schema: Db): Promise<void> {
  await createSearchPairs(schema);
  // The tables of today, of which it reads what was there before.
  const db = schema as Queries;
  for (const row of await db.selectFrom('merchants').select('id').execute()) {
    for (const livemode of [false, true]) await indexAllOf(db, { merchantId: row.id, livemode });
  }
}

/** Indexes everything that a merchant has in a mode. */
export async function indexAllOf(db: Queries, owner: Owner): Promise<void> {
  const own = { merchant_id: owner.merchantId, livemode: owner.livemode ? 1 : 0 } as const;
  const customers = await db
    .selectFrom('customers')
    .select(['id', 'name', 'email', 'phone', 'external_id as externalId'])
    .where((is) => is.and(own))
    .orderBy('id')
    .execute();
  for (const customer of customers) await indexCustomer(db, owner, customer);
  const products = await db
    .selectFrom('products')
    .select(['id', 'name', 'description', 'unit_label as unitLabel', 'active', 'metadata'])
    .where((is) => is.and(own))
    .orderBy('id')
    .execute();
  for (const { active, metadata, ...product } of products) {
    const entries = METADATA.parse(JSON.parse(metadata));
    await indexProduct(db, owner, { ...product, active: active === 1, metadata: entries });
  }
  const links = await db
    .selectFrom('payment_links')
    .select(['id', 'active'])
    .where((is) => is.and(own))
    .orderBy('id')
    .execute();
  for (const { id, active } of links) {
    const lineItems = await db
      .selectFrom('payment_link_items')
      .select(['name', 'description', 'unit_label as unitLabel'])
      .where('link_id', '=', id)
      .execute();
    await indexLink(db, owner, { id, active: active === 1, lineItems });
  }
}
