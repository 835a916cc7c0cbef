// For tests: a payment server that streams, as far as the test lets it.

import type { Reach } from '../api/calls.ts';

type Answer = (url: string, signal: AbortSignal) => Promise<Response>;

/** A body that the test writes to. */
export function aStream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (started) => {
      controller = started;
    },
  });
  const write = (text: string) => controller?.enqueue(new TextEncoder().encode(text));
  return {
    response: new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }),
    tell: (version: number) => write(`event: version\ndata: {"version":${version}}\n\n`),
    comment: () => write(': \n\n'),
    end: () => controller?.close(),
    fail: () => controller?.error(new TypeError('network error')),
  };
}

/** Answers with the given answers, one after the other, the last again and again; hears what was asked and given up. */
export function aReach(...answers: Answer[]) {
  const asked: string[] = [];
  const aborted: string[] = [];
  const reach: Reach = {
    url: 'https://pay.example/v1/client/session',
    headers: { 'X-Client-Secret': 'secret' },
    fetch(url, init) {
      const path = url.slice('https://pay.example/v1/client/session'.length);
      asked.push(path);
      const { signal } = init;
      signal?.addEventListener('abort', () => aborted.push(path));
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined || !signal) return Promise.reject(new TypeError('Failed to fetch'));
      return answer(path, signal);
    },
  };
  return { reach, asked, aborted };
}

export const down: Answer = () => Promise.reject(new TypeError('Failed to fetch'));
export const silent: Answer = () => new Promise(() => {});
export const answering =
  (make: () => Response): Answer =>
  async () =>
    make();
