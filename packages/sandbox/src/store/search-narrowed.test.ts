// A search within a range finds the same links whether the words are looked for first or the range.

import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { call, withSandbox } from '../test-sandbox.ts';
import { pageOfSearch } from './search.ts';
import { activeFacets } from './search-objects.ts';

it.each<[string, number, 'asc' | 'desc', boolean | null, readonly number[]]>([
  ['clay', 200, 'asc', null, [1, 2, 4]],
  ['clay', 200, 'desc', null, [4, 2, 1]],
  ['cl mu', 0, 'asc', null, [0, 2, 4]],
  ['pot,mug', 0, 'desc', null, [4, 3, 2, 1, 0]],
  ['pot glass,cup', 100, 'asc', null, [3]],
  ['clay', 0, 'asc', true, [0, 1, 2]],
  ['nothing', 0, 'asc', null, []],
  ['clay', 900, 'asc', null, []],
  [',', 0, 'asc', null, []],
])('%s from %i on, %s, active %s', (search, from, order, active, expected) =>
  withSandbox(async (sandbox) => {
    const names = ['Mug of clay', 'Pot of clay', 'Clay mug', 'Pot of glass', 'Mug and pot of clay'];
    const made: string[] = [];
    for (const [index, name] of names.entries()) {
      const priceData = { currency: 'USD', unitAmount: 100 + index * 100, productData: { name } };
      const { json } = await call(sandbox, '/payment-links', {
        body: { lineItems: [{ priceData, quantity: 1 }] },
      });
      made.push(String(json['id']));
    }
    await call(sandbox, `/payment-links/${made[4]}`, { method: 'PATCH', body: { active: false } });
    const { db } = sandbox.store;
    const owner = { merchantId: sandbox.keys.merchantId, livemode: false };
    const within = db.selectFrom('payment_links').select('id').where('amount', '>=', from);
    const page = (few: typeof within | null, more: object) =>
      pageOfSearch(
        db,
        owner,
        'payment link',
        { search, facets: activeFacets({ active }) },
        { page: 1, limit: 20, order, until: null, ...more },
        { table: 'payment_links', where: sql<boolean>`listed.amount >= ${from}`, few },
      );
    const whole = await page(null, {});
    expect(whole.ids).toEqual(expected.map((index) => made[index]));
    expect(await page(within, {})).toEqual(whole);
    for (const more of [{ limit: 2 }, { limit: 2, page: 2 }, { until: '2' }, { page: 3 }])
      expect(await page(within, more)).toEqual(await page(null, more));
  }),
);
