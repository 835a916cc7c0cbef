// `/sandbox/merchant`: what an account manager sets up for a merchant elsewhere: the currencies that are enabled, and what can be paid with.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { validate } from '../http/validation.ts';
import { type OfferDeps, switchMethods } from '../offer.ts';
import { findEnabledCurrencies, getMerchant, saveEnabledCurrencies } from '../store/merchants.ts';
import { currency, fields } from '../wire/xpay/fields.ts';
import { paymentMethodTypes } from '../wire/xpay/method-fields.ts';

/** Body of `POST /sandbox/merchant`. */
export const merchantBody = fields({
  enabledCurrencies: z
    .array(currency)
    .min(1)
    .nullable()
    .optional()
    .openapi({ description: 'Null enables all.', example: ['USD', 'EUR'] }),
  paymentMethods: paymentMethodTypes
    .nullable()
    .optional()
    .openapi({ description: 'What is switched on; null for all there is.', example: ['card', 'wallet'] }),
}).openapi('SetUpMerchant');

/** What both routes answer. */
export const merchantObject = z
  .strictObject({
    object: z.literal('merchant'),
    enabledCurrencies: z.array(z.string()).nullable(),
    paymentMethods: z.array(z.string()),
  })
  .openapi('Merchant');

/** Routes; the caller's test key is checked before. */
export function createMerchantRoutes(deps: OfferDeps): Hono<Env> {
  const { store } = deps;
  const app = new Hono<Env>();
  const shown = async (merchantId: string): Promise<z.output<typeof merchantObject>> => {
    const codes = await findEnabledCurrencies(store.db, merchantId);
    const { paymentMethods } = await getMerchant(store.db, merchantId);
    const enabledCurrencies = codes === null ? null : [...codes];
    return { object: 'merchant', enabledCurrencies, paymentMethods: [...paymentMethods] };
  };
  app.get('/sandbox/merchant', async (c) => c.json(await shown(c.get('principal').merchantId)));
  app.post('/sandbox/merchant', limitBody, async (c) => {
    const { enabledCurrencies, paymentMethods } = validate(merchantBody, await readJson(c));
    const { merchantId } = c.get('principal');
    if (enabledCurrencies !== undefined) await saveEnabledCurrencies(store.db, merchantId, enabledCurrencies);
    if (paymentMethods !== undefined) await switchMethods(merchantId, paymentMethods, deps);
    return c.json(await shown(merchantId));
  });
  allowOnly(app, '/sandbox/merchant', ['GET', 'POST']);
  return app;
}
