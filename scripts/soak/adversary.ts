// A network that wants the worst: requests and answers are lost, held, doubled, overtaken, broken and replaced.

import type { Clock } from '../../packages/checkout/src/clock.ts';
import type { Chance } from './chance.ts';
import type { Fetch } from './tab.ts';

export interface Adversary {
  readonly fetch: Fetch;
  /** From now on it does nothing but carry. */
  stop(): void;
  /** Requests that it has carried, or not. */
  readonly requests: () => number;
}

interface Deps {
  readonly clock: Clock;
  readonly chance: Chance;
  /** How much of what is sent it meddles with, 0 to 1. */
  readonly malice: number;
  /** Brings a request to the server. */
  readonly deliver: (url: string, init: RequestInit) => Promise<Response>;
}

/** Ordinary ways: tens of milliseconds each. */
const USUAL_MS = [5, 80] as const;
/** Longer than any patience of the client. */
const LONG_MS = [500, 45_000] as const;

export function createAdversary({ clock, chance, malice, deliver }: Deps): Adversary {
  let isOver = false;
  let requests = 0;
  const pause = (range: readonly [number, number]) =>
    new Promise<void>((resolve) => clock.after(chance.between(...range), resolve));
  const cut = () => new TypeError('fetch failed');

  async function carry(url: string, init: RequestInit): Promise<Response> {
    await pause(USUAL_MS);
    const answer = await deliver(url, init);
    await pause(USUAL_MS);
    return answer;
  }

  async function meddle(url: string, init: RequestInit): Promise<Response> {
    const body = { ...init, signal: null };
    switch (
      chance.pick([
        'before',
        'after',
        'slow',
        'slow_answer',
        'double',
        'late_double',
        'truncate',
        'html',
        '503',
        '409',
        '429',
      ])
    ) {
      case 'before':
        await pause(USUAL_MS);
        throw cut();
      case 'after':
        await carry(url, body);
        throw cut();
      case 'slow':
        await pause(LONG_MS);
        // Whoever has gone away by then has closed the connection: what had not arrived never will.
        if (init.signal?.aborted) throw cut();
        return carry(url, body);
      case 'slow_answer': {
        const answer = await carry(url, body);
        await pause(LONG_MS);
        return answer;
      }
      case 'double':
        return (
          (await Promise.all([carry(url, body), carry(url, body)]))[chance.between(0, 1)] ?? carry(url, body)
        );
      case 'late_double': {
        const answer = await carry(url, body);
        // A copy of something that has been answered may turn up at any time.
        clock.after(chance.between(...LONG_MS), () => void carry(url, body).catch(() => {}));
        return answer;
      }
      case 'truncate': {
        const text = await (await carry(url, body)).text();
        return new Response(text.slice(0, text.length / 2), { headers: JSON_TYPE });
      }
      case 'html':
        return new Response('<h1>Sign in to this network</h1>');
      case '409':
        return problem(409, 'idempotency_in_progress');
      case '429':
        return problem(429, 'rate_limited');
      default:
        return problem(503, 'api_error');
    }
  }

  return {
    requests: () => requests,
    stop() {
      isOver = true;
    },
    fetch(url, init) {
      requests += 1;
      const { signal } = init;
      const answer = !isOver && chance.is(malice) ? meddle(url, init) : carry(url, { ...init, signal: null });
      answer.catch(() => {});
      if (signal == null) return answer;
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(cut());
        signal.addEventListener('abort', () => reject(cut()), { once: true });
        answer.then(resolve, reject);
      });
    },
  };
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function problem(status: number, code: string): Response {
  return new Response(JSON.stringify({ code, detail: 'By the adversary.' }), { status, headers: JSON_TYPE });
}
