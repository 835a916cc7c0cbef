// What lists are searched by: the words of each object, and an index of how they begin, by SQLite's FTS5.

import { type Generated, sql } from 'kysely';
import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export type SearchKind = 'customer' | 'product' | 'payment link';

/** A merchant's objects of one kind in one mode. Their words begin with its number, so that they are found by nobody else. */
export interface SearchScopesTable {
  id: Generated<number>;
  merchant_id: string;
  livemode: Flag;
  kind: SearchKind;
}

export interface SearchTextsTable {
  /** Grows with each object: the order in which a search lists them, and the row of the index. */
  rank: Generated<number>;
  merchant_id: string;
  livemode: Flag;
  kind: SearchKind;
  object_id: string;
  /** As the index has them, with a space between. */
  words: string;
  /** Which beginnings of words it has together, as the index of pairs has them. */
  pairs: string;
}

/** The index of pairs: asked by `match`, and written by triggers of `search_texts` alone. */
export interface SearchPairsTable {
  rowid: number;
  search_pairs: string;
}

/** The index: it is asked by `match`, and written by triggers of `search_texts` alone. */
export interface SearchIndexTable {
  rowid: number;
  search_index: string;
}

/** How many letters of a word are looked up at once, that of its scope (`001=`) included; more than that reads every word. */
const PREFIXES = '5 6 7 8 9 10 11 12 13 14 15 16';

/** Part of migration 012; 016 has another in its place. */
export async function createSearchWords(db: Db): Promise<void> {
  await createTable(db, 'search_words', {
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    kind: 'text',
    word: 'text',
    object_id: 'text',
  });
  await createIndex(db, 'search_words', ['merchant_id', 'livemode', 'kind', 'word', 'object_id']);
  await createIndex(db, 'search_words', ['object_id', 'kind']);
}

/** Part of migration 016. The index keeps no text of its own: it gives the rows, in their order. */
export async function createSearchIndex(db: Db): Promise<void> {
  await sql`drop table search_words`.execute(db);
  await sql`create table search_scopes (
    id integer primary key, merchant_id text not null references merchants (id), livemode integer not null,
    kind text not null, unique (merchant_id, livemode, kind)
  )`.execute(db);
  await sql`create table search_texts (
    rank integer primary key, merchant_id text not null references merchants (id), livemode integer not null,
    kind text not null, object_id text not null, words text not null, unique (object_id, kind)
  )`.execute(db);
  await sql`create virtual table search_index using fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = ${sql.lit(PREFIXES)},
    tokenize = ${sql.lit("ascii tokenchars '=@._+-'")}
  )`.execute(db);
  const add = 'insert into search_index (rowid, words) values (new.rank, new.words);';
  const remove = 'delete from search_index where rowid = old.rank;';
  for (const trigger of [
    `create trigger search_texts_added after insert on search_texts begin ${add} end`,
    `create trigger search_texts_removed after delete on search_texts begin ${remove} end`,
    `create trigger search_texts_changed after update of words on search_texts
      when old.words is not new.words begin ${remove} ${add} end`,
  ]) {
    await sql.raw(trigger).execute(db);
  }
}

/**
 * Migration 024. An index of words has to be read along both lists to learn that two common words are never together; this one
 * answers that with one look.
 */
export async function createSearchPairs(db: Db): Promise<void> {
  await db.schema
    .alterTable('search_texts')
    .addColumn('pairs', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`create virtual table search_pairs using fts5 (
    pairs, content = '', contentless_delete = 1, detail = none, tokenize = ${sql.lit("ascii tokenchars '='")}
  )`.execute(db);
  const add = 'insert into search_pairs (rowid, pairs) values (new.rank, new.pairs);';
  const remove = 'delete from search_pairs where rowid = old.rank;';
  for (const trigger of [
    `create trigger search_texts_pairs_added after insert on search_texts when new.pairs != '' begin ${add} end`,
    `create trigger search_texts_pairs_removed after delete on search_texts when old.pairs != '' begin ${remove} end`,
    `create trigger search_texts_pairs_changed after update of pairs on search_texts
      when old.pairs is not new.pairs begin ${remove} ${add} end`,
  ]) {
    await sql.raw(trigger).execute(db);
  }
}
