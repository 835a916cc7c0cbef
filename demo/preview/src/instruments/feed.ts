// What the preview's server tells a page about its run: the events of `GET /api/runs/<run>/feed`.

/** The sandbox's clock, which all of its merchants share. */
export interface ClockState {
  /** RFC 3339. */
  readonly now: string;
  readonly frozen: boolean;
  /** Of the machine's clock, in milliseconds; less than none where it has stood still. */
  readonly aheadMs: number;
}

/** `GET /api/facts`: where everything is, and whether the sandbox answers. */
export interface PreviewFacts {
  readonly connected: boolean;
  /** Why not: it does not answer, or it does not know our key, as another one answers in its place. */
  readonly reason: 'down' | 'refused' | null;
  /** Null while the sandbox does not answer. */
  readonly clock: ClockState | null;
  /** Origin of the checkout. */
  readonly checkout: string;
  readonly publishableKey: string;
  readonly shop: string | null;
  readonly docs: string;
  readonly gallery: string;
  readonly dashboard: string;
  /** Of the payment server. */
  readonly reference: string;
}

/** A session of the run as the server API says it is; its client secret stays on the server. */
export interface FeedSession {
  readonly id: string;
  /** Of a hosted session or a payment link. */
  readonly url: string | null;
  readonly status: string;
  readonly paymentStatus: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly intentId: string;
}

/** Of the way `payment-link`: its visitors begin the sessions. */
export interface FeedLink {
  readonly id: string;
  readonly url: string;
}

/** One request to the payment server, as its log has it: never a body. */
export interface FeedRequest {
  readonly id: string;
  readonly sessionId: string | null;
  readonly method: string;
  /** As it was asked for, without its query. */
  readonly path: string;
  /** The pattern that it matched. */
  readonly route: string;
  /** Null where the connection was cut in place of an answer. */
  readonly status: number | null;
  readonly startedAt: string;
  readonly durationMs: number;
  /** The kind of the fault that it ran into, or of several. */
  readonly fault: string | null;
}

export interface FeedIntent {
  readonly id: string;
  readonly sessionId: string;
  readonly status: string;
  /** Of a refused attempt. */
  readonly declineCode: string | null;
}

/** Why a webhook is not believed. */
export type Distrust = 'no_signature' | 'malformed' | 'wrong_signature' | 'too_old' | 'no_secret';

export interface FeedWebhook {
  readonly eventId: string;
  readonly sessionId: string;
  readonly type: string;
  readonly verified: boolean;
  readonly why: Distrust | null;
  /** JSON as it came, client secrets taken out. */
  readonly body: string;
}

export interface FeedProblem {
  readonly code: string;
  readonly message: string;
}

/** Name of a server-sent event → its data. */
export interface FeedEvents {
  readonly session: FeedSession;
  readonly session_changed: FeedSession;
  readonly payment_link: FeedLink;
  readonly request: FeedRequest;
  readonly intent: FeedIntent;
  readonly webhook: FeedWebhook;
  /** The sandbox refused what the run asked for. */
  readonly problem: FeedProblem;
}

export type FeedName = keyof FeedEvents;

/** `at`: when the server learned of it, or when it happened where that is known; milliseconds since 1970. */
export type FeedItem = {
  readonly [Name in FeedName]: {
    readonly name: Name;
    readonly at: number;
    readonly data: FeedEvents[Name];
  };
}[FeedName];

export const FEED_NAMES = [
  'session',
  'session_changed',
  'payment_link',
  'request',
  'intent',
  'webhook',
  'problem',
] as const satisfies readonly FeedName[];
