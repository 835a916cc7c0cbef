// The numbers that are kept of lists are those of a plain count, whatever happened; and a database of before gets them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aSandbox, call, create, pay, type Sandbox } from '../test-sandbox.ts';
import { listCustomers } from './customers.ts';
import { MIGRATIONS } from './migrations.ts';
import { listProducts } from './products.ts';
import { openStore, type Queries } from './store.ts';

/** Each list that is counted, and by what: SQL, so that it says again what the triggers say. */
const PLAIN: readonly (readonly [list: string, classes: string])[] = [
  ['customers', "''"],
  ['refunds', "''"],
  ['movements', 'type'],
  ['products', "''"],
  ['products', 'active'],
  ['payment_links', "''"],
  ['payment_links', 'active'],
  ['coupons', "''"],
  ['coupons', 'active'],
  ['promotion_codes', "''"],
  ['promotion_codes', 'active'],
  ['promotion_codes', 'coupon_id'],
  ['promotion_codes', "coupon_id || ' ' || active"],
  ['discounts', "''"],
  ['discounts', 'coupon_id'],
  ['checkout_sessions', "api || ' ' || status"],
  ['checkout_sessions', "payment_link_id || ' ' || status"],
];

/** Every number, kept and counted. */
async function numbersOf(db: Queries) {
  const kept = await sql<{ list: string }>`select list, merchant_id, livemode, class, sum(rows) as rows
    from list_counts group by list, merchant_id, livemode, class having sum(rows) <> 0
    order by list, merchant_id, livemode, class`.execute(db);
  const counts = PLAIN.map(
    ([list, classes]) =>
      `select '${list}' as list, merchant_id, livemode, cast(${classes} as text) as class, count(*) as rows
       from ${list} where ${classes} is not null group by merchant_id, livemode, ${classes}`,
  );
  const counted = await sql<{ list: string }>`${sql.raw(counts.join(' union all '))}
    order by list, merchant_id, livemode, class`.execute(db);
  return { kept: kept.rows, counted: counted.rows };
}

async function expectSame({ store }: Sandbox, lists: readonly string[]): Promise<void> {
  const { kept, counted } = await numbersOf(store.db);
  expect(kept).toEqual(counted);
  expect([...new Set(counted.map(({ list }) => list))]).toEqual(lists);
}

const EVERY = [...new Set(PLAIN.map(([list]) => list))].sort();

it('are those of a plain count after payments, refunds, changes, an import and a reset', async () => {
  const sandbox = await aSandbox();
  const ask = async (path: string, body?: object, method = 'POST') => {
    const answer = await call(sandbox, path, body === undefined ? {} : { body, method });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.json;
  };
  const priceData = { currency: 'USD', unitAmount: 500, productData: { name: 'Tea' } };
  for (const name of ['Tea', 'Mug', 'Pot']) {
    const { id } = await ask('/products', { name });
    await ask(`/products/${String(id)}`, { active: name !== 'Mug' }, 'PATCH');
  }
  const link = await ask('/payment-links', { lineItems: [{ priceData, quantity: 1 }] });
  await sandbox.server.api.request(new URL(String(link['url'])).pathname);
  await ask(`/payment-links/${String(link['id'])}`, { active: false }, 'PATCH');
  const { id: coupon } = await ask('/coupons', { name: 'Spring', amountOff: 700, currency: 'USD' });
  const { id: code } = await ask('/promotion-codes', { coupon, code: 'SPRING' });
  await ask(`/promotion-codes/${String(code)}`, { active: false }, 'PATCH');
  const customerDetails = { email: 'ada@shop.example', name: 'Ada Lovelace' };
  const paid = await create(sandbox, { amount: 5600, discounts: [{ coupon }], customerDetails });
  await pay(sandbox, paid);
  await ask('/refunds', { paymentIntentId: paid.paymentIntentId, amount: 100 });
  const { id: left } = await create(sandbox);
  await ask(`/checkout/sessions/${left}/expire`, {});
  await ask('/v2/payments/checkout', { amount: 4900, currency: 'USD' });
  await expectSame(sandbox, EVERY);
  const taken = await ask('/sandbox/export');
  await ask('/sandbox/reset', {});
  await expectSame(sandbox, []);
  expect(await ask('/customers?search=lovelace')).toMatchObject({ totalCount: 0, data: [] });
  await ask('/sandbox/import', taken);
  await expectSame(sandbox, EVERY);
  expect(await ask('/customers?search=lovelace')).toMatchObject({ totalCount: 1 });
  expect(await ask('/products?search=mug&active=false')).toMatchObject({ totalCount: 1 });
  expect(await ask('/payment-links?search=tea&active=false&amount[eq]=500')).toMatchObject({ totalCount: 1 });
  await sandbox.close();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-lists-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('are made for the rows of an earlier version, and so is what they are searched by', async () => {
  const path = join(folder, 'sandbox.db');
  const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(path) }) });
  const { error } = await new Migrator({ db: old, provider: MIGRATIONS }).migrateTo('013_endpoints_oauth');
  expect(error).toBeUndefined();
  const at = '2026-01-15T12:00:00.000Z';
  await sql`insert into merchants (id, slug, display_name, allowed_origins, created_at)
    values ('merch_a', 'a', 'A', '[]', ${at})`.execute(old);
  await sql`insert into customers (id, merchant_id, livemode, type, name, email, metadata, created_at, updated_at)
    values ('cus_1', 'merch_a', 1, 'guest', 'Ada Lovelace', 'ada@shop.example', '{}', ${at}, ${at}),
      ('cus_2', 'merch_a', 1, 'guest', 'Grace Hopper', null, '{}', ${at}, ${at}),
      ('cus_3', 'merch_a', 0, 'guest', 'Ada Test', null, '{}', ${at}, ${at})`.execute(old);
  await sql`insert into search_words values ('merch_a', 1, 'customer', 'lovelace', 'cus_1')`.execute(old);
  await sql`insert into products (id, merchant_id, livemode, name, active, metadata, created_at, updated_at)
    values ('prod_1', 'merch_a', 1, 'Tea', 0, '{"set":"tea"}', ${at}, ${at})`.execute(old);
  await old.destroy();
  const store = await openStore(path);
  const live = { merchantId: 'merch_a', livemode: true };
  const first = { page: 1, limit: 20, order: 'asc', until: null } as const;
  const none = { search: null, email: null, externalId: null };
  expect(await listCustomers(store.db, live, none, first)).toMatchObject({ totalCount: 2, newest: 'cus_2' });
  expect(await listCustomers(store.db, live, { ...none, search: 'ada,grace' }, first)).toMatchObject({
    totalCount: 2,
    customers: [{ id: 'cus_1' }, { id: 'cus_2' }],
  });
  const tea = { search: 'te', active: false, metadata: { set: 'tea' } };
  expect(await listProducts(store.db, live, tea, first)).toMatchObject({ totalCount: 1 });
  const { kept, counted } = await numbersOf(store.db);
  expect(kept).toEqual(counted);
  await store.close();
});
