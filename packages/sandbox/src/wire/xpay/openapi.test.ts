// The published documents: every route, and fields required exactly where the schemas require them.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call, withSandbox } from '../../test-sandbox.ts';

describe('OpenAPI', () => {
  it('describes every route, from the schemas that validate', () =>
    withSandbox(async (sandbox) => {
      const { json } = await call(sandbox, '/openapi/xpay.json', { key: '' });
      const document = z
        .object({
          openapi: z.literal('3.1.0'),
          paths: z.record(z.string(), z.record(z.string(), z.unknown())),
          components: z.object({
            schemas: z.record(z.string(), z.looseObject({ required: z.array(z.string()).optional() })),
          }),
        })
        .parse(json);
      expect(
        Object.entries(document.paths).flatMap(([path, methods]) =>
          Object.keys(methods).map((m) => `${m} ${path}`),
        ),
      ).toEqual([
        'post /checkout/sessions',
        'get /checkout/sessions',
        'get /checkout/sessions/{id}',
        'patch /checkout/sessions/{id}',
        'post /checkout/sessions/{id}/expire',
        'get /payment-intents/{id}',
        'post /payment-intents/{id}/capture',
        'post /payment-intents/{id}/cancel',
        'get /charges/{id}',
        'post /refunds',
        'get /refunds',
        'get /refunds/{id}',
        'get /balance',
        'get /balance-transactions',
        'get /balance-transactions/{id}',
        'get /customers',
        'post /customers',
        'get /customers/{id}',
        'patch /customers/{id}',
        'get /customers/{id}/stats',
        'get /customers/{id}/payment-methods',
        'delete /customers/{id}/payment-methods/{paymentMethodId}',
        'get /products',
        'post /products',
        'get /products/{id}',
        'patch /products/{id}',
        'delete /products/{id}',
        'get /products/{id}/stats',
        'post /upload-url',
        'post /prices',
        'get /prices/{id}',
        'patch /prices/{id}',
        'delete /prices/{id}',
        'get /coupons',
        'post /coupons',
        'get /coupons/{id}',
        'patch /coupons/{id}',
        'get /promotion-codes',
        'post /promotion-codes',
        'get /promotion-codes/{id}',
        'patch /promotion-codes/{id}',
        'get /discounts',
        'get /discounts/{id}',
        'get /payment-links',
        'post /payment-links',
        'get /payment-links/{id}',
        'patch /payment-links/{id}',
      ]);
      expect(document.components.schemas['CreateCheckoutSession']?.required).toEqual(['afterCompletion']);
      expect(document.components.schemas['CheckoutSession']?.required).toContain('paymentIntent');
    }));

  it('describes the browser API', () =>
    withSandbox(async (sandbox) => {
      const { json } = await call(sandbox, '/openapi/client.json', { key: '' });
      expect(Object.keys(z.object({ paths: z.object({}).loose() }).parse(json).paths)).toEqual([
        '/v1/client/session',
        '/v1/client/session/events',
        '/v1/client/session/confirm',
        '/v1/client/session/saved_cards/{id}',
        '/v1/client/session/authenticate',
        '/v1/client/session/cancel_action',
        '/v1/client/session/restart_action',
        '/v1/client/session/instalment_plans',
        '/v1/client/session/result',
        '/v1/client/bootstrap',
      ]);
    }));

  it('describes the controls of the sandbox', () =>
    withSandbox(async (sandbox) => {
      const { json } = await call(sandbox, '/openapi/sandbox.json', { key: '' });
      const methods = z.record(z.string(), z.unknown());
      const { paths } = z
        .object({ paths: z.record(z.string(), methods) })
        .loose()
        .parse(json);
      expect(
        Object.entries(paths).flatMap(([path, routes]) => Object.keys(routes).map((m) => `${m} ${path}`)),
      ).toEqual([
        'post /sandbox/faults',
        'get /sandbox/faults',
        'delete /sandbox/faults',
        'delete /sandbox/faults/{id}',
        'get /sandbox/clock',
        'post /sandbox/clock',
        'post /sandbox/sessions/{id}/pay',
        'post /sandbox/sessions/{id}/transfer',
        'post /sandbox/bank',
        'get /sandbox/webhooks',
        'post /sandbox/webhooks',
        'get /sandbox/deliveries',
        'post /sandbox/deliveries/{id}/replay',
        'post /sandbox/webhook-endpoints',
        'get /sandbox/webhook-endpoints',
        'get /sandbox/webhook-endpoints/{id}',
        'patch /sandbox/webhook-endpoints/{id}',
        'delete /sandbox/webhook-endpoints/{id}',
        'post /sandbox/webhook-endpoints/{id}/rotate-secret',
        'post /sandbox/oauth-clients',
        'get /sandbox/oauth-clients',
        'delete /sandbox/oauth-clients/{id}',
        'get /sandbox/merchant',
        'post /sandbox/merchant',
        'get /sandbox/payments',
        'get /sandbox/payments/{id}',
        'get /sandbox/events',
        'get /sandbox/requests',
        'get /sandbox/api-keys',
        'post /sandbox/api-keys',
        'delete /sandbox/api-keys/{id}',
        'post /sandbox/reset',
        'get /sandbox/export',
        'post /sandbox/import',
      ]);
      for (const [path, routes] of Object.entries(paths)) {
        for (const method of Object.keys(routes)) {
          const asked = path.replace('{id}', 'x');
          const { status } = await call(sandbox, asked, { key: '', method: method.toUpperCase() });
          expect([method, path, status]).toEqual([method, path, 401]);
        }
      }
    }));
});
