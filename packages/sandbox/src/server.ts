// Puts the parts together: three origins over one store, and the work that time brings.

import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { createApi } from './api.ts';
import { createOrders, type Orders } from './controls/orders.ts';
import { type Core, type CoreDeps, createCore } from './core.ts';
import { createIds } from './domain/id.ts';
import type { Session } from './domain/session.ts';
import { createFaultBook } from './faults/book.ts';
import type { Env } from './http/env.ts';
import { createThreeDsOrigin } from './http/threeds-origin.ts';
import { findKeyHolder } from './key-holders.ts';
import { createWatch } from './live/watch.ts';
import { pooledBytes } from './random-bytes.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import { createScheduler, type Scheduler, type Task } from './scheduler.ts';
import type { Settings } from './settings.ts';
import { forgetExpiredKeys } from './store/idempotency.ts';
import { forgetExpiredTokens } from './store/oauth.ts';
import type { Store } from './store/store.ts';
import type { ThreeDsServer } from './threeds/three-ds-server.ts';
import { type Courier, createCourier } from './webhooks/courier.ts';
import { createPublicFetch } from './webhooks/public-fetch.ts';

export interface ServerDeps extends Pick<CoreDeps, 'acquirer' | 'bank'> {
  readonly store: Store;
  /** What everything that is due by time goes by; a shop's developer may stop and move it. */
  readonly clock: SandboxClock;
  readonly settings: Settings;
  readonly logger: Logger;
  /** How webhooks are sent, and pictures of shops fetched; the platform's unless told. */
  readonly fetch?: typeof fetch;
  /** Closes connections that are open and idle, where there are any. */
  readonly closeIdle?: () => void;
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
  /** Ends the answers that wait for news of a session, which would keep connections open; from now on, at once. */
  hangUp(): void;
  /** Stops working; resolves when what is running has ended. The store stays open: it is its opener's. */
  close(): Promise<void>;
}

const INTERVAL_MS = 500;

/** The server of one store. Opens no port: serve its three apps, or call `app.request()`. */
export function createServer(deps: ServerDeps): Server {
  const { store, clock, settings, logger } = deps;
  const ids = createIds(clock, pooledBytes);
  const aborter = new AbortController();
  const orders = createOrders();
  const book = createFaultBook(clock.machine);
  const watch = createWatch();
  const isFaulty = ({ merchantId, id, livemode }: Session) => !livemode && book.reaches(merchantId, id);
  const core = createCore({
    ...deps,
    ids,
    wait: clock.wait,
    onEvents: () => scheduler.wake(),
    firstAttemptAt: orders.firstAttemptAt,
    isFaulty,
    publish: watch.publish,
  });
  const reach = deps.fetch ?? (settings.publicWebhooksOnly ? createPublicFetch() : fetch);
  const courier = courierOf(deps, reach, orders, aborter.signal);
  const scheduler: Scheduler = createScheduler(tasksOf(deps, core, courier), INTERVAL_MS, logger);
  const { closeIdle = () => {} } = deps;
  return {
    api: createApi({
      ...deps,
      ids,
      core,
      orders,
      book,
      isFaulty,
      courier,
      scheduler,
      watch,
      reach,
      closeIdle,
    }),
    threeds: createThreeDsOrigin({
      settings,
      threeDs: core.threeDs,
      findPublishableKey: (key) => findKeyHolder(store, clock, key),
      isBlocked: (address) => core.bank.blocksNotification(address),
    }),
    bank: core.bankPages,
    threeDs: core.threeDs,
    tick: () => scheduler.tick(),
    async start() {
      await core.verifications.sweep('all');
      await core.payments.settlePending('all');
      await core.money.settleRefunds('all');
      scheduler.start();
    },
    hangUp: watch.close,
    async close() {
      watch.close();
      aborter.abort();
      await scheduler.stop();
    },
  };
}

/** Retries are spread, but for those of a clock that stands still: they are due to the millisecond. */
function courierOf(deps: ServerDeps, reach: typeof fetch, orders: Orders, signal: AbortSignal): Courier {
  const { store, clock, logger } = deps;
  return createCourier({
    store,
    clock,
    signingClock: clock.machine,
    fetch: reach,
    random: () => (clock.isFrozen() ? 0.5 : Math.random()),
    orderOf: orders.ofEvent,
    log: logger,
    signal,
  });
}

/** What time brings: each runs at every tick, and finds nothing most of the time. */
function tasksOf({ store, clock }: ServerDeps, core: Core, courier: Courier): readonly Task[] {
  const { acquirer, bank, providers, money, payments, verifications } = core;
  return [
    { name: 'settle charges', run: () => payments.settlePending('due') },
    { name: 'settle refunds', run: () => money.settleRefunds('due') },
    { name: 'release holds', run: () => money.releaseLapsed() },
    { name: 'end verifications', run: () => verifications.sweep('due') },
    { name: 'bank', run: () => bank.sweep() },
    { name: 'providers', run: () => providers.sweep() },
    { name: 'forget cards', run: () => acquirer.forgetPrepared() },
    { name: 'expire sessions', run: () => payments.expireDue() },
    { name: 'forget keys', run: () => forgetExpiredKeys(store.db, clock.now()) },
    { name: 'forget tokens', run: () => forgetExpiredTokens(store.db, clock.now()) },
    // One silent receiver holds a run for ten seconds; leases keep the runs apart.
    { name: 'deliver webhooks', run: courier.run, isWoken: true, mayOverlap: true },
  ];
}
