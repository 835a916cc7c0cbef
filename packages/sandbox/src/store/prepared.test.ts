// Facts about queries that are put into words once: what they write, and that each text is built a single time.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { inserted, prepared, updated } from './prepared.ts';
import { openStore, type Store } from './store.ts';
import type { AuthorizationsTable } from './tables.ts';

let store: Store;
let texts: string[];
beforeEach(async () => {
  store = await openStore(':memory:', { onStatement: (sql) => texts?.push(sql) });
  texts = [];
});
afterEach(() => store.close());

const row = (id: string, eci: string | null = null): AuthorizationsTable => ({
  charge_id: id,
  fate: 'approve',
  settles_at: null,
  eci,
  created_at: '2026-01-15T12:00:00.000Z',
});
const add = inserted('authorizations');
const set = updated('authorizations', ['charge_id', 'fate']);
const ofFate = prepared((db, fate: AuthorizationsTable['fate']) =>
  db.selectFrom('authorizations').selectAll().where('fate', '=', fate).orderBy('charge_id'),
);

it('writes rows, one or several or none, with the values of each and one text for each number', async () => {
  await store.transaction(async (trx) => {
    await add(trx);
    await add(trx, row('ch_1', '05'));
    await add(trx, row('ch_2'), row('ch_3', '06'));
    await add(trx, row('ch_4', '07'), row('ch_5'));
  });
  expect(await ofFate(store.db, 'approve')).toEqual([
    row('ch_1', '05'),
    row('ch_2'),
    row('ch_3', '06'),
    row('ch_4', '07'),
    row('ch_5'),
  ]);
  const inserts = texts.filter((sql) => sql.startsWith('insert'));
  expect([inserts.length, new Set(inserts).size]).toEqual([3, 2]);
});

it('sets the columns that are given where all keys match, and says how many rows those were', async () => {
  const counts = await store.transaction(async (trx) => {
    await add(trx, row('ch_1'), row('ch_2'));
    return [
      await set(trx, { eci: '05', settles_at: null }, { charge_id: 'ch_1', fate: 'approve' }),
      await set(trx, { eci: '06' }, { charge_id: 'ch_2', fate: 'void' }),
      await set(trx, {}, { charge_id: 'ch_2', fate: 'approve' }),
      await set(trx, { fate: 'void' }, { charge_id: 'ch_2', fate: 'approve' }),
    ];
  });
  expect(counts).toEqual([1, 0, 0, 1]);
  expect(await ofFate(store.db, 'approve')).toEqual([row('ch_1', '05')]);
  expect(await ofFate(store.db, 'void')).toEqual([{ ...row('ch_2'), fate: 'void' }]);
});
