// The script tag's entry: defines `window.XPay` once, with the origin that served the script.

import { createClient, type XPayClient } from './client.ts';
import { declareLinks, declareTag } from './declare.ts';
import type { XPayOptions } from './options.ts';
import { createPartLoader } from './parts.ts';
import { VERSION } from './version.ts';

declare global {
  interface Window {
    XPay?: unknown;
  }
}

// Of two scripts the first stays and the second says nothing. A form with the id `XPay` is no script of ours.
if (typeof window.XPay !== 'function' || !('version' in window.XPay)) {
  const ownOrigin = findOwnOrigin();
  const loadPart = createPartLoader(
    (name, query) => import(/* @vite-ignore */ `${ownOrigin}/v${VERSION}/${name}.js${query}`),
  );
  window.XPay = Object.assign(
    function XPay(publishableKey: string, options?: XPayOptions): XPayClient {
      return createClient(publishableKey, options, loadPart, ownOrigin);
    },
    { version: VERSION },
  );
  declareTag(loadPart, ownOrigin);
  if (ownOrigin !== undefined) declareLinks(loadPart, ownOrigin);
}

/**
 * Only while a classic script is being evaluated does the document know which element it came from. A module is found as
 * the first address in the stack of calls.
 */
function findOwnOrigin(): string | undefined {
  // Read past the document's own properties: an `<img name="currentScript">` becomes one.
  const script: unknown = Reflect.get(Document.prototype, 'currentScript', document);
  const address = script instanceof HTMLScriptElement ? script.src : `${new Error().stack}`;
  return /https?:\/\/[^/\s]+/.exec(address)?.[0];
}
