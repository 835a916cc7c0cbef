// A whole sandbox in this process for tests of what the APIs promise: its clock stands still, its webhooks are caught.

import { randomBytes, randomUUID } from 'node:crypto';
import { createIds } from '../src/domain/id.ts';
import { hashOf } from '../src/store/vault.ts';
import { anotherMerchant, aSandbox, type Overrides, type Sandbox } from '../src/test-sandbox.ts';

/** One webhook as the receiver got it. */
export interface Webhook {
  readonly url: string;
  readonly headers: Headers;
  /** The exact bytes that are signed. */
  readonly body: string;
}

export interface World extends Sandbox {
  /** What every receiver got so far, in order. */
  readonly webhooks: readonly Webhook[];
  /** How receivers answer from now on; 200 unless told. */
  answerWebhooks(answer: (webhook: Webhook) => Response | Promise<Response>): void;
  /** Does what is due now: expiry, outcomes that take time, webhooks. */
  work(): Promise<void>;
  /** Moves the clock by `ms` milliseconds, and does what is due then. */
  advance(ms: number): Promise<void>;
  /** A secret key of another merchant, in test mode. */
  anotherKey(): Promise<string>;
}

/** A sandbox of one's own. Close it at the end, or use `inWorld`. */
export async function start(overrides: Omit<Overrides, 'fetch'> = {}): Promise<World> {
  const webhooks: Webhook[] = [];
  let answer: (webhook: Webhook) => Response | Promise<Response> = () => new Response('ok');
  const sandbox = await aSandbox({
    ...overrides,
    fetch: async (url, init) => {
      const body = await new Response(init?.body).text();
      const webhook = { url: String(url), headers: new Headers(init?.headers), body };
      webhooks.push(webhook);
      return answer(webhook);
    },
  });
  const work = async () => {
    // Twice: what is done first may make something due.
    for (let round = 0; round < 2; round += 1) await sandbox.server.tick();
  };
  return {
    ...sandbox,
    webhooks,
    work,
    answerWebhooks(next) {
      answer = next;
    },
    async advance(ms) {
      sandbox.clock.advance(ms);
      await work();
    },
    anotherKey: async () => (await anotherMerchant(sandbox)).secretKey,
  };
}

/** Runs a test in a world of its own. */
export async function inWorld(
  test: (world: World) => Promise<void>,
  overrides: Omit<Overrides, 'fetch'> = {},
): Promise<void> {
  const world = await start(overrides);
  try {
    await test(world);
  } finally {
    await world.close();
  }
}

/** One more secret key of the same merchant. */
export async function oneMoreKey(
  { store, clock, keys }: World,
  mode: 'test' | 'live' = 'test',
): Promise<string> {
  const key = `sk_${mode}_${randomUUID().replaceAll('-', '')}`;
  const row = {
    id: createIds(clock, randomBytes).next('key'),
    merchant_id: keys.merchantId,
    livemode: mode === 'live' ? 1 : 0,
    kind: 'secret',
    hash: hashOf(key),
    public_key: null,
    last4: key.slice(-4),
    revoked_at: null,
    created_at: clock.now().toISOString(),
  } as const;
  await store.db.insertInto('api_keys').values(row).execute();
  return key;
}
