// The host's half of the hello: from a fresh iframe to a private line with the document that belongs in it.

import { type Channel, openChannel } from '@xpay/protocol/channel';
import { type ErrorCode, XPayError } from '@xpay/protocol/errors';
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
  /** Publishable. */
  readonly key: string;
}

/** Last in the address of a frame for a page with Cross-Origin-Embedder-Policy: the server then sends one as well. */
const ISOLATED = '&isolated=1';

/** The address of one of the checkout's documents. Everything in it is public; a secret goes over the line only. */
export function toFrameUrl(
  { origin, key }: Peer,
  path: string,
  hints: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ key, v: VERSION, ...hints });
  return `${origin}${path}?${query}${window.crossOriginIsolated ? ISOLATED : ''}`;
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
/** How long it may take to answer before it is loaded once more, as a page with its own embedder policy needs it. */
export const ISOLATION_PATIENCE_MS = 1_500;

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
 * 1. On `load`, post `init` with the nonce and one port of a new channel to the checkout origin. Once is enough: the
 *    first script of the document listens, and has run.
 * 2. `load` again while there is no answer: the same with a new port, for the new document; the old port is closed.
 * 3. The first `hello` with the nonce opens the line. One with another nonce ends the handshake. Anything else before
 *    it is ignored.
 * 4. No `hello` in 1.5 s after a `load`: all begins anew, once, with `isolated=1` in the address. A page with
 *    Cross-Origin-Embedder-Policy, which no script can read, blocks the document otherwise.
 * 5. No `load` in 15 s, or no `hello` in 5 s after it: `frame_unreachable`.
 * 6. `load` again while the line is open: `frame_navigated`.
 *
 * @returns The function that hangs up, whatever the state; nothing is called after it.
 */
export function openLine(iframe: HTMLIFrameElement, peer: Peer, on: LineEvents): () => void {
  const init: InitMessage = { xpay: 1, type: 'init', nonce: createNonce() };
  const isIsolated = iframe.src.endsWith(ISOLATED);
  let channel: Channel<HostMessage> | undefined;
  let isOpen = false;
  let patience = setTimeout(unreachable, LOAD_PATIENCE_MS);
  let hangUp = () => {
    clearTimeout(patience);
    iframe.removeEventListener('load', heardLoad);
    channel?.close();
  };
  iframe.addEventListener('load', heardLoad);
  return () => hangUp();

  function heardLoad(): void {
    if (isOpen) {
      fail('frame_navigated', 'The checkout frame was moved or reloaded. Mount the checkout again.');
      return;
    }
    clearTimeout(patience);
    if (isIsolated) patience = setTimeout(unreachable, ANSWER_PATIENCE_MS);
    else patience = setTimeout(isolate, ISOLATION_PATIENCE_MS);
    channel?.close();
    const { port1, port2 } = new MessageChannel();
    channel = openChannel(port1, parseFrameMessage, heard);
    iframe.contentWindow?.postMessage(init, peer.origin, [port2]);
  }

  function heard(message: FrameMessage): void {
    if (isOpen) {
      on.received(message);
    } else if (message.type === 'hello' && channel !== undefined) {
      if (message.nonce !== init.nonce) {
        unreachable();
        return;
      }
      isOpen = true;
      clearTimeout(patience);
      on.opened(channel);
    }
  }

  function isolate(): void {
    hangUp(); // The first document must not answer on its way out.
    sayIsolated();
    iframe.src += ISOLATED;
    hangUp = openLine(iframe, peer, on);
  }

  function unreachable(): void {
    fail('frame_unreachable', 'The checkout frame did not answer. No client secret was sent.');
  }

  function fail(code: ErrorCode, message: string): void {
    hangUp();
    const error = new XPayError(code, message);
    if (!isOpen) explain(peer, error);
    on.failed(error);
  }
}

/** What the developer reads when the frame stays silent: the causes, the likeliest first. */
function explain({ origin, key }: Peer, { message, docsUrl }: XPayError): void {
  // biome-ignore lint/suspicious/noConsole: a frame that was refused cannot speak for itself, and the browser does not say why.
  console.error(
    `XPay: ${message}
Is ${location.origin} registered for ${key}?
Does the page's CSP allow frame-src ${origin}?
Is the page sandboxed?
${docsUrl}`,
  );
}

function sayIsolated(): void {
  // biome-ignore lint/suspicious/noConsole: nothing else tells the developer why a bank will get a page of its own.
  console.warn('XPay: Trying for Cross-Origin-Embedder-Policy, where sessions need a returnUrl.');
}
