// For tests that kill a process between any two statements, and look at what the next one makes of it.

import { access, constants, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Acquirer } from './bank/acquirer.ts';
import { atALine } from './bank/test-acquirer.ts';
import { manualClock } from './domain/clock.ts';
import type { Store } from './store/store.ts';
import { aSandbox, type Overrides, type Sandbox } from './test-sandbox.ts';

/**
 * Lets `statements` more reach the database; from then on the process is dead, and nothing that it says counts. Reads
 * need not be counted where they are many: a process that dies before one leaves what it leaves before the next write.
 */
function mortal(counted: 'all' | 'writes') {
  let left = Number.POSITIVE_INFINITY;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  return {
    step,
    onStatement(sql: string) {
      if (counted === 'all' || left < 0 || !/^select/i.test(sql)) step();
    },
    killAfter(statements: number) {
      left = statements;
    },
    isDead: () => left < 0,
  };
}

export interface Run {
  /** The sandbox of the next process, which has had the time to mend what it found. */
  readonly sandbox: Sandbox;
  /** Whether the one before was cut off: false once it got to the end of its work. */
  readonly wasKilled: boolean;
  /** What the shop had received by then. */
  readonly receivedBefore: readonly string[];
}

export interface CutOptions extends Pick<Overrides, 'bank'> {
  readonly counted?: 'all' | 'writes';
  /** An acquirer whose book the process does not take with it; `step` is another point at which it may die. */
  readonly acquirerOf?: (step: () => void) => Partial<Acquirer>;
  /** The sandbox's own acquirer is asked in a transaction of its own, as one elsewhere would be. */
  readonly isAtALine?: boolean;
}

/** A disk that need not be waited for, where there is one: nothing here is about power cuts. */
async function fastFolder(): Promise<string> {
  return (await access('/dev/shm', constants.W_OK).then(
    () => true,
    () => false,
  ))
    ? '/dev/shm'
    : tmpdir();
}

/**
 * Prepares a database, then runs `work` on a copy of it for every number of statements that it may send before it dies,
 * and hands the database that it leaves behind to `check`.
 */
export async function cutOffEverywhere<T>(
  prepare: (sandbox: Sandbox) => Promise<T>,
  work: (sandbox: Sandbox, prepared: T) => Promise<unknown>,
  check: (run: Run, prepared: T) => Promise<void>,
  { counted = 'writes', acquirerOf = () => ({}), isAtALine = false, ...overrides }: CutOptions = {},
): Promise<void> {
  const folder = await mkdtemp(join(await fastFolder(), 'xpay-crash-'));
  const template = join(folder, 'template.db');
  const clock = manualClock();
  const first = await aSandbox({ ...overrides, path: template, clock });
  const prepared = await prepare(first);
  // Everything into the one file that is copied: those beside it go away whenever they like.
  await sql`pragma wal_checkpoint(truncate)`.execute(first.store.db);
  await first.close();
  const start = clock.now().toISOString();
  for (let statements = 0, wasKilled = true; wasKilled; statements += 1) {
    const path = join(folder, `${statements}`, 'sandbox.db');
    await mkdir(dirname(path));
    await copyFile(template, path);
    const clock = manualClock(start);
    const process = mortal(counted);
    const told = acquirerOf(process.step);
    const acquirer = (store: Store) => ({ ...(isAtALine ? atALine(store, clock) : {}), ...told });
    const dying = await aSandbox({
      ...overrides,
      path,
      clock,
      onStatement: process.onStatement,
      acquirer,
    });
    process.killAfter(statements);
    await work(dying, prepared).catch(() => {});
    wasKilled = process.isDead();
    await dying.close();
    const sandbox = await aSandbox({ ...overrides, path, clock, acquirer });
    await sandbox.server.start();
    // Past the longest lease, and past the patience with an attempt.
    clock.advance(20_000);
    await sandbox.server.tick();
    // What the first one told of is sent by the second.
    await sandbox.server.tick();
    await check({ sandbox, wasKilled, receivedBefore: dying.received }, prepared);
    await sandbox.close();
  }
  await rm(folder, { recursive: true, force: true });
}

const ENVELOPE = z.object({ id: z.string(), type: z.string() });
/** Ids of the events that the shop got, before and after the crash. */
function idsOf(bodies: readonly string[]): readonly string[] {
  return bodies.map((body) => ENVELOPE.parse(JSON.parse(body)).id);
}

/** Every event has reached the shop, from one process or the other. */
export async function expectAllDelivered({ sandbox, receivedBefore }: Run): Promise<void> {
  const { store, received } = sandbox;
  const events = await store.db.selectFrom('events').select('id').execute();
  const delivered = new Set(idsOf([...receivedBefore, ...received]));
  expect([...delivered].sort()).toEqual(events.map(({ id }) => id).sort());
}

/** Nothing waits for a process that is gone: no key for its answer, no intent for its outcome. */
export async function expectHealed({ sandbox: { store } }: Pick<Run, 'sandbox'>): Promise<void> {
  const waiting = await store.db
    .selectFrom('idempotency')
    .select('id')
    .where('state', '=', 'in_progress')
    .execute();
  const moving = await store.db
    .selectFrom('payment_intents')
    .select('id')
    .where('status', '=', 'processing')
    .execute();
  expect([waiting, moving]).toEqual([[], []]);
}

/** Charges that money was asked for, and those that succeeded: they are the same, at most one of each intent. */
export async function expectMoneyAsSaid({ sandbox: { store } }: Pick<Run, 'sandbox'>): Promise<void> {
  const paid = await store.db
    .selectFrom('authorizations')
    .select('charge_id as id')
    .where('fate', 'in', ['approve', 'approve_later'])
    .execute();
  const succeeded = await store.db
    .selectFrom('charges')
    .select(['id', 'payment_intent_id'])
    .where('status', '=', 'succeeded')
    .execute();
  expect(succeeded.map(({ id }) => id).sort()).toEqual(paid.map(({ id }) => id).sort());
  const intents = succeeded.map((charge) => charge.payment_intent_id);
  expect(new Set(intents).size).toBe(intents.length);
}
