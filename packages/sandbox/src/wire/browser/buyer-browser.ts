// What the server sees of a buyer's browser in its own request: a bank wants to know, and scripts cannot be asked.

import { getConnInfo } from '@hono/node-server/conninfo';
import type { BrowserInfo } from '@xpay/protocol/next-action';
import type { BuyerBrowser } from '../../domain/buyer-browser.ts';
import type { ApiContext } from '../../http/env.ts';

/** Banks take no more of it (EMV 3DS 2.2, `browserUserAgent`, `browserAcceptHeader`). */
const LONGEST_HEADER = 2_048;

/** The browser behind a request, with what it says of itself. */
export function toBuyerBrowser(c: ApiContext, info: BrowserInfo | undefined): BuyerBrowser {
  return {
    info: info ?? null,
    userAgent: headerOf(c, 'User-Agent'),
    acceptHeader: headerOf(c, 'Accept'),
    ip: addressOf(c),
  };
}

function headerOf(c: ApiContext, name: string): string {
  return (c.req.header(name) ?? '').slice(0, LONGEST_HEADER);
}

/** IPv4 or IPv6 as text; without the zone of a local address, and IPv4 as itself also on an IPv6 socket. */
export function addressOf(c: ApiContext): string | null {
  try {
    const { address } = getConnInfo(c).remote;
    return address?.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
  } catch {
    return null; // A request that came through no socket: getConnInfo throws.
  }
}
