// One connection that tells when the session has changed: a stream, or a read that waits for the next version.

import type { Reach } from '../api/calls.ts';
import { exchange, restOf } from '../api/http.ts';
import type { Clock } from '../clock.ts';
import { createEventReader } from './event-lines.ts';

export interface Connection {
  readonly reach: Reach;
  readonly clock: Clock;
  /** Told of each version that the server names. */
  readonly told: (version: number) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** `cut`: an answer came and nothing in it, as something on the way keeps streams back, or the server knows none. */
export interface Outcome {
  readonly end: 'told' | 'cut' | 'failed';
  readonly retryAfterMs?: number;
}

/** A stream begins with the present version. */
const FIRST_EVENT_MS = 5_000;
/** The server says something every 15 s. */
const SILENCE_MS = 40_000;
const LONGEST_WAIT_S = 25;
const WAIT_DEADLINE_MS = (LONGEST_WAIT_S + 10) * 1_000;
/** Answers of a server that has no such stream (RFC 9110). */
const UNKNOWN = [404, 405, 406, 501];

/** Follows the stream until it ends, for whatever reason. */
export async function followStream({ reach, clock, told, signal }: Connection): Promise<Outcome> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort, { once: true });
  let patience = clock.after(FIRST_EVENT_MS, abort);
  let hasAnswer = false;
  let hasEvent = false;
  const ended = (): Outcome => ({ end: hasEvent ? 'told' : hasAnswer ? 'cut' : 'failed' });
  const stopped = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Error('Nothing came any more.')));
  });
  stopped.catch(() => {});
  try {
    const headers = { ...reach.headers, Accept: 'text/event-stream' };
    const opening = reach.fetch(`${reach.url}/events`, { headers, signal: controller.signal });
    const response = await Promise.race([opening, stopped]);
    if (!response.ok)
      return { end: UNKNOWN.includes(response.status) ? 'cut' : 'failed', ...restOf(response) };
    hasAnswer = true;
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    const read = createEventReader();
    for (;;) {
      const piece = await Promise.race([reader?.read(), stopped]);
      if (piece === undefined || piece.done) return ended();
      for (const version of read(decoder.decode(piece.value, { stream: true }))) {
        hasEvent = true;
        told(version);
      }
      if (!hasEvent) continue;
      patience();
      patience = clock.after(SILENCE_MS, abort);
    }
  } catch {
    return ended();
  } finally {
    patience();
    controller.abort();
    signal.removeEventListener('abort', abort);
  }
}

/** Asks for a version after this one, and waits for it as long as a connection may be silent. */
export async function waitForNews(
  { reach, clock, told, signal }: Connection,
  since: number,
): Promise<Outcome> {
  const url = `${reach.url}?wait=${LONGEST_WAIT_S}&since=${since}`;
  const send = async (abort: AbortSignal) => {
    const response = await reach.fetch(url, { headers: reach.headers, signal: abort });
    return response.status === 304 ? Response.json(NOTHING_NEW) : response;
  };
  const { value, error, retryAfterMs } = await exchange(send, {
    parse: (body) => (hasVersion(body) ? body.version : undefined),
    clock,
    deadlineMs: WAIT_DEADLINE_MS,
    signal,
  });
  if (error !== undefined) return { end: 'failed', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (value > since) told(value);
  return { end: 'told' };
}

const NOTHING_NEW = { version: 0 };

function hasVersion(body: unknown): body is { readonly version: number } {
  return typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number';
}
