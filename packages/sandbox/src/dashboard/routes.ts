// `/dashboard`: a page that shows what is in the sandbox. It asks the same APIs as everyone else; the server adds the key, so
// that no secret key is in a browser.

import { Hono } from 'hono';
import { documentHeaders, NOTHING } from '../http/document-headers.ts';
import type { ApiContext, Env } from '../http/env.ts';
import { ApiError } from '../http/problem.ts';
import { createFileStore, fileResponse } from '../http/static.ts';
import type { Settings } from '../settings.ts';
import { secretKeysOf } from '../store/seed.ts';
import type { Store } from '../store/store.ts';

export interface DashboardDeps {
  readonly settings: Pick<Settings, 'apiOrigin' | 'dashboardDir'>;
  readonly store: Pick<Store, 'vault'>;
  /** The API, for requests of the dashboard's. */
  readonly api: (request: Request) => Promise<Response>;
}

const API = '/dashboard/api';
const ASSETS = '/dashboard/assets';

/** Routes; mount them at the root of the API. Whoever reaches this machine's own ports may look and act. */
export function createDashboardRoutes({ settings, store, api }: DashboardDeps): Hono<Env> {
  const files = createFileStore(settings.dashboardDir);
  const keys = secretKeysOf(store.vault);
  const headers = pageHeaders(settings.apiOrigin);
  const app = new Hono<Env>();

  app.all(`${API}/:mode{test|live}/*`, async (c) => {
    refuseStrangers(c, settings.apiOrigin);
    const mode = c.req.param('mode') === 'live' ? 'live' : 'test';
    const { pathname, search } = new URL(c.req.url);
    const path = pathname.slice(`${API}/${mode}`.length) + search;
    const { method } = c.req.raw;
    const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
    return api(
      new Request(settings.apiOrigin + path, {
        method,
        headers: { Authorization: `Bearer ${keys[mode]}`, 'Content-Type': 'application/json' },
        ...(hasBody ? { body: await c.req.text() } : {}),
      }),
    );
  });
  app.get(`${ASSETS}/*`, async (c) => {
    const file = await files.read(new URL(c.req.url).pathname.slice('/dashboard/'.length));
    return file === null ? c.notFound() : fileResponse(c.req.raw, file, ASSET_HEADERS);
  });
  // Every other address is a place in the page.
  for (const path of ['/dashboard', '/dashboard/*']) {
    app.get(path, async (c) => {
      const page = await files.read('index.html');
      if (page === null) throw new ApiError('not_found', 'The dashboard is not built. Run: pnpm build');
      return fileResponse(c.req.raw, page, headers);
    });
  }
  return app;
}

/**
 * Only the dashboard's own page gets in: a header that no other site may send unasked (Fetch, CORS-preflight), and our own name
 * in `Host`, as a stranger's name can be made to lead to this machine (DNS rebinding).
 */
function refuseStrangers(c: ApiContext, apiOrigin: string): void {
  const isOwn = c.req.header('Host') === undefined || c.req.header('Host') === new URL(apiOrigin).host;
  if (isOwn && c.req.header('X-Dashboard') === '1') return;
  throw new ApiError('forbidden_origin', 'Only the dashboard’s own page may ask this.');
}

function pageHeaders(origin: string): Record<string, string> {
  return documentHeaders(origin, {
    ...NOTHING,
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
  });
}

/** Names of these carry their hash. */
const ASSET_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
} as const;
