// One sandbox with its own store and ports, which a test may stop, kill and start again on the same file.

import { join } from 'node:path';
import { type Service, startService } from './service.ts';

/** What `--json` prints. */
export interface SandboxSettings {
  readonly api: string;
  readonly checkout: string;
  readonly threeds: string;
  readonly bank: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly livePublishableKey: string;
  readonly liveSecretKey: string;
  readonly webhookSecret: string;
  readonly oauthClientId: string;
  readonly oauthClientSecret: string;
}

export interface Sandbox extends SandboxSettings {
  readonly dbFile: string;
  readonly logFile: string;
  readonly stop: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
  /** Starts it again with the same store and on the same ports. */
  readonly restart: () => Promise<void>;
}

export interface SandboxOptions {
  /** Where the store and the log are written. */
  readonly folder: string;
  readonly webhook?: string;
  /** Registered origins of the seeded merchant, besides localhost in test mode. */
  readonly origins?: readonly string[];
}

/** Starts a sandbox on free ports. */
export async function startSandbox({ folder, webhook, origins = [] }: SandboxOptions): Promise<Sandbox> {
  const dbFile = join(folder, 'sandbox.db');
  const logFile = join(folder, 'sandbox.log');
  const start = (port: string): Promise<Service> =>
    startService(
      [
        'packages/sandbox/src/cli.ts',
        ...['--port', port, '--db', dbFile, '--json'],
        ...(webhook === undefined ? [] : ['--webhook', webhook]),
        ...origins.flatMap((origin) => ['--origin', origin]),
      ],
      {},
      logFile,
    );
  let service = await start('0');
  const settings = service.ready as unknown as SandboxSettings;
  return {
    ...settings,
    dbFile,
    logFile,
    stop: () => service.stop(),
    kill: () => service.kill(),
    restart: async () => {
      service = await start(new URL(settings.api).port);
    },
  };
}
