// Search by words: every word of an object is kept beside it, and found by how it begins.

import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { SearchKind, SearchWordsTable } from './search-tables.ts';
import type { Queries, Trx } from './store.ts';

/** Of one object: what is beyond it is not found, and nobody can fill the index. */
const MOST_WORDS = 300;
const LONGEST_WORD = 80;
/** Scripts that put no space between words: there, every character may begin one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** The words of texts as they are looked up: lower case, without marks; addresses whole and in their parts. */
export function wordsOf(...texts: readonly (string | null)[]): readonly string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const token of tokensOf(text ?? '')) {
      words.add(token);
      for (const part of token.split(/[^\p{L}\p{N}]+/u)) if (part !== '') words.add(part);
      if (UNSPACED.test(token)) for (let at = 1; at < token.length; at += 1) words.add(token.slice(at));
    }
  }
  return [...words].slice(0, MOST_WORDS);
}

/** The digits of a phone number, from every group on: nobody remembers whether the country was written. */
export function phoneWords(phone: string | null): readonly string[] {
  const groups = (phone ?? '').split(/\D+/).filter((group) => group !== '');
  return groups.map((_, index) => groups.slice(index).join(''));
}

/** Keeps the words of an object, in place of those it had. */
export async function indexWords(
  trx: Trx,
  { merchantId, livemode }: Owner,
  kind: SearchKind,
  objectId: string,
  words: readonly string[],
): Promise<void> {
  await forgetWords(trx, kind, objectId);
  const rows = [...new Set(words)].map(
    (word): SearchWordsTable => ({
      merchant_id: merchantId,
      livemode: toFlag(livemode),
      kind,
      word,
      object_id: objectId,
    }),
  );
  if (rows.length > 0) await trx.insertInto('search_words').values(rows).execute();
}

export async function forgetWords(trx: Trx, kind: SearchKind, objectId: string): Promise<void> {
  await trx.deleteFrom('search_words').where('object_id', '=', objectId).where('kind', '=', kind).execute();
}

/** The ids of objects of which some word begins with `prefix`. */
export function idsByPrefix(db: Queries, owner: Owner, kind: SearchKind, prefix: string) {
  // What comes after every word that begins so: no text holds the last code point, which is no character.
  return idsOfKind(db, owner, kind).where('word', '>=', prefix).where('word', '<', `${prefix}\u{10ffff}`);
}

/** The ids of objects that have exactly this word. */
export function idsByWord(db: Queries, owner: Owner, kind: SearchKind, word: string) {
  return idsOfKind(db, owner, kind).where('word', '=', word);
}

/** What a search finds: the ids of objects that match one of its comma-separated terms, each with all of its words. */
export function idsBySearch(db: Queries, owner: Owner, kind: SearchKind, search: string) {
  const terms = search.split(',').map((term) => idsByTerm(db, owner, kind, queryWords(term)));
  return terms.reduce((found, term) => found.union(term));
}

/** A term without a word in it finds nothing, and so does its query: no word is empty. */
function idsByTerm(db: Queries, owner: Owner, kind: SearchKind, [first, ...others]: readonly string[]) {
  if (first === undefined) return idsByWord(db, owner, kind, '');
  return others.reduce(
    (found, word) => found.where('object_id', 'in', idsByPrefix(db, owner, kind, word)),
    idsByPrefix(db, owner, kind, first),
  );
}

/** A phone number is looked for by its digits, however it is written. */
function queryWords(term: string): readonly string[] {
  const trimmed = term.trim();
  if (/^\+?[\d\s().\-/]{4,}$/.test(trimmed)) return [trimmed.replace(/\D+/g, '')];
  return tokensOf(trimmed);
}

function tokensOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .map((token) => token.replace(/^[@._+-]+|[@._+-]+$/g, '').slice(0, LONGEST_WORD))
    .filter((token) => token !== '');
}

function idsOfKind(db: Queries, { merchantId, livemode }: Owner, kind: SearchKind) {
  return db
    .selectFrom('search_words')
    .select('object_id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .where('kind', '=', kind);
}
