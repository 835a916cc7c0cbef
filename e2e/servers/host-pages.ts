// Serves the pages of e2e/hosts as a shop would: an HTML page, and a route that creates a session with the secret key.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const FOLDER = new URL('../hosts/', import.meta.url);

export interface HostPage {
  /** A file of e2e/hosts, without `.html`; or the page itself. */
  readonly file: string | { readonly html: string };
  /** Fills each `__NAME__` of the file; `__PLACE__` is an element for the checkout unless told. */
  readonly values: Readonly<Record<string, string>>;
  /** What the page's own server answers to its fetchClientSecret; a rejection is a 500. */
  readonly createSession: () => Promise<string>;
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
      const id = String(pages.size + 1);
      pages.set(id, page);
      return `/p/${id}/`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Without the query: a shop's page is the same page when a bank's page comes back to it. */
function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? '/', 'http://localhost').pathname;
}

async function answer(
  pages: ReadonlyMap<string, HostPage>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id, route] = /^\/p\/(\d+)\/(session)?$/.exec(pathOf(request)) ?? [];
  const page = id === undefined ? undefined : pages.get(id);
  if (page === undefined) return void response.writeHead(404).end();
  if (route === 'session') {
    try {
      const clientSecret = await page.createSession();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ clientSecret }));
    } catch {
      response.writeHead(500).end();
    }
    return;
  }
  const template =
    typeof page.file === 'string'
      ? await readFile(new URL(`${page.file}.html`, FOLDER), 'utf8')
      : page.file.html;
  const values: HostPage['values'] = { PLACE: '<div id="checkout"></div>', ...page.values };
  const html = template.replaceAll(/__([A-Z]+)__/g, (marker, name: string) => values[name] ?? marker);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(html);
}
