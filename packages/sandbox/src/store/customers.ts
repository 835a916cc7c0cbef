// Reads and writes customers, and finds them by what merchants know of them.

import { z } from 'zod';
import type { Customer, SavedCard } from '../domain/customer.ts';
import type { CustomersTable, SavedCardsTable } from './catalog-tables.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { CARD, METADATA } from './json-columns.ts';
import { inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { idsBySearch, indexWords, phoneWords, wordsOf } from './search.ts';
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
  let query = own(db, owner).select(['id', 'id as position']);
  if (search !== null) query = query.where('id', 'in', idsBySearch(db, owner, 'customer', search));
  if (email !== null) query = query.where('email', '=', email);
  if (externalId !== null) query = query.where('external_id', '=', externalId);
  const { ids, ...page } = await pageOfIds(db, query, wanted);
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('customers').selectAll().where('id', 'in', ids).execute();
  return { ...page, customers: inOrder(ids, rows, ({ id }) => id).map(toCustomer) };
}

/** Writes a new customer, or one that has changed. */
export async function saveCustomer(trx: Trx, customer: Customer, isNew: boolean): Promise<void> {
  const row = customerRow(customer);
  if (isNew) await trx.insertInto('customers').values(row).execute();
  else await trx.updateTable('customers').set(row).where('id', '=', row.id).execute();
  const { id, name, email, phone, externalId } = customer;
  const words = [...wordsOf(id, name, email, externalId), ...phoneWords(phone)];
  await indexWords(trx, customer, 'customer', id, words);
}

/** Who has paid as a guest before: the same address, the same number, or else the same card. */
export async function findGuest(
  trx: Trx,
  owner: Owner,
  known: { readonly email: string | null; readonly fingerprint: string },
): Promise<Customer | null> {
  const guests = own(trx, owner).selectAll('customers').where('type', '=', 'guest');
  if (known.email !== null) {
    const row = await guests.where('email', '=', known.email).orderBy('id').executeTakeFirst();
    return row === undefined ? null : toCustomer(row);
  }
  const row = await guests
    .where('email', 'is', null)
    .where('id', 'in', (is) =>
      is.selectFrom('saved_cards').select('customer_id').where('fingerprint', '=', known.fingerprint),
    )
    .orderBy('id')
    .executeTakeFirst();
  return row === undefined ? null : toCustomer(row);
}

/** The cards that customers have paid with, the latest first. */
export async function findSavedCards(
  db: Queries,
  customerIds: readonly string[],
): Promise<readonly SavedCard[]> {
  if (customerIds.length === 0) return [];
  const rows = await db
    .selectFrom('saved_cards')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .orderBy('last_used_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toSavedCard);
}

/** Remembers a card, or that it was used again. */
export async function saveCard(
  trx: Trx,
  { id, customerId, createdAt, lastUsedAt, ...card }: SavedCard,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('saved_cards')
    .set({ card: JSON.stringify(card), last_used_at: lastUsedAt })
    .where('customer_id', '=', customerId)
    .where('fingerprint', '=', card.fingerprint)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const row: SavedCardsTable = {
    id,
    customer_id: customerId,
    fingerprint: card.fingerprint,
    card: JSON.stringify(card),
    created_at: createdAt,
    last_used_at: lastUsedAt,
  };
  await trx.insertInto('saved_cards').values(row).execute();
}

function own(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('customers')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

const ADDRESS = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable(),
});

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

function toSavedCard(row: SavedCardsTable): SavedCard {
  return {
    ...CARD.parse(JSON.parse(row.card)),
    id: row.id,
    customerId: row.customer_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
