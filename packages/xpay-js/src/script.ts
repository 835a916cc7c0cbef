// The script tag's entry: defines `window.XPay` once, with the origin that served the script.

import { createClient, type XPayClient } from './client.ts';
import type { XPayOptions } from './options.ts';
import { VERSION } from './version.ts';

declare global {
  interface Window {
    XPay?: unknown;
  }
}

// Of two scripts the first stays and the second says nothing. A form with the id `XPay` is no script of ours.
if (typeof window.XPay !== 'function' || !('version' in window.XPay)) {
  const ownOrigin = findOwnOrigin();
  window.XPay = Object.assign(
    function XPay(publishableKey: string, options?: XPayOptions): XPayClient {
      return createClient(publishableKey, options, ownOrigin);
    },
    { version: VERSION },
  );
}

/** Only while the script is being evaluated does the document know which element it came from. */
function findOwnOrigin(): string | undefined {
  // Read past the document's own properties: an `<img name="currentScript">` becomes one.
  const script: unknown = Reflect.get(Document.prototype, 'currentScript', document);
  return script instanceof HTMLScriptElement && script.src !== '' ? new URL(script.src).origin : undefined;
}
