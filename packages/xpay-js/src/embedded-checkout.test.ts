// One checkout from the shop's point of view, with the frame played by hand.

import type { XPayError } from '@xpay/protocol/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import { EVENT_NAMES } from './events.ts';
import {
  CALLBACKS,
  closePage,
  createPage,
  delivered,
  type FakeFrame,
  frameIn,
  ORIGIN,
  openFrameIn,
  playFrame,
  SESSION,
} from './fake-frame.ts';
import { partDone } from './fake-parts.ts';
import { createShop } from './fake-shop.ts';
import { ANSWER_PATIENCE_MS, ISOLATION_PATIENCE_MS } from './handshake.ts';

let page: ReturnType<typeof createPage>;
let shop: ReturnType<typeof createShop>;

beforeEach(() => {
  page = createPage();
  shop = createShop();
});
afterEach(closePage);

describe('the frame', () => {
  it('has an address with key, version, language and theme, and nothing else', async () => {
    const checkout = await shop.prepare({ locale: 'de', appearance: { theme: 'dark' } });
    checkout.mount(page.target);
    const url = new URL(frameIn(page.target).src);
    expect(url.origin + url.pathname).toBe(`${ORIGIN}/f/checkout`);
    expect([...url.searchParams.keys()]).toEqual(['key', 'v', 'locale', 'theme']);
    expect(url.searchParams.get('locale')).toBe('de');
    expect(url.searchParams.get('theme')).toBe('dark');
  });

  it('is made again by mount after unmount, with another nonce', async () => {
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const first = await openFrameIn(page.target);
    checkout.unmount();
    expect(page.target.childNodes).toHaveLength(0);
    checkout.mount(page.target);
    const second = await openFrameIn(page.target);
    expect(second.knocks[0]?.init.nonce).not.toBe(first.knocks[0]?.init.nonce);
  });

  it('follows resize and title messages', async () => {
    const checkout = await shop.prepare();
    const heights: number[] = [];
    checkout.on('resize', ({ height }) => heights.push(height));
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    await frame.say({ type: 'resize', height: 512 });
    await frame.say({ type: 'title', title: 'نموذج دفع آمن', locale: 'ar' });
    expect(frame.iframe.style.height).toBe('512px');
    expect(heights).toEqual([512]);
    expect([frame.iframe.title, frame.iframe.lang]).toEqual(['نموذج دفع آمن', 'ar']);
  });

  it('is hidden, and the shop told, when something navigates it away', async () => {
    const onError = vi.fn();
    const checkout = await shop.prepare({ onError });
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    frame.load();
    expect(onError.mock.calls[0]?.[0].error.code).toBe('frame_navigated');
    expect(frame.iframe.style.display).toBe('none');
    checkout.unmount();
    checkout.mount(page.target);
    expect((await openFrameIn(page.target)).heard).toHaveLength(1);
  });

  it('that never answers is hidden, and the shop told', async () => {
    const onError = vi.fn();
    const checkout = await shop.prepare({ onError });
    checkout.mount(page.target);
    const frame = playFrame(frameIn(page.target));
    frame.load();
    vi.advanceTimersByTime(ISOLATION_PATIENCE_MS);
    frame.load();
    vi.advanceTimersByTime(ANSWER_PATIENCE_MS);
    expect(onError.mock.calls[0]?.[0].error).toMatchObject({
      code: 'frame_unreachable',
      type: 'integration',
    });
    expect(frameIn(page.target).style.display).toBe('none');
    await partDone();
    expect(page.consoleLines()).toHaveLength(1);
  });

  it('waits, like the question for the secret, until a prerendered page is shown', async () => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    const { checkout, fetchClientSecret } = await shop.prepareWithFetch();
    checkout.mount(page.target);
    expect(fetchClientSecret).not.toHaveBeenCalled();
    expect(page.target.childNodes).toHaveLength(0);
    Reflect.deleteProperty(document, 'prerendering');
    document.dispatchEvent(new Event('prerenderingchange'));
    expect(fetchClientSecret).toHaveBeenCalledTimes(1);
    expect(page.target.childNodes).toHaveLength(1);
    checkout.destroy();
  });
});

describe('events', () => {
  it.each(CALLBACKS)(
    '%s reaches its option and its listener with the same payload',
    async (event, option, message, payload) => {
      const [callback, listener] = [vi.fn(), vi.fn()];
      const checkout = await shop.prepare({ [option]: callback });
      const off = checkout.on(event, listener);
      checkout.mount(page.target);
      const frame = await openFrameIn(page.target);
      await frame.say(message);
      off();
      await frame.say(message);
      expect(callback.mock.calls[0]?.[0]).toEqual(payload);
      expect(listener.mock.calls).toEqual([[payload]]);
    },
  );

  it('turn the error of the frame into an XPayError', async () => {
    const onError = vi.fn();
    const checkout = await shop.prepare({ onError });
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    const error = {
      type: 'api',
      code: 'api_error',
      retryable: true,
      message: 'Try again.',
      requestId: 'req_1',
    };
    await frame.say({ type: 'error', error });
    const given: XPayError = onError.mock.calls[0]?.[0].error;
    expect(given).toBeInstanceOf(Error);
    expect(given).toMatchObject({
      name: 'XPayError',
      code: 'api_error',
      requestId: 'req_1',
      retryable: true,
    });
  });

  it('that the frame invents are ignored', async () => {
    const checkout = await shop.prepare();
    const listener = vi.fn();
    for (const event of EVENT_NAMES) checkout.on(event, listener);
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    for (const type of ['toString', '__proto__', 'paid']) await frame.say({ type });
    await frame.say({ type: 'complete', session: { ...SESSION, amountTotal: -1 } });
    for (const type of ['validated', 'confirmed', 'retrieved', 'acted', 'close', 'hello'])
      await frame.say({ type, session: SESSION, nonce: '0'.repeat(32), build: 'b1' });
    expect(listener).not.toHaveBeenCalled();
    await frame.say({ type: 'complete', session: SESSION });
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

describe('the whole window', () => {
  async function openFull() {
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    const other = document.createElement('p');
    document.body.append(other);
    await frame.say({ type: 'full_size', on: true });
    return { checkout, frame, other };
  }

  it.each<[string, (frame: FakeFrame, checkout: EmbeddedCheckout) => unknown]>([
    ['the frame gives it back', (frame) => frame.say({ type: 'full_size', on: false })],
    ['the checkout is unmounted', (_, checkout) => checkout.unmount()],
    ['the checkout is destroyed', (_, checkout) => checkout.destroy()],
    ['the line fails', (frame) => frame.load()],
  ])('is had while the frame asks for it, and no longer when %s', async (_, end) => {
    const { checkout, frame, other } = await openFull();
    expect(frame.iframe.style.position).toBe('fixed');
    expect(other.hasAttribute('inert')).toBe(true);
    await end(frame, checkout);
    expect(frame.iframe.style.position).toBe('');
    expect(document.querySelectorAll('[inert], [popover]')).toHaveLength(0);
    expect(document.documentElement.style.overflow).toBe('');
    expect(page.target.querySelectorAll('div')).toHaveLength(0);
  });

  it('is no height: what the form measures meanwhile is followed once it has its place again', async () => {
    const { checkout, frame } = await openFull();
    const heights: number[] = [];
    checkout.on('resize', ({ height }) => heights.push(height));
    await frame.say({ type: 'resize', height: 900 });
    vi.advanceTimersByTime(1000);
    expect(frame.iframe.style.height).not.toBe('900px');
    expect(heights).toEqual([]);
    await frame.say({ type: 'full_size', on: false });
    await frame.say({ type: 'resize', height: 640 });
    vi.advanceTimersByTime(100);
    expect([frame.iframe.style.height, heights]).toEqual(['640px', [640]]);
  });
});

describe('leave', () => {
  it.each([
    ['https://3ds.pay.example/3ds/redirect/1?a=b', true],
    ['http://3ds.pay.example/3ds/redirect/1', false],
    ['https://[', false],
    ['javascript:alert(1)', false],
    ['HTTPS://evil.example', false],
    ['//evil.example', false],
    ['data:text/html,x', false],
  ])('to %s takes the place of the page: %s', async (url, isTaken) => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    await frame.say({ type: 'leave', url });
    expect(assign.mock.calls.map(([address]) => String(address))).toEqual(isTaken ? [url] : []);
  });

  it('may lead to plain http where the checkout itself is so', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
    shop = createShop({ origin: 'http://localhost:4242' });
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    await frame.say({ type: 'leave', url: 'http://localhost:4243/3ds/redirect/1' });
    expect(assign).toHaveBeenCalledTimes(1);
  });
});

describe('update and refresh', () => {
  it('reach a mounted form as they are called', async () => {
    const checkout = await shop.prepare();
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    checkout.update({ locale: 'ar' });
    checkout.update({ appearance: { theme: 'dark', variables: { colorPrimary: '#0a66ff' } } });
    checkout.refresh();
    await delivered();
    expect(frame.iframe.style.getPropertyValue('color-scheme')).toBe('dark');
    expect(frame.heard.slice(1)).toEqual([
      { type: 'update', locale: 'ar' },
      { type: 'update', appearance: { theme: 'dark', variables: { colorPrimary: '#0a66ff' } } },
      { type: 'refresh' },
    ]);
  });

  it('are kept for a form that is not there yet', async () => {
    const checkout = await shop.prepare({ locale: 'de', appearance: { theme: 'dark' } });
    checkout.update({ locale: 'ja' });
    checkout.refresh();
    checkout.mount(page.target);
    const frame = playFrame(frameIn(page.target));
    checkout.update({ appearance: { theme: 'light' } });
    frame.load();
    await frame.hello();
    expect(new URL(frame.iframe.src).searchParams.get('locale')).toBe('ja');
    expect(frame.heard).toMatchObject([{ type: 'session', locale: 'ja', appearance: { theme: 'light' } }]);
  });

  it('start from what the client was given', async () => {
    shop = createShop({ locale: 'ar', appearance: { theme: 'dark' } });
    const checkout = await shop.prepare({ locale: 'de' });
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    expect(frame.heard).toMatchObject([{ locale: 'de', appearance: { theme: 'dark' } }]);
  });
});

describe('destroy', () => {
  it('may be called twice, and unmount while nothing is mounted', async () => {
    const checkout = await shop.prepare();
    checkout.unmount();
    checkout.destroy();
    expect(() => checkout.destroy()).not.toThrow();
  });

  it('leaves no node, no timer and no listener, and calls nobody afterwards', async () => {
    const listeners = countListeners();
    const { checkout, answers, errors } = await shop.prepareWithFetch();
    const onReady = vi.fn();
    checkout.on('ready', onReady);
    checkout.mount(page.target);
    const frame = await openFrameIn(page.target);
    await frame.say({ type: 'resize', height: 700 });
    await frame.say({ type: 'resize', height: 800 });
    expect(listeners()).toBeGreaterThan(0);
    checkout.destroy();
    answers[0]?.reject(new Error('late'));
    await frame.say({ type: 'ready' });
    expect(page.target.childNodes).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners()).toBe(0);
    expect(onReady).not.toHaveBeenCalled();
    expect(errors).toEqual([]);
  });

  it('of one checkout leaves the others alone', async () => {
    const [one, two] = [await shop.prepare(), await shop.prepare()];
    const other = document.createElement('div');
    document.body.append(other);
    one.mount(page.target);
    two.mount(other);
    const frame = await openFrameIn(other);
    one.destroy();
    two.refresh();
    await delivered();
    expect(frame.heard.at(-1)).toEqual({ type: 'refresh' });
  });
});

/** How many more listeners were added to the page than removed since. */
function countListeners(): () => number {
  let prototype: object = document;
  while (!Object.hasOwn(prototype, 'addEventListener')) prototype = Object.getPrototypeOf(prototype);
  const target = prototype as EventTarget;
  const add = vi.spyOn(target, 'addEventListener');
  const remove = vi.spyOn(target, 'removeEventListener');
  return () => add.mock.calls.length - remove.mock.calls.length;
}
