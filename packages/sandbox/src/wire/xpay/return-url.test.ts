// The page that buyers come back to from their banks: fixed by the merchant's server, safe, and never the browser's choice.

import { describe, expect, it } from 'vitest';
import { aSessionBody, call, callClient, create, type Sandbox, withSandbox } from '../../test-sandbox.ts';
import { errorObject } from './objects.ts';

const HTTPS = 'https://shop.example/checkout?order={CHECKOUT_SESSION_ID}';

const send = (sandbox: Sandbox, returnUrl: unknown, key = sandbox.keys.secretKey) =>
  call(sandbox, '/checkout/sessions', { key, body: aSessionBody({ returnUrl }) });

describe('returnUrl', () => {
  it.each([
    HTTPS,
    'https://shop.example',
    'http://localhost:5173/checkout',
    'http://127.0.0.1:5173/#pay',
    'http://[::1]:5173/',
    'http://shop.test/checkout',
    'http://shop.localhost/',
    null,
  ])('may be %s', (returnUrl) =>
    withSandbox(async (sandbox) => {
      const created = await send(sandbox, returnUrl);
      expect([created.status, created.json['returnUrl']]).toEqual([201, returnUrl]);
      const read = await call(sandbox, `/checkout/sessions/${created.json['id']}`);
      expect(read.json['returnUrl']).toBe(returnUrl);
    }),
  );

  it('is null unless it is sent', () =>
    withSandbox(async (sandbox) => {
      const created = await call(sandbox, '/checkout/sessions', { body: aSessionBody() });
      expect(created.json['returnUrl']).toBeNull();
    }));

  it.each([
    ['javascript:alert(1)', /absolute http/],
    ['data:text/html,x', /absolute http/],
    ['/checkout', /absolute http/],
    ['https://ada:pw@shop.example/', /absolute http/],
    ['https://shop.example\\@evil.example/', /absolute http/],
    [`https://shop.example/${'x'.repeat(2048)}`, /at most 2048/],
    ['http://shop.example/', /has to be an https address/],
    ['http://localhost.shop.example/', /has to be an https address/],
    ['http://127.0.0.1.shop.example/', /has to be an https address/],
    ['ftp://shop.example/', /absolute http/],
    [42, /got 42/],
    ['', /absolute http/],
  ])('may not be %.60s', (returnUrl, words) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const patched = call(sandbox, `/checkout/sessions/${session.id}`, {
        method: 'PATCH',
        body: { returnUrl },
      });
      for (const answer of [await send(sandbox, returnUrl), await patched]) {
        expect(answer.status).toBe(400);
        const { code, param, message } = errorObject.parse(answer.json).error;
        expect([code, param]).toEqual(['invalid_request', 'returnUrl']);
        expect(message).toMatch(words);
      }
    }),
  );

  it('has to be https in live mode', () =>
    withSandbox(async (sandbox) => {
      const key = sandbox.keys.liveSecretKey;
      expect((await send(sandbox, HTTPS, key)).status).toBe(201);
      const refused = await send(sandbox, 'http://localhost:5173/', key);
      expect([refused.status, errorObject.parse(refused.json).error.param]).toEqual([400, 'returnUrl']);
    }));

  it('can be changed while the session is open', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox, { returnUrl: HTTPS });
      const patch = (body: object) => call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body });
      expect((await patch({ amount: 100 })).json['returnUrl']).toBe(HTTPS);
      expect((await patch({ returnUrl: 'https://shop.example/other' })).json['returnUrl']).toBe(
        'https://shop.example/other',
      );
      expect((await patch({ returnUrl: null })).json['returnUrl']).toBeNull();
    }));

  it('is told to no browser', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox, { returnUrl: 'https://shop.example/private' });
      expect((await callClient(sandbox, '', clientSecret)).text).not.toContain('private');
    }));
});
