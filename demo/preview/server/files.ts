// Built files from a folder, read when they are asked for and compressed once.

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface BuiltFile {
  /** In the best encoding that `accept` (Accept-Encoding) names; 304 where `etag` is the one that is had already. */
  respond(request: Request, headers: Readonly<Record<string, string>>): Promise<Response>;
}

/** Finds a file by its path in the folder, decoded and `/`-separated; null when there is none inside it. */
export type FindFile = (path: string) => Promise<BuiltFile | null>;

/** Looks at the folder each time, so that what is built meanwhile is there. */
export function createFiles(folder: string): FindFile {
  const root = resolve(folder);
  const kept = new Map<string, { readonly stamp: string; readonly file: BuiltFile }>();
  return async (path) => {
    const full = resolve(root, `./${path}`);
    if (!full.startsWith(root + sep) || path.includes('\0')) return null;
    const found = await stat(full).catch(() => null);
    if (!found?.isFile()) return null;
    const stamp = `${found.mtimeMs} ${found.size}`;
    const known = kept.get(full);
    if (known?.stamp === stamp) return known.file;
    const body = await readFile(full).catch(() => null);
    if (body === null) return null;
    const file = toFile(body, TYPES[extname(full)] ?? 'application/octet-stream');
    kept.set(full, { stamp, file });
    return file;
  };
}

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const;

type Encoding = keyof typeof compress;

/** Below this, compressing saves nothing. */
const SMALL_BYTES = 1024;

function toFile(body: Buffer, type: string): BuiltFile {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const isText = /^(text|application\/(json|xml))|svg/.test(type) && body.byteLength >= SMALL_BYTES;
  const encoded = new Map<Encoding, Promise<Buffer>>();
  return {
    async respond(request, headers) {
      const shared = { ...headers, etag, vary: 'Accept-Encoding' };
      if (request.headers.get('if-none-match') === etag)
        return new Response(null, { status: 304, headers: shared });
      const encoding = isText ? chosen(request.headers.get('accept-encoding') ?? '') : null;
      const content = encoding === null ? body : await encode(encoding);
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), {
        headers: {
          ...shared,
          'content-type': type,
          ...(encoding === null ? {} : { 'content-encoding': encoding }),
        },
      });
    },
  };

  function encode(encoding: Encoding): Promise<Buffer> {
    const made = encoded.get(encoding) ?? compress[encoding](body);
    encoded.set(encoding, made);
    return made;
  }
}

/** RFC 9110, 12.5.3, as browsers send it. */
function chosen(accept: string): Encoding | null {
  const accepted = accept.split(',').map((part) => part.trim());
  return (['br', 'gzip'] as const).find((name) => accepted.includes(name)) ?? null;
}
