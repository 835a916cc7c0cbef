// An endpoint of the sandbox's merchant, for a server that a test has started.

import type { Sandbox } from './sandbox.ts';

export interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

/** Has the sandbox send every event of test mode to this address. */
export async function addEndpoint({ api, secretKey }: Sandbox, url: string): Promise<Endpoint> {
  const response = await fetch(`${api}/sandbox/webhook-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Endpoint;
}

export async function removeEndpoint({ api, secretKey }: Sandbox, id: string): Promise<void> {
  const headers = { authorization: `Bearer ${secretKey}` };
  await fetch(`${api}/sandbox/webhook-endpoints/${id}`, { method: 'DELETE', headers });
}
