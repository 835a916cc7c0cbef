// Compresses the answers of the browser API: a session is a kilobyte and a half of JSON, on the way to the first key.

import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';
import { isEventStream } from './event-stream.ts';
import { chooseEncoding } from './stored-file.ts';

/** Bytes below which it does not pay. */
const WORTH_IT = 300;

/**
 * At once, since so little takes a fraction of a millisecond. Our entity tags are weak, so they hold for every encoding
 * (RFC 9110, 8.8.1). No answer repeats a key or a client secret, whose length would tell something of it (BREACH).
 */
export const compressAnswers: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'OPTIONS') return next(); // An answer to a preflight has no body, ever.
  c.header('Vary', 'Accept-Encoding', { append: true });
  await next();
  const encoding = chooseEncoding(c.req.header('Accept-Encoding') ?? null);
  // A stream is sent as it comes, and never ends as far as we are concerned.
  if (encoding === 'identity' || c.res.body === null || isEventStream(c.res)) return;
  const body = Buffer.from(await c.res.clone().arrayBuffer());
  if (body.byteLength < WORTH_IT) return;
  const compressed = encoding === 'br' ? brotliCompressSync(body, BROTLI) : gzipSync(body);
  c.res = new Response(new Uint8Array(compressed), c.res);
  c.header('Content-Encoding', encoding);
  c.header('Content-Length', String(compressed.byteLength));
};

const BROTLI = {
  params: { [zlib.BROTLI_PARAM_QUALITY]: 6, [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT },
};
