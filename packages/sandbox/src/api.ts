// The API's origin: what shops' servers, the checkout and the sandbox's controls ask, and what browsers load.

import { Hono, type MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { createBankSwitchRoutes } from './bank/switches.ts';
import { createBootstraps } from './bootstraps.ts';
import { createApiKeyRoutes } from './controls/api-key-routes.ts';
import { createLogRoutes } from './controls/log-routes.ts';
import { createOAuthRoutes } from './controls/oauth-routes.ts';
import type { Orders } from './controls/orders.ts';
import { createRequestBook, type RequestBook } from './controls/request-book.ts';
import { recordRequests } from './controls/request-recorder.ts';
import { createControls } from './controls/routes.ts';
import type { Core } from './core.ts';
import { createDashboardRoutes } from './dashboard/routes.ts';
import type { Ids } from './domain/id.ts';
import { sessionOfSecret } from './faults/asked.ts';
import type { FaultBook } from './faults/book.ts';
import { injectFaults } from './faults/inject.ts';
import { spoilAnswers } from './faults/wire.ts';
import { requirePublishableKey, requireSecretKey } from './http/auth.ts';
import { limitBody } from './http/body.ts';
import { compressAnswers } from './http/compress.ts';
import { allowOrigin } from './http/cors.ts';
import type { Env } from './http/env.ts';
import { renderErrors } from './http/errors.ts';
import { createPages } from './http/pages.ts';
import { createRateLimiter, type RateLimiter } from './http/rate-limit.ts';
import { apiHeaders, logRequests } from './http/request-log.ts';
import { findHostedSession, findKeyHolder } from './key-holders.ts';
import type { Watch } from './live/watch.ts';
import { createPictures, type Pictures } from './pictures/pictures.ts';
import { createPictureRoutes } from './pictures/routes.ts';
import { DOCUMENTS } from './reference/documents.ts';
import { createReferenceRoutes } from './reference/routes.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import type { Scheduler } from './scheduler.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store/store.ts';
import type { Courier } from './webhooks/courier.ts';
import { createDeliveriesRoutes } from './webhooks/deliveries.ts';
import { createEndpointRoutes } from './webhooks/endpoint-routes.ts';
import { createBootstrapRoute } from './wire/browser/bootstrap-route.ts';
import type { PublicDeps } from './wire/browser/public-session.ts';
import { createBrowserRoutes } from './wire/browser/routes.ts';
import { createServerApis, guardServerApis } from './wire/server-apis.ts';
import { voiceOf } from './wire/voices.ts';
import { createXpayRoutes, XPAY_PATHS } from './wire/xpay/routes.ts';

export interface ApiDeps {
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly ids: Ids;
  readonly core: Core;
  readonly orders: Orders;
  readonly book: FaultBook;
  readonly isFaulty: PublicDeps['isFaulty'];
  readonly courier: Courier;
  readonly scheduler: Scheduler;
  readonly watch: Watch;
  readonly closeIdle: () => void;
  /** How addresses that shops have named are asked. */
  readonly reach: typeof fetch;
}

interface BookedDeps extends ApiDeps {
  /** What was asked lately. */
  readonly requests: RequestBook;
}

/** The app of the API's origin. */
export function createApi(deps: ApiDeps): Hono<Env> {
  // Limits go by the machine's time: one that stands still would never let anybody in again.
  const limiter = createRateLimiter(deps.clock.machine);
  const app = new Hono<Env>();
  renderErrors(app, deps.logger, voiceOf);
  const booked = { ...deps, requests: createRequestBook() };
  addMiddlewares(app, booked, limiter);
  addControls(app, booked, limiter);
  addRoutes(app, deps, limiter);
  return app;
}

/** From the outside in: the connection, the log, who is asking, and last what goes wrong with it. */
function addMiddlewares(app: Hono<Env>, deps: BookedDeps, limiter: RateLimiter): void {
  const { store, clock, settings, logger, ids, book, requests } = deps;
  const { machine } = clock;
  const { wait } = machine;
  app.use(spoilAnswers(wait, book.isActive));
  app.use(logRequests(logger, clock, ids));
  app.use(recordRequests({ store, clock, requests, machine }));
  for (const path of XPAY_PATHS) {
    app.use(path, apiHeaders, limitBody, requireSecretKey({ store, clock, limiter }));
  }
  guardServerApis(app, { store, clock, limiter });
  app.use('/v1/client/*', compressAnswers, apiHeaders, allowOrigin(settings.checkoutOrigin), limitBody);
  app.use('/v1/client/*', requirePublishableKey({ store, clock }));
  for (const path of ['/sandbox/*', '/openapi/*']) app.use(path, apiHeaders);
  app.use(injectFaults({ store, clock, book, wait, logger, repeat: (copy) => ask(app, copy) }));
  app.use('/v1/client/session/*', sendWebhooksFirst(deps));
}

/** Has the checkout learn of a payment after the shop has, where a merchant wants it so. */
function sendWebhooksFirst({ orders, courier }: ApiDeps): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    const { order } = orders.of(c.get('principal'), sessionOfSecret(c));
    if (order === 'webhook_first') await courier.flush();
  };
}

function addControls(app: Hono<Env>, deps: BookedDeps, limiter: RateLimiter): void {
  const { scheduler, courier } = deps;
  /** Twice: what is done first may make something due, and a run under way has looked at the clock before. */
  const work = async () => {
    for (let round = 0; round < 2; round += 1) {
      await scheduler.tick();
      await courier.flush();
    }
  };
  const { wake } = scheduler;
  app.route('/', createControls({ ...deps, limiter, work, wake, api: (request) => ask(app, request) }));
  app.route('/', createDeliveriesRoutes({ ...deps, limiter }));
  const isPublicOnly = deps.settings.publicWebhooksOnly ?? false;
  app.route('/', createEndpointRoutes({ ...deps, limiter, isPublicOnly }));
  app.route('/', createOAuthRoutes({ ...deps, limiter }));
  app.route('/', createApiKeyRoutes({ ...deps, limiter }));
  app.route('/', createLogRoutes({ ...deps, limiter }));
  app.route('/', createDashboardRoutes({ ...deps, api: (request) => ask(app, request) }));
  app.route('/', createBankSwitchRoutes({ ...deps, limiter }));
}

function addRoutes(app: Hono<Env>, deps: ApiDeps, limiter: RateLimiter): void {
  const { store, clock, settings, ids, core } = deps;
  const { payments, money, verifications, savedCards } = core;
  app.route('/', createReferenceRoutes(settings.apiOrigin, DOCUMENTS));
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.route('/', createServerApis({ store, clock, ids, settings, payments, money, limiter }));
  const { firstAttemptAt } = deps.orders;
  const onEvents = () => deps.scheduler.wake();
  app.route(
    '/',
    createXpayRoutes({
      store,
      clock,
      ids,
      settings,
      payments,
      money,
      savedCards,
      firstAttemptAt,
      onEvents,
      limiter,
    }),
  );
  app.route(
    '/',
    createBrowserRoutes({ ...deps, machine: clock.machine, limiter, payments, verifications, savedCards }),
  );
  app.route('/', createPictureRoutes({ vault: store.vault, pictures: picturesOf(deps), limiter }));
  const bootstraps = createBootstraps(clock);
  app.route('/', createBootstrapRoute({ store, clock, limiter, payments, bootstraps }));
  const findPublishableKey = (key: string) => findKeyHolder(store, clock, key);
  const findHosted = (id: string) => findHostedSession({ store, clock, payments, bootstraps }, id);
  app.route('/', createPages({ settings, findPublishableKey, findHosted }));
}

/** They are fetched from where webhooks may be sent, and from nowhere else. */
function picturesOf({ clock: { machine }, reach }: ApiDeps): Pictures {
  return createPictures({ clock: machine, wait: machine.wait, fetch: reach });
}

/** A request of the sandbox's own. */
async function ask(app: Hono<Env>, request: Request): Promise<Response> {
  return app.fetch(request, { isFaultless: true });
}
