// A payment cut off before every single statement that it sends to its database, and what the next process makes of it.

import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { manualClock } from './domain/clock.ts';
import {
  APPROVED,
  aSandbox,
  aSessionBody,
  call,
  callClient,
  create,
  eventTypes,
  pay,
  type Sandbox,
} from './test-sandbox.ts';

const SLOW_CARD = '4000000000005126';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-crash-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Lets `statements` more reach the database; from then on the process is dead, and nothing that it says counts. */
function killAfter(statements: number): { isDead(): boolean } {
  const { prepare } = Database.prototype;
  let left = statements;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql) {
    // The database itself undoes what a dead process had begun.
    if (sql === 'rollback') return prepare.call(this, sql);
    left -= 1;
    if (left < 0) throw new Error('killed');
    return prepare.call(this, sql);
  });
  return { isDead: () => left < 0 };
}

interface Run {
  /** The sandbox of the next process, which has had the time to mend what it found. */
  readonly sandbox: Sandbox;
  /** Whether the one before was cut off: false once it got to the end of its work. */
  readonly wasKilled: boolean;
  /** What the shop had received by then. */
  readonly receivedBefore: readonly string[];
}

/**
 * Prepares a database, then runs `work` on a copy of it for every number of statements that it may send before it dies,
 * and hands the database that it leaves behind to `check`.
 */
async function cutOffEverywhere<T>(
  prepare: (sandbox: Sandbox) => Promise<T>,
  work: (sandbox: Sandbox, prepared: T) => Promise<unknown>,
  check: (run: Run, prepared: T) => Promise<void>,
): Promise<void> {
  const template = join(folder, 'template');
  await mkdir(template);
  const clock = manualClock();
  const first = await aSandbox({ path: join(template, 'sandbox.db'), clock });
  const prepared = await prepare(first);
  await first.close();
  const start = clock.now().toISOString();
  for (let statements = 0, wasKilled = true; wasKilled; statements += 1) {
    const path = join(folder, `${statements}`, 'sandbox.db');
    await cp(template, dirname(path), { recursive: true });
    const clock = manualClock(start);
    const dying = await aSandbox({ path, clock });
    const process = killAfter(statements);
    await work(dying, prepared).catch(() => {});
    wasKilled = process.isDead();
    await dying.close();
    vi.restoreAllMocks();
    const sandbox = await aSandbox({ path, clock });
    await sandbox.server.start();
    // Past the longest lease, and past the patience with an attempt.
    clock.advance(20_000);
    await sandbox.server.tick();
    // What the first one told of is sent by the second.
    await sandbox.server.tick();
    await check({ sandbox, wasKilled, receivedBefore: dying.received }, prepared);
    await sandbox.close();
  }
}

const ENVELOPE = z.object({ id: z.string(), type: z.string() });
const INTENT = z.object({
  status: z.string(),
  charges: z.array(z.object({ id: z.string(), status: z.string() })),
});

/** Ids of the events that the shop got, before and after the crash. */
function idsOf(bodies: readonly string[]): readonly string[] {
  return bodies.map((body) => ENVELOPE.parse(JSON.parse(body)).id);
}

async function expectAllDelivered({ sandbox, receivedBefore }: Run): Promise<void> {
  const { store, received } = sandbox;
  const events = await store.db.selectFrom('events').select('id').execute();
  const delivered = new Set(idsOf([...receivedBefore, ...received]));
  expect([...delivered].sort()).toEqual(events.map(({ id }) => id).sort());
}

const TOLD: Readonly<Record<string, readonly string[]>> = {
  requires_payment_method: [],
  failed: ['charge.failed', 'payment_intent.payment_failed'],
  succeeded: ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'],
};

describe('a payment that is cut off before any of its statements', () => {
  it.each([
    ['answers at once', APPROVED],
    ['takes its time', SLOW_CARD],
  ])(
    'ends whole, is told of once, and is charged once, when the bank %s',
    {
      timeout: 60_000,
    },
    async (_what, number) => {
      const endings = new Set<string>();
      await cutOffEverywhere(
        create,
        async (sandbox, session) => {
          await pay(sandbox, session, number, 'attempt-1');
          await sandbox.server.tick();
        },
        async (run, session) => {
          const { sandbox } = run;
          const read = async () =>
            INTENT.parse((await call(sandbox, `/payment-intents/${session.paymentIntentId}`)).json);
          const { status, charges } = await read();
          endings.add(status);
          expect(charges.map((charge) => charge.status)).toEqual(
            status === 'requires_payment_method' ? [] : [status],
          );
          const told = (await eventTypes(sandbox)).filter((type) => type !== 'payment_intent.processing');
          expect(told).toEqual(TOLD[status]);
          await expectAllDelivered(run);
          // The buyer's page, which heard nothing, repeats its attempt: it learns the outcome, or pays now; never both.
          expect((await pay(sandbox, session, number, 'attempt-1')).status).toBe(200);
          expect((await read()).charges).toHaveLength(1);
        },
      );
      expect([...endings].sort()).toEqual(['failed', 'requires_payment_method', 'succeeded']);
    },
  );
});

describe('other work that is cut off', () => {
  it('makes one session of a create and its repetition', { timeout: 60_000 }, async () => {
    const once = (sandbox: Sandbox) =>
      call(sandbox, '/checkout/sessions', {
        body: aSessionBody(),
        headers: { 'Idempotency-Key': 'order-7' },
      });
    await cutOffEverywhere(
      async () => {},
      once,
      async ({ sandbox }) => {
        const repeated = await once(sandbox);
        const rows = await sandbox.store.db.selectFrom('checkout_sessions').select('id').execute();
        expect([repeated.status, rows]).toEqual([201, [{ id: repeated.json['id'] }]]);
      },
    );
  });

  it('ends an expired session with one event', { timeout: 60_000 }, async () => {
    await cutOffEverywhere(
      async (sandbox) => {
        const session = await create(sandbox, { expiresAfterMinutes: 5 });
        sandbox.clock.advance(300_000);
        return session;
      },
      ({ server }) => server.tick(),
      async (run, { clientSecret }) => {
        expect((await callClient(run.sandbox, '', clientSecret)).json).toMatchObject({
          status: 'expired',
          intent: { status: 'expired' },
        });
        expect(await eventTypes(run.sandbox)).toEqual(['checkout.session.expired']);
        await expectAllDelivered(run);
      },
    );
  });
});
