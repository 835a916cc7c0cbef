// The words that lists are searched by: found by how they begin, in an index, however many rows there are.

import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

export type SearchKind = 'customer' | 'product' | 'product metadata' | 'payment link';

export interface SearchWordsTable {
  merchant_id: string;
  livemode: Flag;
  kind: SearchKind;
  /** In lower case, without marks; of metadata, `key=value` as it is. */
  word: string;
  object_id: string;
}

/** Part of migration 012. */
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
