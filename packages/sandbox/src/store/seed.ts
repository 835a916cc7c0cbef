// The merchant that is there from the first start, with keys that stay the same for as long as the database does.

import type { Clock, Instant } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import type { Settings } from '../settings.ts';
import { toFlag } from './flag.ts';
import { createClient } from './oauth.ts';
import { webhookSecretOf } from './private-endpoints.ts';
import type { Store, Trx } from './store.ts';
import { hashOf, toBase62, type Vault } from './vault.ts';

export interface SeededMerchant {
  readonly merchantId: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly livePublishableKey: string;
  readonly liveSecretKey: string;
  /** `whsec_` and base64 of 32 bytes, for both modes. */
  readonly webhookSecret: string;
  /** Of payment requests, in test mode. */
  readonly oauthClientId: string;
  readonly oauthClientSecret: string;
}

type SeedSettings = Pick<Settings, 'merchantOrigins' | 'merchantName' | 'webhookUrl'>;

/**
 * Makes the merchant `slug`, or brings its name, origins and webhook address up to date with the settings.
 * Keys are derived from the root secret, and the secret ones kept as hashes only; a second slug is a second, separate merchant.
 */
export async function seedMerchant(
  store: Store,
  settings: SeedSettings,
  ids: Ids,
  clock: Clock,
  slug = 'sandbox',
): Promise<SeededMerchant> {
  const keys = deriveKeys(store.vault, slug);
  const now = clock.now().toISOString();
  const merchantId = await store.transaction(async (trx) => {
    const id = await saveMerchant(trx, settings, ids, slug, now);
    await saveKey(trx, ids, now, { id, livemode: false, kind: 'publishable', key: keys.publishableKey });
    await saveKey(trx, ids, now, { id, livemode: false, kind: 'secret', key: keys.secretKey });
    await saveKey(trx, ids, now, { id, livemode: true, kind: 'publishable', key: keys.livePublishableKey });
    await saveKey(trx, ids, now, { id, livemode: true, kind: 'secret', key: keys.liveSecretKey });
    await saveClient(trx, id, keys, clock.now());
    const { webhookUrl: url } = settings;
    const { webhookSecret: secret } = keys;
    if (url === undefined) await restEndpoints(trx, now, secret);
    else
      for (const livemode of [false, true]) await saveEndpoint(trx, ids, now, { id, livemode, url, secret });
    return id;
  });
  return { merchantId, ...keys };
}

/** The secret keys of the merchant that every sandbox has. */
export function secretKeysOf(vault: Vault): { readonly test: string; readonly live: string } {
  const { secretKey, liveSecretKey } = deriveKeys(vault, 'sandbox');
  return { test: secretKey, live: liveSecretKey };
}

function deriveKeys(vault: Vault, slug: string) {
  const key = (prefix: string): string => `${prefix}_${toBase62(vault.derive(`${prefix} ${slug}`))}`;
  return {
    publishableKey: key('pk_test'),
    secretKey: key('sk_test'),
    livePublishableKey: key('pk_live'),
    liveSecretKey: key('sk_live'),
    webhookSecret: webhookSecretOf(vault, slug),
    oauthClientId: key('client'),
    oauthClientSecret: key('oauth_test'),
  };
}

async function saveMerchant(
  trx: Trx,
  settings: SeedSettings,
  ids: Ids,
  slug: string,
  now: string,
): Promise<string> {
  const values = {
    display_name: settings.merchantName ?? 'Sandbox shop',
    allowed_origins: JSON.stringify(settings.merchantOrigins),
  };
  const known = await trx.selectFrom('merchants').select('id').where('slug', '=', slug).executeTakeFirst();
  if (known !== undefined) {
    await trx.updateTable('merchants').set(values).where('id', '=', known.id).execute();
    return known.id;
  }
  const id = ids.next('merch');
  await trx
    .insertInto('merchants')
    .values({ id, slug, ...values, support_url: null, enabled_currencies: null, created_at: now })
    .execute();
  return id;
}

interface SeedKey {
  /** The merchant's. */
  readonly id: string;
  readonly livemode: boolean;
  readonly kind: 'publishable' | 'secret';
  readonly key: string;
}

async function saveKey(trx: Trx, ids: Ids, now: string, seed: SeedKey): Promise<void> {
  const hash = hashOf(seed.key);
  const publicKey = seed.kind === 'publishable' ? seed.key : null;
  const known = await trx.selectFrom('api_keys').select('id').where('hash', '=', hash).executeTakeFirst();
  if (known !== undefined) {
    // A database of before has the hash alone.
    await trx.updateTable('api_keys').set({ public_key: publicKey }).where('id', '=', known.id).execute();
    return;
  }
  await trx
    .insertInto('api_keys')
    .values({
      id: ids.next('key'),
      merchant_id: seed.id,
      livemode: toFlag(seed.livemode),
      kind: seed.kind,
      hash,
      public_key: publicKey,
      last4: seed.key.slice(-4),
      revoked_at: null,
      created_at: now,
    })
    .execute();
}

/** A client that was revoked stays so. */
async function saveClient(
  trx: Trx,
  merchantId: string,
  { oauthClientId: id, oauthClientSecret: secret }: ReturnType<typeof deriveKeys>,
  now: Instant,
): Promise<void> {
  const known = await trx.selectFrom('oauth_clients').select('id').where('id', '=', id).executeTakeFirst();
  if (known !== undefined) return;
  await createClient(trx, { id, merchantId, livemode: false, name: 'Sandbox', secret }, now);
}

interface SeedEndpoint {
  /** The merchant's. */
  readonly id: string;
  readonly livemode: boolean;
  readonly url: string;
  readonly secret: string;
}

/** Without an address nobody is told. What is undelivered stays, for the next address. */
async function restEndpoints(trx: Trx, now: string, secret: string): Promise<void> {
  await trx
    .updateTable('webhook_endpoints')
    .set({ disabled_at: now })
    .where('secret', '=', secret)
    .where('is_private', '=', 0)
    .execute();
}

/** One endpoint per mode: a new address takes over the undelivered events of the old one. */
async function saveEndpoint(trx: Trx, ids: Ids, now: string, seed: SeedEndpoint): Promise<void> {
  const known = await trx
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('merchant_id', '=', seed.id)
    .where('livemode', '=', toFlag(seed.livemode))
    .where('secret', '=', seed.secret)
    .where('is_private', '=', 0)
    .executeTakeFirst();
  if (known !== undefined) {
    const values = { url: seed.url, disabled_at: null };
    await trx.updateTable('webhook_endpoints').set(values).where('id', '=', known.id).execute();
    return;
  }
  await trx
    .insertInto('webhook_endpoints')
    .values({
      id: ids.next('we'),
      merchant_id: seed.id,
      livemode: toFlag(seed.livemode),
      url: seed.url,
      secret: seed.secret,
      previous_secret: null,
      previous_until: null,
      event_types: null,
      apis: null,
      is_private: 0,
      description: null,
      disabled_at: null,
      deleted_at: null,
      created_at: now,
    })
    .execute();
}
