// The host's half of the hello: from a fresh iframe to a private line with the document that belongs in it.

import { type Channel, openChannel } from '@xpay/protocol/channel';
import { XPayError } from '@xpay/protocol/errors';
import {
  type FrameMessage,
  type HostMessage,
  type InitMessage,
  parseFrameMessage,
} from '@xpay/protocol/messages';
import { createNonce } from '@xpay/protocol/nonce';
import { VERSION } from './version.ts';

/** Who should be in the frame, and with which key: all of it is public. */
export interface Peer {
  readonly origin: string;
  readonly publishableKey: string;
}

/** The address of one of the checkout's documents. Everything in it is public; a secret goes over the line only. */
export function toFrameUrl(
  { origin, publishableKey }: Peer,
  path: string,
  hints: Readonly<Record<string, string>>,
): string {
  return `${origin}${path}?${new URLSearchParams({ key: publishableKey, v: VERSION, ...hints })}`;
}

export interface LineEvents {
  /** The frame has proved itself; from now on `line` reaches it. */
  opened(line: Channel<HostMessage>): void;
  received(message: FrameMessage): void;
  /** There is no line, or no line any more. Called at most once, and last. */
  failed(error: XPayError): void;
}

/** How long the document may take to load, and after that to answer. */
export const LOAD_PATIENCE_MS = 15_000;
export const ANSWER_PATIENCE_MS = 5_000;
/** After the first knock; then twice as long each time. Every knock on a blocked frame leaves a line in the console. */
const KNOCK_AGAIN_MS = 250;

/**
 * Opens the line to the frame.
 *
 * Requirements:
 * - Only the document on the exact checkout origin ever gets a port; before it has answered, it gets nothing else.
 * - The host listens to ports only, never to window messages, which anybody can send.
 * - Whoever answers proves by the nonce that the port came to it through this very handshake.
 * - A frame that is navigated away loses the line: the port alone does not tell.
 * - Every way to fail ends in one `failed`, which leaves no timer, port or listener behind.
 *
 * Steps:
 * 1. On `load`, post `init` with the nonce and one port of a new channel to the checkout origin.
 * 2. While there is no answer, do it again with the same nonce and a new port. Earlier ports stay open: a frame that is
 *    late answers on the first one that it got.
 * 3. The first `hello` with the nonce opens the line on its port; the other ports are closed. A `hello` with another
 *    nonce ends the handshake. Anything else before `hello` is ignored.
 * 4. No `load` in 15 s, or no `hello` in 5 s after it: `frame_unreachable`.
 * 5. `load` again while the line is open: `frame_navigated`. While it is not, the new document is knocked at as well.
 *
 * @returns The function that hangs up, whatever the state; nothing is called after it.
 */
export function openLine(iframe: HTMLIFrameElement, peer: Peer, on: LineEvents): () => void {
  const nonce = createNonce();
  const knocker = createKnocker(iframe, { xpay: 1, type: 'init', nonce }, peer.origin, heard);
  let line: Channel<HostMessage> | undefined;
  let patience = setTimeout(unreachable, LOAD_PATIENCE_MS);
  let loaded = false;
  iframe.addEventListener('load', heardLoad);
  return hangUp;

  function heardLoad(): void {
    if (line !== undefined) {
      fail(
        new XPayError(
          'frame_navigated',
          'The checkout frame was moved or reloaded. Unmount and mount the checkout again.',
        ),
      );
      return;
    }
    if (!loaded) {
      loaded = true;
      clearTimeout(patience);
      patience = setTimeout(unreachable, ANSWER_PATIENCE_MS);
    }
    knocker.knock(KNOCK_AGAIN_MS);
  }

  function heard(message: FrameMessage, channel: Channel<HostMessage>): void {
    if (channel === line) {
      on.received(message);
    } else if (message.type === 'hello') {
      if (message.nonce !== nonce) {
        unreachable();
        return;
      }
      line = channel;
      clearTimeout(patience);
      knocker.stop(channel);
      on.opened(channel);
    }
  }

  function unreachable(): void {
    const error = new XPayError(
      'frame_unreachable',
      'The checkout frame did not answer. No client secret was sent. The console has the likely causes.',
    );
    explain(peer, error);
    fail(error);
  }

  function fail(error: XPayError): void {
    hangUp();
    on.failed(error);
  }

  function hangUp(): void {
    clearTimeout(patience);
    iframe.removeEventListener('load', heardLoad);
    knocker.stop();
  }
}

/** Steps 1 and 2. `stop` closes every channel but the one to keep. */
function createKnocker(
  iframe: HTMLIFrameElement,
  init: InitMessage,
  origin: string,
  heard: (message: FrameMessage, channel: Channel<HostMessage>) => void,
): { knock(pauseMs: number): void; stop(kept?: Channel<HostMessage>): void } {
  const channels: Channel<HostMessage>[] = [];
  let again: ReturnType<typeof setTimeout> | undefined;

  function knock(pauseMs: number): void {
    const { port1, port2 } = new MessageChannel();
    const channel = openChannel<FrameMessage, HostMessage>(port1, parseFrameMessage, (message) => {
      heard(message, channel);
    });
    channels.push(channel);
    iframe.contentWindow?.postMessage(init, origin, [port2]);
    clearTimeout(again);
    again = setTimeout(knock, pauseMs, pauseMs * 2);
  }

  return {
    knock,
    stop(kept) {
      clearTimeout(again);
      for (const channel of channels) if (channel !== kept) channel.close();
    },
  };
}

/** What the developer reads when the frame stays silent: the causes, the likeliest first. */
function explain({ origin, publishableKey }: Peer, { message, docsUrl }: XPayError): void {
  // biome-ignore lint/suspicious/noConsole: a frame that was refused cannot speak for itself, and the browser does not say why.
  console.error(
    `XPay: ${message}
1. Is ${location.origin} registered for ${publishableKey}? Add it to the merchant's allowed origins.
2. Is ${origin} the checkout, and does the page's CSP allow frame-src ${origin}?
3. Is the page sandboxed, or does it send Cross-Origin-Embedder-Policy?
${docsUrl}`,
  );
}
