// `pnpm sandbox`: the payment server from the command line; its addresses and keys on standard output, its log apart.

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type Arguments, parseArguments, USAGE } from './args.ts';
import { buildIfStale } from './build-if-stale.ts';
import { describeSandbox, type Facts } from './describe.ts';
import { systemClock, systemWait } from './domain/clock.ts';
import { createIds } from './domain/id.ts';
import { createLogger } from './http/request-log.ts';
import { bindPorts, type Ports } from './ports.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { createServer } from './server.ts';
import type { Settings } from './settings.ts';
import { seedMerchant } from './store/seed.ts';
import { openStore } from './store/store.ts';

/** The workspace's root: builds, and data unless told otherwise, have their place there wherever the command was given. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Running requests get this long to end; with the rest of the way down that stays under five seconds. */
const GRACE_MS = 3000;
const LAST_RESORT_MS = 4800;

interface Running {
  readonly facts: Facts;
  stop(): Promise<void>;
}

await main();

async function main(): Promise<void> {
  const parsed = parseArguments(process.argv.slice(2), process.env);
  if (parsed.kind === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  if (parsed.kind === 'problem') {
    process.stderr.write(`${parsed.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  try {
    const running = await start(parsed.args);
    stopOnSignal(running);
    const { facts } = running;
    process.stdout.write(parsed.args.json ? `${JSON.stringify(facts.addresses)}\n` : describeSandbox(facts));
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = 1;
  }
}

async function start(args: Arguments): Promise<Running> {
  // First, so that a port in use is told at once and not after a build.
  const ports = await bindPorts(args.port);
  try {
    // In watch mode vite does the building.
    if (args.frameDev === null) await buildIfStale(ROOT);
    return await serve(args, ports);
  } catch (error) {
    await ports.close(0);
    throw error;
  }
}

async function serve(args: Arguments, ports: Ports): Promise<Running> {
  const db = args.db === ':memory:' ? args.db : resolve(args.db ?? `${ROOT}.sandbox/sandbox.db`);
  if (db !== ':memory:') await mkdir(dirname(db), { recursive: true });
  const settings = settingsOf(args, ports);
  const clock = createSandboxClock({ ...systemClock(), wait: systemWait });
  const logger = createLogger(pino.destination({ dest: args.log ?? 2, sync: true, mkdir: true }));
  const store = await openStore(db);
  const merchant = await seedMerchant(store, settings, createIds(clock, randomBytes), clock);
  const server = createServer({ store, clock, settings, logger, closeIdle: ports.closeIdle });
  await server.start();
  ports.answer([server.api.fetch, server.threeds.fetch, server.bank.fetch]);
  const { merchantId: _id, ...keys } = merchant;
  return {
    facts: {
      addresses: {
        api: settings.apiOrigin,
        checkout: settings.checkoutOrigin,
        threeds: settings.threedsOrigin,
        bank: settings.bankOrigin,
        ...keys,
      },
      webhookUrl: args.webhook,
      db,
    },
    async stop() {
      server.hangUp();
      await ports.close(GRACE_MS);
      await server.close();
      await store.close();
    },
  };
}

function settingsOf(args: Arguments, { first }: Ports): Settings {
  const origin = (port: number): string => `http://localhost:${port}`;
  return {
    apiOrigin: origin(first),
    checkoutOrigin: origin(first),
    threedsOrigin: origin(first + 1),
    bankOrigin: origin(first + 2),
    merchantOrigins: args.origins,
    frameDir: `${ROOT}packages/checkout/dist`,
    scriptDir: `${ROOT}packages/xpay-js/dist`,
    dashboardDir: `${ROOT}packages/dashboard/dist`,
    ...(args.merchant === null ? {} : { merchantName: args.merchant }),
    ...(args.webhook === null ? {} : { webhookUrl: args.webhook }),
    ...(args.frameDev === null ? {} : { frameDevOrigin: args.frameDev }),
    publicWebhooksOnly: args.publicWebhooksOnly,
  };
}

/** Ctrl-C and `kill` arrive here, often both and more than once; the way down is walked once. */
function stopOnSignal(running: Running): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
