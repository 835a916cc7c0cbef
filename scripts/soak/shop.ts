// The shop's server in a soak: makes sessions, changes and ends them, makes requests fail, moves the sandbox's time. It
// asks again while the sandbox is down; a key has its sessions made once.

import type { SandboxFacts } from '../local.ts';
import type { Plan } from './plan.ts';
import type { Fetch } from './tab.ts';

export interface Shop {
  createSession(): Promise<{ readonly id: string; readonly clientSecret: string }>;
  addFault(rule: object): Promise<void>;
  clearFaults(): Promise<void>;
  /** Ends a session, or changes its price; a refusal is an answer too. */
  act(sessionId: string, what: NonNullable<Plan['shop']>): Promise<void>;
  /** Moves the sandbox's time on; all that falls due is done when it resolves. */
  advance(ms: number): Promise<void>;
  /** Moves it until no webhook waits. */
  advanceUntilDelivered(): Promise<void>;
  /** The network of all browsers, counted. */
  readonly browserFetch: Fetch;
  readonly browserRequests: () => number;
}

const ASK_AGAIN_MS = 200;
const TRIES_MAX = 300;
/** The longest wait between two attempts of a webhook is a day; most succeed at the second. */
const RETRY_WAITS_MS = [10_000, 60_000, 300_000, 600_000, 3_600_000, 10_800_000] as const;

const SESSION = {
  uiMode: 'embedded',
  currency: 'USD',
  amount: 4900,
  afterCompletion: { type: 'hosted_confirmation' },
};

export function createShop({ api, secretKey }: SandboxFacts): Shop {
  let browserRequests = 0;

  /** Until the sandbox answers; not when it is told to hurry less, or is just being started again. */
  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const key = crypto.randomUUID();
    let last: unknown;
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      try {
        const answer = await fetch(api + path, {
          method,
          headers: {
            Authorization: `Bearer ${secretKey}`,
            'Idempotency-Key': key,
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (answer.ok || answer.status === 409) return JSON.parse(text === '' ? '{}' : text) as unknown;
        last = new Error(`${method} ${path} answered ${answer.status}: ${text}`);
        if (answer.status < 500 && answer.status !== 429) throw new Wrong(String(last));
      } catch (error) {
        if (error instanceof Wrong) throw error;
        last = error;
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
    throw last;
  }

  const advance = async (ms: number) => void (await ask('POST', '/sandbox/clock', { action: 'advance', ms }));

  return {
    createSession: async () =>
      (await ask('POST', '/checkout/sessions', SESSION)) as { id: string; clientSecret: string },
    addFault: async (rule) => void (await ask('POST', '/sandbox/faults', rule)),
    clearFaults: async () => void (await ask('DELETE', '/sandbox/faults')),
    async act(id, what) {
      const path = `/checkout/sessions/${id}`;
      if (what.type === 'expire') await ask('POST', `${path}/expire`);
      else await ask('PATCH', path, { amount: what.amount });
    },
    advance,
    async advanceUntilDelivered() {
      for (const ms of RETRY_WAITS_MS) {
        const waiting = (await ask('GET', '/sandbox/deliveries?state=pending&limit=1')) as {
          data?: unknown[];
        };
        if (waiting.data?.length === 0) return;
        await advance(ms);
      }
    },
    browserFetch(url, init) {
      browserRequests += 1;
      return fetch(url, init);
    },
    browserRequests: () => browserRequests,
  };
}

/** What asking again does not mend. */
class Wrong extends Error {}
