// What the server writes into the document that a checkout begins as.

/**
 * How much of the page the checkout has: a part of the shop's (`inline`), a dialog over it (`overlay`), only the fields
 * of a form whose button is the shop's (`element`), or all of it (`page`).
 */
export type View = 'inline' | 'overlay' | 'element' | 'page';

/** What the server writes into the frame document (`<script type="application/json" id="boot">`). No secret. */
export interface BootData {
  readonly publishableKey: string;
  readonly livemode: boolean;
  /** Origins that may embed the frame, exact, or `http://localhost:*` and `http://127.0.0.1:*` in test mode. */
  readonly allowedParents: readonly string[];
  readonly apiOrigin: string;
  readonly threedsOrigin: string;
  /** `Accept` of the request for this document. */
  readonly acceptHeader: string;
  /** The host page is cross-origin isolated: no bank's page can be nested here (HTML, cross-origin embedder policy). */
  readonly isolated: boolean;
  readonly view: View;
  /** Once, and within minutes, good for the client secret of the session that this page was opened for; else null. */
  readonly bootstrap: string | null;
  readonly build: string;
  /** The language whose file is fetched beside the app. */
  readonly locale: string;
  /** Prefix of the locale files: `<localesUrl><tag>.json`. */
  readonly localesUrl: string;
}
