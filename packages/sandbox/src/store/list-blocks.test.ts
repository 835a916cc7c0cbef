// Pages far inside long lists are those of a plain array, whatever is added, taken away and changed between them.

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createIds } from '../domain/id.ts';
import { listCustomers } from './customers.ts';
import { BLOCK, keptOf } from './list-counts.ts';
import { type PageWanted, pageOfIds } from './paging.ts';
import { listProducts } from './products.ts';
import { seedMerchant } from './seed.ts';
import { openStore, type Store } from './store.ts';

const clock = { now: () => new Date('2026-01-15T12:00:00.000Z') };
const AT = clock.now().toISOString();
const LIMIT = 100;
const ANY = { search: null, email: null, externalId: null };

interface Shop {
  readonly store: Store;
  readonly owner: { readonly merchantId: string; readonly livemode: false };
}

async function aShop(): Promise<Shop> {
  const store = await openStore(':memory:');
  const ids = createIds(clock, randomBytes);
  const { merchantId } = await seedMerchant(store, { merchantOrigins: [] }, ids, clock, 'one');
  return { store, owner: { merchantId, livemode: false } };
}

/** The ids of a kind, in their order: the number of each is its place. */
const idOf = (prefix: string, number: number) => `${prefix}_${String(number).padStart(9, '0')}`;

const NUMBERS = sql`with recursive numbers(i) as (select 0 union all select i + 1 from numbers where i < 9999)`;

/** Adds products of these numbers with one statement; each third is not active. */
async function addProducts(
  { store, owner }: Shop,
  { from, count, step }: { readonly from: number; readonly count: number; readonly step: number },
): Promise<void> {
  await sql`insert or ignore into products (id, merchant_id, livemode, name, active, metadata, created_at, updated_at)
    ${NUMBERS} select printf('prod_%09d', ${from} + i * ${step}), ${owner.merchantId}, 0, 'x',
      (${from} + i * ${step}) % 3 > 0, '{}', ${AT}, ${AT} from numbers where i < ${count}`.execute(store.db);
}

const change = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('add' as const),
      from: fc.nat(9000),
      count: fc.nat(2500),
      step: fc.constantFrom(1, -1, 3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('delete', 'turn'),
      from: fc.nat(9000),
      count: fc.nat(2000),
    }),
  },
);

it('are those of a plain array after any changes, in both orders, whole and by class', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 2, maxLength: 6 }),
      fc.nat(1000),
      async (changes, part) => {
        const shop = await aShop();
        const { store, owner } = shop;
        // In one sweep at first, so that there are full blocks; whatever follows stands among them or beside them.
        await addProducts(shop, { from: 3000, count: 3500, step: 1 });
        for (const one of changes) {
          const range = sql`id between ${idOf('prod', one.from)} and ${idOf('prod', one.from + one.count)}`;
          if ('step' in one)
            await addProducts(shop, { ...one, from: one.from + (one.step < 0 ? one.count : 0) });
          else if (one.what === 'delete') await sql`delete from products where ${range}`.execute(store.db);
          else await sql`update products set active = 1 - active where ${range}`.execute(store.db);
        }
        const { rows } = await sql<{ id: string; active: number }>`select id, active from products
        order by id`.execute(store.db);
        for (const active of [null, true, false]) {
          const all = rows
            .filter((row) => active === null || (row.active === 1) === active)
            .map(({ id }) => id);
          const pages = Math.max(1, Math.ceil(all.length / LIMIT));
          const filter = { search: null, active, metadata: {} };
          for (const order of ['asc', 'desc'] as const) {
            const sorted = order === 'asc' ? all : [...all].reverse();
            const until = order === 'asc' ? null : (sorted[0] ?? null);
            for (const page of [1, 11, 12, 1 + (part % pages), pages, pages + 1]) {
              const found = await listProducts(store.db, owner, filter, { page, limit: LIMIT, order, until });
              expect({
                ids: found.entries.map(({ product }) => product.id),
                totalCount: found.totalCount,
                isMore: found.isMore,
              }).toEqual({
                ids: sorted.slice((page - 1) * LIMIT, page * LIMIT),
                totalCount: all.length,
                isMore: page < Math.ceil(all.length / LIMIT),
              });
            }
          }
        }
        await store.close();
      },
    ),
    { numRuns: 8 },
  ));

it('stay where they are while rows are added between them', async () => {
  const { store, owner } = await aShop();
  const add = (from: number, count: number) =>
    sql`insert into customers (id, merchant_id, livemode, type, metadata, created_at, updated_at)
      ${NUMBERS} select printf('cus_%09d', ${from} + i), ${owner.merchantId}, 0, 'guest',
        '{}', ${AT}, ${AT} from numbers where i < ${count}`.execute(store.db);
  const list = async (wanted: Omit<PageWanted, 'limit'>) => {
    const { customers, ...page } = await listCustomers(store.db, owner, ANY, { ...wanted, limit: LIMIT });
    return { ...page, ids: customers.map(({ id }) => id) };
  };
  await add(0, 3456);
  const first = await list({ page: 1, order: 'desc', until: null });
  const seen = [...first.ids];
  for (let page = 2; page <= 35; page += 1) {
    await add(10_000 + page * 200, 77);
    const { ids, totalCount, newest } = await list({ page, order: 'desc', until: first.newest });
    expect({ totalCount, newest }).toEqual({ totalCount: 3456, newest: first.newest });
    seen.push(...ids);
  }
  expect(seen).toEqual(Array.from({ length: 3456 }, (_, index) => idOf('cus', 3455 - index)));
  // Every block but those of `until` is past what is left out of the count.
  const late = await list({ page: 50, order: 'asc', until: null });
  expect(late).toMatchObject({ totalCount: 3456 + 34 * 77, isMore: true });
  await store.close();
});

it('of several classes are merged: sessions of a status with two words, by their sequence', async () => {
  const { store, owner } = await aShop();
  // The counts alone are looked at: what else a session has is another test's.
  await sql`pragma foreign_keys = off`.execute(store.db);
  await sql`create temp table columns_of as select name from pragma_table_info('checkout_sessions')
    where "notnull" = 1 and dflt_value is null
      and name not in ('id', 'merchant_id', 'livemode', 'status', 'api', 'sequence')`.execute(store.db);
  const { rows: columns } = await sql<{ name: string }>`select name from columns_of`.execute(store.db);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const values = sql.join(columns.map(() => sql`i`));
  await sql`insert into checkout_sessions (id, merchant_id, livemode, status, api, sequence, ${names})
    ${NUMBERS} select 'cs_test_' || i, ${owner.merchantId}, 0,
      case i % 4 when 0 then 'expired' when 1 then 'canceled' else 'complete' end,
      iif(i % 10 = 9, 'maxfi', 'xpay'), i + 1, ${values} from numbers where i < 9000`.execute(store.db);
  const mine = (status: string) =>
    store.db
      .selectFrom('checkout_sessions')
      .select(['id', 'sequence as position'])
      .where('merchant_id', '=', owner.merchantId)
      .where('livemode', '=', 0)
      .where('api', '=', 'xpay')
      .where(sql<string>`status`, '=', status);
  const kept = keptOf(store.db, owner, 'checkout_sessions', ['xpay expired', 'xpay canceled']);
  const parts = [mine('expired'), mine('canceled')];
  const all = Array.from({ length: 9000 }, (_, i) => i).filter((i) => i % 4 < 2 && i % 10 !== 9);
  for (const [page, order] of [
    [BLOCK / LIMIT + 2, 'asc'],
    [20, 'asc'],
    [20, 'desc'],
    [41, 'desc'],
  ] as const) {
    const found = await pageOfIds(store.db, parts, { page, limit: LIMIT, order, until: null }, kept);
    const sorted = order === 'asc' ? all : [...all].reverse();
    expect(found).toMatchObject({
      ids: sorted.slice((page - 1) * LIMIT, page * LIMIT).map((i) => `cs_test_${i}`),
      totalCount: all.length,
    });
  }
  const until = await pageOfIds(
    store.db,
    parts,
    { page: 13, limit: LIMIT, order: 'desc', until: '4321' },
    kept,
  );
  const early = all.filter((i) => i + 1 <= 4321);
  expect(until).toMatchObject({
    ids: [...early]
      .reverse()
      .slice(1200, 1300)
      .map((i) => `cs_test_${i}`),
    totalCount: early.length,
  });
  await store.close();
});
