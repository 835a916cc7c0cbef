// Where a request came from, as banks want to know it and limits count by.

import { getConnInfo } from '@hono/node-server/conninfo';
import type { ApiContext } from './env.ts';

/** IPv4 or IPv6 as text; without the zone of a local address, and IPv4 as itself also on an IPv6 socket. */
export function addressOf(c: ApiContext): string | null {
  try {
    const { address } = getConnInfo(c).remote;
    return address?.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
  } catch {
    return null; // A request that came through no socket: getConnInfo throws.
  }
}
