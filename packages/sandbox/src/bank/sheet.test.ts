// Facts about the sandbox's payment sheet: how a browser finds it, what its worker answers, and which sessions name it.

import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { aSessionBody, call, callClient, withSandbox } from '../test-sandbox.ts';
import { readPaymentToken } from './payment-token.ts';
import { createSheetPages, sheetIdentifier } from './sheet.ts';
import { SHEET_WORKER } from './sheet-worker.ts';

const BANK = 'https://bank.example';
const pages = createSheetPages(BANK);

describe('the sheet', () => {
  it('is found from its identifier: manifest, app, worker and window, each of its own origin', async () => {
    const identifier = sheetIdentifier({ bankOrigin: BANK });
    const head = await pages.request(identifier, { method: 'HEAD' });
    expect([head.status, head.headers.get('link')]).toEqual([
      204,
      '</sheet/method.json>; rel="payment-method-manifest"',
    ]);
    const manifest = await (await pages.request('/sheet/method.json')).json();
    expect(manifest).toEqual({ default_applications: [`${BANK}/sheet/app.json`], supported_origins: [BANK] });
    const app = await (await pages.request('/sheet/app.json')).json();
    const { src, scope } = app.serviceworker;
    expect(app.icons[0].src).toMatch(/^data:image\/png;base64,/);
    expect(new URL(src, `${BANK}/sheet/app.json`).href).toMatch(new RegExp(`^${BANK}${scope}`));
    for (const [path, type] of [
      [src, /^text\/javascript/],
      ['window', /^text\/html/],
    ]) {
      const response = await pages.request(`/sheet/${path}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        expect.stringMatching(type),
      ]);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('is a page in the buyer’s language that nobody may frame', async () => {
    const headers = { 'accept-language': 'ar' };
    const response = await pages.request('/sheet/window', { headers });
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await response.text()).toContain('<html lang="ar" dir="rtl">');
  });

  it('is named by sessions in test mode that may offer it, and by no other', () =>
    withSandbox(async (sandbox) => {
      const { publishableKey, secretKey, livePublishableKey, liveSecretKey } = sandbox.keys;
      const shown = async (method: string, secret = secretKey, publishable = publishableKey) => {
        const body = aSessionBody({ paymentMethodTypes: ['card', method] });
        const { json } = await call(sandbox, '/checkout/sessions', { body, key: secret });
        return (await callClient(sandbox, '', String(json['clientSecret']), { key: publishable })).json;
      };
      expect((await shown('google_pay'))['testSheet']).toBe('https://bank.example/sheet/');
      expect(Object.keys(await shown('wallet'))).not.toContain('testSheet');
      const live = await shown('google_pay', liveSecretKey, livePublishableKey);
      expect([live['livemode'], Object.keys(live).includes('testSheet')]).toEqual([true, false]);
    }));
});

describe('its worker', () => {
  type Listener = (event: Record<string, unknown>) => void;

  /** The worker in a realm of its own, as a browser would run it, and what happens in it. */
  function aWorker(openWindow: () => Promise<object | null> = async () => ({})) {
    const listeners = new Map<string, Listener>();
    vm.runInNewContext(SHEET_WORKER, {
      addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
      crypto,
      clients: {},
    });
    const dispatch = (name: string, event: Record<string, unknown>) => listeners.get(name)?.(event);
    const request = () => {
      let answered: Promise<unknown> = Promise.resolve();
      dispatch('paymentrequest', {
        methodData: [{ supportedMethods: `${BANK}/sheet/`, data: { merchantName: 'Kiln & Co' } }],
        total: { currency: 'USD', value: '49.00' },
        respondWith: (answer: Promise<unknown>) => (answered = answer),
        openWindow,
      });
      return answered;
    };
    const say = (data: unknown) => {
      const heard: unknown[] = [];
      dispatch('message', { data, source: { postMessage: (words: unknown) => heard.push(words) } });
      return structuredClone(heard);
    };
    return { dispatch, request, say };
  }

  it('tells its window what is to be paid, and answers with a token of the card that was chosen', async () => {
    const { request, say } = aWorker();
    expect(say('ready')).toEqual([]);
    const answered = request() as Promise<{ methodName: string; details: { token: string } }>;
    expect(say('ready')).toEqual([{ shop: 'Kiln & Co', total: { currency: 'USD', value: '49.00' } }]);
    say({ card: '4242' });
    say('0002');
    const { methodName, details } = await answered;
    expect([methodName, readPaymentToken(details.token)?.number]).toEqual([
      `${BANK}/sheet/`,
      '4000000000000002',
    ]);
  });

  it('answers that it can pay, and not at all when its window cannot be opened', async () => {
    const { dispatch } = aWorker();
    const said: unknown[] = [];
    dispatch('canmakepayment', { respondWith: (can: unknown) => said.push(can) });
    expect(said).toEqual([true]);
    await expect(aWorker(async () => null).request()).rejects.toThrow('could not be opened');
  });
});
