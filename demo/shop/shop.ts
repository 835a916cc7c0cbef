// The shop: its pages and its basket, with the payment routes beside them.

import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type LanguageVariables, languageDetector } from 'hono/language';
import { secureHeaders } from 'hono/secure-headers';
import { findAsset } from './assets.ts';
import { SHOP_LOCALES } from './i18n.ts';
import { pageRoutes } from './page-routes.ts';
import { messagePage } from './pages.ts';
import { paymentRoutes } from './payment-routes.ts';
import { createPayments } from './payments.ts';
import { show, wordsOf } from './show.ts';
import { spaData } from './spa-data.ts';
import { spaRoutes } from './spa-routes.ts';
import { createStore } from './store.ts';
import { ownPagesOnly } from './visitor.ts';
import { waysRoutes } from './ways-routes.ts';

/** What a shop gets from its payment provider, and where it keeps its orders. */
export interface ShopSettings {
  /** Base address of the payment API, e.g. http://localhost:4242. */
  readonly api: string;
  /** Origin that serves xpay.js and the iframe. */
  readonly checkout: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** A file that keeps orders over a restart; without one they live in memory. */
  readonly dataFile?: string | undefined;
  /** Where Vite has put the React pages; `demo/spa/dist` without it. */
  readonly spaFolder?: string | undefined;
}

/** The world outside, replaced in tests. */
export interface ShopWorld {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: (sentence: string) => void;
}

type Env = { Variables: LanguageVariables };

const WORLD: ShopWorld = {
  fetch: (...args) => globalThis.fetch(...args),
  now: () => new Date(),
  log: (sentence) => process.stderr.write(`shop: ${sentence}\n`),
};

const SPA_FOLDER = fileURLToPath(new URL('../spa/dist', import.meta.url));

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The whole shop as one app, over HTTP or `app.request()`.
 *
 * @throws Error when the webhook secret is malformed or the data file is not one of this shop.
 */
export function createShop(settings: ShopSettings, world: Partial<ShopWorld> = {}): Hono<Env> {
  const { fetch, now, log } = { ...WORLD, ...world };
  const store = createStore(settings.dataFile);
  const payments = createPayments(settings, fetch);
  const checkoutOrigin = new URL(settings.checkout).origin;
  const app = new Hono<Env>();

  app.use(securityHeaders(checkoutOrigin));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));
  app.use(
    languageDetector({
      supportedLanguages: [...SHOP_LOCALES],
      fallbackLanguage: 'en',
      lookupQueryString: 'locale',
      lookupCookie: 'locale',
      cookieOptions: { sameSite: 'Lax', secure: false, httpOnly: true },
    }),
  );
  app.use(ownPagesOnly((c) => c.json({ error: wordsOf(c).t('errors.elsewhere') }, 403)));

  const desk = { store, payments, now, log, words: wordsOf };
  const { webhookSecret, publishableKey, spaFolder = SPA_FOLDER } = settings;
  app.route('/', paymentRoutes({ ...desk, webhookSecret }));
  app.route('/', pageRoutes({ store, checkoutOrigin, publishableKey }));
  app.route('/', waysRoutes({ ...desk, checkoutOrigin, publishableKey }));
  app.route('/', spaData({ ...desk, checkoutOrigin, publishableKey }));
  app.route('/', spaRoutes({ store, words: wordsOf, folder: spaFolder }));
  app.get('/assets/:name', (c) => {
    const asset = findAsset(c.req.path);
    if (asset === undefined) return c.notFound();
    return c.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  app.notFound((c) => {
    const { t } = wordsOf(c);
    return show(
      c,
      store,
      messagePage(wordsOf(c), t('errors.notFound.title'), t('errors.notFound.text')),
      404,
    );
  });
  app.onError((error, c) => {
    log(error.stack ?? error.message);
    const { t } = wordsOf(c);
    return show(c, store, messagePage(wordsOf(c), t('errors.broken.title'), t('errors.broken.text')), 500);
  });
  return app;
}

/** What the integration guide recommends for a page with the checkout: its script and its frame, nothing else. */
function securityHeaders(checkoutOrigin: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", checkoutOrigin],
      frameSrc: [checkoutOrigin],
      connectSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
    },
    // Forms must name their origin, so not hono's default, no-referrer.
    referrerPolicy: 'strict-origin-when-cross-origin',
  });
}
