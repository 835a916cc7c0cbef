// What a payment can be, what can happen to it, and what it can ask to be done. `machine.ts` holds the rules.

import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';

/** What the buyer is told above the form. */
export type Problem =
  | { readonly kind: 'declined'; readonly declineCode: PublicDeclineCode }
  | { readonly kind: 'error'; readonly code: ErrorCode };

export type State = Loading | Ready | Confirming | Checking | Processing | Ended | Unreachable;

export interface Loading {
  readonly name: 'loading';
  readonly failures: number;
}
export interface Ready {
  readonly name: 'ready';
  readonly session: PublicSession;
  readonly problem: Problem | null;
}
export interface Confirming {
  readonly name: 'confirming';
  readonly session: PublicSession;
  readonly attemptId: string;
  /** The server refused and nothing happened; the session is read again before the buyer is told. */
  readonly refused: ErrorCode | null;
}
export interface Checking {
  readonly name: 'checking';
  /** As it was when Pay was pressed: an answer with a higher version tells something new. */
  readonly session: PublicSession;
  /** Null when this page did not make the attempt, after a reload for instance. */
  readonly attemptId: string | null;
  /** How often this attempt has been sent, always with the same idempotency key. */
  readonly sends: number;
  /** How often the server has been asked; sets the pause before the next time. */
  readonly looks: number;
  /** Nobody knew for too long: the buyer is told so, and may ask again. */
  readonly gaveUp: boolean;
}
export interface Processing {
  readonly name: 'processing';
  readonly session: PublicSession;
  readonly looks: number;
}
export interface Ended {
  readonly name: 'succeeded' | 'expired' | 'canceled';
  readonly session: PublicSession;
}
/** The checkout cannot be shown: no session could be read. */
export interface Unreachable {
  readonly name: 'unreachable';
  readonly code: ErrorCode;
  /** Whether trying again can help. */
  readonly retryable: boolean;
}

export type Event =
  // Wishes of the buyer and the host.
  | { readonly type: 'pay'; readonly attemptId: string }
  | { readonly type: 'retry' }
  | { readonly type: 'check_again' }
  /** The shop asked, the page is shown again, the network is back, or the session's time is up. */
  | { readonly type: 'refresh' }
  // Facts.
  | { readonly type: 'session_offered' }
  | { readonly type: 'session_withheld'; readonly code: ErrorCode; readonly retryable: boolean }
  | { readonly type: 'server_said'; readonly session: PublicSession }
  | { readonly type: 'read_failed'; readonly code: ErrorCode; readonly retryable: boolean }
  | { readonly type: 'confirm_answered'; readonly session: PublicSession }
  /** The server answered a confirm with a problem. */
  | { readonly type: 'refused'; readonly code: ErrorCode }
  /** A confirm left, and no answer that can be trusted came back. */
  | { readonly type: 'connection_lost' }
  /** A confirm never left this device. */
  | { readonly type: 'not_sent' }
  | { readonly type: 'patience_over' };

export type Effect =
  /** Use the client secret that has just been offered, from now on. */
  | { readonly type: 'adopt_session' }
  | { readonly type: 'ask_host' }
  | { readonly type: 'look' }
  /** Full jitter: after a random time of at most this many milliseconds. */
  | { readonly type: 'look_later'; readonly withinMs: number }
  | { readonly type: 'confirm'; readonly attemptId: string; readonly expectedAmount: number }
  | { readonly type: 'be_patient'; readonly forMs: number }
  | { readonly type: 'watch_expiry'; readonly inMs: number };

export type Step = readonly [next: State, ...effects: Effect[]];
