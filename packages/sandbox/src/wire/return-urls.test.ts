// Facts about where buyers may be sent, in all four APIs: the shape of an address always, whose it is in live mode.

import { expect, it } from 'vitest';
import { aSessionBody, call, type Sandbox, withSandbox } from '../test-sandbox.ts';

interface Way {
  readonly path: string;
  /** The body with this address in the field that `param` names. */
  readonly body: (url: string) => object;
}

const item = { priceData: { currency: 'USD', unitAmount: 1900, productData: { name: 'Tea' } } };
const redirect = (url: string) => ({ afterCompletion: { type: 'redirect', redirect: { url } } });
const hosted = (more: object) => aSessionBody({ uiMode: 'hosted', ...more });
const cxpay = { mode: 'payment', amount: 4900, currency: 'USD' };
const maxfi = { amount: 4900, currency: 'USD' };

const WAYS: Readonly<Record<string, Way>> = {
  'XPay afterCompletion': { path: '/checkout/sessions', body: (url) => hosted(redirect(url)) },
  'XPay cancelUrl': { path: '/checkout/sessions', body: (url) => hosted({ cancelUrl: url }) },
  'XPay returnUrl': { path: '/checkout/sessions', body: (url) => hosted({ returnUrl: url }) },
  'payment link': { path: '/payment-links', body: (url) => ({ lineItems: [item], ...redirect(url) }) },
  'CX Pay return_url': { path: '/checkout-sessions', body: (url) => ({ ...cxpay, return_url: url }) },
  'CX Pay cancel_url': { path: '/checkout-sessions', body: (url) => ({ ...cxpay, cancel_url: url }) },
  'MaxFi success_url': { path: '/v2/payments/checkout', body: (url) => ({ ...maxfi, success_url: url }) },
  'MaxFi cancel_url': { path: '/v2/payments/checkout', body: (url) => ({ ...maxfi, cancel_url: url }) },
  'MaxFi settings': {
    path: '/v2/payments/checkout',
    body: (url) => ({ ...maxfi, settings: { success_url: url } }),
  },
};

async function send(sandbox: Sandbox, { path, body }: Way, url: string, mode: 'test' | 'live') {
  const { secretKey, liveSecretKey } = sandbox.keys;
  const key = mode === 'live' ? liveSecretKey : secretKey;
  const headers = { 'Idempotency-Key': `${mode} ${url}`.replace(/[^\x21-\x7e]/g, '_').slice(0, 255) };
  return call(sandbox, path, { key, headers, body: body(url) });
}

it.each(Object.entries(WAYS))('%s takes web addresses only', (_name, way) =>
  withSandbox(async (sandbox) => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt://shop.example/%0aalert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://shop.example/1',
      '//shop.example/x',
      '/thanks',
      'shop.example/thanks',
      'https:shop.example',
      'https:///shop.example',
      'https://',
      'https://user:word@shop.example/',
      'https://shop.example@evil.example/',
      'https://shop.example/\u0000',
      'https://shop.example/\n/x',
      'https://shop.example/ x',
      ' https://shop.example/',
      'https:\\\\shop.example\\x',
    ])
      expect([url, (await send(sandbox, way, url, 'test')).status]).toEqual([url, 400]);
  }),
);

it.each(Object.entries(WAYS))('%s of a live session leads to its merchant, and says so', (_name, way) =>
  withSandbox(async (sandbox) => {
    for (const [url, words] of [
      ['http://shop.example/thanks', /https/],
      ['http://localhost:5173/thanks', /https/],
      ['https://localhost/thanks', /this machine/],
      ['https://127.0.0.1/thanks', /this machine/],
      ['https://shop.test/thanks', /this machine/],
      ['https://evil.example/thanks', /evil\.example.*expected one of shop\.example/],
      ['https://shop.example.evil.example/', /expected one of shop\.example/],
      ['https://evil.example/#https://shop.example/', /expected one of shop\.example/],
    ] as const) {
      const refused = await send(sandbox, way, url, 'live');
      expect([url, refused.status]).toEqual([url, 400]);
      expect(refused.text).toMatch(words);
    }
    const taken = await send(sandbox, way, 'https://shop.example/a?s={CHECKOUT_SESSION_ID}#b', 'live');
    expect([200, 201]).toContain(taken.status);
    const test = await send(sandbox, way, 'https://evil.example/thanks', 'test');
    expect([200, 201]).toContain(test.status);
  }),
);

it('may be any host of a merchant who has registered none, and of its open sessions it is judged again', () =>
  withSandbox(async (sandbox) => {
    const key = sandbox.keys.liveSecretKey;
    const { json } = await call(sandbox, '/checkout/sessions', { key, body: hosted({}) });
    const patch = (cancelUrl: string) =>
      call(sandbox, `/checkout/sessions/${String(json['id'])}`, {
        key,
        method: 'PATCH',
        body: { cancelUrl },
      });
    expect((await patch('https://other.example/')).status).toBe(400);
    await sandbox.store.db
      .updateTable('merchants')
      .set({ allowed_origins: '["http://localhost:5173"]' })
      .execute();
    expect((await patch('https://other.example/')).status).toBe(200);
    expect((await patch('http://localhost:5173/')).status).toBe(400);
  }));
