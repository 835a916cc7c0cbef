// `pnpm bench:server`: sessions and payments per second, beside a bare route with one insert, in turns on the same machine.

import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Ask, type Connection, openConnection } from './client.ts';
import { type Measured, type Round, reportOf } from './report.ts';
import { usageOf } from './usage.ts';

const USAGE = `pnpm bench:server [--rounds N] [--seconds S] [--connections N]

Measures over HTTP, on 16 connections unless told: rows written by a bare Hono route, sessions created, payments completed
(a session created and confirmed: two requests), each for so many seconds, in turns; and what processor time each takes.
Fails where a median ratio of the rates is under 30 %. Measure on an idle machine: what else it does slows the sandbox, which
computes, more than the bare route, which mostly waits for its disk.
`;

/** Milliseconds: a server's first requests are its slowest. */
const WARM_UP_MS = 1500;

const SESSION = JSON.stringify({
  uiMode: 'embedded',
  currency: 'USD',
  lineItems: [
    { priceData: { currency: 'USD', unitAmount: 4900, productData: { name: 'Hat' } }, quantity: 1 },
  ],
  afterCompletion: { type: 'hosted_confirmation' },
});
const CONFIRM = JSON.stringify({
  expectedAmount: 4900,
  paymentMethod: {
    type: 'card',
    card: { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' },
    billing: {},
  },
});

const STARTED = z.object({
  port: z.int(),
  keys: z.array(z.object({ secret: z.string(), publishable: z.string() })),
});
const CREATED = z.object({ clientSecret: z.string() });
const PAID = z.object({ status: z.literal('complete') });

/** One of what is counted, on one connection. */
type Work = (connection: Connection) => Promise<void>;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    help: { type: 'boolean', default: false },
  },
});
function help(): number {
  process.stdout.write(USAGE);
  return 0;
}

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-bench-'));
  const children: ChildProcess[] = [];
  try {
    const [bare, sandbox] = await Promise.all(
      ['bare', 'sandbox'].map((name) => startServer(name, join(folder, `${name}.db`), children)),
    );
    if (bare === undefined || sandbox === undefined) throw new Error('A server did not start.');
    const report = reportOf(await measure(bare, sandbox));
    process.stdout.write(report.text);
    return report.isGood ? 0 : 1;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

type Started = z.output<typeof STARTED> & { readonly server: ChildProcess };

/** Starts one of the two servers, without what tests and watchers put into the environment. */
function startServer(name: string, path: string, children: ChildProcess[]): Promise<Started> {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = fork(file, [path], { execArgv: ['--import', 'tsx'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ ...STARTED.parse(message), server: child }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was measured.`)));
  });
}

async function measure(bare: Started, sandbox: Started): Promise<readonly Round[]> {
  const pay = paymentsOf(sandbox.keys);
  const ms = Number(values.seconds) * 1000;
  const rounds: Round[] = [];
  await rate(bare, insert, WARM_UP_MS);
  await rate(sandbox, pay.whole, WARM_UP_MS);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    rounds.push({
      bare: await measured(bare, () => rate(bare, insert, ms)),
      sessions: await measured(sandbox, () => rate(sandbox, pay.session, ms)),
      payments: await measured(sandbox, () => rate(sandbox, pay.whole, ms)),
    });
  }
  return rounds;
}

const insert: Work = async (connection) => {
  await expectStatus(connection, { path: '/orders', body: SESSION }, 201);
};

function paymentsOf(keys: Started['keys']): { readonly session: Work; readonly whole: Work } {
  let turn = 0;
  async function create(connection: Connection) {
    turn += 1;
    const key = keys[turn % keys.length];
    if (key === undefined) throw new Error('There are no merchants.');
    const headers = { Authorization: `Bearer ${key.secret}`, 'Idempotency-Key': randomUUID() };
    const body = await expectStatus(connection, { path: '/checkout/sessions', headers, body: SESSION }, 201);
    return { key, ...CREATED.parse(JSON.parse(body)) };
  }
  return {
    async session(connection) {
      await create(connection);
    },
    async whole(connection) {
      const { key, clientSecret } = await create(connection);
      const headers = {
        Authorization: `Bearer ${key.publishable}`,
        'X-Client-Secret': clientSecret,
        'Idempotency-Key': randomUUID(),
      };
      const path = '/v1/client/session/confirm';
      PAID.parse(JSON.parse(await expectStatus(connection, { path, headers, body: CONFIRM }, 200)));
    },
  };
}

async function expectStatus(connection: Connection, ask: Ask, expected: number): Promise<string> {
  const { status, body } = await connection.post(ask);
  if (status !== expected) throw new Error(`${ask.path} answered ${status}: ${body}`);
  return body;
}

/** The rate, with the processor time that the server has used meanwhile for each. */
async function measured({ server }: Started, run: () => Promise<Done>): Promise<Measured> {
  const before = await usageOf(server);
  const { done, ms } = await run();
  return { perSecond: (done / ms) * 1000, cpuUs: ((await usageOf(server)) - before) / done };
}

interface Done {
  readonly done: number;
  readonly ms: number;
}

/** How many get done, and in how many milliseconds, on new connections: a server closes those that it is not asked on. */
async function rate({ port }: Started, work: Work, ms: number): Promise<Done> {
  const connections = await Promise.all(
    Array.from({ length: Number(values.connections) }, () => openConnection(port)),
  );
  const from = performance.now();
  let done = 0;
  const keepOn = async (connection: Connection) => {
    while (performance.now() - from < ms) {
      await work(connection);
      done += 1;
    }
  };
  await Promise.all(connections.map(keepOn));
  const took = performance.now() - from;
  for (const connection of connections) connection.close();
  return { done, ms: took };
}

process.exitCode = values.help ? help() : await main();
