// The sandbox's own payment sheet, as browsers find and install it: Apple Pay and Google Pay, tried without an account at either.

import { type Context, Hono } from 'hono';
import { requestedLocales } from '../http/requested-locales.ts';
import type { Settings } from '../settings.ts';
import { bankPage } from './page.ts';
import { SHEET_NAME, sheetPage } from './sheet-page.ts';
import { SHEET_WORKER, WINDOW } from './sheet-worker.ts';

/** Everything of it is below this path of the bank's origin. */
const PATH = '/sheet/';

/** Its payment method identifier (W3C Payment Method Identifiers, URL-based). */
export function sheetIdentifier({ bankOrigin }: Pick<Settings, 'bankOrigin'>): string {
  return `${bankOrigin}${PATH}`;
}

/**
 * The identifier leads to the payment method manifest, that to the app's web manifest, and that to its worker, which a browser
 * installs when it is first paid with (W3C Payment Method Manifest; Payment Handler API, just-in-time installation).
 *
 * @param origin Of the bank.
 */
export function createSheetPages(origin: string): Hono {
  const app = new Hono();
  const send = (c: Context, type: string, body: string): Response =>
    c.body(body, 200, { ...HEADERS, 'Content-Type': type });
  // A browser asks with HEAD, which is answered as GET is.
  app.get(PATH, (c) =>
    c.body(null, 204, { ...HEADERS, Link: `<${PATH}method.json>; rel="payment-method-manifest"` }),
  );
  app.get(`${PATH}method.json`, (c) =>
    send(
      c,
      MANIFEST,
      JSON.stringify({ default_applications: [`${origin}${PATH}app.json`], supported_origins: [origin] }),
    ),
  );
  app.get(`${PATH}app.json`, (c) => send(c, MANIFEST, JSON.stringify(APP)));
  app.get(`${PATH}worker.js`, (c) => send(c, 'text/javascript; charset=utf-8', SHEET_WORKER));
  app.get(`${PATH}${WINDOW}`, (c) => bankPage(origin, sheetPage(requestedLocales(c.req.raw))));
  return app;
}

const MANIFEST = 'application/manifest+json';

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * A bar in a disc: browsers show no payment app without a picture. They load it as the page's that pays would be, under its
 * `img-src`; hence it is no file.
 */
const ICON =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAmklEQVR42u3Z0RGAMAgD0Ozlubfb6b9WDmuBVNPrAO8PErCTPXwHtC6b8fNAtuO9DHGUPhaiKU9ZSNM4TUijOFnI19gmlGgM0wygHM2dCYWapokblK+5mohBVZqTSSAnaPha073TCSSQQAIJ1AbFRWMnSMO1A6SN0QFS6nCA6IKisv2kdQxjYcVY6ZGWnoy1MGlxTnpa+N016AAKH+4BI8/mMgAAAABJRU5ErkJggg==';

/** W3C Web Application Manifest, with the `serviceworker` member of the Payment Handler API. */
const APP = {
  name: SHEET_NAME,
  short_name: SHEET_NAME,
  icons: [{ src: ICON, sizes: '48x48', type: 'image/png' }],
  serviceworker: { src: 'worker.js', scope: PATH, use_cache: false },
} as const;
