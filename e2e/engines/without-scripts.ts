// Hands on the pages of a server with scripts forbidden, which to a page is the same as a browser that has them turned off.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WithoutScripts {
  readonly origin: string;
  readonly close: () => void;
}

/** HTML, sandboxing: without `allow-scripts` scripting is disabled for the document, and its `noscript` elements are shown. */
const SANDBOX = 'sandbox allow-same-origin allow-forms allow-top-navigation';

/** Serves what another origin serves, at the same paths. */
export async function startWithoutScripts(from: string): Promise<WithoutScripts> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(from + request.url, { redirect: 'manual' });
    const headers: Record<string, string | string[]> = { 'content-security-policy': [SANDBOX] };
    for (const name of ['content-type', 'location']) {
      const value = answer.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
