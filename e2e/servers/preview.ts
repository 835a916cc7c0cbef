// The preview as a process of its own, beside a sandbox that may be down when it starts.

import { join } from 'node:path';
import type { SandboxSettings } from './sandbox.ts';
import { startService } from './service.ts';

export interface Preview {
  readonly url: string;
  readonly logFile: string;
  readonly stop: () => Promise<number | null>;
}

/** Starts the preview with a sandbox's keys, on this port or on a free one. A first start may build its page. */
export async function startPreview(
  sandbox: Pick<SandboxSettings, 'api' | 'checkout' | 'publishableKey' | 'secretKey'>,
  folder: string,
  port = 0,
): Promise<Preview> {
  const logFile = join(folder, 'preview.log');
  const service = await startService(
    ['demo/preview/server.ts', '--json', '--port', String(port)],
    {
      XPAY_API: sandbox.api,
      XPAY_CHECKOUT: sandbox.checkout,
      XPAY_PUBLISHABLE_KEY: sandbox.publishableKey,
      XPAY_SECRET_KEY: sandbox.secretKey,
    },
    logFile,
  );
  return { url: String(service.ready['preview']), logFile, stop: () => service.stop() };
}
