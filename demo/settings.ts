// The shop's settings, from arguments and environment, with a sentence for whoever forgot one.

import { z } from 'zod';
import type { ShopSettings } from './shop/shop.ts';
import { type Place, readStartOf, type StartKind } from './start-settings.ts';

const Settings = z.object({
  api: z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, '')),
  checkout: z.url({ protocol: /^https?$/ }),
  publishableKey: z.string().startsWith('pk_'),
  secretKey: z.string().startsWith('sk_'),
  webhookSecret: z.string().startsWith('whsec_'),
});

const SHOP: StartKind<z.infer<typeof Settings>> = {
  name: 'shop',
  settings: Settings,
  variables: {
    api: 'XPAY_API',
    checkout: 'XPAY_CHECKOUT',
    publishableKey: 'XPAY_PUBLISHABLE_KEY',
    secretKey: 'XPAY_SECRET_KEY',
    webhookSecret: 'XPAY_WEBHOOK_SECRET',
  },
  port: ['PORT', 5173],
  others: ['data'],
  usage: `Start the payment server first; it prints its settings as one line of JSON with --json. Then:
  tsx demo/server.ts --sandbox '<that line>' [--port 5173] [--host 127.0.0.1] [--data FILE] [--json]
Instead of --sandbox, set XPAY_API, XPAY_CHECKOUT, XPAY_PUBLISHABLE_KEY, XPAY_SECRET_KEY and XPAY_WEBHOOK_SECRET;
instead of --port, PORT (0 picks a free one).`,
};

export interface Start extends Place {
  readonly settings: ShopSettings;
}

/** Reads arguments and environment. Throws as `readStartOf` does. */
export function readStart(args: readonly string[], env: NodeJS.ProcessEnv): Start {
  const { settings, others, ...place } = readStartOf(SHOP, args, env);
  return { ...place, settings: { ...settings, dataFile: others['data'] } };
}
