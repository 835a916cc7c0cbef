// The checkout's own client against the sandbox's own server, in one process, with a network that wants the worst and a
// clock that jumps: whatever happens, the last screen agrees with the server, and money moves at most once.

import { describe, expect, it } from 'vitest';
import type { State } from '../../packages/checkout/src/payment/state.ts';
import { manualClock } from '../../packages/sandbox/src/domain/clock.ts';
import {
  aSandbox,
  type Created,
  call,
  create,
  type Sandbox,
} from '../../packages/sandbox/src/test-sandbox.ts';
import { type Adversary, createAdversary } from './adversary.ts';
import { openWindow, type Window } from './buyer.ts';
import { type Chance, createChance } from './chance.ts';
import { drawPlan, type Plan } from './plan.ts';
import { readTruths, type Truth } from './truth.ts';
import { judge } from './verdict.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** A failure says which; `MODEL_SEED` has it again, or tries another. */
const SEED = Number(process.env['MODEL_SEED'] ?? 1);
const PAYMENTS = Number(process.env['MODEL_PAYMENTS'] ?? 120);
/** So many payments share a server and its time. */
const AT_ONCE = 40;
/** The server looks for what is due so often. */
const TICK_MS = 2_000;

describe('client and server together', () => {
  it(`charge once and believe the same in the end, in ${PAYMENTS} payments from seed ${SEED}`, async () => {
    const chance = createChance(SEED);
    let steps = 0;
    const wrong: string[] = [];
    for (let left = PAYMENTS; left > 0; left -= AT_ONCE) {
      const run = await payAtOnce(chance.fork(), Math.min(left, AT_ONCE));
      steps += run.steps;
      wrong.push(...run.wrong);
    }
    console.log(`client and server together: ${PAYMENTS} payments, ${steps} steps, seed ${SEED}`);
    expect(wrong).toEqual([]);
  }, 180_000);
});

interface Run {
  /** What is wrong, with the plan that led to it. */
  readonly wrong: readonly string[];
  /** Requests carried, or not, and changes of a screen. */
  readonly steps: number;
}

async function payAtOnce(chance: Chance, count: number): Promise<Run> {
  const clock = manualClock();
  const time = createVirtualTime((ms) => clock.advance(ms));
  const sandbox = await aSandbox({ clock });
  const pass = (ms: number) => time.run(new Promise<void>((resolve) => time.after(ms, resolve)));
  keepTicking(sandbox, time);
  const payments: Payment[] = [];
  for (let index = 0; index < count; index += 1) {
    payments.push(begin({ sandbox, time, chance: chance.fork() }, await create(sandbox)));
  }
  await time.run(Promise.all(payments.map(({ rest }) => rest)));
  for (const { adversary } of payments) adversary.stop();
  // What is still under way comes to its end.
  await pass(60_000);
  // Where somebody else had a hand in it, a page that stands open learns of it when it is looked at again.
  for (const { plan, windows } of payments) {
    if (windows.length > 1 || plan.shop !== null) for (const window of windows) window.lookAgain();
  }
  await pass(5_000);
  const truths = await readTruths(sandbox.store);
  const received = new Set(sandbox.received.map((body) => (JSON.parse(body) as { id: string }).id));
  const wrong = payments.flatMap((payment) => wrongWith(payment, truths.get(payment.id), received));
  const steps = payments.reduce(
    (sum, { adversary, windows }) =>
      sum + adversary.requests() + windows.reduce((all, { screens }) => all + screens(), 0),
    0,
  );
  for (const { windows } of payments) for (const window of windows) window.close();
  await sandbox.close();
  return { wrong, steps };
}

interface World {
  readonly sandbox: Sandbox;
  readonly time: VirtualTime;
  readonly chance: Chance;
}

interface Payment {
  readonly id: string;
  readonly plan: Plan;
  readonly adversary: Adversary;
  readonly windows: readonly Window[];
  /** What a screen has said on the way that was not so. */
  readonly lies: readonly string[];
  /** Resolves when every buyer in it is done. */
  readonly rest: Promise<unknown>;
}

function begin({ sandbox, time, chance }: World, { id, clientSecret }: Created): Payment {
  const plan = drawPlan(chance);
  const adversary = createAdversary({
    clock: time,
    chance: chance.fork(),
    malice: chance.pick([0, 0.2, 0.5]),
    deliver: (url, init) => time.working(deliver(sandbox, url, init)),
  });
  let attempts = 0;
  const around = {
    fetch: adversary.fetch,
    clock: time,
    apiOrigin: 'https://api.example',
    publishableKey: sandbox.keys.publishableKey,
    random: chance.fork().next,
    newAttemptId: () => `attempt-${++attempts}`,
  };
  const lies: string[] = [];
  /** Where nobody else pays, a button that can be pressed means that nothing is under way, at every moment. */
  const watch = (state: State, presses: number) => {
    if (plan.secondTab !== null || presses === 0 || state.name !== 'ready') return;
    void time.working(statusOf(sandbox, id)).then((status) => {
      if (['processing', 'requires_action', 'succeeded'].includes(status))
        lies.push(`Pay could be pressed at ${time.now()} ms while the intent was ${status}`);
    });
  };
  const windows = [openWindow(around, clientSecret, plan, watch)];
  const { secondTab } = plan;
  const second =
    secondTab === null
      ? null
      : new Promise<void>((resolve) => time.after(secondTab.atMs, resolve)).then(() => {
          const other = { ...plan, cards: [secondTab.card], reloadsAt: [], away: null };
          const window = openWindow(around, clientSecret, other);
          windows.push(window);
          return window.rest;
        });
  actAsShop(sandbox, time, id, plan);
  return { id, plan, adversary, windows, lies, rest: Promise.all([windows[0]?.rest, second]) };
}

function wrongWith(
  { id, plan, windows, lies }: Payment,
  truth: Truth | undefined,
  received: ReadonlySet<string>,
): readonly string[] {
  if (truth === undefined) return [`${id} is gone`];
  const findings = judge(truth, {
    screens: windows.map((window) => window.state()),
    pressedAt: windows.flatMap((window) => window.pressedAt),
    received,
  });
  const facts = Object.entries(findings).flatMap(([kind, all]) =>
    all.map((fact: string) => `${kind}: ${fact}`),
  );
  const all = [...facts, ...lies];
  return all.length === 0 ? [] : [`${all.join('; ')}\n  ${JSON.stringify(plan)}`];
}

async function statusOf({ store }: Sandbox, sessionId: string): Promise<string> {
  const row = await store.db
    .selectFrom('payment_intents')
    .select('status')
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  return row.status;
}

function keepTicking(sandbox: Sandbox, time: VirtualTime): void {
  time.after(TICK_MS, () => {
    void time.working(sandbox.server.tick());
    keepTicking(sandbox, time);
  });
}

function actAsShop(sandbox: Sandbox, time: VirtualTime, id: string, { shop }: Plan): void {
  if (shop === null) return;
  const path = `/checkout/sessions/${id}`;
  time.after(shop.atMs, () => {
    const sent =
      shop.type === 'expire'
        ? call(sandbox, `${path}/expire`, { method: 'POST' })
        : call(sandbox, path, { method: 'PATCH', body: { amount: shop.amount } });
    void time.working(sent);
  });
}

async function deliver({ server }: Sandbox, url: string, init: RequestInit): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const app =
    { 'https://3ds.example': server.threeds, 'https://bank.example': server.bank }[origin] ?? server.api;
  const response = await app.request(pathname + search, init);
  const text = await response.text();
  return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
}
