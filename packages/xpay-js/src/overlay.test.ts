// The overlay from the shop's point of view: opened, left, closed, and nothing of it left behind.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './client.ts';
import type { EmbeddedCheckout } from './embedded-checkout.ts';
import {
  closePage,
  createPage,
  delivered,
  type FakeFrame,
  frameIn,
  KEY,
  ORIGIN,
  openFrameIn,
  SECRET,
  SESSION,
} from './fake-frame.ts';
import { loadPart, noPart } from './fake-parts.ts';
import { ANSWER_PATIENCE_MS, LOAD_PATIENCE_MS } from './handshake.ts';
import type { CheckoutCallbacks, EmbeddedCheckoutOptions } from './options.ts';

const made: EmbeddedCheckout[] = [];

beforeEach(() => {
  createPage();
});
afterEach(() => {
  for (const checkout of made.splice(0)) checkout.destroy();
  closePage();
  document.documentElement.removeAttribute('style');
});

async function prepare(options: Partial<EmbeddedCheckoutOptions> = {}): Promise<EmbeddedCheckout> {
  const given = { clientSecret: SECRET, mode: 'overlay', ...options } as EmbeddedCheckoutOptions;
  const checkout = await createClient(KEY, {}, loadPart, ORIGIN).initEmbeddedCheckout(given);
  made.push(checkout);
  return checkout;
}

function dialogs(): readonly HTMLDialogElement[] {
  return [...document.body.children].flatMap((host) => host.shadowRoot?.querySelector('dialog') ?? []);
}

function dialog(): HTMLDialogElement {
  const [only, ...more] = dialogs();
  if (only === undefined || more.length > 0) throw new Error(`There are ${dialogs().length} dialogs.`);
  return only;
}

async function openWith(
  callbacks: CheckoutCallbacks = {},
): Promise<{ checkout: EmbeddedCheckout; frame: FakeFrame }> {
  const checkout = await prepare(callbacks);
  checkout.open();
  return { checkout, frame: await openFrameIn(dialog()) };
}

describe('open', () => {
  it('shows a modal dialog, made with the frame in it, whose address tells the view', async () => {
    const show = vi.spyOn(HTMLDialogElement.prototype, 'showModal');
    const checkout = await prepare({ locale: 'de' });
    expect(dialogs()).toEqual([]);
    checkout.open();
    expect(show).toHaveBeenCalledTimes(1);
    expect(dialog().open).toBe(true);
    expect([...new URL(frameIn(dialog()).src).searchParams]).toEqual([
      ['key', KEY],
      ['v', expect.any(String)],
      ['locale', 'de'],
      ['theme', 'auto'],
      ['view', 'overlay'],
    ]);
  });

  it('again while it is open does nothing', async () => {
    const { checkout } = await openWith();
    checkout.open();
    expect(dialogs()).toHaveLength(1);
    expect(dialog().querySelectorAll('iframe')).toHaveLength(1);
  });

  it('hands the session over, and again each time', async () => {
    const fetchClientSecret = vi.fn(async () => SECRET);
    const checkout = await prepare({ clientSecret: undefined, fetchClientSecret } as object);
    expect(fetchClientSecret).not.toHaveBeenCalled();
    for (const calls of [1, 2]) {
      checkout.open();
      expect(fetchClientSecret).toHaveBeenCalledTimes(calls);
      const frame = await openFrameIn(dialog());
      expect(frame.heard).toEqual([expect.objectContaining({ type: 'session', clientSecret: SECRET })]);
      checkout.close();
    }
  });

  it('happens by itself for the buyer who is back from the bank', async () => {
    history.replaceState(null, '', '/?xpay_session=cs_test_a1');
    const fetchClientSecret = vi.fn(async () => SECRET);
    await prepare({ clientSecret: undefined, fetchClientSecret } as object);
    expect(dialog().open).toBe(true);
    expect(fetchClientSecret.mock.calls).toEqual([[{ sessionId: 'cs_test_a1' }]]);
    history.replaceState(null, '', '/');
  });

  it('gives the frame the focus once its document is there', async () => {
    const checkout = await prepare();
    checkout.open();
    const focus = vi.spyOn(frameIn(dialog()), 'focus');
    expect(focus).not.toHaveBeenCalled();
    await openFrameIn(dialog());
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('gives it once more when the form stands, unless the buyer has taken it elsewhere', async () => {
    const { frame } = await openWith();
    const focus = vi.spyOn(frame.iframe.contentWindow as Window, 'focus');
    await frame.say({ type: 'ready' });
    await delivered();
    expect(focus).toHaveBeenCalledTimes(1);
    frame.iframe.blur();
    await frame.say({ type: 'ready' });
    await delivered();
    expect(focus).toHaveBeenCalledTimes(1);
  });

  it('calls the dialog what the frame is called, in the language of the frame', async () => {
    const { frame } = await openWith();
    await frame.say({ type: 'title', title: 'Formulaire de paiement', locale: 'fr' });
    await delivered();
    expect([dialog().getAttribute('aria-label'), dialog().lang]).toEqual(['Formulaire de paiement', 'fr']);
  });

  it('keeps the frame within the window', async () => {
    const { frame } = await openWith();
    const set = vi.spyOn(frame.iframe.style, 'setProperty');
    await frame.say({ type: 'resize', height: 3000 });
    expect(set).toHaveBeenCalledWith('height', 'min(3000px, var(--most))', 'important');
    expect(set).toHaveBeenCalledWith('min-height', 'var(--least)', 'important');
  });
});

describe('the buyer leaves', () => {
  const press = (key: string) =>
    dialog().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

  it.each<[string, () => unknown]>([
    ['Escape outside of the frame', () => press('Escape')],
    ['a request of the browser', () => dialog().dispatchEvent(new Event('cancel', { cancelable: true }))],
    ['a click beside the dialog', () => dialog().click()],
  ])('by %s: the frame is asked, and says when', async (_, leave) => {
    const onClose = vi.fn();
    const { frame } = await openWith({ onClose });
    leave();
    await delivered();
    expect(frame.heard.at(-1)).toEqual({ type: 'ask_close' });
    expect([dialogs().length, onClose.mock.calls.length]).toEqual([1, 0]);
    await frame.say({ type: 'close' });
    expect([dialogs().length, onClose.mock.calls.length]).toEqual([0, 1]);
  });

  it('at once while the frame does not listen', async () => {
    const onClose = vi.fn();
    const checkout = await prepare({ onClose });
    checkout.open();
    press('Escape');
    expect([dialogs().length, onClose.mock.calls.length]).toEqual([0, 1]);
    await delivered();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by no other key', async () => {
    const { frame } = await openWith();
    press('a');
    await delivered();
    expect(frame.heard.map(({ type }) => type)).toEqual(['session']);
  });

  it('not by a browser that closes the dialog by itself', async () => {
    await openWith();
    dialog().close();
    await delivered();
    expect(dialog().open).toBe(true);
  });
});

describe('close', () => {
  it('closes without asking, tells once, and can be opened again', async () => {
    const onClose = vi.fn();
    const { checkout, frame } = await openWith({ onClose });
    checkout.close();
    checkout.close();
    expect([dialogs().length, onClose.mock.calls.length]).toEqual([0, 1]);
    expect(frame.heard.map(({ type }) => type)).not.toContain('ask_close');
    checkout.open();
    expect(dialogs()).toHaveLength(1);
  });

  it('does nothing while it is closed', async () => {
    const onClose = vi.fn();
    const checkout = await prepare({ onClose });
    checkout.close();
    expect(onClose).not.toHaveBeenCalled();
  });

  it.each<[string, (frame: FakeFrame) => unknown, string]>([
    [
      'cannot be reached',
      () => vi.advanceTimersByTime(LOAD_PATIENCE_MS + ANSWER_PATIENCE_MS),
      'frame_unreachable',
    ],
    ['is moved', (frame) => frame.load(), 'frame_navigated'],
  ])('happens after the error when the frame %s', async (_, fail, code) => {
    const told: string[] = [];
    const checkout = await prepare({
      onError: ({ error }) => told.push(error.code),
      onClose: () => told.push('close'),
    });
    checkout.open();
    if (code === 'frame_navigated') await fail(await openFrameIn(dialog()));
    else vi.advanceTimersByTime(LOAD_PATIENCE_MS + ANSWER_PATIENCE_MS);
    expect(told).toEqual([code, 'close']);
    expect(dialogs()).toEqual([]);
  });
});

describe('the page', () => {
  it('cannot be scrolled meanwhile, and keeps the width of its scroll bar', async () => {
    const { style } = document.documentElement;
    style.setProperty('overflow-y', 'scroll');
    const before = style.cssText;
    const checkout = await prepare();
    checkout.open();
    expect([style.overflow, style.getPropertyPriority('overflow')]).toEqual(['hidden', 'important']);
    checkout.close();
    expect(style.cssText).toBe(before);
  });

  it('is unlocked with the last of several overlays, in whatever order they go', async () => {
    const [first, second] = [await prepare(), await prepare()];
    first.open();
    second.open();
    first.close();
    expect(document.documentElement.style.overflow).toBe('hidden');
    second.close();
    expect(document.documentElement.style.overflow).toBe('');
  });

  it('has nothing of it after destroy, and nobody is told', async () => {
    const before = document.documentElement.outerHTML;
    const onClose = vi.fn();
    const { checkout, frame } = await openWith({ onClose });
    await frame.say({ type: 'full_size', on: true });
    checkout.destroy();
    expect(document.documentElement.outerHTML).toBe(before);
    expect([onClose.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
    expect(() => checkout.open()).toThrow(expect.objectContaining({ code: 'destroyed' }));
    expect(() => checkout.close()).toThrow(expect.objectContaining({ code: 'destroyed' }));
  });
});

it('passes the events of the payment on, and stays until the buyer leaves', async () => {
  const onComplete = vi.fn();
  const { frame } = await openWith({ onComplete });
  await frame.say({ type: 'complete', session: SESSION });
  expect(onComplete.mock.calls).toEqual([[{ session: SESSION }]]);
  expect(dialogs()).toHaveLength(1);
});

it('changes language and theme while it is open', async () => {
  const { checkout, frame } = await openWith();
  checkout.update({ locale: 'ar' });
  await delivered();
  expect(frame.heard.at(-1)).toEqual({ type: 'update', locale: 'ar' });
});

it.each<['mount' | 'unmount']>([['mount'], ['unmount']])('%s throws', async (call) => {
  const checkout = await prepare();
  expect(() => checkout[call]('body')).toThrow(expect.objectContaining({ code: 'wrong_mode' }));
});

it('cannot be prepared where its part cannot be had', async () => {
  const options = { clientSecret: SECRET, mode: 'overlay' } as const;
  await expect(createClient(KEY, {}, noPart, ORIGIN).initEmbeddedCheckout(options)).rejects.toMatchObject({
    code: 'script_load_failed',
    retryable: true,
  });
});
