// What the server sees of a buyer's browser in its own request: a bank wants to know, and scripts cannot be asked.

import type { BrowserInfo } from '@xpay/protocol/next-action';
import type { BuyerBrowser } from '../../domain/buyer-browser.ts';
import { addressOf } from '../../http/address.ts';
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
