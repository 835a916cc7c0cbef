// The browser in which a buyer pays: banks judge by it whether to ask.

import type { BrowserInfo } from '@xpay/protocol/next-action';

/** What the server saw of the buyer's browser, and what the browser said of itself. */
export interface BuyerBrowser {
  readonly info: BrowserInfo | null;
  /** Of the request. */
  readonly userAgent: string;
  readonly acceptHeader: string;
  readonly ip: string | null;
}
