// Sends to the public Internet only: every address that a name stands for is looked at when the connection is made.

import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isPublicAddress, isPublicHost } from './public-address.ts';

/** All addresses of a name, as `dns.lookup` with `all` gives them. */
export type LookupAll = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

const systemLookupAll: LookupAll = (hostname, done) => systemLookup(hostname, { all: true }, done);

/**
 * A `fetch` for webhooks that refuses receivers in private networks (SSRF). What is judged is the address that the connection
 * is made to, so that a name cannot mean another one a moment later. Redirects are answers like any other: they are not followed.
 */
export function createPublicFetch(
  lookupAll: LookupAll = systemLookupAll,
  isAllowed: (address: string) => boolean = isPublicAddress,
): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isPublicHost(url.hostname)) throw refusal(url.hostname);
    const body = typeof init.body === 'string' ? init.body : '';
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      method: init.method ?? 'GET',
      headers: {
        ...Object.fromEntries(new Headers(init.headers)),
        'content-length': String(Buffer.byteLength(body)),
      },
      lookup: checked(lookupAll, isAllowed),
      // Each delivery is a connection of its own, so that none is made use of that was allowed for another.
      agent: false,
      ...(init.signal == null ? {} : { signal: init.signal }),
    });
    request.end(body);
    return toResponse(await answerOf(request));
  };
}

/** Fails where one of the addresses is not public: which one a connection would take, is not for the name's owner to choose. */
function checked(lookupAll: LookupAll, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) =>
    lookupAll(hostname, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null) return done(error, '');
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address))) {
        return done(refusal(hostname), '');
      }
      if (options.all === true) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
}

const WITHOUT_BODY = [101, 204, 205, 304];

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 500;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (WITHOUT_BODY.includes(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers });
}

function refusal(hostname: string): Error {
  return new Error(`${hostname} is no public address, and --public-webhooks-only is on`);
}
