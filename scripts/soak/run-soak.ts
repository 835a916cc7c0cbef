// One soak: a sandbox, a shop's endpoint, buyers at once, somebody who kills the sandbox, and the comparison at the end.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../packages/sandbox/src/store/store.ts';
import { openWindow, type Window } from './buyer.ts';
import { type Chance, createChance } from './chance.ts';
import { drawFaults } from './faults.ts';
import { drawPlan, type Plan } from './plan.ts';
import { quickClock } from './quick-clock.ts';
import { startReceiver } from './receiver.ts';
import { createReport } from './report.ts';
import { type SandboxProcess, startSandbox } from './sandbox-process.ts';
import { createShop, type Shop } from './shop.ts';
import { readTruths } from './truth.ts';
import { judge } from './verdict.ts';

export interface SoakOptions {
  readonly payments: number;
  readonly seed: number;
  /** Buyers at a time. */
  readonly atOnce: number;
  /** How much quicker than the machine's clock buyers and checkouts are. */
  readonly speed: number;
  readonly say: (line: string) => void;
}

/** Of the shop's answers to webhooks. */
const FAILING_WEBHOOKS = 0.15;
/** Between a start and the next kill. */
const KILL_PAUSE_MS = [4_000, 14_000] as const;
/** What the buyers leave behind may need the server's patience with a lost outcome, 15 s. */
const SETTLE_MS = 20_000;

/** Resolves with whether nothing was wrong. */
export async function runSoak({ payments, seed, atOnce, speed, say }: SoakOptions): Promise<boolean> {
  say(`Seed ${seed}: the same again with --seed ${seed}`);
  const startedAt = performance.now();
  const chance = createChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'xpay-soak-'));
  const db = join(folder, 'sandbox.db');
  const receiver = await startReceiver(chance.fork(), FAILING_WEBHOOKS);
  const sandbox = await startSandbox({ db, webhook: receiver.url, log: join(folder, 'sandbox.log') });
  receiver.trust(sandbox.facts.webhookSecret);
  const shop = createShop(sandbox.facts);
  const killer = killAtRandom(sandbox, chance.fork());

  const done: Payment[] = [];
  let next = 0;
  async function buyInTurn(): Promise<void> {
    while (next < payments) {
      next += 1;
      done.push(await playPayment({ sandbox, shop, chance: chance.fork(), speed }));
      if (done.length % 250 === 0) say(`${done.length} of ${payments} payments`);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, payments) }, buyInTurn));

  await killer.stop();
  await shop.clearFaults();
  receiver.behave();
  await shop.advance(SETTLE_MS);
  await lookAgain(done, speed);
  const truths = await readAll(db);
  await shop.advanceUntilDelivered();
  await sandbox.stop();
  receiver.close();

  const report = createReport();
  report.countWrongDeliveries(receiver.wrong);
  for (const payment of done) {
    const truth = truths.get(payment.id);
    const { plan, windows } = payment;
    const seen = {
      screens: windows.map((window) => window.state()),
      pressedAt: windows.flatMap((window) => window.pressedAt),
      received: receiver.received,
    };
    report.add(payment.id, plan, truth ?? null, truth === undefined ? null : judge(truth, seen));
    for (const window of windows) window.close();
  }
  const facts = {
    kills: sandbox.kills(),
    deliveries: receiver.deliveries(),
    requests: shop.browserRequests(),
  };
  report.print(say, { ...facts, seconds: (performance.now() - startedAt) / 1000 });
  if (report.isClean()) await rm(folder, { recursive: true, force: true });
  else say(`The sandbox's file and log: ${folder}`);
  say(report.lastLine());
  return report.isClean();
}

interface Payment {
  readonly id: string;
  readonly plan: Plan;
  readonly windows: readonly Window[];
}

interface World {
  readonly sandbox: SandboxProcess;
  readonly shop: Shop;
  readonly chance: Chance;
  readonly speed: number;
}

/** One payment from the session to the moment when everybody has turned away. */
async function playPayment({ sandbox, shop, chance, speed }: World): Promise<Payment> {
  const plan = drawPlan(chance);
  const { id, clientSecret } = await shop.createSession();
  for (const rule of drawFaults(chance, id)) await shop.addFault(rule);
  const clock = quickClock(speed);
  const around = {
    fetch: shop.browserFetch,
    clock,
    apiOrigin: sandbox.facts.api,
    publishableKey: sandbox.facts.publishableKey,
    random: chance.fork().next,
    newAttemptId: () => crypto.randomUUID(),
  };
  const later = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const windows = [openWindow(around, clientSecret, plan)];
  const { secondTab, shop: act } = plan;
  await Promise.all([
    windows[0]?.rest,
    act !== null && later(act.atMs).then(() => shop.act(id, act)),
    secondTab !== null &&
      later(secondTab.atMs).then(() => {
        const other = openWindow(around, clientSecret, {
          ...plan,
          cards: [secondTab.card],
          reloadsAt: [],
          away: null,
        });
        windows.push(other);
        return other.rest;
      }),
  ]);
  return { id, plan, windows };
}

/** Where somebody else had a hand in a payment, a page that stands open learns of it when it is looked at again. */
async function lookAgain(payments: readonly Payment[], speed: number): Promise<void> {
  for (const { plan, windows } of payments) {
    if (windows.length > 1 || plan.shop !== null) for (const window of windows) window.lookAgain();
  }
  await new Promise<void>((resolve) => quickClock(speed).after(12_000, resolve));
}

function killAtRandom(sandbox: SandboxProcess, chance: Chance): { stop(): Promise<void> } {
  let isOver = false;
  let wake = () => {};
  const run = (async () => {
    while (!isOver) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, chance.between(...KILL_PAUSE_MS));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (!isOver) await sandbox.kill();
    }
  })();
  return {
    stop() {
      isOver = true;
      wake();
      return run;
    },
  };
}

async function readAll(db: string) {
  const store = await openStore(db);
  try {
    return await readTruths(store);
  } finally {
    await store.close();
  }
}
