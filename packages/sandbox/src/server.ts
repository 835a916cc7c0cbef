// Puts the parts together: three origins over one store, and the work that time brings.

import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { createBankSwitchRoutes } from './bank/switches.ts';
import { type Core, type CoreDeps, createCore } from './core.ts';
import { type Clock, systemWait, type Wait } from './domain/clock.ts';
import { createIds } from './domain/id.ts';
import { requirePublishableKey, requireSecretKey } from './http/auth.ts';
import { limitBody } from './http/body.ts';
import { compressAnswers } from './http/compress.ts';
import { allowOrigin } from './http/cors.ts';
import type { Env } from './http/env.ts';
import { renderErrors } from './http/errors.ts';
import type { KeyHolder } from './http/open-document.ts';
import { createPages } from './http/pages.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { apiHeaders, logRequests } from './http/request-log.ts';
import { createThreeDsOrigin } from './http/threeds-origin.ts';
import { createScheduler, type Scheduler, type Task } from './scheduler.ts';
import type { Settings } from './settings.ts';
import { forgetExpiredKeys } from './store/idempotency.ts';
import { findPrincipal, getMerchant } from './store/merchants.ts';
import type { Store } from './store/store.ts';
import type { ThreeDsServer } from './threeds/three-ds-server.ts';
import { deliverDue } from './webhooks/deliver.ts';
import { createDeliveriesRoutes } from './webhooks/deliveries.ts';
import { clientDocument } from './wire/browser/openapi.ts';
import { createBrowserRoutes } from './wire/browser/routes.ts';
import { xpayDocument } from './wire/xpay/openapi.ts';
import { createXpayRoutes } from './wire/xpay/routes.ts';

export interface ServerDeps extends Pick<CoreDeps, 'acquirer' | 'bank'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly logger: Logger;
  /** The machine's own timer unless told. */
  readonly wait?: Wait;
  /** How webhooks are sent; the platform's unless told. */
  readonly fetch?: typeof fetch;
}

export interface Server {
  /** API, frame and xpay.js. */
  readonly api: Hono<Env>;
  readonly threeds: Hono;
  readonly bank: Hono;
  /** What banks and browsers tell of verifications. */
  readonly threeDs: ThreeDsServer;
  /** Settles what a killed process left behind, then works on its own, every half second and when something happens. */
  start(): Promise<void>;
  /** Does what is due now, and resolves when it is done. */
  tick(): Promise<void>;
  /** Stops working; resolves when what is running has ended. The store stays open: it is its opener's. */
  close(): Promise<void>;
}

const INTERVAL_MS = 500;

/** The server of one store. Opens no port: serve its three apps, or call `app.request()`. */
export function createServer(deps: ServerDeps): Server {
  const { store, clock, settings, logger } = deps;
  const ids = createIds(clock, randomBytes);
  const aborter = new AbortController();
  const onEvents = () => scheduler.wake();
  const core = createCore({ ...deps, ids, wait: deps.wait ?? systemWait, onEvents });
  const scheduler: Scheduler = createScheduler(tasksOf(deps, core, aborter.signal), INTERVAL_MS, logger);
  return {
    api: createApi({ ...deps, ids, core }),
    threeds: createThreeDsOrigin({
      settings,
      threeDs: core.threeDs,
      findPublishableKey: (key) => findKeyHolder(store, clock, key),
      isBlocked: (address) => core.bank.blocksNotification(address),
    }),
    bank: core.bank.pages,
    threeDs: core.threeDs,
    tick: () => scheduler.tick(),
    async start() {
      await core.verifications.sweep('all');
      await core.payments.settlePending('all');
      scheduler.start();
    },
    async close() {
      aborter.abort();
      await scheduler.stop();
    },
  };
}

/** What time brings: each runs at every tick, and finds nothing most of the time. */
function tasksOf(deps: ServerDeps, core: Core, signal: AbortSignal): readonly Task[] {
  const { store, clock, logger } = deps;
  const { acquirer, bank, payments, verifications } = core;
  const sending = { store, clock, fetch: deps.fetch ?? fetch, random: Math.random, log: logger, signal };
  return [
    { name: 'settle charges', run: () => payments.settlePending('due') },
    { name: 'end verifications', run: () => verifications.sweep('due') },
    { name: 'bank', run: () => bank.sweep() },
    { name: 'forget cards', run: () => acquirer.forgetPrepared() },
    { name: 'expire sessions', run: () => payments.expireDue() },
    { name: 'forget keys', run: () => forgetExpiredKeys(store.db, clock.now()) },
    // One silent receiver holds a run for ten seconds; leases keep the runs apart.
    { name: 'deliver webhooks', run: () => deliverDue(sending), mayOverlap: true },
  ];
}

type ApiDeps = Pick<ServerDeps, 'store' | 'clock' | 'settings' | 'logger'> & {
  readonly ids: ReturnType<typeof createIds>;
  readonly core: Core;
};

function createApi({ store, clock, settings, logger, ids, core }: ApiDeps): Hono<Env> {
  const { payments, verifications } = core;
  const limiter = createRateLimiter(clock);
  const app = new Hono<Env>();
  renderErrors(app, logger);
  app.use(logRequests(logger, clock, ids));
  for (const path of ['/checkout/*', '/payment-intents/*', '/charges/*']) {
    app.use(path, apiHeaders, limitBody, requireSecretKey({ store, clock, limiter }));
  }
  app.use('/v1/client/*', compressAnswers, apiHeaders, allowOrigin(settings.checkoutOrigin), limitBody);
  app.use('/v1/client/*', requirePublishableKey({ store, clock }));
  for (const path of ['/sandbox/*', '/openapi/*']) app.use(path, apiHeaders);
  app.get('/openapi/xpay.json', (c) => c.json(xpayDocument(settings.apiOrigin)));
  app.get('/openapi/client.json', (c) => c.json(clientDocument(settings.apiOrigin)));
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.route('/', createXpayRoutes({ store, clock, ids, settings, payments }));
  app.route('/', createBrowserRoutes({ store, clock, limiter, settings, payments, verifications }));
  app.route('/', createDeliveriesRoutes({ store, clock, limiter }));
  app.route('/', createBankSwitchRoutes({ store, clock, limiter }));
  const findPublishableKey = (key: string) => findKeyHolder(store, clock, key);
  app.route('/', createPages({ settings, findPublishableKey }));
  return app;
}

async function findKeyHolder(store: Store, clock: Clock, key: string): Promise<KeyHolder | null> {
  const principal = await findPrincipal(store.db, key, clock.now());
  if (principal?.kind !== 'publishable') return null;
  const { allowedOrigins } = await getMerchant(store.db, principal.merchantId);
  return { livemode: principal.livemode, allowedOrigins };
}
