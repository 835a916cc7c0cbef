import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { keepTables, makeTables } from './fresh-tables.ts';
import { openStore } from './store.ts';

const objectsOf = (database: Database.Database) =>
  database.prepare('select type, name, tbl_name, sql from sqlite_master order by type, name').all();

it('gives a database in memory every table, index and trigger of one that was migrated', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-tables-'));
  const file = join(folder, 'sandbox.db');
  await (await openStore(file)).close();
  const [migrated, fresh] = [new Database(file), new Database(':memory:')];
  keepTables(migrated);
  expect(makeTables(fresh)).toBe(true);
  expect(objectsOf(fresh)).toEqual(objectsOf(migrated));
  migrated.close();
  fresh.close();
  await rm(folder, { recursive: true });
});
