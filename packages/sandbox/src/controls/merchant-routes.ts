// `/sandbox/merchant`: what an account manager sets up for a merchant elsewhere: the currencies that are enabled.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { validate } from '../http/validation.ts';
import { findEnabledCurrencies, saveEnabledCurrencies } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import { currency, fields } from '../wire/xpay/fields.ts';

/** Body of `POST /sandbox/merchant`. */
export const merchantBody = fields({
  enabledCurrencies: z
    .array(currency)
    .min(1)
    .nullable()
    .openapi({ description: 'Null enables all.', example: ['USD', 'EUR'] }),
}).openapi('SetUpMerchant');

/** What both routes answer. */
export const merchantObject = z
  .strictObject({ object: z.literal('merchant'), enabledCurrencies: z.array(z.string()).nullable() })
  .openapi('Merchant');

/** Routes; the caller's test key is checked before. */
export function createMerchantRoutes({ store }: { readonly store: Store }): Hono<Env> {
  const app = new Hono<Env>();
  const shown = async (merchantId: string): Promise<z.output<typeof merchantObject>> => {
    const codes = await findEnabledCurrencies(store.db, merchantId);
    return { object: 'merchant', enabledCurrencies: codes === null ? null : [...codes] };
  };
  app.get('/sandbox/merchant', async (c) => c.json(await shown(c.get('principal').merchantId)));
  app.post('/sandbox/merchant', limitBody, async (c) => {
    const { enabledCurrencies } = validate(merchantBody, await readJson(c));
    const { merchantId } = c.get('principal');
    await saveEnabledCurrencies(store.db, merchantId, enabledCurrencies);
    return c.json(await shown(merchantId));
  });
  allowOnly(app, '/sandbox/merchant', ['GET', 'POST']);
  return app;
}
