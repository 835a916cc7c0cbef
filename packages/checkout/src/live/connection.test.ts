// One connection: what it tells, and how each way to end is taken.

import { describe, expect, it } from 'vitest';
import { createFakeClock, settled } from '../fake-clock.ts';
import { answering, aReach, aStream, down, silent } from './a-stream.ts';
import { followStream, waitForNews } from './connection.ts';

function aConnection(...answers: Parameters<typeof aReach>) {
  const clock = createFakeClock();
  const server = aReach(...answers);
  const told: number[] = [];
  const controller = new AbortController();
  const connection = {
    reach: server.reach,
    clock,
    told: (version: number) => void told.push(version),
    signal: controller.signal,
  };
  return { ...server, clock, told, controller, connection };
}

/** Streams settle in turns of the event loop, which fake clocks do not wait for. */
const streamed = () => new Promise((resolve) => setImmediate(resolve));

describe('a stream', () => {
  it('tells every version, and ends where the server ends it', async () => {
    const stream = aStream();
    const { connection, told, asked } = aConnection(answering(() => stream.response));
    const outcome = followStream(connection);
    stream.tell(3);
    stream.comment();
    stream.tell(4);
    await streamed();
    stream.end();
    expect(await outcome).toEqual({ end: 'told' });
    expect(told).toEqual([3, 4]);
    expect(asked).toEqual(['/events']);
  });

  it('is cut on the way when it is answered and the first event does not come in five seconds', async () => {
    const stream = aStream();
    const { connection, clock, aborted } = aConnection(answering(() => stream.response));
    const outcome = followStream(connection);
    await streamed();
    await clock.advance(5_000);
    expect(await outcome).toEqual({ end: 'cut' });
    expect(aborted).toEqual(['/events']);
  });

  it('is over when nothing has come for forty seconds, and not before', async () => {
    const stream = aStream();
    const { connection, clock } = aConnection(answering(() => stream.response));
    let hasEnded = false;
    const outcome = followStream(connection).finally(() => {
      hasEnded = true;
    });
    stream.tell(3);
    await streamed();
    for (let comment = 0; comment < 10; comment += 1) {
      await clock.advance(15_000);
      stream.comment();
      await streamed();
    }
    await clock.advance(39_000);
    await streamed();
    expect(hasEnded).toBe(false);
    await clock.advance(1_000);
    expect(await outcome).toEqual({ end: 'told' });
  });

  it('ends when it is aborted', async () => {
    const { connection, controller, aborted } = aConnection(silent);
    const outcome = followStream(connection);
    controller.abort();
    expect(await outcome).toEqual({ end: 'failed' });
    expect(aborted).toEqual(['/events']);
  });

  it('that breaks after it has told something has told', async () => {
    const stream = aStream();
    const { connection } = aConnection(answering(() => stream.response));
    const outcome = followStream(connection);
    stream.tell(3);
    await streamed();
    stream.fail();
    expect(await outcome).toEqual({ end: 'told' });
  });

  it.each([
    ['nobody answers', down, { end: 'failed' }],
    ['the server is busy', answering(() => busy(503, '7')), { end: 'failed', retryAfterMs: 7_000 }],
    ['it was opened too often', answering(() => busy(429, '60')), { end: 'failed', retryAfterMs: 60_000 }],
    ['the server knows none', answering(() => new Response('', { status: 404 })), { end: 'cut' }],
    ['a page comes in its place', answering(() => new Response('<h1>Sign in</h1>')), { end: 'cut' }],
  ])('fails, or is cut, when %s', async (_, answer, expected) => {
    const { connection } = aConnection(answer);
    expect(await followStream(connection)).toEqual(expected);
  });
});

describe('a read that waits', () => {
  it('asks for what comes after the version that is known, and tells it', async () => {
    const { connection, asked, told } = aConnection(answering(() => Response.json({ version: 4 })));
    expect(await waitForNews(connection, 3)).toEqual({ end: 'told' });
    expect(asked).toEqual(['?wait=25&since=3']);
    expect(told).toEqual([4]);
  });

  it.each([
    ['nothing was new', () => new Response(null, { status: 304 })],
    ['the server does not wait', () => Response.json({ version: 3 })],
  ])('tells nothing when %s', async (_, make) => {
    const { connection, told } = aConnection(answering(make));
    expect(await waitForNews(connection, 3)).toEqual({ end: 'told' });
    expect(told).toEqual([]);
  });

  it.each([
    ['nobody answers', down, {}],
    ['a page comes', answering(() => new Response('<h1>Sign in</h1>')), {}],
    ['the server is busy', answering(() => busy(503, '7')), { retryAfterMs: 7_000 }],
  ])('fails when %s', async (_, answer, rest) => {
    const { connection } = aConnection(answer);
    expect(await waitForNews(connection, 3)).toEqual({ end: 'failed', ...rest });
  });

  it('is given up on ten seconds after it should have been answered', async () => {
    const { connection, clock, aborted } = aConnection(silent);
    const outcome = waitForNews(connection, 3);
    await settled();
    await clock.advance(35_000);
    expect(await outcome).toEqual({ end: 'failed' });
    expect(aborted).toEqual(['?wait=25&since=3']);
  });
});

function busy(status: number, seconds: string): Response {
  return new Response('', { status, headers: { 'Retry-After': seconds } });
}
