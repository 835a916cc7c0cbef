// The seeded merchant: the same keys at every start, settings brought up to date, nothing secret in the tables.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { createIds } from '../domain/id.ts';
import { findPrincipal, findPublicKey, getMerchant } from './merchants.ts';
import { seedMerchant } from './seed.ts';
import { openStore } from './store.ts';

const clock = manualClock();
const ids = createIds(clock, randomBytes);

it('is the same merchant with the same keys at the second start, with the new settings', async () => {
  const store = await openStore(':memory:');
  const first = await seedMerchant(store, { merchantOrigins: ['https://a.example'] }, ids, clock);
  const settings = {
    merchantOrigins: ['https://b.example'],
    merchantName: 'Tea',
    webhookUrl: 'https://b.example/w',
  };
  const second = await seedMerchant(store, settings, ids, clock);
  expect(second).toEqual(first);
  expect(await getMerchant(store.db, first.merchantId)).toMatchObject({
    displayName: 'Tea',
    allowedOrigins: ['https://b.example'],
  });
  await store.close();
});

it('keeps one endpoint per mode and moves it to a new address', async () => {
  const store = await openStore(':memory:');
  const endpoints = () =>
    store.db.selectFrom('webhook_endpoints').select(['id', 'livemode', 'url']).execute();
  await seedMerchant(store, { merchantOrigins: [], webhookUrl: 'https://a.example' }, ids, clock);
  const before = await endpoints();
  await seedMerchant(store, { merchantOrigins: [], webhookUrl: 'https://b.example' }, ids, clock);
  expect(before.map(({ livemode }) => livemode).sort()).toEqual([0, 1]);
  expect(await endpoints()).toEqual(before.map((row) => ({ ...row, url: 'https://b.example' })));
  await store.close();
});

it('sends nothing while it is told no address, and what is still to be sent once it is again', async () => {
  const store = await openStore(':memory:');
  const enabled = () =>
    store.db.selectFrom('webhook_endpoints').select('id').where('disabled_at', 'is', null).execute();
  await seedMerchant(store, { merchantOrigins: [], webhookUrl: 'https://a.example' }, ids, clock);
  const before = await enabled();
  await seedMerchant(store, { merchantOrigins: [] }, ids, clock);
  expect(await enabled()).toEqual([]);
  await seedMerchant(store, { merchantOrigins: [], webhookUrl: 'https://a.example' }, ids, clock);
  expect(await enabled()).toEqual(before);
  await store.close();
});

it('gives each key its merchant, mode and kind, and keeps only hashes of the secret ones', async () => {
  const store = await openStore(':memory:');
  const one = await seedMerchant(store, { merchantOrigins: [] }, ids, clock);
  const two = await seedMerchant(store, { merchantOrigins: [] }, ids, clock, 'other');
  const find = async (key: string) => findPrincipal(store.db, key, clock.now());
  expect(await find(one.publishableKey)).toMatchObject({
    kind: 'publishable',
    merchantId: one.merchantId,
    livemode: false,
  });
  expect(await find(two.liveSecretKey)).toMatchObject({
    kind: 'secret',
    merchantId: two.merchantId,
    livemode: true,
  });
  const rows = JSON.stringify(await store.db.selectFrom('api_keys').selectAll().execute());
  for (const key of [one.secretKey, one.liveSecretKey, two.liveSecretKey]) expect(rows).not.toContain(key);
  expect(one.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await store.close();
});

it('knows the publishable key of each mode again, also in a database that had its hash alone, until it is revoked', async () => {
  const store = await openStore(':memory:');
  const { merchantId } = await seedMerchant(store, { merchantOrigins: [] }, ids, clock);
  await store.db.updateTable('api_keys').set({ public_key: null }).execute();
  const find = (livemode: boolean) => findPublicKey(store.db, { merchantId, livemode }, clock.now());
  expect(await find(false)).toBeNull();
  const keys = await seedMerchant(store, { merchantOrigins: [] }, ids, clock);
  expect([await find(false), await find(true)]).toEqual([keys.publishableKey, keys.livePublishableKey]);
  const revoked = { revoked_at: clock.now().toISOString() };
  await store.db.updateTable('api_keys').set(revoked).where('public_key', '=', keys.publishableKey).execute();
  expect([await find(false), await find(true)]).toEqual([null, keys.livePublishableKey]);
  await store.close();
});
