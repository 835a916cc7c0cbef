// The settings of the preview's server, from arguments and environment, with a sentence for whoever forgot one.

import { z } from 'zod';
import { type Place, readStartOf, type StartKind } from '../../start-settings.ts';
import type { PreviewSettings } from './preview.ts';

/** Keys of live mode are no keys for this. */
const Settings = z.object({
  api: z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, '')),
  checkout: z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin),
  publishableKey: z.string().startsWith('pk_test_'),
  secretKey: z.string().startsWith('sk_test_'),
});

const PREVIEW: StartKind<z.infer<typeof Settings>> = {
  name: 'preview',
  settings: Settings,
  variables: {
    api: 'XPAY_API',
    checkout: 'XPAY_CHECKOUT',
    publishableKey: 'XPAY_PUBLISHABLE_KEY',
    secretKey: 'XPAY_SECRET_KEY',
  },
  port: ['PREVIEW_PORT', 5174],
  usage: `'npm start' runs everything. The preview alone, beside a payment server that prints its settings with --json:
  tsx demo/preview/server.ts --sandbox '<that line>' [--port 5174] [--host 127.0.0.1] [--json]
Instead of --sandbox, set XPAY_API, XPAY_CHECKOUT, XPAY_PUBLISHABLE_KEY and XPAY_SECRET_KEY; instead of --port, PREVIEW_PORT.
XPAY_SHOP is the address of the demo shop, if it runs.`,
};

export interface Start extends Place {
  readonly settings: Omit<PreviewSettings, 'origin'>;
}

/** Reads arguments and environment. Throws as `readStartOf` does. */
export function readStart(args: readonly string[], env: NodeJS.ProcessEnv): Start {
  const { settings, others: _, ...place } = readStartOf(PREVIEW, args, env);
  return { ...place, settings: { ...settings, shop: env['XPAY_SHOP'] ?? null } };
}
