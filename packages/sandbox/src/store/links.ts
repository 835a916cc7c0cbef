// Reads and writes payment links with their line items, and finds them by what is sold, for how much, since when.

import { sql } from 'kysely';
import type { PaymentLink } from '../domain/payment-link.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { itemRow, linkRow, toLink } from './link-rows.ts';
import { activeClass, isFew, keptOf } from './list-counts.ts';
import { byOther, inOrder, MOST_COUNTED, type PageOfIds, type PageWanted, pageOfIds } from './paging.ts';
import { pageOfSearch } from './search.ts';
import { activeFacets, indexLink } from './search-objects.ts';
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
export async function listLinks(db: Queries, owner: Owner, filter: LinkFilter, wanted: PageWanted) {
  const { search, active } = filter;
  const { ids, ...page } =
    search === null
      ? await pageOfLinks(db, owner, filter, wanted)
      : await pageOfSearch(
          db,
          owner,
          'payment link',
          { search, facets: activeFacets({ active }) },
          wanted,
          await narrowedTo(db, owner, filter),
        );
  return { ...page, links: await readLinks(db, ids) };
}

/** So many are sorted as fast as a list in its order is walked for a page of them. */
const FEW = 1000;

async function pageOfLinks(
  db: Queries,
  owner: Owner,
  filter: LinkFilter,
  wanted: PageWanted,
): Promise<PageOfIds> {
  const { active, amount, created } = filter;
  if (amount.length === 0 && created.length === 0) {
    const own = ownLinks(db, owner);
    const found = active === null ? own : own.where('active', '=', toFlag(active));
    return pageOfIds(db, found, wanted, keptOf(db, owner, 'payment_links', [activeClass(active)]));
  }
  const { query } = await inRanges(db, owner, filter, FEW);
  const found = active === null ? query : query.where(byOther<number>('active'), '=', toFlag(active));
  return pageOfIds(db, found, wanted, { most: MOST_COUNTED });
}

/** Where an index of one range finds few, it is chosen. Otherwise one that holds every column is walked, in order. */
async function inRanges(db: Queries, owner: Owner, { amount, created }: LinkFilter, few: number) {
  const own = ownLinks(db, owner);
  const inAmount = amount.reduce((found, { is, value }) => found.where('amount', is, value), own);
  const inTime = created.reduce((found, { is, value }) => found.where('created_at', is, value), own);
  const isAmount = amount.length > 0 && (await isFew(db, inAmount, few));
  const isTime = !isAmount && created.length > 0 && (await isFew(db, inTime, few));
  let query = isAmount ? inAmount : isTime ? inTime : own;
  if (!isAmount) {
    for (const { is, value } of amount) query = query.where(byOther<number>('amount'), is, value);
  }
  if (!isTime) {
    for (const { is, value } of created) query = query.where(byOther('created_at'), is, value);
  }
  return { query, areFew: isAmount || isTime };
}

function ownLinks(db: Queries, { merchantId, livemode }: Owner) {
  return db
    .selectFrom('payment_links')
    .select(['id', 'id as position'])
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode));
}

/** What a search is narrowed to: as many as are counted of it are looked through sooner than all that have its words. */
async function narrowedTo(db: Queries, owner: Owner, filter: LinkFilter) {
  const { amount, created } = filter;
  const bounds = [
    ...amount.map(({ is, value }) => sql`listed.amount ${sql.raw(is)} ${value}`),
    ...created.map(({ is, value }) => sql`listed.created_at ${sql.raw(is)} ${value}`),
  ];
  if (bounds.length === 0) return undefined;
  const { query, areFew } = await inRanges(db, owner, filter, MOST_COUNTED);
  return {
    table: 'payment_links',
    where: sql<boolean>`${sql.join(bounds, sql` and `)}`,
    few: areFew ? db.selectFrom(query.as('few')).select('id') : null,
  } as const;
}

/** Writes a new link. */
export async function insertLink(trx: Trx, link: PaymentLink): Promise<void> {
  await trx.insertInto('payment_links').values(linkRow(link)).execute();
  await insertItems(trx, link);
  await indexLink(trx, link, link);
}

/** Writes what changed from `before` to `after`. */
export async function updateLink(trx: Trx, before: PaymentLink, after: PaymentLink): Promise<void> {
  await trx.updateTable('payment_links').set(linkRow(after)).where('id', '=', after.id).execute();
  if (before.lineItems !== after.lineItems) {
    await trx.deleteFrom('payment_link_items').where('link_id', '=', after.id).execute();
    await insertItems(trx, after);
  }
  await indexLink(trx, after, after);
}

async function insertItems(trx: Trx, link: PaymentLink): Promise<void> {
  const rows = link.lineItems.map((item, position) => itemRow(item, link.id, position));
  await trx.insertInto('payment_link_items').values(rows).execute();
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
