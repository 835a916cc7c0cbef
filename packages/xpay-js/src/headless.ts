// Asks the payment server for the truth without any UI: through a hidden frame, so that no secret is sent from the page.

import { XPayError } from '@xpay/protocol/errors';
import type { FrameMessage, SessionSummary } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';
import { createHiddenFrame } from './frame.ts';
import { openLine, type Peer, toFrameUrl } from './handshake.ts';
import { whenShown } from './when-shown.ts';

/** From the call to the answer, with the loading of the frame. */
export const RETRIEVE_PATIENCE_MS = 40_000;

/** The session, or why there is none. */
export type Retrieved =
  | { readonly session: SessionSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly session?: undefined };

/** Reads a session through a frame of its own, which goes with the answer. The promise never rejects. */
export function retrieve(peer: Peer, clientSecret: string): Promise<Retrieved> {
  return new Promise((resolve) => {
    whenShown(() => {
      const iframe = createHiddenFrame(toFrameUrl(peer, '/f/headless', {}));
      const patience = setTimeout(settle, RETRIEVE_PATIENCE_MS, { error: noAnswer() });
      const hangUp = openLine(iframe, peer, {
        opened: (line) => line.send({ type: 'retrieve', clientSecret }),
        received(message) {
          if (message.type === 'retrieved') settle(toResult(message));
        },
        failed: (error) => settle({ error }),
      });

      function settle(result: Retrieved): void {
        clearTimeout(patience);
        hangUp();
        iframe.remove();
        resolve(result);
      }
    });
  });
}

function toResult({ session, error }: Extract<FrameMessage, { readonly type: 'retrieved' }>): Retrieved {
  if (session !== undefined) return { session };
  return { error: error === undefined ? noAnswer() : fromWireError(error) };
}

function noAnswer(): XPayError {
  return new XPayError('connection_failed', 'The payment server gave no answer. Try again.');
}
