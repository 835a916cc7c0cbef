// Real processes that are killed (SIGKILL) in the middle of a payment, and what the next one makes of their database.

import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { manualClock } from './domain/clock.ts';
import { expectHealed, expectMoneyAsSaid } from './test-crash.ts';
import { APPROVED, aSandbox, callClient, create, eventTypes, pay } from './test-sandbox.ts';

/** Resolves with the signal that ended it. */
function runUntilKilled(args: readonly string[]): Promise<NodeJS.Signals | null> {
  const file = fileURLToPath(new URL('./test-killed.ts', import.meta.url));
  const child = fork(file, args, { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

it.each([1, 20, 36, 60, 10_000])(
  'heals a payment whose process was killed after %i statements',
  { timeout: 120_000 },
  async (statements) => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-killed-'));
    const path = join(folder, 'sandbox.db');
    const first = await aSandbox({ path });
    const session = await create(first);
    await first.close();
    expect(await runUntilKilled([path, String(statements), session.clientSecret])).toBe('SIGKILL');

    const clock = manualClock();
    const sandbox = await aSandbox({ path, clock });
    await sandbox.server.start();
    clock.advance(20_000);
    await sandbox.server.tick();
    await expectHealed({ sandbox });
    await expectMoneyAsSaid({ sandbox });
    const { status } = await pay(sandbox, session, APPROVED, 'attempt-1');
    const { json } = await callClient(sandbox, '', session.clientSecret);
    const told = (await eventTypes(sandbox)).filter((type) => type === 'checkout.session.completed');
    expect([status, told.length]).toEqual([200, json['status'] === 'complete' ? 1 : 0]);
    await sandbox.close();
    await rm(folder, { recursive: true });
  },
);
