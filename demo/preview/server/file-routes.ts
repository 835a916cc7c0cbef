// What was built: the preview's own page and script, the documentation, the gallery.

import { type Context, Hono } from 'hono';
import { type BuiltFile, createFiles, type FindFile } from './files.ts';
import { FILE_HEADERS, HASHED_FILE_HEADERS, pageHeaders, siteHeaders } from './headers.ts';

/** Where the builds are. */
export interface Folders {
  readonly client: string;
  readonly tap: string;
  readonly pictures: string;
  readonly docs: string;
  readonly gallery: string;
}

/** Serves the page at `/`, its files below `/assets/`, and the sites below `/docs/` and `/gallery/`. */
export function createFileRoutes({ client, tap, pictures, docs, gallery }: Folders): Hono {
  const app = new Hono();
  const clientFiles = createFiles(client);
  const tapFiles = createFiles(tap);
  const pictureFiles = createFiles(pictures);

  app.get('/', async (c) => {
    const page = await clientFiles('index.html');
    return page === null ? soon(c) : page.respond(c.req.raw, pageHeaders());
  });
  app.get('/assets/tap.js', async (c) => {
    const file = await tapFiles('tap.js');
    return file === null ? c.notFound() : file.respond(c.req.raw, FILE_HEADERS);
  });
  app.get('/assets/*', async (c) => {
    const file = await clientFiles(pathOf(c).slice(1));
    return file === null ? c.notFound() : file.respond(c.req.raw, HASHED_FILE_HEADERS);
  });
  // Browsers ask for the second where a document names none: the stage by itself, a file.
  app.on('GET', ['/favicon.svg', '/favicon.ico'], async (c) => {
    const file = await pictureFiles('favicon.svg');
    return file === null ? c.notFound() : file.respond(c.req.raw, FILE_HEADERS);
  });
  app.get('/pictures/:name', async (c) => {
    const file = await pictureFiles(c.req.param('name'));
    return file === null ? c.notFound() : file.respond(c.req.raw, FILE_HEADERS);
  });
  serveSite(app, '/docs/', docs);
  serveSite(app, '/gallery/', gallery);
  return app;
}

/**
 * A site of documents, with or without `.html` in their addresses. A page that was opened before the site was built anew still asks
 * for files of that time: the build before is kept beside the present one.
 */
function serveSite(app: Hono, base: string, folder: string): void {
  const files = createFiles(folder);
  const before = createFiles(`${folder}.old`);
  app.get(base.slice(0, -1), (c) => c.redirect(base, 308));
  app.get(`${base}*`, async (c) => {
    const path = pathOf(c).slice(base.length);
    const isPage = !/\.\w+$/.test(path) || path.endsWith('.html');
    const isHashed = /[.-][\w-]{8}\.(\w+\.)?(js|css|woff2|svg|png|webp|gif)$/.test(path);
    const found = isPage ? await findPage(files, path) : await files(path);
    const file = found === null && isHashed ? await before(path) : found;
    if (file === null) return isPage ? lost(c, files) : c.notFound();
    if (isPage) return file.respond(c.req.raw, siteHeaders());
    return file.respond(c.req.raw, isHashed ? HASHED_FILE_HEADERS : FILE_HEADERS);
  });
}

/** The site's own page for addresses that lead nowhere; before the site is there, that it is on its way. */
async function lost(c: Context, files: FindFile): Promise<Response> {
  if ((await files('index.html')) === null) return soon(c);
  const page = await files('404.html');
  if (page === null) return c.notFound();
  const { body, headers } = await page.respond(new Request(c.req.url), siteHeaders());
  return new Response(body, { status: 404, headers });
}

async function findPage(files: FindFile, path: string): Promise<BuiltFile | null> {
  if (path === '' || path.endsWith('/')) return files(`${path}index.html`);
  return (await files(path)) ?? files(`${path}.html`);
}

function pathOf(c: Context): string {
  try {
    return decodeURIComponent(new URL(c.req.url).pathname);
  } catch {
    return '/';
  }
}

const RELOAD_S = '2';

/** While it is being built: accepted, and not there yet (RFC 9110, 15.3.3). An error would stand in the browser's console. */
function soon(c: Context): Response {
  return c.html(SOON, 202, {
    refresh: RELOAD_S,
    'retry-after': RELOAD_S,
    ...siteHeaders(),
  });
}

const SOON = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Being built</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <style>body { font-family: system-ui, sans-serif; margin: 20vh auto; max-inline-size: 28rem; padding: 1rem }</style>
  </head>
  <body>
    <h1>Being built</h1>
    <p role="status">This page is being built. It appears by itself in a moment.</p>
  </body>
</html>
`;
