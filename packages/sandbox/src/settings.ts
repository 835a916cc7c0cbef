// Where this server stands and what it serves: every origin is a setting, so that no address is written twice.

export interface Settings {
  /** Origin of the HTTP APIs, e.g. `http://localhost:4242`. Origins carry no trailing slash. */
  readonly apiOrigin: string;
  /** Origin of the frame and the hosted pages: the only one that may call `/v1/client/*` from a browser. */
  readonly checkoutOrigin: string;
  readonly threedsOrigin: string;
  readonly bankOrigin: string;
  /** Origins registered for the seeded merchant: the pages that may embed its checkout. */
  readonly merchantOrigins: readonly string[];
  /** Shown to buyers as the shop's name; the seeded merchant's own default otherwise. */
  readonly merchantName?: string;
  /** Every event of the seeded merchant is sent here. */
  readonly webhookUrl?: string;
  /** Webhooks go to, and pictures come from, the public Internet only; anywhere unless told, as this is a sandbox. */
  readonly publicWebhooksOnly?: boolean;
  /** The built frame: `index.html`, `headless.html`, `frame.json`, `f/assets/`. */
  readonly frameDir: string;
  /** The built script: `xpay.js`, `script.json`. */
  readonly scriptDir: string;
  /** The built dashboard: `index.html`, `assets/`. */
  readonly dashboardDir: string;
  /** A vite dev server that serves the frame in watch mode. */
  readonly frameDevOrigin?: string;
}
