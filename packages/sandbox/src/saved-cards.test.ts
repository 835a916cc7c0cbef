// Kept cards when several want something of them at once, and when the process dies around the acquirer.

import { expect, it } from 'vitest';
import { cutOffEverywhere } from './test-crash.ts';
import { APPROVED, call, callClient, type Sandbox, withSandbox } from './test-sandbox.ts';
import { aCustomer, keptBy, offered, offering, payAndKeep, payWithKept, shown } from './test-saved-cards.ts';

const LONG = 240_000;

const count = async ({ store }: Sandbox, table: 'saved_cards' | 'vaulted_cards' | 'charges') =>
  (await store.db.selectFrom(table).selectAll().execute()).length;

it('kept from ten sessions at once is one card, here and at the acquirer', () =>
  withSandbox(async (sandbox) => {
    const customer = await aCustomer(sandbox);
    const sessions = await Promise.all(Array.from({ length: 10 }, () => offering(sandbox, customer)));
    await Promise.all(sessions.map((session) => payAndKeep(sandbox, session)));
    expect(await count(sandbox, 'charges')).toBe(10);
    expect([await count(sandbox, 'saved_cards'), await count(sandbox, 'vaulted_cards')]).toEqual([1, 1]);
    const session = await offering(sandbox, customer);
    const [id = ''] = await offered(sandbox, session);
    expect((await payWithKept(sandbox, session, id)).json['status']).toBe('complete');
  }));

it('pressed many times with one key, and in two tabs, a kept card is charged once', () =>
  withSandbox(async (sandbox) => {
    const customer = await aCustomer(sandbox);
    const id = await keptBy(sandbox, customer);
    const session = await offering(sandbox, customer);
    const before = await count(sandbox, 'charges');
    const keys = ['tab-1', 'tab-1', 'tab-1', 'tab-2', 'tab-2'];
    await Promise.all(keys.map((key) => payWithKept(sandbox, session, id, '123', key)));
    expect([await count(sandbox, 'charges'), (await shown(sandbox, session)).status]).toEqual([
      before + 1,
      'complete',
    ]);
  }));

it('removed while it is being paid with, a card is charged or refused, and is gone either way', () =>
  withSandbox(async (sandbox) => {
    const customer = await aCustomer(sandbox);
    for (let round = 0; round < 5; round += 1) {
      const id = await keptBy(sandbox, customer);
      const [session, other] = [await offering(sandbox, customer), await offering(sandbox, customer)];
      const [paid, removed] = await Promise.all([
        payWithKept(sandbox, session, id),
        callClient(sandbox, `/saved_cards/${id}`, other.clientSecret, { method: 'DELETE' }),
      ]);
      expect(removed.status).toBe(200);
      const { status } = await shown(sandbox, session);
      const isRefused = paid.json['code'] === 'invalid_request';
      const isDeclined = paid.text.includes('"processing_error"');
      expect(status).toBe(isRefused || isDeclined ? 'open' : 'complete');
      expect(await offered(sandbox, other)).toEqual([]);
      expect(await count(sandbox, 'vaulted_cards')).toBe(0);
    }
  }));

it('survives an export and an import, and pays afterwards', () =>
  withSandbox(async (sandbox) => {
    const customer = await aCustomer(sandbox);
    const id = await keptBy(sandbox, customer);
    const session = await offering(sandbox, customer);
    const { json } = await call(sandbox, '/sandbox/export');
    await call(sandbox, '/sandbox/reset', { method: 'POST' });
    expect([await count(sandbox, 'saved_cards'), await count(sandbox, 'vaulted_cards')]).toEqual([0, 0]);
    expect((await call(sandbox, '/sandbox/import', { body: json })).status).toBe(200);
    expect(await offered(sandbox, session)).toEqual([id]);
    expect((await payWithKept(sandbox, session, id)).json['status']).toBe('complete');
  }));

it('is kept exactly when it was paid with, wherever the process is cut off', { timeout: LONG }, async () => {
  await cutOffEverywhere(
    async (sandbox) => offering(sandbox, await aCustomer(sandbox)),
    (sandbox, session) => payAndKeep(sandbox, session, APPROVED),
    async ({ sandbox }, session) => {
      const isPaid = (await shown(sandbox, session)).status === 'complete';
      const rows = await sandbox.store.db.selectFrom('saved_cards').select('token_sealed').execute();
      expect(rows.filter(({ token_sealed: token }) => token !== null)).toHaveLength(isPaid ? 1 : 0);
    },
  );
});
