// Frames without a form: one question each, asked through a hidden frame, so that no secret is sent from the page.

import type { Channel } from '@xpay/protocol/channel';
import type { HostMessage } from '@xpay/protocol/messages';
import {
  type Answer,
  type PaymentIntentResult,
  type SessionResult,
  toAnswer,
  toIntent,
  toSession,
} from './answer.ts';
import type { Context } from './context.ts';
import { parseClientSecret } from './credentials.ts';
import { ignore } from './parts.ts';
import { takeOwn } from './refusal.ts';

/** From the call to the answer, with the loading of the frame. */
export const RETRIEVE_PATIENCE_MS = 40_000;
/** The server ends a buyer's time with their bank after 15 minutes; this is for a frame that cannot say so. */
export const ACT_PATIENCE_MS = 20 * 60_000;

/** @throws XPayError `invalid_client_secret`, as a rejection; everything else is an answer. */
export async function retrieveCheckoutSession(
  clientSecret: unknown,
  context: Context,
): Promise<SessionResult> {
  return toSession(await retrieve(clientSecret, context));
}

/** @throws XPayError `invalid_client_secret`, as a rejection; everything else is an answer. */
export async function retrievePaymentIntent(
  clientSecret: unknown,
  context: Context,
): Promise<PaymentIntentResult> {
  return toIntent(await retrieve(clientSecret, context));
}

function retrieve(given: unknown, context: Context): Promise<Answer> {
  const clientSecret = parseClientSecret(given, context.peer.key);
  return ask(context, '/f/headless', { type: 'retrieve', clientSecret }, RETRIEVE_PATIENCE_MS);
}

/**
 * Has the buyer do what their bank asks for, in a frame that is seen only then.
 * @throws XPayError `invalid_option` or `invalid_client_secret`, as a rejection; everything else is an answer.
 */
export async function handleNextAction(options: unknown, context: Context): Promise<PaymentIntentResult> {
  const given = takeOwn('handleNextAction()', options, ['clientSecret']);
  const clientSecret = parseClientSecret(given['clientSecret'], context.peer.key);
  const question = { type: 'act', clientSecret, ...context.look } as const;
  return toIntent(await ask(context, '/f/checkout', question, ACT_PATIENCE_MS));
}

/** Asks through a form of its own, which nobody sees, and which goes with the answer. */
function ask(
  { peer, look, createForm }: Context,
  path: string,
  question: HostMessage,
  patienceMs: number,
): Promise<Answer> {
  if (question.type === 'act') peer.loadPart('full-size').catch(ignore); // The bank may ask in a moment.
  const { events, checkout, show } = createForm({ peer, path, settings: look, returning: {}, begin });
  return new Promise((resolve) => {
    const patience = setTimeout(settle, patienceMs, {});
    events.on('retrieved', (answer) => settle(toAnswer(answer)));
    events.on('acted', (answer) => settle(toAnswer(answer)));
    events.on('line', ({ error }) => {
      if (error !== undefined) settle({ error });
    });
    show({ element: findRoot(), fit: () => ({ display: 'none' }), release() {} });

    function settle(answer: Answer): void {
      clearTimeout(patience);
      checkout.destroy();
      resolve(answer);
    }
  });

  function begin(line: () => Channel<HostMessage> | undefined): void {
    line()?.send(question);
  }
}

/** Inside the modal dialog of the page, if there is one, as all around that is inert. */
function findRoot(): Element {
  const dialogs = document.querySelectorAll('dialog:modal');
  return dialogs[dialogs.length - 1] ?? document.documentElement;
}
