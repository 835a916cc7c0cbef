// A checkout session: what the merchant's server asked for. It owns one intent and ends once.

import type { CollectedFields, PaymentStatus, SessionStatus, SubmitType } from '@xpay/protocol/api';
import { type Instant, later } from './clock.ts';
import type { Problem } from './problem.ts';

/** Minor units; the most that a session may cost (eleven digits, as card networks' amount fields hold). */
export const LARGEST_AMOUNT = 99_999_999_999;

export interface LineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly quantity: number;
  /** Minor units, one piece. */
  readonly unitAmount: number;
}

export type AfterCompletion =
  | { readonly type: 'redirect'; readonly redirect: { readonly url: string } }
  | {
      readonly type: 'hosted_confirmation';
      readonly hostedConfirmation?: { readonly customMessage: string } | undefined;
    };

/** What the merchant may change while the session is open. */
export interface SessionTerms {
  readonly amountTotal: number;
  readonly lineItems: readonly LineItem[];
  readonly afterCompletion: AfterCompletion;
  readonly cancelUrl: string | null;
  /** The shop's page that a buyer comes back to from their bank's; null when no bank may take the whole page. */
  readonly returnUrl: string | null;
  /** BCP 47; null leaves it to the browser. */
  readonly locale: string | null;
  readonly buttonText: string | null;
  readonly description: string | null;
  readonly collect: CollectedFields;
  readonly customer: { readonly email: string | null; readonly name: string | null };
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Session extends SessionTerms {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly mode: 'payment';
  readonly uiMode: 'hosted' | 'embedded';
  readonly submitType: SubmitType;
  readonly status: SessionStatus;
  readonly currency: string;
  /** SHA-256, hex. */
  readonly clientSecretHash: string;
  /** The secret, sealed by the vault. */
  readonly clientSecretSealed: string;
  /** Where the page of the latest attempt wants its buyer back, where the merchant's server has not said it. */
  readonly pageReturnUrl: string | null;
  readonly expiresAt: string;
  /** When it became complete, expired or canceled. */
  readonly endedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Grows with every change of the session or its intent. */
  readonly version: number;
}

/** How long a browser may still read a session that has ended. */
export const SECRET_OUTLIVES_SESSION_MS = 24 * 3_600_000;

/** What the merchant says once and cannot change: a buyer may already have seen it. */
export type SessionIdentity = Pick<
  Session,
  | 'id'
  | 'merchantId'
  | 'livemode'
  | 'mode'
  | 'uiMode'
  | 'submitType'
  | 'currency'
  | 'clientSecretHash'
  | 'clientSecretSealed'
>;

/** A new open session that expires `expiresAfterMinutes` from now. */
export function createSession(
  identity: SessionIdentity,
  terms: SessionTerms,
  expiresAfterMinutes: number,
  now: Instant,
): Session {
  return {
    ...identity,
    ...terms,
    status: 'open',
    pageReturnUrl: null,
    expiresAt: later(now, expiresAfterMinutes * 60_000),
    endedAt: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
}

/** The price of all pieces; a problem when it is nothing or more than can be charged. */
export function totalOf(
  lineItems: readonly Pick<LineItem, 'quantity' | 'unitAmount'>[],
): { readonly total: number } | { readonly problem: Problem } {
  const total = lineItems.reduce((sum, item) => sum + item.quantity * item.unitAmount, 0);
  if (total >= 1 && total <= LARGEST_AMOUNT) return { total };
  return {
    problem: {
      code: 'invalid_request',
      message: `The line items cost ${total} in all; expected 1 to ${LARGEST_AMOUNT} minor units.`,
      param: 'lineItems',
    },
  };
}

/** Derived, so that it can never contradict the session: money has moved exactly when the session is complete. */
export function paymentStatusOf({ status }: Session): PaymentStatus {
  return status === 'complete' ? 'paid' : 'unpaid';
}

/** The session in its last state. The three ends are final, so only an open session is ever passed. */
export function endSession(session: Session, status: Exclude<SessionStatus, 'open'>, now: Instant): Session {
  return { ...session, status, endedAt: now.toISOString() };
}

/** Why nobody can pay a session any more; null while it is open and not past its time. */
export function overProblem(session: Session, now: Instant): Problem | null {
  switch (session.status) {
    case 'complete':
      return { code: 'session_complete', message: 'This checkout session is already paid. Show the order.' };
    case 'canceled':
      return { code: 'session_canceled', message: 'This checkout session was cancelled. Create a new one.' };
    case 'expired':
      return expired(session);
    case 'open':
      return session.expiresAt <= now.toISOString() ? expired(session) : null;
  }
}

function expired(session: Session): Problem {
  return {
    code: 'session_expired',
    message: `This checkout session expired at ${session.expiresAt}. Create a new one.`,
  };
}

/**
 * Where the buyer comes back to from a bank that needs the whole window, with the only thing that is added to it,
 * `xpay_session`. The merchant's server has the first word, the page of the latest attempt the second; null without.
 */
export function returnAddressOf({ id, returnUrl, pageReturnUrl }: Session): string | null {
  const wanted = returnUrl ?? pageReturnUrl;
  if (wanted === null) return null;
  const [address = '', ...fragment] = fillIn(wanted, id).split('#');
  const query = `${address.includes('?') ? '&' : '?'}${RETURN_PARAMETER}=${id}`;
  return [address + query, ...fragment].join('#');
}

/** An address of the merchant with `{CHECKOUT_SESSION_ID}` filled in, percent-encoded braces or not. */
export function fillIn(url: string, id: string): string {
  return url.replace(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, id);
}

/** How xpay.js knows its own buyer who comes back. */
const RETURN_PARAMETER = 'xpay_session';

/** Whether a client secret of this session still opens anything. */
export function isSecretAlive({ endedAt }: Session, now: Instant): boolean {
  return endedAt === null || later(now, -SECRET_OUTLIVES_SESSION_MS) < endedAt;
}
