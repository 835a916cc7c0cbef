// Facts about who hears what of a session, when, and how often; and that nobody is remembered who has gone.

import { get } from 'node:http';
import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { bindPorts } from '../ports.ts';
import { HEARTBEAT_MS, LIFETIME_MS, openEventStream, type StreamDeps } from './event-stream.ts';
import { untilNewer } from './long-poll.ts';
import { createWatch, type News } from './watch.ts';

const ID = 'cs_test_1';
const event = (version: number) => `id: ${version}\nevent: version\ndata: {"version":${version}}\n\n`;
const open = (version: number): News => ({ version, isOver: false });

/** A stream of a session at version 1, and what was read of it. */
async function aStream(overrides: Partial<StreamDeps> = {}) {
  const watch = createWatch();
  const clock = manualClock();
  const cutOff = vi.fn();
  const stream = openEventStream(ID, {
    watch,
    wait: clock.wait,
    find: async () => open(1),
    isCutOff: () => false,
    cutOff,
    ...overrides,
  });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  /** The next chunk; null at the end. */
  const next = async () => (await reader.read()).value ?? null;
  return { watch, clock, cutOff, next, cancel: () => reader.cancel() };
}

describe('a stream of versions', () => {
  it('tells the version at once, and then every other, once and in its order', async () => {
    const { watch, next } = await aStream();
    expect(await next()).toBe(event(1));
    for (const version of [1, 2, 2, 4, 3]) watch.publish(ID, open(version));
    watch.publish('cs_test_2', open(9));
    expect([await next(), await next()]).toEqual([event(2), event(4)]);
  });

  it('misses nothing that is committed while it is opened', async () => {
    const watch = createWatch();
    const { next } = await aStream({
      watch,
      async find() {
        watch.publish(ID, open(2));
        return open(1);
      },
    });
    expect(await next()).toBe(event(2));
    watch.publish(ID, open(3));
    expect(await next()).toBe(event(3));
  });

  it.each([
    [
      'when the session ends, after telling so',
      (watch: ReturnType<typeof createWatch>) => watch.publish(ID, { version: 2, isOver: true }),
      [event(2), null],
    ],
    ['when the watch is closed', (watch: ReturnType<typeof createWatch>) => watch.close(), [null]],
    ['when all are sent away', (watch: ReturnType<typeof createWatch>) => watch.hangUp(), [null]],
  ])('ends %s', async (_when, act, heard) => {
    const { watch, next } = await aStream();
    await next();
    act(watch);
    for (const chunk of heard) expect(await next()).toBe(chunk);
    expect(watch.count()).toBe(0);
  });

  it('ends at once for a session that has ended, and under a watch that is closed', async () => {
    const over = await aStream({ find: async () => ({ version: 7, isOver: true }) });
    expect([await over.next(), await over.next()]).toEqual([event(7), null]);
    const watch = createWatch();
    watch.close();
    expect(await (await aStream({ watch })).next()).toBeNull();
    expect([over.watch.count(), watch.count()]).toEqual([0, 0]);
  });

  it('beats every 15 seconds, and ends after 5 minutes', async () => {
    const { watch, clock, next } = await aStream();
    await next();
    clock.advance(HEARTBEAT_MS);
    expect(await next()).toBe(': \n\n');
    clock.advance(LIFETIME_MS);
    await expect.poll(() => watch.count()).toBe(0);
  });

  it('ends when the session cannot be read', async () => {
    const { watch, next } = await aStream({ find: () => Promise.reject(new Error('closed')) });
    expect([await next(), watch.count()]).toEqual([null, 0]);
  });

  it('breaks instead of telling anything while nothing gets through', async () => {
    let isOffline = false;
    const { watch, cutOff, next } = await aStream({ isCutOff: () => isOffline });
    await next();
    isOffline = true;
    watch.publish(ID, open(2));
    expect([await next(), cutOff.mock.calls.length, watch.count()]).toEqual([null, 1, 0]);
  });

  it('forgets who stops reading, and who closes the connection', async () => {
    const stopped = await aStream();
    await stopped.cancel();
    expect(stopped.watch.count()).toBe(0);

    const watch = createWatch();
    const deps = { watch, wait: manualClock().wait, isCutOff: () => false, cutOff: () => {} };
    const app = new Hono().get('/', (c) =>
      c.body(openEventStream(ID, { ...deps, find: async () => open(1) })),
    );
    const ports = await bindPorts(0);
    ports.answer([app.fetch, app.fetch, app.fetch]);
    const asked = get({ host: '127.0.0.1', port: ports.first, agent: false });
    asked.on('response', (response) => response.once('data', () => asked.destroy()));
    asked.on('error', () => {});
    await expect.poll(() => asked.destroyed).toBe(true);
    await expect.poll(() => watch.count()).toBe(0);
    await ports.close(0);
  });
});

describe('a read that waits', () => {
  const aPoll = (find: () => Promise<News> = async () => open(3)) => {
    const watch = createWatch();
    const clock = manualClock();
    const aborter = new AbortController();
    const ended = vi.fn();
    const deps = { watch, wait: clock.wait, find, signal: aborter.signal };
    const poll = untilNewer(ID, 3, 20_000, deps).then(ended);
    return { watch, clock, aborter, ended, poll };
  };

  it('ends at a newer version, and not at the same', async () => {
    const { watch, ended, poll } = aPoll();
    watch.publish(ID, open(3));
    expect([watch.count(), ended.mock.calls.length]).toEqual([1, 0]);
    watch.publish(ID, open(4));
    await poll;
    expect(watch.count()).toBe(0);
  });

  it.each([
    ['its time is over', ({ clock }: ReturnType<typeof aPoll>) => clock.advance(20_000)],
    ['the watch is closed', ({ watch }: ReturnType<typeof aPoll>) => watch.close()],
    ['nobody waits any more', ({ aborter }: ReturnType<typeof aPoll>) => aborter.abort()],
  ])('ends when %s', async (_when, act) => {
    const polled = aPoll();
    act(polled);
    await polled.poll;
    expect(polled.watch.count()).toBe(0);
  });

  it('ends at once when the version has come meanwhile, when it cannot be read, and when nobody waits', async () => {
    await aPoll(async () => open(4)).poll;
    await aPoll(() => Promise.reject(new Error('closed'))).poll;
    const watch = createWatch();
    const deps = { watch, wait: manualClock().wait, find: async () => open(3), signal: AbortSignal.abort() };
    await untilNewer(ID, 3, 20_000, deps);
    expect(watch.count()).toBe(0);
  });
});
