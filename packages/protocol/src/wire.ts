// Sessions and errors as they cross the channel: cut down to what the shop may hold, and checked on arrival.

import {
  INTENT_STATUSES,
  PAYMENT_STATUSES,
  type PublicIntent,
  type PublicSession,
  SESSION_STATUSES,
} from './api.ts';
import { type Check, integer, oneOf, record, text, WORD } from './checks.ts';
import { type ErrorCode, type ErrorType, errorTypeOf, isErrorCode, XPayError } from './errors.ts';

/** Characters of an error's message, and of each of its other texts; `toWireError` cuts what is longer. */
const LONGEST_MESSAGE = 1000;
const LONGEST_DETAIL = 200;

/** An error as it crosses the channel; `XPayError` on the other side. */
export interface WireError {
  readonly type: ErrorType;
  readonly code: ErrorCode;
  readonly message: string;
  readonly declineCode?: string;
  readonly param?: string;
  readonly requestId?: string;
}

/** What the shop is told of a session: enough to act on, nothing that only the buyer or the server should hold. */
export interface SessionSummary {
  readonly id: string;
  readonly status: PublicSession['status'];
  readonly paymentStatus: PublicSession['paymentStatus'];
  readonly amountTotal: number;
  readonly currency: string;
  readonly paymentIntent: IntentSummary;
}

export type IntentSummary = Pick<PublicIntent, 'id' | 'object' | 'status' | 'amount' | 'currency'>;

/** What the shop is told of a session: no line item, no card, no e-mail address. */
export function summarizeSession(session: PublicSession): SessionSummary {
  const { id, object, status, amount, currency } = session.intent;
  return {
    id: session.id,
    status: session.status,
    paymentStatus: session.paymentStatus,
    amountTotal: session.amountTotal,
    currency: session.currency,
    paymentIntent: { id, object, status, amount, currency },
  };
}

/** The parts of an error that may cross the channel, cut to what the other side admits: never its cause or stack. */
export function toWireError(error: XPayError): WireError {
  const { type, code, message } = error;
  const details: { declineCode?: string; param?: string; requestId?: string } = {};
  for (const name of ['declineCode', 'param', 'requestId'] as const) {
    const detail = error[name];
    if (detail) details[name] = detail.slice(0, LONGEST_DETAIL);
  }
  return { type, code, message: message.slice(0, LONGEST_MESSAGE) || code, ...details };
}

/** The error that the other side took apart. */
export function fromWireError({ code, message, ...details }: WireError): XPayError {
  return new XPayError(code, message, details);
}

const INTENT = record<IntentSummary>({
  id: WORD,
  object: oneOf(['payment_intent']),
  status: oneOf(INTENT_STATUSES),
  amount: integer(),
  currency: text(3, /^[A-Z]{3}$/),
});

/** Admits a session summary. */
export const SESSION = record<SessionSummary>({
  id: WORD,
  status: oneOf(SESSION_STATUSES),
  paymentStatus: oneOf(PAYMENT_STATUSES),
  amountTotal: integer(),
  currency: text(3, /^[A-Z]{3}$/),
  paymentIntent: INTENT,
});

const DETAIL = text(LONGEST_DETAIL);

const ERROR_TEXTS = record<Omit<WireError, 'type' | 'code'> & { readonly code: string }>(
  { code: WORD, message: text(LONGEST_MESSAGE) },
  { declineCode: DETAIL, param: DETAIL, requestId: DETAIL },
);

/**
 * Admits an error. A code that is not known becomes `api_error`: a pinned xpay.js can meet a newer frame, and an error
 * dropped for its code would leave the page waiting. The type is the code's own, whatever the message says.
 */
export const ERROR: Check<WireError> = (value) => {
  const error = ERROR_TEXTS(value);
  if (error === undefined) return undefined;
  const code = isErrorCode(error.code) ? error.code : 'api_error';
  return { ...error, code, type: errorTypeOf(code) };
};
