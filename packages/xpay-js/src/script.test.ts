// The script tag's entry on pages that do not make it easy.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { XPayClient } from './client.ts';
import { closePage, createPage, frameIn, KEY, SECRET } from './fake-frame.ts';
import type { XPayOptions } from './options.ts';
import { VERSION } from './version.ts';

type XPay = ((key: string, options?: XPayOptions) => XPayClient) & { readonly version: string };

let page: ReturnType<typeof createPage>;

beforeEach(() => {
  page = createPage();
});
afterEach(() => {
  closePage();
  Reflect.deleteProperty(window, 'XPay');
});

/** Evaluates the script again, as a second tag does. */
async function evaluate(src: string | null = 'https://pay.example/v1/xpay.js'): Promise<void> {
  vi.resetModules();
  const script = document.createElement('script');
  if (src !== null) Object.defineProperty(script, 'src', { value: src });
  runAs(script);
  await import('./script.ts');
}

function runAs(element: Element | null): void {
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockReturnValue(element as HTMLScriptElement | null);
}

function xpay(): XPay {
  return window.XPay as XPay;
}

async function mountedOrigin(): Promise<string> {
  const checkout = await xpay()(KEY).initEmbeddedCheckout({ clientSecret: SECRET });
  checkout.mount(page.target);
  const { origin } = new URL(frameIn(page.target).src);
  checkout.destroy();
  return origin;
}

it('defines one global, with its version, that knows the origin of its script', async () => {
  const before = new Set(Object.getOwnPropertyNames(window));
  await evaluate();
  expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).toEqual(['XPay']);
  expect(xpay().version).toBe(VERSION);
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
  expect(await mountedOrigin()).toBe('https://pay.example');
});

it('may be called with new', async () => {
  await evaluate();
  const Client = xpay() as unknown as new (key: string) => object;
  expect(new Client(KEY)).toHaveProperty('initEmbeddedCheckout');
});

it('loaded twice, leaves the first in place and says nothing', async () => {
  await evaluate();
  const first = xpay();
  await evaluate('https://other.example/v2/xpay.js');
  expect(xpay()).toBe(first);
  expect(page.consoleLines()).toEqual([]);
  expect(await mountedOrigin()).toBe('https://pay.example');
});

it('takes the place of a form that is called XPay', async () => {
  Reflect.set(window, 'XPay', document.createElement('form'));
  await evaluate();
  expect(xpay().version).toBe(VERSION);
});

it('is not fooled by an image that is called currentScript', async () => {
  const image = document.createElement('img');
  image.src = 'https://evil.example/1.png';
  Object.defineProperty(document, 'currentScript', { value: image, configurable: true });
  await evaluate();
  Reflect.deleteProperty(document, 'currentScript');
  expect(await mountedOrigin()).toBe('https://pay.example');
});

it.each([
  ['no script element', null],
  ['an element that is no script', 'img'],
  ['a script without an address', 'script'],
])('asks for the origin when it came from %s', async (_, tag) => {
  vi.resetModules();
  runAs(tag === null ? null : document.createElement(tag));
  await import('./script.ts');
  expect(() => xpay()(KEY)).toThrow('origin is missing. Pass the origin that serves the checkout');
  expect(() => xpay()(KEY, { origin: 'https://pay.example' })).not.toThrow();
});
