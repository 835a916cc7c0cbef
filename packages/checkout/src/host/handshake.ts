// The embedded document's half of the hello: whom it listens to. Runs inline, before anything else of the frame or the bridge.
//
// The host page speaks first, to our exact origin, with one port. We answer on that port and never by `postMessage`, so
// there is no target origin to get wrong. A message is taken only if
// 1. the window that embeds us sent it (a sender that was removed meanwhile has `source` null, and null proves nothing),
// 2. its origin is on the list that the server wrote into this document for the merchant's key,
// 3. it carries exactly one port and is a well-formed `init`,
// 4. no other was taken before: the listener is gone after the first.

import type { BootData } from '@xpay/protocol/boot-data';
import { parseInitMessage } from '@xpay/protocol/messages';
import { isAllowedParent } from '@xpay/protocol/origins';

/** What a document that is embedded knows of itself; the bridge has no build of its own. */
export type Embedded = Pick<BootData, 'allowedParents'> & Partial<Pick<BootData, 'build'>>;

/** Calls back once, with the port of a page that may embed us, after it has been greeted. */
export function awaitHost(boot: Embedded, self: Window, bound: (port: MessagePort) => void): void {
  const listen = (event: MessageEvent) => {
    const greeting = acceptInit(event, self, boot.allowedParents);
    if (greeting === null) return;
    self.removeEventListener('message', listen);
    greeting.port.postMessage({ type: 'hello', nonce: greeting.nonce, build: boot.build });
    bound(greeting.port);
  };
  self.addEventListener('message', listen);
}

function acceptInit(event: MessageEvent, self: Window, allowedParents: readonly string[]) {
  if (event.source === null || event.source !== self.parent || self.parent === self) return null;
  if (!isAllowedParent(event.origin, allowedParents)) return null;
  const [port, ...others] = event.ports;
  const init = parseInitMessage(event.data);
  return port === undefined || others.length > 0 || init === null ? null : { port, nonce: init.nonce };
}
