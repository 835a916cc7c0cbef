// The same news for networks that hold streams back: an answer that waits until there is something to say.

import type { Wait } from '../domain/clock.ts';
import type { News, Watch } from './watch.ts';

export interface LongPollDeps {
  readonly watch: Watch;
  /** By the machine's time. */
  readonly wait: Wait;
  /** The news as it is now. */
  readonly find: () => Promise<News>;
  /** Of the request: whoever asks may go away. */
  readonly signal: AbortSignal;
}

/** Resolves when a session is past the version `since`, at the latest after `ms`; at once when nobody waits any more. */
export async function untilNewer(
  sessionId: string,
  since: number,
  ms: number,
  { watch, wait, find, signal }: LongPollDeps,
): Promise<void> {
  const aborter = new AbortController();
  const waiting = new Promise<void>((resolve) => {
    const end = () => {
      aborter.abort();
      resolve();
    };
    const tell = ({ version }: News) => {
      if (version > since) end();
    };
    const unsubscribe = watch.subscribe(sessionId, { tell, end });
    aborter.signal.addEventListener('abort', unsubscribe, { once: true });
    if (aborter.signal.aborted) return unsubscribe();
    signal.addEventListener('abort', end, { once: true, signal: aborter.signal });
    if (signal.aborted) return end();
    void wait(ms, aborter.signal).then(end);
    // Only now, for the reason in event-stream.ts.
    void find().then(tell, end);
  });
  await waiting;
}
