// Facts about rows that are kept in memory: read once, and never as they were before a write, whoever wrote.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { createIds } from '../domain/id.ts';
import { findPrincipal, getMerchant, savePaymentMethods } from './merchants.ts';
import { recordEvent } from './outbox.ts';
import { type SeededMerchant, seedMerchant } from './seed.ts';
import { writtenBy } from './statements.ts';
import { openStore, type Queries, type Store } from './store.ts';

const clock = manualClock();
const ids = createIds(clock, randomBytes);
const AT = clock.now().toISOString();

let folder: string;
let path: string;
let asked: string[];
/** Syncs that wait to be told to end; null while the disk is fast. */
let syncs: (() => void)[] | null;
let store: Store;
let keys: SeededMerchant;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-memory-'));
  path = join(folder, 'sandbox.db');
  asked = [];
  syncs = null;
  const sync = () => new Promise<void>((resolve) => (syncs === null ? resolve() : syncs.push(resolve)));
  store = await openStore(path, {
    disk: { sync, close: async () => {} },
    onStatement: (sql) => asked.push(sql),
  });
  keys = await seedMerchant(store, { merchantOrigins: [] }, ids, clock);
});
afterEach(async () => {
  syncs?.map((end) => end());
  await store.close();
  await rm(folder, { recursive: true });
});

const nameOf = async (db: Queries = store.db) => (await getMerchant(db, keys.merchantId)).displayName;
const rename = (db: Queries, name: string) =>
  db.updateTable('merchants').set({ display_name: name }).execute();
const isKnown = async () => (await findPrincipal(store.db, keys.secretKey, clock.now())) !== null;
/** How many deliveries an event makes. */
async function deliveries(): Promise<number> {
  const id = ids.next('evt');
  const owner = { merchantId: keys.merchantId, livemode: false };
  await store.transaction((trx) =>
    recordEvent(trx, { ...owner, id, type: 'charge.succeeded', objectId: 'ch_1', body: '{}', createdAt: AT }),
  );
  const rows = await store.db.selectFrom('deliveries').select('id').where('event_id', '=', id).execute();
  return rows.length;
}

/** How often a table has been read meanwhile. */
async function reads(table: string, work: () => Promise<unknown>): Promise<number> {
  asked.length = 0;
  await work();
  return asked.filter((sql) => sql.startsWith('select') && sql.includes(`from "${table}"`)).length;
}

it.each([
  ['merchants', nameOf],
  ['api_keys', isKnown],
  ['webhook_endpoints', deliveries],
] as const)('reads %s once', async (table, read) => {
  await read();
  expect(await reads(table, async () => [await read(), await read(), await read()])).toBe(0);
});

describe('what is written', () => {
  it('of a merchant is read at once, in the transaction and after it', async () => {
    const before = await nameOf();
    const within = await store.transaction(async (trx) => {
      await rename(trx, 'Tea & Co');
      return nameOf(trx);
    });
    expect([before === within, within, await nameOf()]).toEqual([false, 'Tea & Co', 'Tea & Co']);
    await savePaymentMethods(store.db, keys.merchantId, ['card']);
    expect((await getMerchant(store.db, keys.merchantId)).paymentMethods).toEqual(['card']);
  });

  it('of a key holds from the next request on', async () => {
    const before = await isKnown();
    await store.db.updateTable('api_keys').set({ revoked_at: AT }).execute();
    const revoked = await isKnown();
    await store.db.updateTable('api_keys').set({ revoked_at: null }).execute();
    expect([before, revoked, await isKnown()]).toEqual([true, false, true]);
    await store.transaction(async (trx) => {
      await trx.deleteFrom('api_keys').execute();
    });
    expect(await isKnown()).toBe(false);
  });

  it('of an endpoint holds for the next event', async () => {
    const none = await deliveries();
    const endpoint = {
      id: ids.next('we'),
      merchant_id: keys.merchantId,
      livemode: 0,
      url: 'https://shop.example',
    };
    const row = { ...endpoint, secret: 'whsec_', is_private: 0, created_at: AT };
    await store.db
      .insertInto('webhook_endpoints')
      .values(row as never)
      .execute();
    const one = await deliveries();
    await store.db.updateTable('webhook_endpoints').set({ disabled_at: AT }).execute();
    expect([none, one, await deliveries()]).toEqual([0, 1, 0]);
  });

  it('and undone again has never been there', async () => {
    const before = await nameOf();
    const undone = store.transaction(async (trx) => {
      await rename(trx, 'Nobody');
      await nameOf(trx);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect([await nameOf(), await nameOf()]).toEqual([before, before]);
  });

  it('by another process is seen from the next transaction on', async () => {
    await nameOf();
    const other = new Database(path);
    other.exec("update merchants set display_name = 'Elsewhere'");
    other.close();
    expect(await store.transaction((trx) => nameOf(trx))).toBe('Elsewhere');
    expect(await nameOf()).toBe('Elsewhere');
  });

  it('is told to nobody before the disk has it', async () => {
    await nameOf();
    syncs = [];
    const seen: string[] = [];
    const written = store.transaction((trx) => rename(trx, 'Soon'));
    await expect.poll(() => syncs).toHaveLength(1);
    const read = nameOf().then((name) => seen.push(name));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([]);
    for (const end of syncs) end();
    syncs = null;
    await Promise.all([written, read]);
    expect(seen).toEqual(['Soon']);
  });
});

it.each([
  ['select 1', 'none'],
  ['savepoint work', 'none'],
  ['insert into "merchants" values (1)', 'merchants'],
  ['insert or replace into merchants values (1)', 'merchants'],
  ['UPDATE "api_keys" set a = 1', 'api_keys'],
  ['delete from "webhook_endpoints" where a = 1', 'webhook_endpoints'],
  ['replace into merchants values (1)', 'merchants'],
  ['with a as (select 1) update merchants set a = 1', 'any'],
  ['drop table merchants', 'any'],
])('takes %s for a write of %s', (sql, written) => {
  expect(writtenBy(sql)).toBe(written);
});
