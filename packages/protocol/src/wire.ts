// Sessions and errors as they cross the channel: cut down to what the shop may hold, and checked on arrival.

import type { IntentStatus, PaymentStatus, PublicIntent, PublicSession, SessionStatus } from './api.ts';
import { BOOLEAN, type Check, integer, oneOf, record, text, WORD } from './checks.ts';
import { type ErrorCode, type ErrorType, XPayError } from './errors.ts';

/** Characters of an error's message, and of each of its other texts; `toWireError` cuts what is longer. */
const LONGEST_MESSAGE = 1000;
const LONGEST_DETAIL = 200;

/** An error as it crosses the channel; `XPayError` on the other side. */
export interface WireError {
  readonly type: ErrorType;
  readonly code: ErrorCode;
  readonly retryable: boolean;
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
  const { type, code, retryable, message } = error;
  const details: { declineCode?: string; param?: string; requestId?: string } = {};
  for (const name of ['declineCode', 'param', 'requestId'] as const) {
    const detail = error[name];
    if (detail) details[name] = detail.slice(0, LONGEST_DETAIL);
  }
  return { type, code, retryable, message: message.slice(0, LONGEST_MESSAGE) || code, ...details };
}

/** The error that the other side took apart. */
export function fromWireError({ code, message, ...details }: WireError): XPayError {
  return new XPayError(code, message, details);
}

/** ISO 4217, or what a newer server takes besides: a payment must not end unheard because of its currency. */
const CURRENCY = text(10, /^[A-Z][A-Z0-9]{2,}$/);

const INTENT = record<IntentSummary>({
  id: WORD,
  object: oneOf(['payment_intent']),
  status: WORD as Check<IntentStatus>,
  amount: integer(),
  currency: CURRENCY,
});

/**
 * Admits a session summary. Its states may be any words: a pinned xpay.js can meet a newer frame, and a result dropped for
 * its state would leave the page waiting.
 */
export const SESSION = record<SessionSummary>({
  id: WORD,
  status: WORD as Check<SessionStatus>,
  paymentStatus: WORD as Check<PaymentStatus>,
  amountTotal: integer(),
  currency: CURRENCY,
  paymentIntent: INTENT,
});

const DETAIL = text(LONGEST_DETAIL);

/**
 * Admits an error. Its code and type may be any words: a pinned xpay.js can meet a newer frame, and an error dropped for
 * them would leave the page waiting.
 */
export const ERROR = record<WireError>(
  {
    type: WORD as Check<ErrorType>,
    code: WORD as Check<ErrorCode>,
    retryable: BOOLEAN,
    message: text(LONGEST_MESSAGE),
  },
  { declineCode: DETAIL, param: DETAIL, requestId: DETAIL },
);

/** Admits a session, or an error; neither is an answer too, and an error outdoes a session. */
export const ANSWER = record<{ readonly session?: SessionSummary; readonly error?: WireError }>(
  {},
  { session: SESSION, error: ERROR },
);
