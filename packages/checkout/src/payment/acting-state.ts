// The steps of a check by the bank, and what is known of its action.

import type {
  ApprovalAction,
  AuthenticateRequest,
  CancelActionRequest,
  ChallengeAction,
  DecoupledAction,
  MethodAction,
  MethodCompletion,
  NextAction,
} from '@xpay/protocol/next-action';

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
  /** A wallet or a lender asks the buyer, on a page inside the checkout. */
  | {
      readonly kind: 'approval';
      readonly action: ApprovalAction;
      /** As for a challenge. */
      readonly isSilent: boolean;
    }
  /** The buyer is asked on a page of its own: it cannot stand inside this one. */
  | {
      readonly kind: 'redirect';
      readonly action: (ChallengeAction | ApprovalAction) & { readonly redirectUrl: string };
      /** The host page has been asked to go there. */
      readonly hasLeft: boolean;
    }
  /** The bank asks the buyer elsewhere, in its app for instance. */
  | { readonly kind: 'decoupled'; readonly action: DecoupledAction }
  /** It was begun, and cannot be gone on with here: only waited for, begun anew, or ended. */
  | { readonly kind: 'interrupted'; readonly action: MethodAction | ChallengeAction | ApprovalAction }
  | { readonly kind: 'canceling'; readonly request: CancelOrder; readonly sends: number };

/** What is asked of the server about an action; its `id` is the action's. */
export type ActionRequest = AuthenticateOrRestart | CancelOrder;
type AuthenticateOrRestart =
  | ({ readonly type: 'authenticate' } & AuthenticateRequest)
  | { readonly type: 'restart'; readonly id: string };
export type CancelOrder = { readonly type: 'cancel' } & CancelActionRequest;

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
