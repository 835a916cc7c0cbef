// The settings of the preview's server, from arguments and environment, with a sentence for whoever forgot one.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { PreviewSettings } from './preview.ts';

const USAGE = `'npm start' runs everything. The preview alone, beside a payment server that prints its settings with --json:
  tsx demo/preview/server.ts --sandbox '<that line>' [--port 5174] [--host 127.0.0.1] [--json]
Instead of --sandbox, set XPAY_API, XPAY_CHECKOUT, XPAY_PUBLISHABLE_KEY and XPAY_SECRET_KEY; instead of --port, PREVIEW_PORT.
XPAY_SHOP is the address of the demo shop, if it runs.`;

const Sandbox = z.object({
  api: z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, '')),
  checkout: z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin),
  publishableKey: z.string().startsWith('pk_test_'),
  secretKey: z.string().startsWith('sk_test_'),
});

const VARIABLES: Readonly<Record<keyof z.infer<typeof Sandbox>, string>> = {
  api: 'XPAY_API',
  checkout: 'XPAY_CHECKOUT',
  publishableKey: 'XPAY_PUBLISHABLE_KEY',
  secretKey: 'XPAY_SECRET_KEY',
};

export interface Start {
  readonly settings: Omit<PreviewSettings, 'origin'>;
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
}

/**
 * Reads arguments and environment. Keys of live mode are no keys for this.
 *
 * @throws Error with a sentence that names what is missing or wrong, and how to start.
 */
export function readStart(args: readonly string[], env: NodeJS.ProcessEnv): Start {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sandbox: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      json: { type: 'boolean', default: false },
    },
  });
  const text = values.port ?? env['PREVIEW_PORT'] ?? '5174';
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`The port must be a whole number from 0 to 65535, not ${text}.`);
  const given = values.sandbox === undefined ? fromEnvironment(env) : fromLine(values.sandbox);
  const sandbox = Sandbox.safeParse(given);
  if (!sandbox.success) {
    const wrong = [...new Set(sandbox.error.issues.map(({ path }) => String(path[0])))];
    throw new Error(
      `The preview needs settings it did not get, or got wrong: ${wrong.join(', ')}.\n${USAGE}`,
    );
  }
  const shop = env['XPAY_SHOP'] ?? null;
  return { settings: { ...sandbox.data, shop }, port, host: values.host, json: values.json };
}

function fromEnvironment(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, env[variable]]));
}

function fromLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`--sandbox takes the line of JSON that the payment server prints.\n${USAGE}`, { cause });
  }
}
