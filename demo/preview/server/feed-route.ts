// `GET /api/runs/<run>/feed`: what happens in a run, as server-sent events, from where the page has lost it.

import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Run, Runs } from './runs.ts';
import type { Watcher } from './watcher.ts';

type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface FeedDeps {
  readonly runs: Runs;
  readonly watcher: Pick<Watcher, 'watch'>;
  readonly wait: Wait;
}

/** Often enough that nothing between takes the connection for dead. */
const HEARTBEAT_MS = 15_000;
/** How soon a page that lost the feed asks again. */
const RETRY_MS = 1000;
/** The page asks for the feed beside the stage that begins the run: one of them is first. */
const BEGIN_PATIENCE_MS = 5000;
const BEGIN_LOOK_MS = 50;

/** The route; who may ask is checked before. The feed of a run that does not begin soon ends, and the page asks again. */
export function createFeedRoute({ runs, watcher, wait }: FeedDeps): Hono {
  const app = new Hono();
  app.get('/api/runs/:run/feed', (c) => {
    const known = /^\d{1,9}$/.exec(c.req.header('last-event-id') ?? '')?.[0] ?? '0';
    return streamSSE(c, async (stream) => {
      await stream.write(`retry: ${RETRY_MS}\n\n`);
      const run = await begun(() => runs.find(c.req.param('run')), stream, wait);
      if (run === null) return;
      const leave = watcher.watch(run);
      await tellAll(run, Number(known), stream, wait).finally(leave);
    });
  });
  return app;
}

async function begun(find: () => Run | null, stream: SSEStreamingApi, wait: Wait): Promise<Run | null> {
  const never = new AbortController().signal;
  for (let waited = 0; waited < BEGIN_PATIENCE_MS && !stream.aborted; waited += BEGIN_LOOK_MS) {
    const run = find();
    if (run !== null) return run;
    await wait(BEGIN_LOOK_MS, never);
  }
  return null;
}

/** All that the run was told after `last`, and what it is told from now on, until the page is gone. */
async function tellAll(run: Run, last: number, stream: SSEStreamingApi, wait: Wait): Promise<void> {
  let news = new AbortController();
  const hear = () => news.abort();
  run.listeners.add(hear);
  stream.onAbort(hear);
  for (let told = last; !stream.aborted && !stream.closed; ) {
    news = new AbortController();
    for (const { sequence, item } of run.told.filter((one) => one.sequence > told)) {
      told = sequence;
      const data = JSON.stringify({ at: item.at, data: item.data });
      await stream.writeSSE({ id: String(sequence), event: item.name, data });
    }
    await wait(HEARTBEAT_MS, news.signal);
    if (!news.signal.aborted) await stream.write(': still here\n\n');
  }
  run.listeners.delete(hear);
}
