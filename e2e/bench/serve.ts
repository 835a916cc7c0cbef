// Serves both contenders' pages from one origin, under the same conditions: brotli, as a CDN would, and no cache.

import { readdir, readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Api } from '../servers/api.ts';
import type { Sandbox } from '../servers/sandbox.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="26"/>';

interface Asset {
  readonly type: string;
  readonly brotli: Buffer;
}

export interface BenchServer {
  readonly ours: string;
  readonly adyen: string;
  readonly close: () => Promise<void>;
}

/** `builtAdyen` is the folder that vite wrote. English is in Adyen's bundle, so its CDN is asked for images only. */
export async function serve(sandbox: Sandbox, api: Api, builtAdyen: URL): Promise<BenchServer> {
  const assets = await compressFolder(builtAdyen);
  const stubs = {
    json: compress('.json', '{}'),
    svg: compress('.svg', IMAGE),
    html: compress('.html', '<!doctype html><title>Secured field</title>'),
  };
  const template = await readFile(new URL('ours.html', import.meta.url), 'utf8');

  async function ourPage(): Promise<Asset> {
    const { clientSecret } = await api.createSession();
    const html = template
      .replaceAll('__CHECKOUT__', sandbox.checkout)
      .replaceAll('__KEY__', sandbox.publishableKey)
      .replaceAll('__SECRET__', clientSecret);
    return compress('.html', html);
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/ours/') return send(response, await ourPage());
    const asset = assets.get(pathname.replace(/^\/adyen\/$/, '/adyen/index.html'));
    if (asset !== undefined) return send(response, asset);
    if (!pathname.startsWith('/adyen-test/')) return void response.writeHead(404).end();
    if (pathname.endsWith('.svg')) return send(response, stubs.svg);
    if (pathname.endsWith('.html')) return send(response, stubs.html);
    return send(response, stubs.json);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The benchmark has no port.');
  const origin = `http://localhost:${address.port}`;
  return {
    ours: `${origin}/ours/`,
    adyen: `${origin}/adyen/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function compressFolder(folder: URL): Promise<ReadonlyMap<string, Asset>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const entries = files.map(async (file): Promise<[string, Asset]> => {
    const path = `/adyen/${file.slice(folder.pathname.length)}`.replaceAll('//', '/');
    return [path, compress(extname(file), await readFile(file, 'utf8'))];
  });
  return new Map(await Promise.all(entries));
}

function compress(extension: string, text: string): Asset {
  const type = TYPES[extension] ?? 'application/octet-stream';
  const brotli = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { type, brotli };
}

function send(response: ServerResponse, { type, brotli }: Asset): void {
  response
    .writeHead(200, {
      'content-type': type,
      'content-encoding': 'br',
      'content-length': brotli.length,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
    })
    .end(brotli);
}
