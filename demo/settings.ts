// The demo's settings, from arguments and environment, with a sentence for whoever forgot one.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ShopSettings } from './shop/shop.ts';

const USAGE = `Start the payment API first; it prints its settings as one line of JSON with --json. Then:
  tsx demo/server.ts --sandbox '<that line>' [--port 5173] [--host 127.0.0.1] [--data FILE] [--json]
Instead of --sandbox, set XPAY_API, XPAY_CHECKOUT, XPAY_PUBLISHABLE_KEY, XPAY_SECRET_KEY and XPAY_WEBHOOK_SECRET;
instead of --port, PORT (0 picks a free one).`;

const Settings = z.object({
  api: z.url({ protocol: /^https?$/ }),
  checkout: z.url({ protocol: /^https?$/ }),
  publishableKey: z.string().startsWith('pk_'),
  secretKey: z.string().startsWith('sk_'),
  webhookSecret: z.string().startsWith('whsec_'),
});

const VARIABLES: Readonly<Record<keyof z.infer<typeof Settings>, string>> = {
  api: 'XPAY_API',
  checkout: 'XPAY_CHECKOUT',
  publishableKey: 'XPAY_PUBLISHABLE_KEY',
  secretKey: 'XPAY_SECRET_KEY',
  webhookSecret: 'XPAY_WEBHOOK_SECRET',
};

export interface Start {
  readonly settings: ShopSettings;
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
}

/**
 * Reads arguments and environment.
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
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port ?? env['PORT'] ?? 5173);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`The port must be a whole number from 0 to 65535, not ${values.port ?? env['PORT']}.`);
  const given = values.sandbox === undefined ? fromEnvironment(env) : fromLine(values.sandbox);
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    const names = wrong.map((name) => (values.sandbox === undefined ? variableOf(name) : name)).join(', ');
    throw new Error(`The shop needs settings it did not get, or got wrong: ${names}.\n${USAGE}`);
  }
  const api = parsed.data.api.replace(/\/+$/, '');
  return {
    settings: { ...parsed.data, api, dataFile: values.data },
    port,
    host: values.host,
    json: values.json,
  };
}

function fromEnvironment(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, env[variable]]));
}

function variableOf(name: string): string {
  return name in VARIABLES ? VARIABLES[name as keyof typeof VARIABLES] : name;
}

function fromLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`--sandbox takes the line of JSON that the payment API prints.\n${USAGE}`, { cause });
  }
}
