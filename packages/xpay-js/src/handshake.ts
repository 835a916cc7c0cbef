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
import { ignore, type LoadPart } from './parts.ts';
import { VERSION } from './version.ts';

/** Who should be in the frame, and with which key: all of it is public. And where the parts of this xpay.js come from. */
export interface Peer {
  readonly loadPart: LoadPart;
  readonly origin: string;
  /** Publishable; none for a document that knows its session. */
  readonly key?: string;
}

/** Last in the address of a frame for a page with Cross-Origin-Embedder-Policy: the server then sends one as well. */
const ISOLATED = '&isolated=1';

/** The address of one of the checkout's documents. Everything in it is public; a secret goes over the line only. */
export function toFrameUrl(
  { origin, key }: Peer,
  path: string,
  hints: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ ...(key && { key }), v: VERSION, ...hints });
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
 *    Cross-Origin-Embedder-Policy, which no script can read, blocks the document otherwise. Firefox tells of no `load` then:
 *    there the frame holds another document, and its address is among the page's timings as one that is done with.
 * 5. No `load` in 15 s, or no `hello` in 5 s after it: `frame_unreachable`.
 * 6. `load` again while the line is open, or the frame is gone from the page: `frame_navigated`.
 *
 * Presence is watched by a size observer: it hears of every size, and so of the last one, none at all.
 *
 * @returns The function that hangs up, whatever the state; nothing is called after it.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the steps of one handshake share its state; apart they would cost every page bytes.
export function openLine(iframe: HTMLIFrameElement, peer: Peer, on: LineEvents): () => void {
  const init: InitMessage = { xpay: 1, type: 'init', nonce: createNonce() };
  const isIsolated = iframe.src.endsWith(ISOLATED);
  let channel: Channel<HostMessage> | undefined;
  let isOpen = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const sizes = new ResizeObserver(() => iframe.isConnected || fail(true));
  let hangUp = () => {
    clearTimeout(patience);
    sizes.disconnect();
    iframe.removeEventListener('load', greet);
    channel?.close();
  };
  iframe.addEventListener('load', greet);
  sizes.observe(iframe);
  look(LOAD_PATIENCE_MS / ISOLATION_PATIENCE_MS);
  return () => hangUp();

  function look(times: number): void {
    const isBlocked = !iframe.contentDocument && performance.getEntriesByName(iframe.src)[0];
    if (times) patience = setTimeout(isBlocked ? giveUp : look, ISOLATION_PATIENCE_MS, times - 1);
    else fail();
  }

  function greet() {
    if (isOpen) return fail(true);
    clearTimeout(patience);
    patience = setTimeout(giveUp, isIsolated ? ANSWER_PATIENCE_MS : ISOLATION_PATIENCE_MS);
    channel?.close();
    const { port1, port2 } = new MessageChannel();
    channel = openChannel(port1, parseFrameMessage, heard);
    iframe.contentWindow?.postMessage(init, peer.origin, [port2]);
  }

  function heard(message: FrameMessage): void {
    if (isOpen) on.received(message);
    else if (message.type === 'hello' && channel) {
      if (message.nonce === init.nonce) {
        isOpen = true;
        clearTimeout(patience);
        on.opened(channel);
      } else fail();
    }
  }

  function giveUp() {
    if (isIsolated) return fail();
    hangUp(); // The first document must not answer on its way out.
    peer.loadPart('advice').then((advice) => advice.isolated(), ignore);
    iframe.src += ISOLATED;
    hangUp = openLine(iframe, peer, on);
  }

  function fail(isGone?: boolean): void {
    hangUp();
    const silent = 'The frame did not answer. No client secret was sent.';
    const error = isGone
      ? new XPayError('frame_navigated', 'The page moved or removed the frame. Mount it again.')
      : new XPayError('frame_unreachable', silent, { retryable: true });
    on.failed(error);
    if (!isGone) peer.loadPart('advice').then((advice) => advice.unreachable(peer, error), ignore);
  }
}
