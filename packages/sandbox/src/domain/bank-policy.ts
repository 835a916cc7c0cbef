// Our policy: what each word of a bank makes of a verification.

import type { Authentication, AuthenticationKind, AuthenticationMove } from './authentication.ts';
import type { DeclineCode } from './cards.ts';

/** EMV 3DS 2.2, `transStatus`. */
export type TransStatus = 'Y' | 'A' | 'C' | 'D' | 'N' | 'R' | 'U' | 'I';

/** Our policy: what each answer of a bank to our request (ARes) makes of the verification. */
export const ANSWER_MOVES = {
  Y: 'pass', // authenticated
  A: 'pass', // attempted: the bank gives proof, though it did not check
  I: 'pass', // informational only: the bank leaves it to us, without proof
  U: 'pass', // it could not be done: the acquirer decides, without proof
  C: 'challenge',
  D: 'decouple',
  N: 'fail', // not authenticated
  R: 'fail', // rejected: the bank asks not to try
} as const satisfies Record<TransStatus, AuthenticationMove>;

/** What each result (RReq) makes of it. A bank that could not ask the buyer after all has not confirmed anything. */
export const RESULT_MOVES = {
  Y: 'pass',
  A: 'pass',
  N: 'fail',
  R: 'fail',
  U: 'fail',
} as const satisfies Partial<Record<TransStatus, AuthenticationMove>>;

/** Why nobody finished a challenge, where that is more than the bank's no (EMV 3DS 2.2, `challengeCancel`). */
export const CANCEL_MOVES: ReadonlyMap<string, AuthenticationMove> = new Map([
  ['01', 'cancel'], // by the buyer, on the bank's page
  ['03', 'expire'], // decoupled: nobody answered
  ['04', 'expire'], // nobody answered on the bank's page
  ['05', 'expire'], // nobody came to the bank's page
]);

/** How a verification ends without money having been asked for. */
export type AuthenticationEnd = 'fail' | 'cancel' | 'expire';

const DECLINES = {
  three_ds: {
    fail: 'authentication_failed',
    cancel: 'authentication_canceled',
    expire: 'authentication_expired',
  },
  approval: { fail: 'method_declined', cancel: 'method_canceled', expire: 'method_expired' },
} as const satisfies Record<AuthenticationKind, Record<AuthenticationEnd, DeclineCode>>;

/** Why an attempt has failed whose verification ended like this. */
export function declineCodeOf({ kind }: Pick<Authentication, 'kind'>, by: AuthenticationEnd) {
  return DECLINES[kind][by];
}
