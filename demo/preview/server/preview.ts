// The preview's server: the page, the stage, and what both ask of the sandbox.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { PreviewFacts } from '../src/instruments/feed.ts';
import { GOODS } from '../src/settings/goods.ts';
import { createConnection } from './connection.ts';
import { createControlRoutes } from './control-routes.ts';
import { createFeedRoute } from './feed-route.ts';
import { createFileRoutes, type Folders } from './file-routes.ts';
import { createLooker } from './look.ts';
import { createMakings } from './made.ts';
import { ownPagesOnly, thisMachineOnly } from './own-pages.ts';
import { redact } from './redact.ts';
import { createRuns } from './runs.ts';
import { createSandboxApi, SandboxClock, type SandboxSettings } from './sandbox-api.ts';
import { createSessions } from './sessions.ts';
import { createStageRoutes } from './stage-routes.ts';
import { createWatcher } from './watcher.ts';
import { createWebhookRoute } from './webhook-route.ts';

export interface PreviewSettings extends SandboxSettings {
  /** Where this server is reached, e.g. http://localhost:5174. */
  readonly origin: string;
  /** The demo shop, where it runs too. */
  readonly shop: string | null;
}

/** The world outside, replaced in tests. */
export interface PreviewWorld {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: (sentence: string) => void;
  readonly folders: Folders;
}

const WORLD: PreviewWorld = {
  fetch: (...args) => globalThis.fetch(...args),
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
  log: (sentence) => process.stderr.write(`preview: ${sentence}\n`),
  folders: {
    client: folder('../dist/client'),
    pictures: folder('pictures'),
    tap: folder('../dist/tap'),
    docs: folder('../../../docs/.vitepress/dist'),
    gallery: folder('../../../packages/checkout/gallery/dist'),
  },
};

const MAX_BODY_BYTES = 64 * 1024;

/** The whole server as one app, over HTTP or `app.request()`. It needs no sandbox to start, and finds it by itself. */
export function createPreview(settings: PreviewSettings, world: Partial<PreviewWorld> = {}): Hono {
  const { fetch, now, wait, log, folders } = { ...WORLD, ...world };
  const api = createSandboxApi(settings, fetch);
  const connection = createConnection(api, `${settings.origin}/webhook`);
  const runs = createRuns(now);
  const pictures = GOODS.map(({ picture }) => `${settings.origin}/pictures/${picture}.webp`);
  const sessions = createSessions(api, createMakings(api, pictures));
  const watcher = createWatcher(createLooker(api, sessions), wait);
  const app = new Hono();

  app.use(thisMachineOnly);
  app.route('/', createWebhookRoute({ runs, connection, watcher, now }));
  app.use('/api/*', ownPagesOnly, bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.get('/api/facts', async (c) => {
    const state = await connection.check();
    const clock =
      state === 'connected' ? await api.ask(SandboxClock, 'GET', '/sandbox/clock').catch(() => null) : null;
    const { api: reference, checkout, publishableKey, shop } = settings;
    return c.json({
      connected: state === 'connected',
      reason: state === 'connected' ? null : state,
      clock,
      checkout,
      publishableKey,
      shop,
      docs: '/docs/',
      gallery: '/gallery/',
      dashboard: `${reference}/dashboard`,
      reference: `${reference}/openapi`,
    } satisfies PreviewFacts);
  });
  app.route('/', createFeedRoute({ runs, watcher, wait }));
  app.route('/', createControlRoutes({ api, runs, sessions, watcher }));
  app.route('/', createStageRoutes({ settings, runs, sessions, connection }));
  app.route('/', createFileRoutes(folders));
  app.onError((error, c) => {
    log(redact(error.stack ?? error.message));
    return c.json({ message: 'The preview’s server failed. Its log says why.' }, 500);
  });
  return app;
}

function folder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
