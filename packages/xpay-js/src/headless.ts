// Asks the payment server for the truth without any UI: through a hidden frame, so that no secret is sent from the page.

import type { Channel } from '@xpay/protocol/channel';
import { XPayError } from '@xpay/protocol/errors';
import type { FrameMessage, HostMessage, SessionSummary } from '@xpay/protocol/messages';
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

/**
 * The function that reads a session. Calls that overlap share one frame, which goes when the last is answered.
 * Its promise never rejects.
 */
export function createRetriever(peer: Peer): (clientSecret: string) => Promise<Retrieved> {
  const waiting = new Map<
    number,
    { readonly clientSecret: string; readonly settle: (result: Retrieved) => void }
  >();
  let lastId = 0;
  let line: Channel<HostMessage> | undefined;
  let takeDown: (() => void) | undefined;

  function openFrame(): () => void {
    const iframe = createHiddenFrame(toFrameUrl(peer, '/f/headless', {}));
    const hangUp = openLine(iframe, peer, {
      opened(opened) {
        line = opened;
        for (const [id, { clientSecret }] of waiting) opened.send({ type: 'retrieve', id, clientSecret });
      },
      received(message) {
        if (message.type === 'retrieved') settle(message.id, toResult(message));
      },
      failed(error) {
        for (const id of [...waiting.keys()]) settle(id, { error });
      },
    });
    return () => {
      hangUp();
      iframe.remove();
    };
  }

  function settle(id: number, result: Retrieved): void {
    waiting.get(id)?.settle(result);
    waiting.delete(id);
    if (waiting.size > 0) return;
    takeDown?.();
    takeDown = undefined;
    line = undefined;
  }

  function ask(clientSecret: string, resolve: (result: Retrieved) => void): void {
    lastId += 1;
    const id = lastId;
    const patience = setTimeout(() => settle(id, { error: noAnswer() }), RETRIEVE_PATIENCE_MS);
    waiting.set(id, {
      clientSecret,
      settle(result) {
        clearTimeout(patience);
        resolve(result);
      },
    });
    takeDown ??= openFrame();
    line?.send({ type: 'retrieve', id, clientSecret });
  }

  return (clientSecret) => new Promise((resolve) => void whenShown(() => ask(clientSecret, resolve)));
}

function toResult({ session, error }: Extract<FrameMessage, { readonly type: 'retrieved' }>): Retrieved {
  if (session !== undefined) return { session };
  return { error: error === undefined ? noAnswer() : fromWireError(error) };
}

function noAnswer(): XPayError {
  return new XPayError('connection_failed', 'The payment server gave no answer. Try again.');
}
