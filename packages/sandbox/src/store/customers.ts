// Reads and writes customers, and finds them by what merchants know of them.

import type { Customer } from '../domain/customer.ts';
import type { CustomersTable } from './catalog-tables.ts';
import type { Owner } from './checkouts.ts';
import { type Flag, toFlag } from './flag.ts';
import { ADDRESS, METADATA } from './json-columns.ts';
import { keptOf } from './list-counts.ts';
import { ALL, inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { preparedRow } from './prepared.ts';
import { pageOfSearch } from './search.ts';
import { customerFacets, indexCustomer } from './search-objects.ts';
import type { Queries, Trx } from './store.ts';

export interface CustomerFilter {
  readonly search: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
}

/** A customer of one merchant and mode, or null. */
export async function findCustomer(db: Queries, owner: Owner, id: string): Promise<Customer | null> {
  const row = await own(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** The customer that the merchant knows by this name of their own, or null. */
export async function findByExternalId(
  db: Queries,
  owner: Owner,
  externalId: string,
): Promise<Customer | null> {
  const row = await own(db, owner).selectAll().where('external_id', '=', externalId).executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** One page of customers, and how many there are in all. */
export async function listCustomers(
  db: Queries,
  owner: Owner,
  { search, email, externalId }: CustomerFilter,
  wanted: PageWanted,
) {
  const { ids, ...page } =
    search === null
      ? await pageOfCustomers(db, owner, { email, externalId }, wanted)
      : await pageOfSearch(
          db,
          owner,
          'customer',
          { search, facets: customerFacets({ email, externalId }) },
          wanted,
        );
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('customers').selectAll().where('id', 'in', ids).execute();
  return { ...page, customers: inOrder(ids, rows, ({ id }) => id).map(toCustomer) };
}

function pageOfCustomers(
  db: Queries,
  owner: Owner,
  { email, externalId }: Omit<CustomerFilter, 'search'>,
  wanted: PageWanted,
) {
  let query = own(db, owner).select(['id', 'id as position']);
  if (email !== null) query = query.where('email', '=', email);
  if (externalId !== null) query = query.where('external_id', '=', externalId);
  const isWhole = email === null && externalId === null;
  return pageOfIds(db, query, wanted, isWhole ? keptOf(db, owner, 'customers', ['']) : ALL);
}

/** Writes a new customer, or one that has changed. */
export async function saveCustomer(trx: Trx, customer: Customer, isNew: boolean): Promise<void> {
  const row = customerRow(customer);
  if (isNew) await trx.insertInto('customers').values(row).execute();
  else await trx.updateTable('customers').set(row).where('id', '=', row.id).execute();
  await indexCustomer(trx, customer, customer);
}

/** Who has paid as a guest before: the same address, the same number, or else the same card. */
export async function findGuest(
  trx: Trx,
  owner: Owner,
  known: { readonly email: string | null; readonly fingerprint: string | null },
): Promise<Customer | null> {
  const { merchantId } = owner;
  const livemode = toFlag(owner.livemode);
  const { email, fingerprint } = known;
  if (email === null && fingerprint === null) return null;
  const row =
    email === null
      ? await guestOfCard(trx, merchantId, livemode, fingerprint ?? '')
      : await guestOfEmail(trx, merchantId, livemode, email);
  return row === undefined ? null : toCustomer(row);
}

const guestOfEmail = preparedRow((db, merchantId: string, livemode: Flag, email: string) =>
  guests(db, merchantId, livemode).where('email', '=', email),
);
const guestOfCard = preparedRow((db, merchantId: string, livemode: Flag, fingerprint: string) =>
  guests(db, merchantId, livemode)
    .where('email', 'is', null)
    .where('id', 'in', (is) =>
      is.selectFrom('saved_cards').select('customer_id').where('fingerprint', '=', fingerprint),
    ),
);

function guests(db: Queries, merchantId: string, livemode: Flag) {
  return db
    .selectFrom('customers')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', livemode)
    .where('type', '=', 'guest')
    .orderBy('id')
    .limit(1);
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('customers')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

function toCustomer(row: CustomersTable): Customer {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    type: row.type,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    address: row.address === null ? null : ADDRESS.parse(JSON.parse(row.address)),
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function customerRow(customer: Customer): CustomersTable {
  return {
    id: customer.id,
    merchant_id: customer.merchantId,
    livemode: toFlag(customer.livemode),
    type: customer.type,
    external_id: customer.externalId,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: customer.address === null ? null : JSON.stringify(customer.address),
    metadata: JSON.stringify(customer.metadata),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
  };
}
