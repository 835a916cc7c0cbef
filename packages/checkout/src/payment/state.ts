// What a payment can be, what can happen to it, and what it can ask to be done. `machine.ts` holds the rules.

import type { PublicDeclineCode, PublicSession } from '@xpay/protocol/api';
import type { BridgeMessage } from '@xpay/protocol/bridge-messages';
import type { ErrorCode } from '@xpay/protocol/errors';
import type {
  AuthenticateRequest,
  CancelActionRequest,
  ChallengeAction,
  DecoupledAction,
  MethodAction,
  MethodCompletion,
  NextAction,
} from '@xpay/protocol/next-action';

/** What the buyer is told above the form. */
export type Problem =
  | { readonly kind: 'declined'; readonly declineCode: PublicDeclineCode }
  | { readonly kind: 'error'; readonly code: ErrorCode };

export type State = Loading | Ready | Confirming | Acting | Checking | Processing | Ended | Unreachable;

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
export type ActingStep =
  /** The bank looks at the browser, unseen. */
  | { readonly kind: 'method'; readonly action: MethodAction }
  /** Our server asks the bank; sent again with the same key when no answer comes. */
  | { readonly kind: 'authenticating'; readonly request: AuthenticateOrRestart; readonly sends: number }
  /** The bank asks the buyer, on a page inside the checkout. */
  | {
      readonly kind: 'challenge';
      readonly action: ChallengeAction & { readonly creq: string };
      /** For ten seconds no document has loaded in the bank's frame; or one has, and then nothing for long: it may be blank. */
      readonly isSilent: boolean;
    }
  /** The bank asks the buyer on a page of its own: it cannot stand inside this one. */
  | {
      readonly kind: 'redirect';
      readonly action: ChallengeAction & { readonly redirectUrl: string };
      /** The host page has been asked to go there. */
      readonly hasLeft: boolean;
    }
  /** The bank asks the buyer elsewhere, in its app for instance. */
  | { readonly kind: 'decoupled'; readonly action: DecoupledAction }
  /** It was begun, and cannot be gone on with here: only waited for, begun anew, or ended. */
  | { readonly kind: 'interrupted'; readonly action: MethodAction | ChallengeAction }
  | { readonly kind: 'canceling'; readonly request: CancelOrder; readonly sends: number };

/** What is asked of the server about an action; its `id` is the action's. */
export type ActionRequest = AuthenticateOrRestart | CancelOrder;
type AuthenticateOrRestart =
  | ({ readonly type: 'authenticate' } & AuthenticateRequest)
  | { readonly type: 'restart'; readonly id: string };
type CancelOrder = { readonly type: 'cancel' } & CancelActionRequest;

/** What is to be done with an action that the session holds, and what this page knows of it. */
export interface Pending {
  readonly action: NextAction;
  /** Under which it is spoken of: remembered, or new. */
  readonly attemptId: string;
  readonly progress: Progress;
  /** Whether a bank's page can stand inside this one. */
  readonly canNest: boolean;
}
/**
 * How far this page has gone with an action: another page began it; it is this page's; its authentication was asked for
 * with this completion; all that may be done here was done (the CReq was posted).
 */
export type Progress = 'elsewhere' | 'begun' | MethodCompletion | 'posted';

/** A session as the server said it. */
export interface News {
  readonly session: PublicSession;
  /** Null when nothing is to be done, or nobody here knows how. */
  readonly pending: Pending | null;
  /** The bank had been asked by this tab: what became of that is news, also when it ended while another page was shown. */
  readonly isAwaited?: true;
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
  | { readonly type: 'refused'; readonly code: ErrorCode }
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
  | { readonly type: 'look' }
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
