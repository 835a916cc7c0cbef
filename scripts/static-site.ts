// Serves folders of built files on a port of their own, for tests and measurements; the preview's server does it for people.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

export interface StaticSite {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** @param folders What stands below each path: `{ '/docs/': '…/dist' }`. An address that leads nowhere has the folder's 404.html. */
export async function serveFolders(folders: Readonly<Record<string, string>>): Promise<StaticSite> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const base = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const folder = base === undefined ? undefined : folders[base];
    if (base === undefined || folder === undefined) return void response.writeHead(404).end();
    const name = normalize(path.slice(base.length) || 'index.html');
    const file = name.startsWith(`..${sep}`) ? null : await readFile(join(folder, name)).catch(() => null);
    const type = TYPES[extname(file === null ? '404.html' : name)] ?? 'application/octet-stream';
    const body = file ?? (await readFile(join(folder, '404.html')).catch(() => ''));
    response.writeHead(file === null ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
