// A file in memory with its type, its validator and its encodings, and which encoding a client wants.

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, gzip, constants as zlib } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface StoredFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Whether compressing it pays. */
  readonly isText: boolean;
  /** Weak, since one file has three encodings; a hash of the bytes, so that a rebuild to the same bytes keeps it. */
  readonly etag: string;
  /** The body in an encoding. Of a large one quickly compressed while the best compression is in the making. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

/**
 * Keeps a body.
 * @param extension `.js` and the like: says what it is.
 * @param brotli The same bytes compressed, where the build has done it.
 */
export function toStoredFile(body: Buffer, extension: string, brotli: Buffer | null = null): StoredFile {
  const contentType = CONTENT_TYPES[extension.toLowerCase()] ?? 'application/octet-stream';
  const best = new Map<Encoding, Buffer | null>([['identity', body]]);
  if (brotli !== null) best.set('br', brotli);
  async function encoded(encoding: Encoding): Promise<Buffer> {
    const ready = best.get(encoding);
    if (ready) return ready;
    if (body.byteLength <= SMALL) {
      const done = await compress(body, encoding, BEST);
      best.set(encoding, done);
      return done;
    }
    if (ready === undefined) {
      best.set(encoding, null);
      compress(body, encoding, BEST).then(
        (done) => best.set(encoding, done),
        () => best.delete(encoding),
      );
    }
    return compress(body, encoding, QUICK);
  }
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, contentType, isText: /^text\/|json|svg/.test(contentType), etag, encoded };
}

/** The same for a body that is sent once: not worth the best compression. */
export function toPassingFile(body: Buffer, extension: string): StoredFile {
  const encoded = async (encoding: Encoding): Promise<Buffer> =>
    encoding === 'identity' ? body : compress(body, encoding, QUICK);
  return { ...toStoredFile(body, extension), encoded };
}

/** Whether the second is the first, compressed: a build may be writing the one or the other just now. */
export async function isBrotliOf(body: Buffer, brotli: Buffer): Promise<boolean> {
  const limit = { maxOutputLength: body.byteLength };
  return decompressBrotli(brotli, limit).then(
    (bytes) => bytes.equals(body),
    () => false,
  );
}

/** Brotli where it is accepted, else gzip, else the bytes as they are; `q=0` refuses, `*` stands for the unnamed. */
export function chooseEncoding(header: string | null): Encoding {
  const quality = new Map<string, number>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((text) => text.startsWith('q='))?.slice(2);
    if (name !== '') quality.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  const accepts = (name: string): boolean => (quality.get(name) ?? quality.get('*') ?? 0) > 0;
  if (accepts('br')) return 'br';
  return accepts('gzip') ? 'gzip' : 'identity';
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Bytes that the best compression takes a few hundredths of a second for: a document, a language. */
const SMALL = 32_768;

const decompressBrotli = promisify(brotliDecompress);
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Quality for brotli (0 to 11), level for gzip (1 to 9). */
const BEST = { br: zlib.BROTLI_MAX_QUALITY, gzip: zlib.Z_BEST_COMPRESSION };
const QUICK = { br: 5, gzip: 6 };

function compress(
  body: Buffer,
  encoding: Encoding,
  effort: { readonly br: number; readonly gzip: number },
): Promise<Buffer> {
  if (encoding === 'gzip') return compressGzip(body, { level: effort.gzip });
  const params = {
    [zlib.BROTLI_PARAM_QUALITY]: effort.br,
    [zlib.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT,
  };
  return compressBrotli(body, { params });
}
