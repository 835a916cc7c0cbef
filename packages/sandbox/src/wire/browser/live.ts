// How an open checkout learns of what others do to its session: a stream of versions, or a read that waits for the next.

import { z } from '@hono/zod-openapi';
import type { Checkout } from '../../domain/checkout.ts';
import type { ApiContext } from '../../http/env.ts';
import { EVENT_STREAM } from '../../http/event-stream.ts';
import { ApiError } from '../../http/problem.ts';
import { STREAMS_PER_SESSION } from '../../http/rate-limit.ts';
import { validate } from '../../http/validation.ts';
import { openEventStream } from '../../live/event-stream.ts';
import { untilNewer } from '../../live/long-poll.ts';
import { newsOf } from '../../live/news-of.ts';
import type { News } from '../../live/watch.ts';
import { findVersion } from '../../store/versions.ts';
import { type BrowserDeps, openSession } from './open-session.ts';

/** A number as it stands in an address: digits alone. */
const digits = z.string().regex(/^\d{1,15}$/, { error: 'is no whole number. Send digits alone.' });

/** Query of a read that waits. */
export const longPollQuery = z.object({
  wait: digits
    .optional()
    .openapi({ description: 'Seconds to wait for a version past `since`, 1 to 25.', example: '25' }),
  since: digits.optional().openapi({ description: 'The version that the caller has.', example: '3' }),
});

export interface LongPoll {
  readonly ms: number;
  readonly since: number;
}

const LONGEST_WAIT_S = 25;

/** What the request is ready to wait for; null when it wants its answer at once. @throws ApiError `invalid_request` */
export function readLongPoll(c: ApiContext): LongPoll | null {
  const [wait, since] = [c.req.query('wait'), c.req.query('since')];
  if (wait === undefined && since === undefined) return null;
  validate(longPollQuery, { wait, since });
  const seconds = Number(wait);
  if (wait === undefined || seconds < 1 || seconds > LONGEST_WAIT_S) {
    const got = wait === undefined ? 'since without wait' : wait;
    throw refuse('wait', `got ${got}, expected seconds, 1 to ${LONGEST_WAIT_S}.`);
  }
  if (since === undefined) {
    throw refuse(
      'since',
      'is needed with wait: the version that you have. Without both, you are answered at once.',
    );
  }
  return { ms: seconds * 1000, since: Number(since) };
}

/** The checkout once it is past the version that the caller has, or as it is when their patience is over. */
export async function waitForNews(
  c: ApiContext,
  deps: BrowserDeps,
  checkout: Checkout,
  { ms, since }: LongPoll,
): Promise<Checkout> {
  const { id, version } = checkout.session;
  if (version > since) return checkout;
  const { watch, machine } = deps;
  const find = () => findNews(deps, id);
  await untilNewer(id, since, ms, { watch, wait: machine.wait, find, signal: c.req.raw.signal });
  return openSession(c, deps);
}

/** Answers with the stream of the session's versions. */
export async function answerEvents(c: ApiContext, deps: BrowserDeps): Promise<Response> {
  const { session } = await openSession(c, deps);
  const { limiter, watch, machine, book } = deps;
  limiter.take(c, STREAMS_PER_SESSION, session.id);
  const { method, path } = c.req;
  const asked = { method, path, merchantId: session.merchantId, sessionId: session.id };
  const stream = openEventStream(session.id, {
    watch,
    wait: machine.wait,
    find: () => findNews(deps, session.id),
    isCutOff: () => !session.livemode && book.cutsOff(asked),
    cutOff: () => c.env?.incoming?.socket.destroy(),
  });
  // Told to whatever stands between us and the browser: pass it on as it comes, and unchanged.
  return c.body(stream, 200, { 'Content-Type': EVENT_STREAM, 'X-Accel-Buffering': 'no' });
}

/** A session that is gone has nothing more to tell. */
async function findNews({ store }: BrowserDeps, sessionId: string): Promise<News> {
  const found = await findVersion(store.db, sessionId);
  return found === null ? { version: 0, isOver: true } : newsOf(found);
}

function refuse(param: string, message: string): ApiError {
  return new ApiError('invalid_request', `${param}: ${message}`, { param });
}
