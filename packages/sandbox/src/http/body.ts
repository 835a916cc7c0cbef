// A request's JSON body: of a sane size, declared as JSON, and well formed.

import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiContext, Env } from './env.ts';
import { ApiError } from './problem.ts';

const LARGEST_BODY_BYTES = 1_000_000;

/** Refuses bodies over 1 MB, whether or not they say so beforehand. */
export const limitBody = limitBodyTo(LARGEST_BODY_BYTES);

/** Refuses longer bodies, whether or not they say so beforehand. */
export function limitBodyTo(bytes: number): MiddlewareHandler<Env> {
  const onError = (): never => {
    throw new ApiError('payload_too_large', `The body is over ${bytes} bytes. Send less.`, {
      // The rest of the body is not read, so this connection cannot carry another request (RFC 9112, 9.6).
      headers: { Connection: 'close' },
    });
  };
  const count = bodyLimit({ maxSize: bytes, onError });
  return (c, next) => {
    const length = c.req.header('Content-Length');
    // Where both say something, the length is not true (RFC 9112, 6.3).
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return count(c, next);
    return Number(length) <= bytes ? next() : onError();
  };
}

/** @throws ApiError `unsupported_media_type`, or `invalid_request` for what is no JSON. */
export async function readJson(c: ApiContext): Promise<unknown> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const got = type === '' ? 'no Content-Type' : `Content-Type: ${type.slice(0, 80)}`;
    throw new ApiError('unsupported_media_type', `Got ${got}, expected Content-Type: application/json.`);
  }
  const text = await c.req.text();
  try {
    // However it is spelt: without an escape, it can only stand there as it is.
    const mayHoldProto = text.includes('__proto__') || text.includes('\\u');
    const value: unknown = mayHoldProto ? JSON.parse(text, refuseProto) : JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    // The parser's own message quotes the body, which may hold a card.
    const problem = text === '' ? 'is empty' : 'is not well-formed JSON';
    throw new ApiError('invalid_request', `The body ${problem}. Send one JSON object.`);
  }
}

/** A field of this name would set a prototype or, where that is prevented, be dropped in silence. */
function refuseProto(name: string, value: unknown): unknown {
  if (name !== '__proto__') return value;
  throw new ApiError('invalid_request', 'The body has a field named __proto__. Give it another name.');
}

/** The body of a route that needs none: `{}` when nothing was sent. */
export async function readOptionalJson(c: ApiContext): Promise<unknown> {
  return (await c.req.text()) === '' ? {} : readJson(c);
}
