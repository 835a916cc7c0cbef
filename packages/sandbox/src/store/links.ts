// Reads and writes payment links with their line items, and finds them by what is sold, for how much, since when.

import type { LinkItem, PaymentLink } from '../domain/payment-link.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { AFTER_COMPLETION, CUSTOM_FIELDS, METADATA } from './json-columns.ts';
import type { PaymentLinkItemsTable, PaymentLinksTable } from './link-tables.ts';
import { inOrder, type PageWanted, pageOfIds } from './paging.ts';
import { idsBySearch, indexWords, wordsOf } from './search.ts';
import type { Queries, Trx } from './store.ts';

/** A bound of a range: `>=`, `>`, `<` or `<=` this value. */
export interface Bound<Value> {
  readonly is: '=' | '>' | '<' | '>=' | '<=';
  readonly value: Value;
}

export interface LinkFilter {
  readonly search: string | null;
  readonly active: boolean | null;
  /** Minor units. */
  readonly amount: readonly Bound<number>[];
  /** Of when it was created, RFC 3339. */
  readonly created: readonly Bound<string>[];
}

/** A link by its id alone: whoever has it may open it. Null when there is none. */
export async function findAnyLink(db: Queries, id: string): Promise<PaymentLink | null> {
  const [link] = await readLinks(db, [id]);
  return link ?? null;
}

/** A link of one merchant and mode, or null. */
export async function findLink(db: Queries, owner: Owner, id: string): Promise<PaymentLink | null> {
  const link = await findAnyLink(db, id);
  return link?.merchantId === owner.merchantId && link.livemode === owner.livemode ? link : null;
}

/** One page of links, and how many there are in all. */
export async function listLinks(
  db: Queries,
  owner: Owner,
  { search, active, amount, created }: LinkFilter,
  wanted: PageWanted,
) {
  let query = db
    .selectFrom('payment_links')
    .select(['id', 'id as position'])
    .where('merchant_id', '=', owner.merchantId)
    .where('livemode', '=', toFlag(owner.livemode));
  if (active !== null) query = query.where('active', '=', toFlag(active));
  if (search !== null) query = query.where('id', 'in', idsBySearch(db, owner, 'payment link', search));
  for (const { is, value } of amount) query = query.where('amount', is, value);
  for (const { is, value } of created) query = query.where('created_at', is, value);
  const { ids, ...page } = await pageOfIds(db, query, wanted);
  return { ...page, links: await readLinks(db, ids) };
}

/** Writes a new link. */
export async function insertLink(trx: Trx, link: PaymentLink): Promise<void> {
  await trx.insertInto('payment_links').values(linkRow(link)).execute();
  await insertItems(trx, link);
}

/** Writes what changed from `before` to `after`. */
export async function updateLink(trx: Trx, before: PaymentLink, after: PaymentLink): Promise<void> {
  await trx.updateTable('payment_links').set(linkRow(after)).where('id', '=', after.id).execute();
  if (before.lineItems === after.lineItems) return;
  await trx.deleteFrom('payment_link_items').where('link_id', '=', after.id).execute();
  await insertItems(trx, after);
}

async function insertItems(trx: Trx, link: PaymentLink): Promise<void> {
  const rows = link.lineItems.map((item, position) => itemRow(item, link.id, position));
  await trx.insertInto('payment_link_items').values(rows).execute();
  const texts = link.lineItems.flatMap(({ name, description, unitLabel }) => [name, description, unitLabel]);
  await indexWords(trx, link, 'payment link', link.id, wordsOf(link.id, ...texts));
}

async function readLinks(db: Queries, ids: readonly string[]): Promise<readonly PaymentLink[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('payment_links').selectAll().where('id', 'in', ids).execute();
  const items = await db
    .selectFrom('payment_link_items')
    .selectAll()
    .where('link_id', 'in', ids)
    .orderBy('position')
    .execute();
  return inOrder(ids, rows, ({ id }) => id).map((row) =>
    toLink(
      row,
      items.filter((item) => item.link_id === row.id),
    ),
  );
}

function toLink(row: PaymentLinksTable, items: readonly PaymentLinkItemsTable[]): PaymentLink {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    currency: row.currency,
    amount: row.amount,
    lineItems: items.map(toItem),
    customFields: CUSTOM_FIELDS.parse(JSON.parse(row.custom_fields)),
    afterCompletion: AFTER_COMPLETION.parse(JSON.parse(row.after_completion)),
    active: row.active === 1,
    expiresAt: row.expires_at,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function linkRow(link: PaymentLink): PaymentLinksTable {
  return {
    id: link.id,
    merchant_id: link.merchantId,
    livemode: toFlag(link.livemode),
    currency: link.currency,
    amount: link.amount,
    active: toFlag(link.active),
    after_completion: JSON.stringify(link.afterCompletion),
    custom_fields: JSON.stringify(link.customFields),
    expires_at: link.expiresAt,
    metadata: JSON.stringify(link.metadata),
    created_at: link.createdAt,
    updated_at: link.updatedAt,
  };
}

function toItem(row: PaymentLinkItemsTable): LinkItem {
  const { price_id: priceId, product_id: productId, minimum, maximum } = row;
  return {
    id: row.id,
    price: priceId === null || productId === null ? null : { id: priceId, productId },
    currency: row.currency,
    name: row.name,
    description: row.description,
    imageUrl: row.image_url,
    unitLabel: row.unit_label,
    unitAmount: row.unit_amount,
    quantity: row.quantity,
    adjustable: minimum === null || maximum === null ? null : { minimum, maximum },
  };
}

function itemRow(item: LinkItem, linkId: string, position: number): PaymentLinkItemsTable {
  return {
    id: item.id,
    link_id: linkId,
    position,
    price_id: item.price?.id ?? null,
    product_id: item.price?.productId ?? null,
    currency: item.currency,
    name: item.name,
    description: item.description,
    image_url: item.imageUrl,
    unit_label: item.unitLabel,
    unit_amount: item.unitAmount,
    quantity: item.quantity,
    minimum: item.adjustable?.minimum ?? null,
    maximum: item.adjustable?.maximum ?? null,
  };
}
