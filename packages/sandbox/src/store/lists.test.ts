// Lists find exactly what is there: totals, order, filters and words, whatever was added, changed and deleted before.

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../domain/catalog.ts';
import { manualClock } from '../domain/clock.ts';
import type { Customer } from '../domain/customer.ts';
import { createIds } from '../domain/id.ts';
import type { Owner } from './checkouts.ts';
import { listCustomers, saveCustomer } from './customers.ts';
import { type PageOfIds, type PageWanted, pageOfIds } from './paging.ts';
import { deleteProduct, listProducts, type ProductFilter, saveProduct } from './products.ts';
import { seedMerchant } from './seed.ts';
import { openStore, type Store } from './store.ts';
import { wordsOf } from './words.ts';

const clock = manualClock();
const ids = createIds(clock, randomBytes);
const WORDS = ['tea', 'teapot', 'Köln', 'mug', 'löffel', '茶碗', 'ada@shop.example', '+49 30 123456'];
const now = clock.now().toISOString();

function aProduct(owner: Owner, changes: Partial<Product>): Product {
  return {
    ...owner,
    id: ids.next('prod'),
    name: 'x',
    description: null,
    image: null,
    unitLabel: null,
    active: true,
    defaultPriceId: null,
    metadata: {},
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}

function aCustomer(owner: Owner, changes: Partial<Customer>): Customer {
  return {
    ...owner,
    id: ids.next('cus'),
    type: 'registered',
    externalId: null,
    name: null,
    email: null,
    phone: null,
    address: null,
    metadata: {},
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}

async function aStore(): Promise<{ store: Store; owners: readonly Owner[] }> {
  const store = await openStore(':memory:');
  const owners: Owner[] = [];
  for (const slug of ['one', 'other']) {
    const { merchantId } = await seedMerchant(store, { merchantOrigins: [] }, ids, clock, slug);
    owners.push({ merchantId, livemode: false }, { merchantId, livemode: true });
  }
  return { store, owners };
}

interface Found {
  readonly ids: readonly string[];
  readonly totals: readonly number[];
}

/** All pages of a list, one after the other, as long as there is one more. */
async function allPages(
  order: 'asc' | 'desc',
  list: (wanted: PageWanted) => Promise<Omit<PageOfIds, 'ids'> & { readonly found: readonly string[] }>,
): Promise<Found> {
  const [all, totals]: [string[], number[]] = [[], []];
  let until: string | null = null;
  for (let page = 1; page < 100; page += 1) {
    const { found, totalCount, newest, isMore } = await list({ page, limit: 3, order, until });
    all.push(...found);
    totals.push(totalCount);
    if (order === 'desc') until ??= newest;
    if (!isMore) break;
  }
  return { ids: all, totals: [...new Set(totals)] };
}

const matches = (words: readonly string[], search: string) =>
  search
    .split(',')
    .map((term) => wordsOf(term).filter((word) => !/[^\p{L}\p{N}]/u.test(word)))
    .some((parts) => parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part))));

const change = fc.record({
  what: fc.constantFrom('add', 'add', 'add', 'change', 'delete'),
  at: fc.nat(30),
  owner: fc.nat(3),
  name: fc.subarray(WORDS, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  active: fc.boolean(),
  metadata: fc.constantFrom({}, { set: 'tea' }, { set: 'tea', of: 'two, or "three"' }),
});

const FILTERS: readonly ProductFilter[] = [
  { search: null, active: null, metadata: {} },
  { search: null, active: true, metadata: {} },
  { search: null, active: false, metadata: {} },
  { search: 'tea', active: null, metadata: {} },
  { search: 'teapot koln', active: null, metadata: {} },
  { search: 'mug,碗', active: true, metadata: {} },
  { search: 'prod', active: false, metadata: { set: 'tea' } },
  { search: null, active: null, metadata: { set: 'tea', of: 'two, or "three"' } },
  { search: '",*', active: null, metadata: {} },
];

function isFound({ name, id, active, metadata }: Product, filter: ProductFilter): boolean {
  if (filter.active !== null && active !== filter.active) return false;
  if (filter.search !== null && !matches(wordsOf(id, name), filter.search)) return false;
  return Object.entries(filter.metadata).every(([key, value]) => metadata[key] === value);
}

describe('lists', () => {
  it(
    'find what a plain look at every product finds, for each merchant and mode, in both orders',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 40 }), async (changes) => {
          const { store, owners } = await aStore();
          let there: Product[] = [];
          for (const { what, at, owner, ...details } of changes) {
            const old = there[at % Math.max(1, there.length)];
            await store.transaction(async (trx) => {
              if (what === 'add' || old === undefined) {
                const added = aProduct(owners[owner % 4] ?? { merchantId: '', livemode: false }, details);
                await saveProduct(trx, added, true);
                there = [...there, added];
              } else if (what === 'change') {
                await saveProduct(trx, { ...old, ...details }, false);
                there = there.map((one) => (one === old ? { ...old, ...details } : one));
              } else {
                await deleteProduct(trx, old.id);
                there = there.filter((one) => one !== old);
              }
            });
          }
          for (const owner of owners) {
            const own = there.filter(
              (one) => one.merchantId === owner.merchantId && one.livemode === owner.livemode,
            );
            for (const filter of FILTERS) {
              const expected = own.filter((one) => isFound(one, filter)).map(({ id }) => id);
              for (const order of ['asc', 'desc'] as const) {
                const found = await allPages(order, async (wanted) => {
                  const { entries, ...page } = await listProducts(store.db, owner, filter, wanted);
                  return { ...page, found: entries.map(({ product }) => product.id) };
                });
                const wanted = order === 'asc' ? expected : [...expected].reverse();
                expect([filter, order, found]).toEqual([
                  filter,
                  order,
                  { ids: wanted, totals: [expected.length] },
                ]);
              }
            }
          }
          await store.close();
        }),
        { numRuns: 10 },
      ),
    60_000,
  );

  it('leave out what is added while the newest are paged through, and count without it', async () => {
    const { store, owners } = await aStore();
    const [owner = { merchantId: '', livemode: false }] = owners;
    const add = (name: string) =>
      store.transaction((trx) => saveCustomer(trx, aCustomer(owner, { name, email: 'a@b.example' }), true));
    for (let index = 0; index < 8; index += 1) await add(`Ada ${index}`);
    for (const filter of [
      { search: null, email: null, externalId: null },
      { search: 'ada', email: null, externalId: null },
      { search: 'ada', email: 'a@b.example', externalId: null },
    ]) {
      const list = async (wanted: PageWanted) => {
        const { customers, ...page } = await listCustomers(store.db, owner, filter, wanted);
        return { ...page, found: customers.map(({ name }) => name ?? '') };
      };
      const whole = await list({ page: 1, limit: 100, order: 'desc', until: null });
      await add('Ada later');
      const rest = await list({ page: 2, limit: 3, order: 'desc', until: whole.newest });
      expect(rest.found).toEqual(whole.found.slice(3, 6));
      expect(rest.totalCount).toBe(whole.totalCount);
      const last = await list({ page: 3, limit: 3, order: 'desc', until: whole.newest });
      expect(last.found).toEqual(whole.found.slice(6, 9));
    }
    await store.close();
  });

  it('count no further than they are told, and go on', async () => {
    const { store, owners } = await aStore();
    const [owner = { merchantId: '', livemode: false }] = owners;
    await store.transaction(async (trx) => {
      for (let index = 0; index < 9; index += 1) await saveCustomer(trx, aCustomer(owner, {}), true);
    });
    const query = store.db.selectFrom('customers').select(['id', 'id as position']);
    const page = (number: number) =>
      pageOfIds(store.db, query, { page: number, limit: 4, order: 'asc', until: null }, { most: 5 });
    expect(await page(1)).toMatchObject({ totalCount: 5, isMore: true });
    expect(await page(2)).toMatchObject({ totalCount: 5, isMore: true });
    const last = await page(3);
    expect([last.ids.length, last.isMore]).toEqual([1, false]);
    await store.close();
  });
});
