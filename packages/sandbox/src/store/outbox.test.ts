// Facts about the outbox: an event exists with its change or not at all, and goes to whom it is meant for.

import { describe, expect, it } from 'vitest';
import { type NewEvent, recordEvent } from './outbox.ts';
import { openStore, type Store } from './store.ts';
import type { WebhookEndpointsTable } from './webhook-tables.ts';

const AT = '2026-01-15T12:00:00.000Z';

async function aStore(...endpoints: readonly Partial<WebhookEndpointsTable>[]): Promise<Store> {
  const store = await openStore(':memory:');
  const merchant = {
    display_name: '',
    support_url: null,
    allowed_origins: '[]',
    enabled_currencies: null,
    created_at: AT,
  };
  await store.db
    .insertInto('merchants')
    .values(['merch_1', 'merch_2'].map((id) => ({ id, slug: id, ...merchant })))
    .execute();
  for (const [index, overrides] of endpoints.entries()) {
    const endpoint: WebhookEndpointsTable = {
      id: `we_${index + 1}`,
      merchant_id: 'merch_1',
      livemode: 0,
      url: 'http://shop.test/',
      secret: 'whsec_AAAA',
      previous_secret: null,
      previous_until: null,
      event_types: null,
      apis: null,
      is_private: 0,
      description: null,
      disabled_at: null,
      deleted_at: null,
      created_at: AT,
      ...overrides,
    };
    await store.db.insertInto('webhook_endpoints').values(endpoint).execute();
  }
  return store;
}

function anEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  const event = {
    id: 'evt_1',
    merchantId: 'merch_1',
    livemode: false,
    type: 'charge.succeeded',
    objectId: 'ch_1',
  };
  return { ...event, body: '{"id":"evt_1"}', createdAt: AT, ...overrides };
}

async function recipients(store: Store): Promise<readonly string[]> {
  const rows = await store.db.selectFrom('deliveries').select('endpoint_id').orderBy('endpoint_id').execute();
  return rows.map((row) => row.endpoint_id);
}

describe('recordEvent', () => {
  it('keeps the bytes and makes a pending delivery that is due at once', async () => {
    const store = await aStore({});
    await store.transaction((trx) => recordEvent(trx, anEvent({ body: '{ "a":  1.0 }\n' })));
    expect(await store.db.selectFrom('events').selectAll().execute()).toMatchObject([
      { id: 'evt_1', payload: '{ "a":  1.0 }\n', sequence: 1 },
    ]);
    expect(await store.db.selectFrom('deliveries').selectAll().execute()).toMatchObject([
      { event_id: 'evt_1', endpoint_id: 'we_1', state: 'pending', attempts: 0, next_attempt_at: AT },
    ]);
  });

  it('leaves nothing behind when the change it tells of is rolled back', async () => {
    const store = await aStore({});
    const change = store.transaction(async (trx) => {
      await recordEvent(trx, anEvent());
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await store.db.selectFrom('events').selectAll().execute()).toEqual([]);
    expect(await recipients(store)).toEqual([]);
  });

  it('reaches the enabled endpoints of its merchant and mode that want its type', async () => {
    const store = await aStore(
      {},
      { event_types: '["charge.succeeded","charge.failed"]' },
      { event_types: '["charge.failed"]' },
      { event_types: '[]' },
      { disabled_at: AT },
      { livemode: 1 },
      { merchant_id: 'merch_2' },
    );
    await store.transaction((trx) => recordEvent(trx, anEvent()));
    expect(await recipients(store)).toEqual(['we_1', 'we_2']);
  });

  it('is kept also when nobody is to be told', async () => {
    const store = await aStore();
    await store.transaction((trx) => recordEvent(trx, anEvent()));
    expect(await store.db.selectFrom('events').select('id').execute()).toEqual([{ id: 'evt_1' }]);
  });

  it('numbers events in the order in which they are recorded', async () => {
    const store = await aStore();
    const ids = ['evt_b', 'evt_a', 'evt_c'];
    await Promise.all(ids.map((id) => store.transaction((trx) => recordEvent(trx, anEvent({ id })))));
    const rows = await store.db.selectFrom('events').select(['id', 'sequence']).orderBy('sequence').execute();
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});
