// MaxFi's routes of checkouts: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import type { Checkout } from '../../domain/checkout.ts';
import type { SessionTerms } from '../../domain/session.ts';
import { readJson } from '../../http/body.ts';
import type { Env } from '../../http/env.ts';
import { allowOnly } from '../../http/errors.ts';
import { ApiError } from '../../http/problem.ts';
import { validate } from '../../http/validation.ts';
import type { Payments } from '../../payments.ts';
import type { Settings } from '../../settings.ts';
import { insertCheckout, type Owner } from '../../store/checkouts.ts';
import { findEnabledCurrencies } from '../../store/merchants.ts';
import type { Store, Trx } from '../../store/store.ts';
import { mustBeOffered } from '../must-be-offered.ts';
import { runOnce } from '../once.ts';
import { type OpenDeps, openHosted } from '../open-hosted.ts';
import { readOwn } from '../own.ts';
import { refuseForeignUrls, refuseUnsafe } from '../return-urls.ts';
import { toCheckoutObject } from './mapping.ts';
import { type CreateCheckoutBody, createCheckoutBody, LIFETIME_MS, methodsOf } from './schemas.ts';

export interface CheckoutDeps extends OpenDeps {
  readonly store: Store;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
  readonly payments: Pick<Payments, 'read'>;
}

/** Routes under `/v2/payments/checkout`; the caller's secret key is checked before. */
export function createCheckoutRoutes(deps: CheckoutDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/v2/payments/checkout', async (c) => {
    const raw = await readJson(c);
    const body = validate(createCheckoutBody, raw);
    const principal = c.get('principal');
    const owner = { ...principal, livemode: principal.livemode && !body.test_mode };
    await refuseUrls(body, owner, deps);
    return runOnce(c, deps, { api: 'maxfi' }, raw, async (trx) => {
      await mustHaveConnector(trx, owner, body.currency);
      const methods = methodsOf(body.settings?.payment_methods);
      await mustBeOffered(trx, owner, methods, 'settings.payment_methods');
      const checkout = openCheckout(body, owner, deps);
      await insertCheckout(trx, checkout);
      return { status: 201, body: JSON.stringify(toCheckoutObject(checkout, deps.settings)) };
    });
  });
  app.get('/v2/payments/checkout/:id', async (c) => {
    const checkout = await readOwn(c, deps, c.req.param('id'), { noun: 'checkout', api: 'maxfi' });
    return c.json(toCheckoutObject(checkout, deps.settings));
  });
  allowOnly(app, '/v2/payments/checkout', ['POST']);
  allowOnly(app, '/v2/payments/checkout/:id', ['GET']);
  return app;
}

/** @throws ApiError when the merchant has no acquirer for the currency. */
async function mustHaveConnector(trx: Trx, { merchantId }: Owner, currency: string): Promise<void> {
  const enabled = await findEnabledCurrencies(trx, merchantId);
  if (enabled === null || enabled.includes(currency)) return;
  const message = `currency: no acquirer is configured for ${currency}; there is one for ${enabled.join(', ')}.`;
  throw new ApiError('currency_not_enabled', message, { status: 402 });
}

function openCheckout(body: CreateCheckoutBody, owner: Owner, deps: CheckoutDeps): Checkout {
  const { settings = {}, customer = {}, metadata = {} } = body;
  const asked = settings.customer_fields ?? [];
  return openHosted(
    {
      owner,
      currency: body.currency,
      lifetimeMs: LIFETIME_MS,
      origin: {
        api: 'maxfi',
        captureMethod: body.capture_method,
        paymentMethodTypes: methodsOf(settings.payment_methods),
        reference: body.order_id ?? null,
        webhookUrl: body.webhook_url ?? null,
        autoReturnMs: settings.auto_return ?? null,
        extras: { country: customer.country ?? null },
      },
      terms: {
        amountTotal: body.amount,
        afterCompletion: toCompletion(body.success_url ?? settings.success_url),
        cancelUrl: body.cancel_url ?? settings.cancel_url ?? null,
        locale: body.language,
        buttonText: settings.button_text ?? null,
        description: body.description ?? null,
        collect: {
          name: asked.includes('name'),
          email: asked.includes('email'),
          postalCode: asked.includes('postal_code'),
          phone: asked.includes('phone'),
          billingAddress: asked.includes('billing_address'),
          shippingAddress: asked.includes('shipping_address'),
          shippingCountries: null,
        },
        customer: {
          email: customer.email ?? null,
          name: customer.name ?? null,
          phone: customer.phone ?? null,
        },
        metadata,
      },
    },
    deps,
  );
}

function toCompletion(url: string | undefined): SessionTerms['afterCompletion'] {
  return url === undefined ? { type: 'hosted_confirmation' } : { type: 'redirect', redirect: { url } };
}

/** Live customers come back to their shop over an open network, and so do events. */
async function refuseUrls(
  { success_url, cancel_url, webhook_url, settings = {} }: CreateCheckoutBody,
  owner: Owner,
  { store }: CheckoutDeps,
): Promise<void> {
  if (owner.livemode && webhook_url !== undefined) refuseUnsafe('webhook_url', webhook_url);
  await refuseForeignUrls(store.db, owner, {
    success_url,
    cancel_url,
    'settings.success_url': settings.success_url,
    'settings.cancel_url': settings.cancel_url,
  });
}
