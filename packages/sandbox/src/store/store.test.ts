// The store's promises: one transaction at a time, rolled back whole, kept in the file.

import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from './migrations.ts';
import { openStore, type Store } from './store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const merchant = (id: string) => ({
  id,
  slug: id,
  display_name: id,
  support_url: null,
  enabled_currencies: null,
  allowed_origins: '[]',
  created_at: '2026-01-15T12:00:00.000Z',
});

const merchantIds = async (store: Store): Promise<string[]> =>
  (await store.db.selectFrom('merchants').select('id').orderBy('id').execute()).map((row) => row.id);

describe.each(['memory', 'file'])('a store in %s', (kind) => {
  const open = (): Promise<Store> => openStore(kind === 'memory' ? ':memory:' : join(folder, 'sandbox.db'));

  it('rolls back everything when the work throws', async () => {
    const store = await open();
    const work = store.transaction(async (trx) => {
      await trx.insertInto('merchants').values(merchant('merch_a')).execute();
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await merchantIds(store)).toEqual([]);
    await store.close();
  });

  it('runs transactions one after another', async () => {
    const store = await open();
    const log: string[] = [];
    const work = (name: string) =>
      store.transaction(async (trx) => {
        log.push(`${name} begins`);
        await trx
          .insertInto('merchants')
          .values(merchant(`merch_${name}`))
          .execute();
        log.push(`${name} ends`);
      });
    await Promise.all([work('a'), work('b')]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    await store.close();
  });

  it('refuses a row that refers to nothing', async () => {
    const store = await open();
    const values = {
      id: 'key_1',
      merchant_id: 'merch_nobody',
      livemode: 0 as const,
      kind: 'secret' as const,
      hash: 'h',
      last4: 'abcd',
      revoked_at: null,
      created_at: '2026-01-15T12:00:00.000Z',
    };
    await expect(store.db.insertInto('api_keys').values(values).execute()).rejects.toThrow(/FOREIGN KEY/);
    await store.close();
  });
});

it('keeps rows and the root secret in the file', async () => {
  const path = join(folder, 'sandbox.db');
  const first = await openStore(path);
  await first.db.insertInto('merchants').values(merchant('merch_a')).execute();
  const derived = first.vault.derive('test');
  await first.close();
  const second = await openStore(path);
  expect(await merchantIds(second)).toEqual(['merch_a']);
  expect(second.vault.derive('test')).toEqual(derived);
  await second.close();
});

it('brings a file of an earlier version up to date, and keeps what it held', async () => {
  const path = join(folder, 'sandbox.db');
  const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(path) }) });
  const { error } = await new Migrator({ db: old, provider: MIGRATIONS }).migrateTo('006_attempts');
  expect(error).toBeUndefined();
  await sql`insert into merchants values ('merch_a', 'a', 'A', null, '[]', '2026-01-15T12:00:00.000Z')`.execute(
    old,
  );
  await sql`insert into authorizations values ('ch_a', 'approve', null, '2026-01-15T12:00:00.000Z')`.execute(
    old,
  );
  await old.destroy();
  const store = await openStore(path);
  expect(await merchantIds(store)).toEqual(['merch_a']);
  expect(await store.db.selectFrom('authorizations').selectAll().execute()).toMatchObject([
    { charge_id: 'ch_a', eci: null },
  ]);
  expect(await store.db.selectFrom('authentications').selectAll().execute()).toEqual([]);
  await store.close();
});

it('takes the write lock when a transaction begins, so no second writer can slip in after the first read', async () => {
  const path = join(folder, 'sandbox.db');
  const store = await openStore(path);
  const stranger = new Database(path);
  await store.transaction(async (trx) => {
    await trx.selectFrom('merchants').selectAll().execute();
    expect(() => stranger.exec('BEGIN IMMEDIATE')).toThrow(/locked/);
  });
  stranger.exec('BEGIN IMMEDIATE');
  stranger.close();
  await store.close();
});

it('keeps its files, which hold every key, from other users of the machine', async () => {
  const path = join(folder, 'sandbox.db');
  const modes = async () =>
    Promise.all(
      (await readdir(folder)).map(async (name) =>
        ((await stat(join(folder, name))).mode & 0o777).toString(8),
      ),
    );
  const first = await openStore(path);
  expect(new Set(await modes())).toEqual(new Set(['600']));
  await first.close();
  await chmod(path, 0o644);
  const second = await openStore(path);
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  await second.close();
});

it.each([
  ['a folder', async (path: string) => path, /a directory/],
  [
    'some other file',
    async (path: string) => {
      const file = join(path, 'notes.txt');
      await writeFile(file, 'Buy milk. '.repeat(100));
      return file;
    },
    /not a database/,
  ],
])('says which file it cannot use when it is given %s', async (_what, prepare, reason) => {
  const path = await prepare(folder);
  await expect(openStore(path)).rejects.toMatchObject({
    message: `The database ${path} could not be opened.`,
    cause: { message: expect.stringMatching(reason) },
  });
});
