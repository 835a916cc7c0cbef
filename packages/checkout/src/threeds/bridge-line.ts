// The frame's line to the bridge: says hello to the document in an iframe, then gives orders and hears what happened.
//
// - The bridge is greeted at its exact origin only; whoever answers proves by the nonce that the port came to it through
//   this very greeting.
// - Orders wait until it has answered. Each is sent once. One that the bridge would not even read, because its address is
//   100 kB long for instance, is refused here.
// - A bridge that does not answer in time, or that was navigated away, is lost. An order that is given to it later loses it
//   again, so that no step waits for a bridge that will not come.

import {
  type BridgeMessage,
  type BridgeOrder,
  parseBridgeMessage,
  parseBridgeOrder,
} from '@xpay/protocol/bridge-messages';
import { type Channel, openChannel, withoutFloods } from '@xpay/protocol/channel';
import type { InitMessage } from '@xpay/protocol/messages';
import { createNonce } from '@xpay/protocol/nonce';
import { type Clock, createTimers } from '../clock.ts';
import type { BankNews } from '../payment/state.ts';

/** The bridge's script stands in its document, so that it listens long before `load`. */
const ANSWER_PATIENCE_MS = 5_000;
const PATIENCE_MS = 15_000;

export interface BridgeEvents {
  /** The bridge has answered. */
  readonly opened: () => void;
  /** The next thing to happen is that this order is sent, which has the bank do something. */
  readonly ordering: (order: BridgeOrder) => void;
  readonly received: (message: BankNews) => void;
  readonly lost: () => void;
}

export interface BridgeLine {
  /** Sends an order as soon as the bridge listens. */
  send(order: BridgeOrder): void;
  /** Hangs up; nothing is called after it. */
  close(): void;
}

/** Opens the line to the document that an iframe, attached a moment ago, is loading from `origin`. */
export function openBridgeLine(
  iframe: HTMLIFrameElement,
  { origin, clock }: { readonly origin: string; readonly clock: Clock },
  on: BridgeEvents,
): BridgeLine {
  const nonce = createNonce();
  const timers = createTimers<'answer' | 'all'>(clock);
  let waiting: BridgeOrder[] = [];
  let channel: Channel<BridgeOrder> | null = null;
  let state: 'waiting' | 'open' | 'lost' = 'waiting';

  iframe.addEventListener('load', heardLoad);
  timers.set('all', PATIENCE_MS, lose);

  function heardLoad(): void {
    if (state === 'open') {
      lose();
      return;
    }
    channel?.close();
    channel = greet(iframe.contentWindow, { origin, nonce }, heard);
    timers.set('answer', ANSWER_PATIENCE_MS, lose);
  }

  function heard(message: BridgeMessage): void {
    if (message.type !== 'hello') {
      if (state === 'open') on.received(message);
    } else if (state === 'waiting' && message.nonce === nonce) {
      state = 'open';
      timers.cancel('answer');
      timers.cancel('all');
      on.opened();
      for (const order of waiting) send(order);
      waiting = [];
    }
  }

  function send(order: BridgeOrder): void {
    if (state === 'waiting') waiting.push(order);
    else if (order.type === 'language') channel?.send(order);
    else if (state === 'lost') on.lost();
    else if (parseBridgeOrder(order) === null) on.received({ type: 'refused', id: order.id });
    else {
      on.ordering(order);
      channel?.send(order);
    }
  }

  function lose(): void {
    close();
    state = 'lost';
    on.lost();
  }

  function close(): void {
    timers.cancel('answer');
    timers.cancel('all');
    iframe.removeEventListener('load', heardLoad);
    channel?.close();
  }

  return { send, close };
}

/** Posts the hello with one port of a new channel; what comes back over the other is heard. */
function greet(
  bridge: Window | null,
  { origin, nonce }: { readonly origin: string; readonly nonce: string },
  heard: (message: BridgeMessage) => void,
): Channel<BridgeOrder> {
  const { port1, port2 } = new MessageChannel();
  const init: InitMessage = { xpay: 1, type: 'init', nonce };
  bridge?.postMessage(init, origin, [port2]);
  return openChannel(port1, withoutFloods(parseBridgeMessage), heard);
}
