// Frames without a form: one question each, asked through a hidden frame, so that no secret is sent from the page.

import { XPayError } from '@xpay/protocol/errors';
import type { HostMessage, SessionSummary, WireError } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';
import { createHiddenFrame } from './frame.ts';
import { obey } from './frame-orders.ts';
import { openLine, type Peer, toFrameUrl } from './handshake.ts';
import { type Look, toHints } from './look.ts';
import { whenShown } from './when-shown.ts';

/** From the call to the answer, with the loading of the frame. */
export const RETRIEVE_PATIENCE_MS = 40_000;
/** The server ends a buyer's time with their bank after 15 minutes; this is for a frame that cannot say so. */
export const ACT_PATIENCE_MS = 20 * 60_000;

/** The session, or why there is none. */
export type Retrieved =
  | { readonly session: SessionSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly session?: undefined };

/** Reads a session. The promise never rejects. */
export function retrieve(peer: Peer, clientSecret: string): Promise<Retrieved> {
  return ask(peer, '/f/headless', {}, { type: 'retrieve', clientSecret }, RETRIEVE_PATIENCE_MS);
}

/** Has the buyer do what their bank asks for, in a frame that is seen only then. The promise never rejects. */
export function act(peer: Peer, look: Look, clientSecret: string): Promise<Retrieved> {
  return ask(peer, '/f/checkout', toHints(look), { type: 'act', clientSecret, ...look }, ACT_PATIENCE_MS);
}

/** Asks through a frame of its own, which goes with the answer. */
function ask(
  peer: Peer,
  path: string,
  hints: Readonly<Record<string, string>>,
  question: HostMessage,
  patienceMs: number,
): Promise<Retrieved> {
  return new Promise((resolve) => {
    whenShown(() => {
      const frame = createHiddenFrame(toFrameUrl(peer, path, hints));
      const patience = setTimeout(() => settle(toResult({})), patienceMs);
      const hangUp = openLine(frame.iframe, peer, {
        opened: (line) => line.send(question),
        received(message) {
          if (message.type === 'retrieved' || message.type === 'acted') settle(toResult(message));
          else obey(message, frame, peer.origin);
        },
        failed: (error) => settle({ error }),
      });

      function settle(result: Retrieved): void {
        clearTimeout(patience);
        hangUp();
        frame.remove();
        resolve(result);
      }
    });
  });
}

/** Nothing at all is an answer that did not come. */
function toResult({ session, error }: { session?: SessionSummary; error?: WireError }): Retrieved {
  if (session !== undefined) return { session };
  return {
    error:
      error === undefined
        ? new XPayError('connection_failed', 'The payment server gave no answer. Try again.')
        : fromWireError(error),
  };
}
