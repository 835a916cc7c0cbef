// What the frame says of a session when it is asked, as the shop gets it.

import { XPayError } from '@xpay/protocol/errors';
import type { IntentSummary, SessionSummary, WireError } from '@xpay/protocol/messages';
import { fromWireError } from '@xpay/protocol/wire';

/** What the payment server says of a session now, or why it could not be read. */
export type SessionResult =
  | { readonly session: SessionSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly session?: undefined };

/** What the payment server says of a payment intent now, or why it could not be read. */
export type PaymentIntentResult =
  | { readonly paymentIntent: IntentSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly paymentIntent?: undefined };

/** A session, or why there is none; neither, where none was asked for or nothing was answered. */
export interface Answer {
  readonly session?: SessionSummary | undefined;
  readonly error?: XPayError | undefined;
}

/** @param said Undefined for a message with nothing in it. */
export function toAnswer(said: { session?: SessionSummary; error?: WireError } = {}): Answer {
  const { session, error } = said;
  return error === undefined ? { session } : { error: fromWireError(error) };
}

/** Nothing at all is an answer that did not come. */
export function toSession({ session, error = unanswered() }: Answer): SessionResult {
  return session === undefined ? { error } : { session };
}

export function toIntent(answer: Answer): PaymentIntentResult {
  const { session, error } = toSession(answer);
  return error === undefined ? { paymentIntent: session.paymentIntent } : { error };
}

function unanswered(): XPayError {
  const message = 'The payment server gave no answer. Try again.';
  return new XPayError('connection_failed', message, { type: 'connection', retryable: true });
}
