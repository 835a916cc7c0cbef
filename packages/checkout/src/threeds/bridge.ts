// The whole script of the bridge document: listens to the checkout frame, and nests the banks' pages for it.
//
// It stands on an origin of its own, so that the document with the card never needs to admit `https:` frames and forms. It
// holds no card, no secret and no result.

import type { BridgeMessage } from '@xpay/protocol/bridge-messages';
import { parseBridgeOrder } from '@xpay/protocol/bridge-messages';
import { openChannel, withoutFloods } from '@xpay/protocol/channel';
import { awaitHost } from '../host/handshake.ts';
import { createBankPages } from './bank-pages.ts';
import './bridge.css';

/** What the server wrote into this document. */
interface BridgeBootData {
  readonly allowedParents: readonly string[];
  /** All of ours: no bank may be one of them. */
  readonly ownOrigins: readonly string[];
}

const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '') as BridgeBootData;

awaitHost(boot, window, (port) => {
  const channel = openChannel(port, withoutFloods(parseBridgeOrder), (order) => obey(order));
  const obey = createBankPages({
    self: window,
    ownOrigins: [origin, ...boot.ownOrigins],
    submit: (form) => form.submit(),
    visit: (frame, url) => {
      frame.src = url;
    },
    tell: (message: BridgeMessage) => channel.send(message),
  });
});
