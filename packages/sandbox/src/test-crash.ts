// For tests that kill a process between any two statements, and look at what the next one makes of it.

import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import Database from 'libsql';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import { manualClock } from './domain/clock.ts';
import { aSandbox, type Overrides, type Sandbox } from './test-sandbox.ts';

/**
 * Lets `statements` more reach the database; from then on the process is dead, and nothing that it says counts. Reads
 * need not be counted where they are many: a process that dies before one leaves what it leaves before the next write.
 */
function killAfter(statements: number, counted: 'all' | 'writes'): { isDead(): boolean } {
  const { prepare } = Database.prototype;
  let left = statements;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql) {
    // The database itself undoes what a dead process had begun.
    if (sql === 'rollback') return prepare.call(this, sql);
    if (counted === 'all' || left < 0 || !/^select/i.test(sql)) left -= 1;
    if (left < 0) throw new Error('killed');
    return prepare.call(this, sql);
  });
  return { isDead: () => left < 0 };
}

export interface Run {
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
export async function cutOffEverywhere<T>(
  prepare: (sandbox: Sandbox) => Promise<T>,
  work: (sandbox: Sandbox, prepared: T) => Promise<unknown>,
  check: (run: Run, prepared: T) => Promise<void>,
  { counted = 'all', ...overrides }: Pick<Overrides, 'bank'> & { readonly counted?: 'all' | 'writes' } = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-crash-'));
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
    const dying = await aSandbox({ ...overrides, path, clock });
    const process = killAfter(statements, counted);
    await work(dying, prepared).catch(() => {});
    wasKilled = process.isDead();
    await dying.close();
    vi.restoreAllMocks();
    const sandbox = await aSandbox({ ...overrides, path, clock });
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
