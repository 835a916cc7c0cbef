// What a bank wants of the buyer before it decides, and what the browser tells and asks meanwhile: EMV 3-D Secure 2.2.

/** What the buyer's browser has to do while the intent is `requires_action`: EMV 3-D Secure 2.2, browser flow, or an approval. */
export type NextAction = MethodAction | ChallengeAction | DecoupledAction | ApprovalAction;

/** The bank would like to see the browser before it decides: a hidden form post, at most 10 s. */
export interface MethodAction {
  readonly type: 'three_ds_method';
  /** Of this verification, opaque; every answer about it names it. */
  readonly id: string;
  readonly methodUrl: string;
  /** `threeDSMethodData`, base64url. */
  readonly methodData: string;
}

/** The bank asks the buyer on a page of its own. */
export interface ChallengeAction {
  readonly type: 'three_ds_challenge';
  readonly id: string;
  readonly acsUrl: string;
  /** base64url. In the answer to the request that began the challenge, and nowhere else: it must not be posted twice. */
  readonly creq: string | null;
  /** `threeDSSessionData`, base64url. */
  readonly sessionData: string;
  /** The same check as a page of its own, which returns to the shop; null when the session has no `returnUrl`. */
  readonly redirectUrl: string | null;
}

/** The bank asks the buyer elsewhere, in its app for instance. */
export interface DecoupledAction {
  readonly type: 'three_ds_decoupled';
  readonly id: string;
  /** RFC 3339, server time. */
  readonly expiresAt: string;
}

/** A wallet or a lender asks the buyer on a page of its own. Unlike a challenge it may be opened again, as often as is needed. */
export interface ApprovalAction {
  readonly type: 'approval';
  readonly id: string;
  /** Of `PAYMENT_METHODS`. */
  readonly method: string;
  /** The provider's page, for a frame of the bridge's. */
  readonly url: string;
  /** The same as a page of its own, which returns to the shop; null when there is no way back. */
  readonly redirectUrl: string | null;
}

/** `challengeWindowSize`: 250×400, 390×400, 500×600, 600×400 CSS pixels, full screen (EMV 3DS 2.2, CReq). */
export const WINDOW_SIZES = ['01', '02', '03', '04', '05'] as const;
export type WindowSize = (typeof WINDOW_SIZES)[number];

/** What a bank wants to know of the browser (EMV 3DS 2.2, AReq); user agent and address are the server's to see. */
export interface BrowserInfo {
  /** Of the frame's document request: scripts cannot read it, and a fetch sends another. */
  readonly acceptHeader: string;
  /** BCP 47, the language of the checkout. */
  readonly language: string;
  /** Bits per pixel, as `screen.colorDepth` says. */
  readonly colorDepth: number;
  /** CSS pixels. */
  readonly screenHeight: number;
  readonly screenWidth: number;
  /** Minutes, positive behind UTC, as `Date.getTimezoneOffset` says. */
  readonly timeZoneOffset: number;
  readonly javaEnabled: boolean;
  /** The room that there is for a challenge. */
  readonly windowSize: WindowSize;
}

/** `threeDSCompInd`: done, not completed, or the bank has no method page for this card. */
export type MethodCompletion = 'Y' | 'N' | 'U';

/** Body of `POST /v1/client/session/authenticate`, after the method step; its `Idempotency-Key` is the attempt id. */
export interface AuthenticateRequest {
  /** Of the next action. */
  readonly id: string;
  readonly methodCompletion: MethodCompletion;
}

/** Body of `POST /v1/client/session/cancel_action`: the buyer does not want to be checked. Repeating it does nothing. */
export interface CancelActionRequest {
  readonly id: string;
}

/**
 * Body of `POST /v1/client/session/restart_action`: the check was interrupted, and the same card is to be checked anew.
 * The server ends the old attempt and makes another; its `Idempotency-Key` is that attempt's id.
 */
export interface RestartActionRequest {
  readonly id: string;
  readonly browser?: BrowserInfo;
}
