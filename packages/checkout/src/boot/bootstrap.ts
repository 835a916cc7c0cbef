// The client secret of a page that was opened for one session: fetched by the page itself, once, with what the server wrote into it.

import type { BootData } from '@xpay/protocol/boot-data';
import { isClientSecret } from '@xpay/protocol/messages';

/** As long as a session may take to be read. */
const DEADLINE_MS = 10_000;

/** @throws {Error} when no client secret came, whatever the reason: the token was used, is too old, or nobody answered. */
export async function fetchOwnSecret(
  { apiOrigin, publishableKey, bootstrap }: BootData,
  send: (url: string, init: RequestInit) => Promise<Response>,
): Promise<string> {
  const response = await send(`${apiOrigin}/v1/client/bootstrap`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${publishableKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ bootstrap }),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const { clientSecret } = await response.json();
  if (isClientSecret(clientSecret)) return clientSecret;
  throw new Error(`The payment server gave no client secret (${response.status}).`);
}
