// A checkout session: what the merchant's server asked for. It owns one intent and ends once.

import type { SessionStatus, SubmitType } from '@xpay/protocol/api';
import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Api } from './api.ts';
import { type Instant, later } from './clock.ts';
import type { Asked, Buyer, PlacedBy } from './contact.ts';
import type { Problem } from './problem.ts';
import { PLAIN_SALE, type Quantities, type SessionSale } from './sale.ts';

/** Minor units; the most that a session may cost (eleven digits, as card networks' amount fields hold). */
export const LARGEST_AMOUNT = 99_999_999_999;

/** `custom`: embedded, with a button of the shop's own. */
export const UI_MODES = ['hosted', 'embedded', 'custom'] as const;
export type UiMode = (typeof UI_MODES)[number];

export interface LineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly quantity: number;
  /** Minor units, one piece: of the moment it was bought, whatever becomes of the price. */
  readonly unitAmount: number;
  /** The price of the catalog that it was made from; absent for one of its own. */
  readonly price?: { readonly id: string; readonly productId: string };
  /** How many a buyer may take; absent when they may not choose. */
  readonly adjustable?: Quantities;
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
  readonly collect: Asked;
  readonly customer: Buyer;
  readonly metadata: Readonly<Record<string, string>>;
}

/** `manual`: the bank only holds the money, until the merchant captures it or lets it go. */
export type CaptureMethod = 'automatic' | 'manual';

/** Where a session comes from, and what its API keeps with it. */
export interface SessionOrigin {
  /** Decides the words of ids, events and answers; never a rule. */
  readonly api: Api;
  readonly captureMethod: CaptureMethod;
  /** What the buyer may pay with, in the order in which it is offered; at least one. */
  readonly paymentMethodTypes: readonly PaymentMethod[];
  /** The merchant's own name for the order (`order_id`, `reference_id`): found by it, never shown to buyers. */
  readonly reference: string | null;
  /** Its events go here, and nowhere else. */
  readonly webhookUrl: string | null;
  /** How long a hosted page shows the outcome before it returns by itself; null when it does not. */
  readonly autoReturnMs: number | null;
  /** What else its API answers with, in that API's own words. */
  readonly extras: Readonly<Record<string, unknown>>;
}

/** An XPay session that says nothing else. */
export const PLAIN_ORIGIN: SessionOrigin = {
  api: 'xpay',
  captureMethod: 'automatic',
  paymentMethodTypes: ['card'],
  reference: null,
  webhookUrl: null,
  autoReturnMs: null,
  extras: {},
};

export interface Session extends SessionTerms, SessionOrigin, SessionSale {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly mode: 'payment';
  readonly uiMode: UiMode;
  readonly submitType: SubmitType;
  readonly status: SessionStatus;
  readonly currency: string;
  /** SHA-256, hex. */
  readonly clientSecretHash: string;
  /** The secret, sealed by the vault. */
  readonly clientSecretSealed: string;
  /** Who has placed an order without a price; null for any other, whose charge has it. */
  readonly placedBy: PlacedBy | null;
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
> &
  Partial<SessionOrigin & SessionSale>;

/** A new open session that expires `lifetimeMs` from now. */
export function createSession(
  identity: SessionIdentity,
  terms: SessionTerms,
  lifetimeMs: number,
  now: Instant,
): Session {
  return {
    ...PLAIN_ORIGIN,
    ...PLAIN_SALE,
    ...identity,
    ...terms,
    status: 'open',
    placedBy: null,
    pageReturnUrl: null,
    expiresAt: later(now, lifetimeMs),
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

/** Whether a client secret of this session still opens anything. */
export function isSecretAlive({ endedAt }: Pick<Session, 'endedAt'>, now: Instant): boolean {
  return endedAt === null || later(now, -SECRET_OUTLIVES_SESSION_MS) < endedAt;
}
