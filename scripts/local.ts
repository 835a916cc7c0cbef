// Where sandbox, shop and preview live on this machine, for the two commands that run them together: `npm start` and `pnpm dev`.

import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { ROOT } from './run.ts';

/** The line of JSON that the sandbox prints. */
export interface SandboxFacts {
  readonly api: string;
  readonly checkout: string;
  readonly threeds: string;
  readonly bank: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
}

const USUAL_PORT = 4242;

/** Chosen with `SANDBOX_PORT`, `SHOP_PORT` and `PREVIEW_PORT`. */
export const SANDBOX_PORT = portOf('SANDBOX_PORT', USUAL_PORT);
export const SHOP_PORT = portOf('SHOP_PORT', 5173);
export const PREVIEW_PORT = portOf('PREVIEW_PORT', 5174);

/** The sandbox's file; one that runs on another port has one of its own, and so other keys. */
export const DATABASE = dataFile('sandbox', 'db');

export const SANDBOX_ARGS = [
  ...['--port', String(SANDBOX_PORT), '--db', DATABASE],
  ...['--webhook', `http://localhost:${SHOP_PORT}/webhook`, '--merchant', 'Ouzel', '--json'],
];

export const SHOP_ARGS = ['--port', String(SHOP_PORT), '--data', dataFile('shop', 'json'), '--json'];

export const PREVIEW_ARGS = ['--port', String(PREVIEW_PORT), '--json'];

/** What shop and preview are told of the sandbox. */
export function sandboxEnvironment(sandbox: SandboxFacts): NodeJS.ProcessEnv {
  return {
    XPAY_API: sandbox.api,
    XPAY_CHECKOUT: sandbox.checkout,
    XPAY_PUBLISHABLE_KEY: sandbox.publishableKey,
    XPAY_SECRET_KEY: sandbox.secretKey,
    XPAY_WEBHOOK_SECRET: sandbox.webhookSecret,
    XPAY_SHOP: `http://localhost:${SHOP_PORT}`,
  };
}

/** Ends the process with a sentence when one of the ports is taken: better now than after a build. */
export async function needFreePorts(command: string, others: readonly number[] = []): Promise<void> {
  for (const port of [SANDBOX_PORT, SANDBOX_PORT + 1, SANDBOX_PORT + 2, SHOP_PORT, PREVIEW_PORT, ...others]) {
    if (await isFree(port)) continue;
    const choice = others.includes(port)
      ? ''
      : `, or choose others: SANDBOX_PORT=4300 SHOP_PORT=5200 PREVIEW_PORT=5300 ${command}`;
    fail(`Port ${port} is taken, perhaps by an earlier ${command}. Stop that one${choice}`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

function portOf(variable: string, usual: number): number {
  const text = process.env[variable] ?? String(usual);
  const port = Number(text);
  // The bank listens on the second port after the sandbox's.
  if (Number.isInteger(port) && port >= 1 && port <= 65_533) return port;
  return fail(`${variable} is '${text}'; a port is a whole number from 1 to 65533.`);
}

function dataFile(name: string, extension: string): string {
  mkdirSync(`${ROOT}.sandbox`, { recursive: true });
  return `.sandbox/${name}${SANDBOX_PORT === USUAL_PORT ? '' : `-${SANDBOX_PORT}`}.${extension}`;
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
