// Search by words: every word of an object is kept in an index, and found by how it begins.

import { type Expression, sql } from 'kysely';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { MOST_COUNTED, type PageOfIds, type PageWanted } from './paging.ts';
import { fewAmong, fewByPairs, pageOfFew, pairWords } from './search-pairs.ts';
import type { SearchKind } from './search-tables.ts';
import type { Queries, Trx } from './store.ts';
import { hashOf } from './vault.ts';
import { queryWords } from './words.ts';

/** What an object is looked up by exactly, and not by words: its names with its values. */
export type Facets = readonly (readonly [name: string, value: string])[];

/** Keeps the words of an object, in place of those it had. */
export async function indexWords(
  trx: Queries,
  owner: Owner,
  kind: SearchKind,
  objectId: string,
  words: readonly string[],
  facets: Facets,
): Promise<void> {
  const scope = (await scopeOf(trx, owner, kind)) ?? (await addScope(trx, owner, kind));
  const pairs = pairWords(scope, words, objectId);
  const text = [
    ...facets.map((facet) => facetToken(scope, facet)),
    ...words.map((word) => `${scope}=${word}`),
  ];
  const own = { merchant_id: owner.merchantId, livemode: toFlag(owner.livemode), kind, object_id: objectId };
  await trx
    .insertInto('search_texts')
    .values({ ...own, words: [...new Set(text)].join(' '), pairs })
    .onConflict((known) =>
      known
        .columns(['object_id', 'kind'])
        .doUpdateSet(({ ref }) => ({ words: ref('excluded.words'), pairs: ref('excluded.pairs') })),
    )
    .execute();
}

export async function forgetWords(trx: Trx, kind: SearchKind, objectId: string): Promise<void> {
  await trx.deleteFrom('search_texts').where('object_id', '=', objectId).where('kind', '=', kind).execute();
}

/** What is searched for: objects that match one of the comma-separated terms, each with all of its words, and every facet. */
export interface Wanted {
  readonly search: string | null;
  readonly facets: Facets;
}

/** A condition on the object `listed`, of the index or of a table that is joined to it. */
interface Narrowed {
  readonly table: 'payment_links';
  readonly where: ReturnType<typeof sql<boolean>>;
  /** What finds the ids of all that meet it, where they are few. */
  readonly few: Expression<{ id: string }> | null;
}

/** The ids of one page of what a search finds, in the order in which the objects were added. */
export async function pageOfSearch(
  db: Queries,
  owner: Owner,
  kind: SearchKind,
  { search, facets }: Wanted,
  { page, limit, order, until }: PageWanted,
  narrowed?: Narrowed,
): Promise<PageOfIds> {
  const scope = await scopeOf(db, owner, kind);
  const match = matchOf(scope, search, facets);
  if (scope === null || match === null) return { ids: [], totalCount: 0, newest: null, isMore: false };
  const asked = { scope, kind, search, until: toRank(until) };
  const few =
    narrowed === undefined
      ? await fewByPairs(db, asked)
      : narrowed.few === null
        ? null
        : await fewAmong(db, asked, narrowed.few);
  if (few !== null)
    return pageOfFew(
      few,
      facets.map((facet) => facetToken(scope, facet)),
      { page, limit, order },
    );
  const found = sql`from search_index
    ${
      narrowed === undefined
        ? sql``
        : sql`cross join search_texts as texts on texts.rank = search_index.rowid
      cross join ${sql.table(narrowed.table)} as listed on listed.id = texts.object_id and ${narrowed.where}`
    }
    where search_index match ${match} and search_index.rowid <= ${toRank(until)}`;
  const ranks = (how: ReturnType<typeof sql>) =>
    sql<{ rank: number }>`select search_index.rowid as rank ${found} ${how}`;
  // The index is read once where few are found, and none of them twice where there are none.
  const counted = await sql<{
    count: number;
    newest: number | null;
  }>`select count(*) as count, max(rank) as newest
    from (${ranks(sql`limit ${MOST_COUNTED}`)})`.execute(db);
  const { count = 0, newest = null } = counted.rows[0] ?? {};
  const offset = (page - 1) * limit;
  const isWhole = count < MOST_COUNTED;
  if (newest === null || (isWhole && offset >= count)) {
    return { ids: [], totalCount: count, newest: newest === null ? null : String(newest), isMore: false };
  }
  const newestRank = async () =>
    (await ranks(sql`order by search_index.rowid desc limit 1`).execute(db)).rows[0]?.rank ?? newest;
  const wanted = await ranks(
    sql`order by search_index.rowid ${sql.raw(order)} limit ${limit + 1} offset ${offset}`,
  ).execute(db);
  return {
    ids: await idsOf(
      db,
      wanted.rows.slice(0, limit).map(({ rank }) => rank),
      order,
    ),
    totalCount: count,
    newest: String(isWhole ? newest : await newestRank()),
    isMore: wanted.rows.length > limit,
  };
}

async function idsOf(
  db: Queries,
  ranks: readonly number[],
  order: 'asc' | 'desc',
): Promise<readonly string[]> {
  if (ranks.length === 0) return [];
  const rows = await db
    .selectFrom('search_texts')
    .select('object_id')
    .where('rank', 'in', ranks)
    .orderBy('rank', order)
    .execute();
  return rows.map(({ object_id }) => object_id);
}

/** What the index is asked (FTS5, "Full-text Query Syntax"); null where nothing can be found. */
function matchOf(scope: string | null, search: string | null, facets: Facets): string | null {
  if (scope === null) return null;
  const parts = facets.map((facet) => quoted(facetToken(scope, facet)));
  if (search !== null) {
    const terms = search
      .split(',')
      .map((term) => queryWords(term).map((word) => `${quoted(`${scope}=${word}`)} *`));
    const found = terms.filter((words) => words.length > 0).map((words) => `(${words.join(' AND ')})`);
    if (found.length === 0) return null;
    parts.push(`(${found.join(' OR ')})`);
  }
  return parts.join(' AND ');
}

function facetToken(scope: string, [name, value]: Facets[number]): string {
  return `${scope}==${hashOf(`${name}\0${value}`).slice(0, 32)}`;
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

/** No word has an `=`, so that no word of one scope begins with another's name. */
async function scopeOf(
  db: Queries,
  { merchantId, livemode }: Owner,
  kind: SearchKind,
): Promise<string | null> {
  const row = await db
    .selectFrom('search_scopes')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row === undefined ? null : scopeName(row.id);
}

async function addScope(trx: Queries, { merchantId, livemode }: Owner, kind: SearchKind): Promise<string> {
  const { id } = await trx
    .insertInto('search_scopes')
    .values({ merchant_id: merchantId, livemode: toFlag(livemode), kind })
    .returning('id')
    .executeTakeFirstOrThrow();
  return scopeName(id);
}

function scopeName(id: number): string {
  return id.toString(36).padStart(3, '0');
}

function toRank(until: string | null): number {
  return until !== null && /^\d{1,15}$/.test(until) ? Number(until) : Number.MAX_SAFE_INTEGER;
}
