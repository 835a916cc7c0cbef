// A session's versions as server-sent events (WHATWG HTML, 9.2): a hint that there is something new to read.

import type { Wait } from '../domain/clock.ts';
import type { News, Watch } from './watch.ts';

/** Proxies close what is silent for longer; 15 s is what the standard advises. */
export const HEARTBEAT_MS = 15_000;
/** A stream that lives longer may be one that nobody reads: who does opens the next. */
export const LIFETIME_MS = 300_000;

export interface StreamDeps {
  readonly watch: Watch;
  /** By the machine's time: it keeps a connection alive. */
  readonly wait: Wait;
  /** The news as it is now. */
  readonly find: () => Promise<News>;
  /** Whether nothing gets through any more, as the sandbox was told: then the connection breaks instead. */
  readonly isCutOff: () => boolean;
  readonly cutOff: () => void;
}

const BYTES = new TextEncoder();

/**
 * The stream of one session: its version at once, then each that is committed, in their order and none twice. Ends after
 * five minutes, when the session has ended (which is told before), and when the watch does. Who stops reading is forgotten.
 */
export function openEventStream(
  sessionId: string,
  { watch, wait, find, isCutOff, cutOff }: StreamDeps,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const aborter = new AbortController();
  const { signal } = aborter;
  let told = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async start(controller) {
      const end = () => {
        if (signal.aborted) return;
        aborter.abort();
        controller.close();
      };
      const send = (text: string) => {
        if (signal.aborted) return;
        if (!isCutOff()) return controller.enqueue(BYTES.encode(text));
        cutOff();
        end();
      };
      const tell = ({ version, isOver }: News) => {
        if (version > told) {
          told = version;
          send(`id: ${version}\nevent: version\ndata: {"version":${version}}\n\n`);
        }
        if (isOver) end();
      };
      const unsubscribe = watch.subscribe(sessionId, { tell, end });
      if (signal.aborted) return unsubscribe();
      signal.addEventListener('abort', unsubscribe, { once: true });
      void wait(LIFETIME_MS, signal).then(end);
      void beat(() => send(': \n\n'), wait, signal);
      // Only now: what is committed between a reading and the subscription would be told by neither.
      await find().then(tell, end);
    },
    cancel: () => aborter.abort(),
  });
}

/** Ends with the signal: a wait that is aborted never resolves. */
async function beat(send: () => void, wait: Wait, signal: AbortSignal): Promise<void> {
  for (;;) {
    await wait(HEARTBEAT_MS, signal);
    send();
  }
}
