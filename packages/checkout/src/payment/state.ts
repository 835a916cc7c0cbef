// What a payment can be, what can happen to it, and what it can ask to be done. `machine.ts` holds the rules.

import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import type { BridgeMessage } from '@xpay/protocol/bridge-messages';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { ActingStep, ActionRequest, Pending } from './acting-state.ts';

export type { ActingStep, ActionRequest, CancelOrder, Pending, Progress } from './acting-state.ts';

/** What the buyer is told above the form. */
export type Problem =
  | { readonly kind: 'declined'; readonly declineCode: PublicDeclineCode }
  /** `param`: what the server refused, where the buyer can mend it. */
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly param?: string | undefined };

export type State = Loading | Ready | Confirming | Acting | Checking | Processing | Ended | Unreachable;

export interface Loading {
  readonly name: 'loading';
  readonly failures: number;
  /** The shop gave another session in its place: its form stays until that is known. */
  readonly before?: PublicSession;
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
/** The bank wants something of the buyer or their browser: 3-D Secure. */
export interface Acting {
  readonly name: 'acting';
  /** The latest that was read. */
  readonly session: PublicSession;
  /** Of the attempt that is being checked, or one made for this page's requests when another page began it. */
  readonly attemptId: string;
  readonly step: ActingStep;
  /** How often the server has been asked since this step began; sets the pause before the next time. */
  readonly looks: number;
  /** Quick looks that are left: the bank's page has come back, so the answer is near. */
  readonly hurry: number;
  /** Whether the bank's page can stand inside this one, as far as has been seen. */
  readonly canNest: boolean;
}
/** A session as the server said it. */
export interface News {
  readonly session: PublicSession;
  /** Null when nothing is to be done, or nobody here knows how. */
  readonly pending: Pending | null;
  /** The bank had been asked by this tab: what became of that is news, also when it ended while another page was shown. */
  readonly isAwaited?: true;
  /** The attempt that this tab had sent, as far as it knows, when its page was reloaded. */
  readonly sent?: SentAttempt;
}

/** What a tab remembers of an attempt since before its request left. */
export interface SentAttempt {
  readonly attemptId: string;
  /** Of the session at the press. */
  readonly version: number;
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
  /** It was sent before this page was reloaded, and may still be on its way: that the server has not heard of it says nothing. */
  readonly mayArrive?: boolean;
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
  /** Pay was pressed when the total had only just changed: the buyer meant another one. */
  | { readonly type: 'misread' }
  | { readonly type: 'retry' }
  | { readonly type: 'check_again' }
  /** The shop asked, the page is shown again, the network is back, or the session's time is up. */
  | { readonly type: 'refresh' }
  /** The server has this version of the session, or may have. */
  | { readonly type: 'changed'; readonly version: number }
  | { readonly type: 'cancel_action' }
  /** An interrupted check is made anew, as another attempt. */
  | { readonly type: 'restart_action'; readonly attemptId: string }
  /** To the bank's own page, out of the shop's. */
  | { readonly type: 'leave' }
  // Facts.
  | { readonly type: 'session_offered' }
  | { readonly type: 'session_withheld'; readonly code: ErrorCode; readonly retryable: boolean }
  | ({ readonly type: 'server_said' } & News)
  | { readonly type: 'read_failed'; readonly code: ErrorCode; readonly retryable: boolean }
  | ({ readonly type: 'confirm_answered' } & News)
  /** The server answered a confirm with a problem. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly param?: string | undefined }
  /** A confirm left, and no answer that can be trusted came back. */
  | { readonly type: 'connection_lost' }
  /** A confirm never left this device. */
  | { readonly type: 'not_sent' }
  | { readonly type: 'patience_over' }
  | ({ readonly type: 'action_answered'; readonly request: ActionRequest } & News)
  /** A request about an action came to nothing, whatever the reason: what holds is read. */
  | { readonly type: 'action_unanswered'; readonly request: ActionRequest }
  /** The bridge has been given its order: from now on the bank has its time. */
  | { readonly type: 'bank_asked'; readonly id: string }
  | { readonly type: 'bank_said'; readonly news: BankNews }
  | { readonly type: 'bank_silent' }
  /** The bridge, or what would speak to it, cannot be had. */
  | { readonly type: 'bridge_lost' };

/** What the bridge says but for its hello: that something happened, never what. */
export type BankNews = Exclude<BridgeMessage, { readonly type: 'hello' }>;

export type Effect =
  /** Use the client secret that has just been offered, from now on. */
  | { readonly type: 'adopt_session' }
  | { readonly type: 'ask_host' }
  /** `afresh`: what is being read may have been written before the moment that counts. */
  | { readonly type: 'look'; readonly afresh?: true }
  /** Full jitter: after a random time of at most this many milliseconds, added to the fixed ones. */
  | { readonly type: 'look_later'; readonly withinMs: number; readonly afterMs?: number }
  | { readonly type: 'confirm'; readonly attemptId: string; readonly expectedAmount: number }
  | { readonly type: 'be_patient'; readonly forMs: number }
  | { readonly type: 'watch_expiry'; readonly inMs: number }
  | { readonly type: 'ask'; readonly request: ActionRequest; readonly attemptId: string }
  | { readonly type: 'wait_for_bank'; readonly forMs: number }
  | { readonly type: 'leave'; readonly url: string };

/** The machine's part for while the bank wants something. Fetched apart: few payments need it. */
export interface BankRules {
  /** The first step of an action. `ownAttemptId`: this page's attempt that led to it, where that is known for certain. */
  readonly begin: (session: PublicSession, found: Pending, ownAttemptId?: string | null) => Step;
  readonly whileActing: (state: Acting, event: Event) => Step;
}

export type Step = readonly [next: State, ...effects: Effect[]];
