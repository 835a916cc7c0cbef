// Words that are common and seldom together: what is kept of them, and that a search for them finds neither more nor less.

import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIds } from '../domain/id.ts';
import { indexWords, pageOfSearch } from './search.ts';
import { seedMerchant } from './seed.ts';
import { openStore, type Store } from './store.ts';
import { pairsOf, wordsOf } from './words.ts';

const clock = { now: () => new Date('2026-01-15T12:00:00.000Z') };
const ids = createIds(clock, randomBytes);
const FIRST = { page: 1, limit: 20, order: 'asc', until: null } as const;

describe('the pairs of an object', () => {
  it.each<[string, readonly string[], readonly string[] | null]>([
    ['are of beginnings, in order', ['lovelace', 'ada'], ['adalov']],
    ['are there once', ['grace', 'gracious', 'hopper', 'hope'], ['grahop']],
    ['leave out what begins with fewer letters', ['li', 'a7b', '77', 'ada', 'wei'], ['adawei']],
    ['leave out what every id begins with', ['cus', 'customer', 'ada', 'shop'], ['adasho']],
    ['count letters of any script', ['дарья', 'иванова', 'ada'], ['adaдар', 'adaива', 'дарива']],
    ['are none of one word', ['ada'], []],
    ['are too many to keep', 'one two six ten red sun sea cat dog owl fox'.split(' '), null],
  ])('%s', (_, words, pairs) => {
    expect(pairsOf(words, 'cus_1')).toEqual(pairs);
  });
});

describe('a search for common words', () => {
  let store: Store;
  let owner: { readonly merchantId: string; readonly livemode: boolean };
  beforeEach(async () => {
    store = await openStore(':memory:');
    const { merchantId } = await seedMerchant(store, { merchantOrigins: [] }, ids, clock, 'one');
    owner = { merchantId, livemode: false };
  });
  afterEach(() => store.close());

  const add = (id: string, text: string) =>
    store.transaction((trx) => indexWords(trx, owner, 'customer', id, wordsOf(id, text), []));
  const find = (search: string, more: object = {}) =>
    pageOfSearch(store.db, owner, 'customer', { search, facets: [] }, { ...FIRST, ...more });

  it('finds them together, by how they begin, in either order', async () => {
    await add('cus_1', 'Grace Hopper');
    await add('cus_2', 'Ada Lovelace');
    await add('cus_3', 'Grace Lovelace');
    await add('cus_4', 'Graham Lovell');
    expect((await find('lovelace grace')).ids).toEqual(['cus_3']);
    expect((await find('gra lov')).ids).toEqual(['cus_3', 'cus_4']);
    expect((await find('hopper lovelace')).ids).toEqual([]);
    expect((await find('cus grace lovelace')).ids).toEqual(['cus_3']);
    expect(await find('gra lov', { order: 'desc', limit: 1 })).toMatchObject({
      ids: ['cus_4'],
      totalCount: 2,
      isMore: true,
    });
    expect((await find('gra lov', { until: '3' })).ids).toEqual(['cus_3']);
  });

  it('forgets the pair with the words', async () => {
    await add('cus_1', 'Grace Lovelace');
    await add('cus_1', 'Grace Hopper');
    expect((await find('grace lovelace')).ids).toEqual([]);
    expect((await find('grace hopper')).ids).toEqual(['cus_1']);
  });

  it('finds what has too many words for pairs', async () => {
    await add('cus_1', 'one two six ten red sun sea cat dog owl fox');
    expect((await find('fox one')).ids).toEqual(['cus_1']);
    expect((await find('fox bee')).ids).toEqual([]);
  });

  it('finds as much where more have the pair than are read one by one', async () => {
    await add('cus_0', 'Grace Lovelace');
    await sql`insert into search_texts (merchant_id, livemode, kind, object_id, words, pairs)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
      select merchant_id, livemode, kind, 'cus_' || i, '001=graham 001=lovell', pairs
      from n, search_texts where object_id = 'cus_0'`.execute(store.db);
    expect(await find('gra lov')).toMatchObject({ totalCount: 301, isMore: true });
    expect((await find('grace lovelace')).ids).toEqual(['cus_0']);
  });
});
