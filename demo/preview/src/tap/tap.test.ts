// Facts about the tap: it hears everything, changes nothing, and lets no client secret out.

import type { EmbeddedCheckout, XPayClient } from '@xpay/xpay-js';
import { describe, expect, it, vi } from 'vitest';
import { marked, readTapMessage, readUpdate, toShown } from './messages.ts';
import { tapChannels } from './tap-channel.ts';
import { tapScript } from './tap-checkout.ts';

const SECRET = 'cs_test_01ABC_secret_hushhushhush';

describe('what is shown', () => {
  it.each([
    [SECRET, 'cs_test_…_secret_…'],
    [
      { type: 'session', clientSecret: SECRET },
      { type: 'session', clientSecret: 'cs_test_…_secret_…' },
    ],
    [[`https://x/?s=${SECRET}&t=1`], ['https://x/?s=cs_test_…_secret_…&t=1']],
    [Object.assign(new Error('No.'), { code: 'x' }), { code: 'x', message: 'No.' }],
    [undefined, null],
    [{ run: () => 1, none: undefined, left: 0 }, { left: 0 }],
  ])('of %j is %j', (value, shown) => {
    expect(toShown(value)).toEqual(shown);
  });

  it('ends where something holds itself', () => {
    const circle: { own?: unknown } = {};
    circle.own = circle;
    expect(JSON.stringify(toShown(circle))).toContain('null');
  });
});

describe('messages', () => {
  it.each([
    { kind: 'alive', at: 1 } as const,
    { kind: 'event', name: 'ready', detail: null, at: 1 } as const,
    { kind: 'message', direction: 'out', type: 'session', body: { a: 1 }, at: 1 } as const,
  ])('%j arrives as it was sent', (message) => {
    expect(readTapMessage(structuredClone(marked(message)))).toEqual(message);
  });

  it.each([
    null,
    'alive',
    { kind: 'alive', at: 1 },
    { pv: 2, kind: 'alive', at: 1 },
    { pv: 1, kind: 'alive' },
    { pv: 1, kind: 'event', at: 1 },
    { pv: 1, kind: 'message', direction: 'up', type: 'x', at: 1 },
  ])('%j is none of ours', (data) => {
    expect(readTapMessage(data)).toBeNull();
  });

  it('take the secret out of what somebody forgot to', () => {
    const data = { pv: 1, kind: 'event', name: 'x', detail: SECRET, at: 1 };
    expect(JSON.stringify(readTapMessage(data))).not.toContain('hush');
  });

  it.each([
    [{ pv: 1, kind: 'update', locale: 'ar', appearance: { theme: 'dark' } }, 'ar'],
    [{ pv: 1, kind: 'update', locale: 7 }, undefined],
    [{ kind: 'update', locale: 'ar' }, undefined],
  ])('%j asks for the language %s', (data, locale) => {
    expect(readUpdate(data)?.locale).toBe(locale);
  });
});

describe('a tapped channel', () => {
  it('tells both directions, and its owner hears and says what it would have', async () => {
    const scope = { MessageChannel };
    const heard: unknown[] = [];
    tapChannels(scope, (direction, body) => heard.push([direction, body]));
    const { port1, port2 } = new scope.MessageChannel();
    const own = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    const other = new Promise((resolve) => {
      port2.onmessage = ({ data }) => resolve(data);
    });
    port1.postMessage({ type: 'session', clientSecret: SECRET });
    port2.postMessage({ type: 'ready' });
    expect([await own, await other]).toEqual([{ type: 'ready' }, { type: 'session', clientSecret: SECRET }]);
    expect(heard).toEqual([
      ['out', { type: 'session', clientSecret: SECRET }],
      ['in', { type: 'ready' }],
    ]);
    port1.close();
  });
});

describe('a tapped script', () => {
  function aPage() {
    const listeners = new Map<string, (detail: unknown) => void>();
    const checkout = {
      on: (name: string, listener: (detail: unknown) => void) => listeners.set(name, listener),
      update: vi.fn(),
    } as unknown as EmbeddedCheckout;
    const elements = { create: vi.fn(() => checkout), update: vi.fn() };
    const client = {
      initEmbeddedCheckout: async () => checkout,
      elements: () => elements,
    } as unknown as XPayClient;
    const scope: { XPay?: ((key: string) => XPayClient) & { version?: string } } = {};
    const heard: unknown[] = [];
    const looks = tapScript(scope, (name, detail) => heard.push([name, detail]));
    scope.XPay = Object.assign(() => client, { version: '1' });
    return { scope, checkout, elements, listeners, heard, looks };
  }

  it('hands out what xpay.js has made, and hears its events', async () => {
    const { scope, checkout, listeners, heard } = aPage();
    const made = await scope.XPay?.('pk_test_x').initEmbeddedCheckout({ clientSecret: SECRET });
    expect([made, scope.XPay?.version]).toEqual([checkout, '1']);
    listeners.get('complete')?.({ session: { id: 'cs' } });
    listeners.get('close')?.(undefined);
    expect(heard).toEqual([
      ['complete', { session: { id: 'cs' } }],
      ['close', undefined],
    ]);
  });

  it('leaves elements the object that confirmPayment knows, and hears their form', () => {
    const { scope, elements, listeners, heard } = aPage();
    const made = scope.XPay?.('pk_test_x').elements({ clientSecret: SECRET });
    expect(made).toBe(elements);
    made?.create('payment');
    listeners.get('ready')?.(undefined);
    expect(heard).toEqual([['ready', undefined]]);
    expect(listeners.has('close')).toBe(false);
  });

  it('gives everything another look, and forgets what is destroyed', async () => {
    const { scope, checkout, elements, looks } = aPage();
    const client = scope.XPay?.('pk_test_x');
    await client?.initEmbeddedCheckout({ clientSecret: SECRET });
    client?.elements({ clientSecret: SECRET });
    vi.mocked(checkout.update).mockImplementation(() => {
      throw new Error('destroyed');
    });
    looks.update({ locale: 'ar' });
    looks.update({ locale: 'de' });
    expect(vi.mocked(checkout.update)).toHaveBeenCalledTimes(1);
    expect(elements.update).toHaveBeenCalledTimes(2);
  });
});
