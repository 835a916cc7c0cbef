// Serves the shop's React pages as Vite has built them: one document for every route, files whose names never change hands.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Words } from './i18n.ts';
import type { Theme } from './layout.ts';
import { messagePage } from './pages.ts';
import { SPRITE } from './pictures.ts';
import { show, themeOf } from './show.ts';
import type { Store } from './store.ts';

export interface SpaRoutes {
  readonly store: Store;
  readonly words: (c: Context) => Words;
  /** Where Vite has put it. */
  readonly folder: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

interface Build {
  readonly document: string;
  readonly files: ReadonlyMap<string, { readonly body: string; readonly type: string }>;
}

/** GET /spa/assets/:name and GET /spa/*. */
export function spaRoutes({ store, words, folder }: SpaRoutes): Hono {
  const routes = new Hono();
  // Read at once and kept: a newer build is for a newer start of the shop.
  let known = readBuild(folder);
  const build = (): Build | undefined => {
    known ??= readBuild(folder);
    return known;
  };

  routes.get('/spa/assets/:name', (c) => {
    const file = build()?.files.get(c.req.param('name'));
    if (file === undefined) return c.notFound();
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  routes.get('/spa', (c) => c.redirect('/spa/', 308));

  routes.get('/spa/*', (c) => {
    const { t } = words(c);
    const document = build()?.document;
    if (document === undefined) {
      const page = messagePage(words(c), t('errors.notBuilt.title'), t('errors.notBuilt.text'));
      return show(c, store, page, 500);
    }
    c.header('cache-control', 'private, no-cache');
    return c.html(fillIn(document, words(c), themeOf(c)));
  });

  return routes;
}

/** Undefined while there is no build, or only a part of one: somebody is building. */
function readBuild(folder: string): Build | undefined {
  try {
    const assets = join(folder, 'assets');
    const files = readdirSync(assets).map((name) => {
      const body = readFileSync(join(assets, name), 'utf8');
      return [name, { body, type: TYPES[extname(name)] ?? 'application/octet-stream' }] as const;
    });
    const document = readFileSync(join(folder, 'index.html'), 'utf8');
    const named = [...document.matchAll(/\/spa\/assets\/([\w.-]+)/g)].flatMap(([, name]) => name ?? []);
    const build = { document, files: new Map(files) };
    return named.every((name) => build.files.has(name)) ? build : undefined;
  } catch {
    return undefined;
  }
}

/** The document as this visitor needs it: their language, theme, and the pictures that both shops share. */
function fillIn(document: string, { t, locale, dir }: Words, theme: Theme): string {
  const head = html`<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
  <link rel="icon" href="${assetPath('favicon.svg')}" type="image/svg+xml">
</head>`;
  const body = html`<body>
  ${SPRITE}
  <noscript><p class="problem">${t('checkout.noScript')}</p></noscript>`;
  return document
    .replace(
      '<html lang="en" dir="ltr" data-theme="auto">',
      `<html lang="${locale}" dir="${dir}" data-theme="${theme}">`,
    )
    .replace('</head>', () => String(head))
    .replace('<body>', () => String(body));
}
