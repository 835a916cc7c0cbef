// Files from a build folder, kept in memory, re-read when they change on disk, answered with validators. `app.js.br` beside
// `app.js`, where the build has written it, is sent in its place.

import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { chooseEncoding, isBrotliOf, type StoredFile, toPassingFile, toStoredFile } from './stored-file.ts';

export interface FileStore {
  /** The file at a path relative to the folder, `/`-separated and decoded, or null when there is none inside it. */
  read(path: string): Promise<StoredFile | null>;
}

/** Serves one folder and nothing outside it. */
export function createFileStore(folder: string): FileStore {
  const root = resolve(folder);
  const kept = new Map<string, { readonly stamp: string; readonly file: StoredFile }>();

  async function read(path: string): Promise<StoredFile | null> {
    const full = within(root, path);
    if (full === null) return null;
    const found = await stat(full).catch(absent);
    if (!found?.isFile()) {
      kept.delete(full);
      return null;
    }
    const stamp = `${found.mtimeMs}:${found.size}:${found.ino}`;
    const known = kept.get(full);
    if (known?.stamp === stamp) return known.file;
    const body = await readFile(full).catch(absent);
    if (body === null) return null;
    const brotli = await readFile(`${full}.br`).catch(absent);
    const isSame = brotli !== null && (await isBrotliOf(body, brotli));
    const file = toStoredFile(body, extname(full), isSame ? brotli : null);
    kept.set(full, { stamp, file });
    return file;
  }

  return { read };
}

/**
 * Answers a GET or HEAD with a file in the best encoding the client takes, or 304 when it has it already
 * (RFC 9110: 8.8.3 entity tags, 12.5.3 Accept-Encoding, 13.1.2 If-None-Match).
 */
export async function fileResponse(
  request: Request,
  file: StoredFile,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const shared = { ...headers, etag: file.etag, vary: 'Accept-Encoding' };
  if (hasCurrent(request.headers.get('if-none-match'), file.etag)) {
    return new Response(null, { status: 304, headers: shared });
  }
  return encodedResponse(request, file, shared);
}

/**
 * Answers with documents made for a request; the latest are kept, as most differ by key and language only. One that holds
 * what is of use once is not.
 */
export function createHtmlResponder() {
  const kept = new Map<string, StoredFile>();

  function keep(html: string): StoredFile {
    const file = kept.get(html) ?? toStoredFile(Buffer.from(html), '.html');
    kept.delete(html);
    kept.set(html, file);
    for (const oldest of kept.keys()) if (kept.size > DOCUMENTS_KEPT) kept.delete(oldest);
    return file;
  }

  return (
    request: Request,
    html: string,
    headers: Readonly<Record<string, string>>,
    use: 'again' | 'once' = 'again',
  ): Promise<Response> => {
    const file = use === 'again' ? keep(html) : toPassingFile(Buffer.from(html), '.html');
    return encodedResponse(request, file, { ...headers, vary: 'Accept-Encoding, Accept-Language' });
  };
}

const DOCUMENTS_KEPT = 32;

async function encodedResponse(
  request: Request,
  file: StoredFile,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const wanted = file.isText ? chooseEncoding(request.headers.get('accept-encoding')) : 'identity';
  const body = await file.encoded(wanted);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), {
    headers: {
      ...headers,
      'content-type': file.contentType,
      'content-length': String(body.byteLength),
      ...(wanted === 'identity' ? {} : { 'content-encoding': wanted }),
    },
  });
}

/** Null for a path that leaves the folder, however it is written. */
function within(root: string, path: string): string | null {
  if (/[\\\0]/.test(path)) return null;
  const full = resolve(root, `./${path}`);
  return full.startsWith(root + sep) ? full : null;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG') return null;
  throw error;
}

function hasCurrent(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}
