// Searches that find few: of common words that are seldom together, by pairs of beginnings, or among few objects; read one by one.

import { type Expression, sql } from 'kysely';
import type { PageOfIds, PageWanted } from './paging.ts';
import type { SearchKind } from './search-tables.ts';
import type { Queries } from './store.ts';
import { pairsOf, queryWords } from './words.ts';

/** So many are read and looked through in less time than the index takes for two common words. */
const FEW = 200;

/** How the ids of each kind begin: every object has a word like it, so that no pair tells anything. */
const ID_PREFIXES: Readonly<Record<SearchKind, string>> = {
  customer: 'cus',
  product: 'prod',
  'payment link': 'plink',
};

/** What the index of pairs has of an object: every pair by one word, where they are too many. */
export function pairWords(scope: string, words: readonly string[], objectId: string): string {
  const pairs = pairsOf(words, objectId);
  return pairs === null ? every(scope) : pairs.map((pair) => every(scope) + pair).join(' ');
}

interface Asked {
  readonly scope: string;
  readonly kind: SearchKind;
  readonly search: string | null;
  /** Nothing beyond this. */
  readonly until: number;
}

/** A row that a search finds. */
export interface Found {
  readonly rank: number;
  readonly objectId: string;
  /** With a space before and after each. */
  readonly words: string;
}

/** All that one term of several words finds; null where it has no pair, or its pairs leave more than a few. */
export async function fewByPairs(db: Queries, asked: Asked): Promise<readonly Found[] | null> {
  const { scope, kind, search, until } = asked;
  if (search === null || search.includes(',')) return null;
  const wanted = queryWords(search);
  const pairs = pairsOf(wanted, ID_PREFIXES[kind]) ?? [];
  if (pairs.length === 0) return null;
  const together = pairs.map((pair) => `"${every(scope)}${pair}"`).join(' AND ');
  const { rows } = await sql<{ rank: number }>`select rowid as rank from search_pairs
    where search_pairs match ${`(${together}) OR "${every(scope)}"`} and rowid <= ${until}
    limit ${FEW + 1}`.execute(db);
  if (rows.length > FEW) return null;
  if (rows.length === 0) return [];
  const ranks = rows.map(({ rank }) => rank);
  return (await readTexts(db).where('rank', 'in', ranks).execute())
    .map(withSpaces)
    .filter(({ words }) => hasAll(words, scope, wanted));
}

/** All of these few objects that one of the terms finds. */
export async function fewAmong(
  db: Queries,
  { scope, kind, search, until }: Asked,
  ids: Expression<{ id: string }>,
): Promise<readonly Found[]> {
  const terms = (search ?? '').split(',').map(queryWords);
  const texts = await readTexts(db)
    .where(sql<boolean>`object_id in ${ids}`)
    .where('kind', '=', kind)
    .where('rank', '<=', until)
    .execute();
  return texts
    .map(withSpaces)
    .filter(
      ({ words }) => search === null || terms.some((term) => term.length > 0 && hasAll(words, scope, term)),
    );
}

function readTexts(db: Queries) {
  return db.selectFrom('search_texts').select(['rank', 'object_id as objectId', 'words']).orderBy('rank');
}

function withSpaces(found: Found): Found {
  return { ...found, words: ` ${found.words} ` };
}

function hasAll(words: string, scope: string, begins: readonly string[]): boolean {
  return begins.every((begin) => words.includes(` ${scope}=${begin}`));
}

/** One page of these, in the order of their ranks; only those that have every token. */
export function pageOfFew(
  found: readonly Found[],
  tokens: readonly string[],
  { page, limit, order }: Pick<PageWanted, 'page' | 'limit' | 'order'>,
): PageOfIds {
  const all = found.filter(({ words }) => tokens.every((token) => words.includes(` ${token} `)));
  const offset = (page - 1) * limit;
  const sorted = order === 'asc' ? all : [...all].reverse();
  const newest = all.at(-1)?.rank;
  return {
    ids: sorted.slice(offset, offset + limit).map(({ objectId }) => objectId),
    totalCount: all.length,
    newest: newest === undefined ? null : String(newest),
    isMore: all.length > offset + limit,
  };
}

/** No pair has an `=`. */
function every(scope: string): string {
  return `${scope}=`;
}
