// The demo shop as a process of its own: its server makes sessions, takes webhooks and keeps the orders.

import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';
import { startService } from './service.ts';

export interface Shop {
  readonly url: string;
  readonly logFile: string;
  readonly stop: () => Promise<number | null>;
}

/** Starts the shop against a sandbox, on the port that sandbox's webhooks already go to. */
export async function startShop(sandbox: Sandbox, port: number, folder: string): Promise<Shop> {
  const logFile = join(folder, 'shop.log');
  const service = await startService(
    ['demo/server.ts', '--json'],
    {
      PORT: String(port),
      XPAY_API: sandbox.api,
      XPAY_CHECKOUT: sandbox.checkout,
      XPAY_PUBLISHABLE_KEY: sandbox.publishableKey,
      XPAY_SECRET_KEY: sandbox.secretKey,
      XPAY_WEBHOOK_SECRET: sandbox.webhookSecret,
    },
    logFile,
  );
  return { url: `http://localhost:${port}`, logFile, stop: () => service.stop() };
}
