// Where live buyers may be sent: to https pages of the merchant whose session it is, and nowhere else.

import { ApiError } from '../http/problem.ts';
import type { Owner } from '../store/checkouts.ts';
import { getMerchant } from '../store/merchants.ts';
import type { Queries } from '../store/store.ts';
import { LOCAL_HOST } from './xpay/fields.ts';

/** Addresses by the field that names them. */
export type NamedUrls = Readonly<Record<string, string | null | undefined>>;

/**
 * Judges the addresses that live buyers are sent back to, after their shape: `https:`, not of this machine, and of a host
 * that the merchant has registered an https origin of. A merchant who has registered none may name any. In test mode all
 * of them will do.
 *
 * @throws ApiError `invalid_request` that names the field.
 */
export async function refuseForeignUrls(
  db: Queries,
  { merchantId, livemode }: Owner,
  urls: NamedUrls,
): Promise<void> {
  const named = Object.entries(urls).flatMap(([param, url]) => (url == null ? [] : [[param, url] as const]));
  if (!livemode || named.length === 0) return;
  const { allowedOrigins } = await getMerchant(db, merchantId);
  const hosts = [...new Set(allowedOrigins.flatMap(publicHostOf))];
  for (const [param, url] of named) refuseUnsafe(param, url);
  if (hosts.length === 0) return;
  for (const [param, url] of named) {
    const { hostname } = new URL(url);
    if (hosts.includes(hostname)) continue;
    const message = `${param}: got an address of ${hostname}, expected one of ${hosts.join(', ')}: live buyers return to the merchant’s registered origins only.`;
    throw new ApiError('invalid_request', message, { param });
  }
}

/**
 * The first half alone, for addresses that no buyer is sent to, such as those of webhooks.
 * @throws ApiError `invalid_request` that names the field.
 */
export function refuseUnsafe(param: string, url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' && !LOCAL_HOST.test(hostname)) return;
  const got = protocol === 'https:' ? 'an address of this machine' : 'a plain http address';
  const message = `${param}: got ${got}, expected https on an open network: this is live.`;
  throw new ApiError('invalid_request', message, { param });
}

function publicHostOf(origin: string): readonly string[] {
  if (!URL.canParse(origin)) return [];
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' && !LOCAL_HOST.test(hostname) ? [hostname] : [];
}
