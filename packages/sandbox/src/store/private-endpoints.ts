// Endpoints of payments that name an address of their own: made when the first event goes there, and never listed.

import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import type { Trx } from './store.ts';
import type { Vault } from './vault.ts';

export interface PrivateAddress {
  readonly url: string;
  readonly vault: Vault;
  /** An id for an endpoint that is not there yet. */
  readonly newId: () => string;
}

/** The id of the merchant's endpoint for this address, signed with the merchant's own webhook secret. */
export async function findOrMakePrivateEndpoint(
  trx: Trx,
  { merchantId, livemode, createdAt }: Owner & { readonly createdAt: string },
  { url, vault, newId }: PrivateAddress,
): Promise<string> {
  const known = await trx
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('livemode', '=', toFlag(livemode))
    .where('is_private', '=', 1)
    .where('url', '=', url)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const id = newId();
  await trx
    .insertInto('webhook_endpoints')
    .values({
      id,
      merchant_id: merchantId,
      livemode: toFlag(livemode),
      url,
      secret: webhookSecretOf(vault, await slugOf(trx, merchantId)),
      previous_secret: null,
      previous_until: null,
      event_types: null,
      apis: null,
      is_private: 1,
      description: null,
      disabled_at: null,
      deleted_at: null,
      created_at: createdAt,
    })
    .execute();
  return id;
}

/** What a merchant's seeded endpoints, and those of single payments, are signed with: `whsec_` and base64 of 32 bytes. */
export function webhookSecretOf(vault: Vault, slug: string): string {
  return `whsec_${vault.derive(`whsec ${slug}`).toString('base64')}`;
}

/** Whether a secret is that one. */
export async function isMerchantSecret(
  trx: Trx,
  vault: Vault,
  merchantId: string,
  secret: string,
): Promise<boolean> {
  return secret === webhookSecretOf(vault, await slugOf(trx, merchantId));
}

async function slugOf(trx: Trx, merchantId: string): Promise<string> {
  const query = trx.selectFrom('merchants').select('slug').where('id', '=', merchantId);
  return (await query.executeTakeFirstOrThrow()).slug;
}
