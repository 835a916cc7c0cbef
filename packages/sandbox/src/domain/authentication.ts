// A verification of the buyer by the card's bank (EMV 3DS calls it authentication), or their approval on the page of a wallet
// or a lender: its states and its only moves.

import type { MethodCompletion } from '@xpay/protocol/next-action';
import type { TransStatus } from './bank-policy.ts';
import type { BuyerBrowser } from './buyer-browser.ts';
import { type Instant, later } from './clock.ts';

export type AuthenticationState =
  /** The browser shows itself to the bank first. */
  | 'method'
  /** The bank has the request (AReq) and owes an answer (ARes). */
  | 'asking'
  /** The bank asks the buyer, on its page. */
  | 'challenged'
  /** The bank asks the buyer elsewhere. */
  | 'decoupled'
  | 'passed'
  | 'failed'
  | 'canceled'
  | 'expired';

/** Who asks the buyer: the card's bank by EMV 3DS, or a provider on a page of its own, which begins as `challenged`. */
export type AuthenticationKind = 'three_ds' | 'approval';

interface Edge {
  readonly from: readonly AuthenticationState[];
  readonly to: AuthenticationState;
}

const OPEN = ['method', 'asking', 'challenged', 'decoupled'] as const;

/** Every legal move. The four ends are final: what a bank says later changes nothing. */
export const AUTHENTICATION_EDGES = {
  ask: { from: ['method'], to: 'asking' },
  challenge: { from: ['asking'], to: 'challenged' },
  decouple: { from: ['asking'], to: 'decoupled' },
  pass: { from: ['asking', 'challenged', 'decoupled'], to: 'passed' },
  fail: { from: ['asking', 'challenged', 'decoupled'], to: 'failed' },
  cancel: { from: OPEN, to: 'canceled' },
  expire: { from: OPEN, to: 'expired' },
} as const satisfies Record<string, Edge>;

export type AuthenticationMove = keyof typeof AUTHENTICATION_EDGES;

/** What a bank gives for the acquirer: that it has verified the buyer, or tried to. */
export interface Proof {
  /** `eci`: how the networks number it, e.g. 05, 02. */
  readonly eci: string | null;
  /** `authenticationValue`, base64. */
  readonly value: string;
}

export interface Authentication {
  /** Opaque: what browsers name it by. */
  readonly id: string;
  readonly chargeId: string;
  readonly kind: AuthenticationKind;
  readonly state: AuthenticationState;
  /** `threeDSServerTransID`: what banks name it by. UUID, lower case. */
  readonly serverTransactionId: string;
  /** `acsTransID` and `dsTransID`, once the bank has answered; of an approval, what its provider names it by, and null. */
  readonly acsTransactionId: string | null;
  readonly dsTransactionId: string | null;
  /** Stands for the card at the directory; no card number. */
  readonly accountReference: string;
  /** Null when the bank has no such page, or none that a browser may be sent to. */
  readonly methodUrl: string | null;
  /** When the bank's method page came back. */
  readonly methodNotedAt: string | null;
  /** What the bank is told of the method step: `threeDSCompInd`; null while that is open. */
  readonly methodCompletion: MethodCompletion | null;
  readonly browser: BuyerBrowser;
  /** What the bank answered (ARes), and how it ended (RReq). */
  readonly answer: TransStatus | null;
  readonly result: TransStatus | null;
  readonly proof: Proof | null;
  readonly acsUrl: string | null;
  /** When the page of its own was given the CReq: it is given once. */
  readonly redirectedAt: string | null;
  /** When the bank's page came back with a CRes, which proves nothing. */
  readonly challengeNotedAt: string | null;
  /** The bank's words to the buyer, as received: text, never markup. */
  readonly cardholderInfo: string | null;
  /** When we go on without the bank or the buyer; null once it has ended. */
  readonly dueAt: string | null;
  /** The longest that it may take with everything. */
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Longer than the 10 s that a bank has for its answer: after it, the process that waited is taken for dead. */
export const ANSWER_PATIENCE_MS = 15_000;
/** The longest that a buyer has from the press of Pay. A bank gives up an idle challenge after 10 minutes (EMV 3DS 2.2). */
export const VERIFICATION_LIFETIME_MS = 15 * 60_000;
/** `threeDSRequestorDecMaxTime`: how long a bank may take to ask the buyer elsewhere. */
export const DECOUPLED_LIFETIME_MS = 5 * 60_000;

export type NewAuthentication = Pick<
  Authentication,
  | 'id'
  | 'chargeId'
  | 'serverTransactionId'
  | 'accountReference'
  | 'methodUrl'
  | 'methodCompletion'
  | 'browser'
>;

/** A verification that begins with the method step or, when that step has been decided already, with asking the bank. */
export function createAuthentication(start: NewAuthentication, now: Instant): Authentication {
  const isAsking = start.methodCompletion !== null;
  const expiresAt = later(now, VERIFICATION_LIFETIME_MS);
  return {
    ...blankAuthentication(now),
    ...start,
    kind: 'three_ds',
    state: isAsking ? 'asking' : 'method',
    dueAt: isAsking ? later(now, ANSWER_PATIENCE_MS) : expiresAt,
    expiresAt,
  };
}

/** What a verification that has just begun does not know yet. */
export function blankAuthentication(now: Instant) {
  return {
    acsTransactionId: null,
    dsTransactionId: null,
    methodNotedAt: null,
    answer: null,
    result: null,
    proof: null,
    acsUrl: null,
    redirectedAt: null,
    challengeNotedAt: null,
    cardholderInfo: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

/** Whether this move is in the table. */
export function canMoveAuthentication({ state }: Authentication, move: AuthenticationMove): boolean {
  const { from }: Edge = AUTHENTICATION_EDGES[move];
  return from.includes(state);
}

/** The verification after a legal move. @throws for an illegal one: ask `canMoveAuthentication` first. */
export function moveAuthentication(
  authentication: Authentication,
  move: AuthenticationMove,
  now: Instant,
): Authentication {
  if (!canMoveAuthentication(authentication, move)) {
    throw new Error(`${authentication.id} is ${authentication.state}, and cannot ${move}.`);
  }
  const state = AUTHENTICATION_EDGES[move].to;
  return {
    ...authentication,
    state,
    dueAt: dueAtOf(authentication, state, now),
    updatedAt: now.toISOString(),
  };
}

/** Whether the browser has, or had, something to do: a verification that nobody noticed need not be told of. */
export function isNoticed({ kind, methodUrl, answer }: Authentication): boolean {
  return kind === 'approval' || methodUrl !== null || answer === 'C' || answer === 'D';
}

function dueAtOf({ expiresAt }: Authentication, state: AuthenticationState, now: Instant): string | null {
  switch (state) {
    case 'asking':
      return later(now, ANSWER_PATIENCE_MS);
    case 'decoupled':
      return later(now, DECOUPLED_LIFETIME_MS);
    case 'method':
    case 'challenged':
      return expiresAt;
    default:
      return null;
  }
}
