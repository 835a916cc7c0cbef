// Serves the pages of e2e/hosts as a shop would: an HTML page, and a route that creates a session with the secret key.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bundle } from './bundle.ts';

const FOLDER = new URL('../hosts/', import.meta.url);

export interface HostPage {
  /** A file of e2e/hosts, without `.html`; or the page itself. */
  readonly file: string | { readonly html: string };
  /** Fills each `__NAME__` of the files; `__PLACE__` is an element for the checkout unless told, `__PATH__` the page's address. */
  readonly values: Readonly<Record<string, string>>;
  /** What the page's own server answers to its fetchClientSecret; a rejection is a 500. */
  readonly createSession: (query: URLSearchParams) => Promise<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HostPages {
  readonly port: number;
  /** Publishes a page and returns its path, the same under every host name. */
  readonly publish: (page: HostPage) => string;
  readonly close: () => Promise<void>;
}

/** Listens on all of `localhost`, `shop.test` and `stranger.test`, which the browser resolves to this machine. */
export async function startHostPages(): Promise<HostPages> {
  const pages = new Map<string, HostPage>();
  const server = createServer((request, response) => void answer(pages, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The host pages have no port.');
  return {
    port: address.port,
    publish: (page) => {
      const path = `/p/${pages.size + 1}/`;
      pages.set(path, page);
      return path;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a page loads from beside itself is a file of e2e/hosts too, or one that is built from it. */
const FILE = /^[a-z-]+\.(html|js)$/;
const BUILT = ['strict-mode.js', 'npm-tag.js', 'npm-script.js'];

async function answer(
  pages: ReadonlyMap<string, HostPage>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Without the query: a shop's page is the same page when a bank's page comes back to it.
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, id, route = ''] = /^(\/p\/\d+\/)([a-z.-]*)$/.exec(pathname) ?? [];
  const page = id === undefined ? undefined : pages.get(id);
  if (id === undefined || page === undefined) return answerNotFound(response);
  if (route === 'session') return answerSession(page, searchParams, response);
  if (route !== '' && !FILE.test(route)) return answerNotFound(response);
  const isScript = route.endsWith('.js');
  const template = await readTemplate(page, route);
  const values: HostPage['values'] = {
    PLACE: '<div id="checkout"></div>',
    PATH: `http://${request.headers.host}${id}`,
    ...page.values,
  };
  const text = template.replaceAll(/__([A-Z]+)__/g, (marker, name: string) => values[name] ?? marker);
  response
    .writeHead(200, {
      'content-type': `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`,
      ...(isScript ? {} : page.headers),
    })
    .end(text);
}

/** With words, as a browser shows a page of its own in place of an empty one. */
function answerNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
}

async function answerSession(
  page: HostPage,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  try {
    const clientSecret = await page.createSession(query);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ clientSecret }));
  } catch {
    response.writeHead(500).end();
  }
}

async function readTemplate({ file }: HostPage, route: string): Promise<string> {
  if (BUILT.includes(route)) return bundle(new URL(route, FOLDER));
  if (route !== '') return readFile(new URL(route, FOLDER), 'utf8');
  return typeof file === 'string' ? readFile(new URL(`${file}.html`, FOLDER), 'utf8') : file.html;
}
