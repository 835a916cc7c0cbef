// The controls of the sandbox, put together: each behind a test key, none of them ever met by a fault.

import { Hono } from 'hono';
import type { Core } from '../core.ts';
import type { FaultBook } from '../faults/book.ts';
import { createFaultRoutes } from '../faults/routes.ts';
import type { Env } from '../http/env.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { Watch } from '../live/watch.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { Settings } from '../settings.ts';
import { createStateRoutes } from '../snapshot/routes.ts';
import type { Store } from '../store/store.ts';
import { createClockMoves } from './clock-moves.ts';
import { createClockRoutes } from './clock-routes.ts';
import { createMerchantRoutes } from './merchant-routes.ts';
import type { Orders } from './orders.ts';
import { createPayRoutes } from './pay-routes.ts';
import type { RequestBook } from './request-book.ts';
import { createRequestRoutes } from './request-routes.ts';
import { requireTestKey } from './test-key.ts';
import { createTransferRoutes } from './transfer-routes.ts';
import { createWebhookRoutes } from './webhook-routes.ts';

export interface ControlsDeps {
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly settings: Settings;
  readonly limiter: RateLimiter;
  readonly core: Core;
  readonly book: FaultBook;
  readonly orders: Orders;
  readonly requests: RequestBook;
  readonly watch: Pick<Watch, 'hangUp'>;
  /** Closes connections that are open and idle. */
  readonly closeIdle: () => void;
  /** Does what is due now, and resolves when it is done. */
  readonly work: () => Promise<void>;
  readonly wake: () => void;
  /** The API, for requests of the sandbox's own. */
  readonly api: (request: Request) => Promise<Response>;
}

/** Paths that need a test key; those that are not here check theirs themselves. */
const PATHS = [
  'faults/*',
  'clock',
  'sessions/*',
  'webhooks',
  'merchant',
  'requests',
  'deliveries/:id/replay',
  'reset',
  'export',
  'import',
];

/** Mount it at the root of the API. */
export function createControls(deps: ControlsDeps): Hono<Env> {
  const { store, clock, settings, core, book, orders, requests, work, wake } = deps;
  const app = new Hono<Env>();
  for (const path of PATHS) app.use(`/sandbox/${path}`, requireTestKey(deps));
  app.route('/', createFaultRoutes({ store, book, onAdded: deps.closeIdle }));
  app.route('/', createClockRoutes({ clock, moves: createClockMoves({ store, clock, work }) }));
  const buyer = {
    api: deps.api,
    bank: async (request: Request) => core.bankPages.fetch(request),
    apiOrigin: settings.apiOrigin,
    bankOrigin: settings.bankOrigin,
  };
  app.route('/', createPayRoutes({ store, clock, settings, payments: core.payments, buyer }));
  app.route('/', createTransferRoutes({ store, settings, payments: core.payments }));
  app.route('/', createWebhookRoutes({ store, clock, orders, wake }));
  app.route('/', createMerchantRoutes({ store, clock, changes: core.payments }));
  app.route('/', createRequestRoutes({ requests }));
  const forget = (merchantId: string) => {
    book.clear(merchantId);
    orders.clear(merchantId);
    requests.clear(merchantId);
  };
  app.route('/', createStateRoutes({ store, clock, forget, work, wake, hangUp: deps.watch.hangUp }));
  return app;
}
