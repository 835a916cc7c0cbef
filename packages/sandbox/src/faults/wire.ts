// What only the connection itself can do wrong: break, break off in the middle, and be slow.

import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Wait } from '../domain/clock.ts';
import type { ApiContext, Env } from '../http/env.ts';
import { isEventStream } from '../http/event-stream.ts';
import type { Hit } from './book.ts';
import type { FaultKind } from './rule.ts';

/** These leave no answer. */
const CUTS: readonly FaultKind[] = ['drop_before', 'drop_after', 'offline'];

/** Whether a request that runs into these gets no answer. */
export function isCut(hits: readonly Pick<Hit, 'rule'>[]): boolean {
  return hits.some(({ rule }) => CUTS.includes(rule.kind));
}

/** How often a second a slow answer gets on. */
const STEPS_PER_SECOND = 10;

/**
 * Does to the answer what its request ran into; mount it before everything else. While `isActive`, connections are not
 * used twice: on one that was, a browser repeats a request that was cut off by itself (RFC 9112, 9.3.1), and nobody would
 * see the fault.
 */
export function spoilAnswers(wait: Wait, isActive: () => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    const hits = c.get('hits') ?? [];
    if (hits.length > 0 || isActive()) c.header('Connection', 'close');
    if (hits.length === 0) return;
    c.header('Sandbox-Fault', hits.map(({ id }) => id).join(', '));
    if (isCut(hits)) return drop(c);
    if (hits.some(({ rule }) => rule.kind === 'truncate')) return truncate(c);
    for (const { rule } of hits) {
      if (rule.bytesPerSecond !== undefined) throttle(c, rule.bytesPerSecond, wait);
    }
  };
}

/** The node connection of a request. @throws when there is none: an app that is called without a server cannot drop it. */
function bindingsOf(c: ApiContext): HttpBindings & { readonly socket: Socket } {
  const { incoming, outgoing } = c.env ?? {};
  if (incoming === undefined || outgoing === undefined) throw new Error('There is no connection to cut.');
  return { incoming, outgoing, socket: incoming.socket };
}

/** Whatever is written then goes nowhere. */
function drop(c: ApiContext): void {
  bindingsOf(c).socket.destroy();
}

/** Declares the whole answer, and sends half of it. */
async function truncate(c: ApiContext): Promise<void> {
  const { outgoing, socket } = bindingsOf(c);
  const body = Buffer.from(isEventStream(c.res) ? await firstOf(c.res) : await bytesOf(c.res));
  const headers = { ...Object.fromEntries(c.res.headers), 'content-length': String(body.byteLength) };
  outgoing.writeHead(c.res.status, headers);
  outgoing.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => socket.destroy());
  // Hono would make a copy with the headers of the answer, in which the server would not know it again.
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
}

async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.clone().arrayBuffer());
}

/** What a stream has to say at once; nobody waits for the rest. */
async function firstOf({ body }: Response): Promise<Uint8Array> {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value ?? new Uint8Array();
}

function throttle(c: ApiContext, bytesPerSecond: number, wait: Wait): void {
  if (c.res.body === null) return;
  const step = Math.max(1, Math.floor(bytesPerSecond / STEPS_PER_SECOND));
  c.res = new Response(c.res.body.pipeThrough(slowly(step, (step / bytesPerSecond) * 1000, wait)), c.res);
}

/** Passes on `step` bytes, and waits `ms`, and so on. */
function slowly(step: number, ms: number, wait: Wait): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    async transform(chunk, controller) {
      for (let at = 0; at < chunk.byteLength; at += step) {
        await wait(ms);
        controller.enqueue(chunk.subarray(at, at + step));
      }
    },
  });
}
