// After destroy() the page is as it was: no listener, node, timer, observer or style of ours, and no memory.

import type { CDPSession, Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { overlayOn, pressLast } from '../pages/overlay.ts';

/** What the page has of everything that can be left behind. */
interface Inventory {
  readonly listeners: readonly string[];
  readonly timers: number;
  readonly observers: number;
  readonly ports: number;
  readonly html: string;
  readonly sheets: number;
}

interface CountedWindow {
  readonly inventory: () => Inventory;
  readonly host: {
    readonly xpay: {
      readonly initEmbeddedCheckout: (options: object) => Promise<{
        mount(target: string): void;
        destroy(): void;
      }>;
      readonly retrieveCheckoutSession: (clientSecret: string) => Promise<object>;
      readonly handleNextAction: (options: object) => Promise<object>;
    };
    readonly checkout: { destroy(): void; open(): void };
    readonly fetchClientSecret: () => Promise<string>;
    readonly payment: { destroy(): void };
  };
}

/** Counts from before the first script on: what is added and taken away again, by whomever. */
function COUNT(): void {
  if (window !== window.top) return;
  const targets = new Map<EventTarget, Map<unknown, Set<string>>>();
  const add = EventTarget.prototype.addEventListener;
  const remove = EventTarget.prototype.removeEventListener;
  const namesOf = (target: EventTarget, listener: unknown): Set<string> => {
    const listeners = targets.get(target) ?? new Map<unknown, Set<string>>();
    targets.set(target, listeners);
    const names = listeners.get(listener) ?? new Set();
    listeners.set(listener, names);
    return names;
  };
  type Options = boolean | AddEventListenerOptions | undefined;
  const nameOf = (type: string, options: Options): string =>
    `${type}${(typeof options === 'object' ? options.capture : options) === true ? ' captured' : ''}`;
  EventTarget.prototype.addEventListener = function counted(this: EventTarget, type, listener, options) {
    const target = this ?? window;
    const name = nameOf(type, options);
    namesOf(target, listener).add(name);
    if (typeof options === 'object' && options.once === true)
      add.call(target, type, () => namesOf(target, listener).delete(name), options);
    add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function counted(this: EventTarget, type, listener, options) {
    const target = this ?? window;
    namesOf(target, listener).delete(nameOf(type, options));
    remove.call(target, type, listener, options);
  };
  /** Of what is still there: an element that is out of the page goes with its listeners, and so does a port that is closed. */
  const listeners = (): readonly string[] =>
    [...targets].flatMap(([target, known]) => {
      if ((target instanceof Node && !target.isConnected) || target instanceof MessagePort) return [];
      return [...known.values()].flatMap((names) =>
        [...names].map((name) => `${target.constructor.name} ${name}`),
      );
    });

  const timers = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear, setInterval: every, clearInterval: stop } = window;
  Object.assign(window, {
    setTimeout: (act: () => void, delay?: number, ...rest: unknown[]) => {
      const id = set(() => {
        timers.delete(id);
        act(...(rest as []));
      }, delay);
      timers.add(id);
      return id;
    },
    clearTimeout: (id: number) => {
      timers.delete(id);
      clear(id);
    },
    setInterval: (act: () => void, delay?: number) => {
      const id = every(act, delay);
      timers.add(id);
      return id;
    },
    clearInterval: (id: number) => {
      timers.delete(id);
      stop(id);
    },
  });

  let observers = 0;
  for (const Observer of [MutationObserver, ResizeObserver, IntersectionObserver]) {
    const observing = new WeakSet<object>();
    const { observe, disconnect } = Observer.prototype as {
      observe: (...given: unknown[]) => void;
      disconnect: () => void;
    };
    Object.assign(Observer.prototype, {
      observe(this: object, ...given: unknown[]) {
        if (!observing.has(this)) observers += 1;
        observing.add(this);
        observe.apply(this, given);
      },
      disconnect(this: object) {
        if (observing.delete(this)) observers -= 1;
        disconnect.call(this);
      },
    });
  }

  let ports = 0;
  const open = new WeakSet<object>();
  const Channel = window.MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      ports += 1;
      open.add(this.port1);
    }
  };
  const { close } = MessagePort.prototype;
  MessagePort.prototype.close = function counted(this: MessagePort) {
    if (open.delete(this)) ports -= 1;
    close.call(this);
  };

  Object.defineProperty(window, 'inventory', {
    value: (): Inventory => ({
      listeners: listeners(),
      timers: timers.size,
      observers,
      ports,
      html: document.documentElement.outerHTML,
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    }),
  });
}

const take = (page: Page): Promise<Inventory> =>
  page.evaluate(() => (window as unknown as CountedWindow).inventory());

/** The page as it is with the script and no checkout yet. */
async function takeBefore(page: Page): Promise<Inventory> {
  await page.waitForFunction(() => 'inventory' in window && 'XPay' in window);
  return take(page);
}

test.describe('nothing is left', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(COUNT);
  });

  test('of a checkout that a buyer has paid in, their bank’s check included', async ({
    openHost,
    page,
    frame,
  }) => {
    await openHost({ file: 'later' });
    const before = await takeBefore(page);
    await page.evaluate(() => (window as unknown as { start: () => void }).start());
    await expect(frame.payButton).toBeVisible();
    // Not later: to read the page's markup would have the browser write down styles that it has only in mind.
    expect(await take(page)).not.toEqual(before);
    await frame.pay(THREE_DS.challenge);
    await approveAndReturn(page, frame.challenge.bank);
    await expect(frame.paid).toBeVisible();
    await page.evaluate(() => (window as unknown as CountedWindow).host.checkout.destroy());
    await expect.poll(() => take(page)).toEqual(before);
  });

  test('of a checkout that is destroyed while everything is still on its way', async ({ openHost, page }) => {
    await openHost({ file: 'later' });
    const before = await takeBefore(page);
    await page.evaluate(async () => {
      const { host } = window as unknown as CountedWindow;
      for (let round = 0; round < 3; round++) {
        const { fetchClientSecret } = host;
        const checkout = await host.xpay.initEmbeddedCheckout({ fetchClientSecret });
        checkout.mount('#checkout');
        if (round > 0) await new Promise((drawn) => requestAnimationFrame(drawn));
        checkout.destroy();
      }
    });
    await expect.poll(() => take(page)).toEqual(before);
  });

  test('of an overlay that was left', async ({ openHost, page, leaks }) => {
    await openHost({ file: 'overlay' });
    const before = await takeBefore(page);
    const overlay = overlayOn(page, leaks.look);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await overlay.frame.pay(VISA);
    await expect(overlay.frame.paid).toBeVisible();
    pressLast(overlay.close);
    await expect(overlay.dialog).toHaveCount(0);
    await page.evaluate(() => (window as unknown as CountedWindow).host.checkout.destroy());
    await expect.poll(() => take(page)).toEqual(before);
  });

  test('of a payment element', async ({ openHost, page, frame }) => {
    await openHost({ file: 'element' });
    await expect(page.getByRole('button', { name: 'Order and pay' })).toBeEnabled();
    const mounted = await take(page);
    await page.evaluate(() => (window as unknown as CountedWindow).host.payment.destroy());
    await expect(frame.iframe).toHaveCount(0);
    expect(mounted.ports).toBe(1);
    // The tests' own watch has one that stays.
    await expect
      .poll(() => take(page))
      .toMatchObject({ observers: mounted.observers - 1, ports: 0, timers: 0 });
  });

  test('of calls that need no form', async ({ openHost, page }) => {
    await openHost({ file: 'later' });
    const before = await takeBefore(page);
    const answers = await page.evaluate(async () => {
      const { host } = window as unknown as CountedWindow;
      const clientSecret = await host.fetchClientSecret();
      const { retrieveCheckoutSession, handleNextAction } = host.xpay;
      return Promise.all([retrieveCheckoutSession(clientSecret), handleNextAction({ clientSecret })]);
    });
    expect(answers[0]).toMatchObject({ session: { status: 'open' } });
    await expect.poll(() => take(page)).toEqual(before);
  });
});

interface Memory {
  readonly documents: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly heap: number;
}

/** After everything that can go has gone. */
async function measure(cdp: CDPSession): Promise<Memory> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return {
    documents: of('Documents'),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    heap: of('JSHeapUsedSize'),
  };
}

test('memory is flat after a hundred checkouts', async ({ openHost, page }) => {
  test.slow();
  // What is counted is xpay.js in the shop's page: the form is another page's memory, and need not load each time.
  await openHost({ file: 'later' });
  await page.waitForFunction(() => 'XPay' in window);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const mount = (times: number): Promise<void> =>
    page.evaluate(async (count) => {
      const { host } = window as unknown as CountedWindow;
      for (let round = 0; round < count; round++) {
        const checkout = await host.xpay.initEmbeddedCheckout({ fetchClientSecret: host.fetchClientSecret });
        checkout.mount('#checkout');
        await new Promise((loaded) => {
          document.querySelector('iframe')?.addEventListener('load', loaded, { once: true });
        });
        checkout.destroy();
      }
    }, times);
  // The first ones warm up what is kept once.
  await mount(10);
  const before = await measure(cdp);
  await mount(100);
  await expect
    .poll(async () => {
      const { documents, nodes, listeners, heap } = await measure(cdp);
      return {
        documents: documents <= before.documents,
        nodes: nodes <= before.nodes + 10,
        listeners: listeners <= before.listeners,
        // Less than 2 kB for each: what would be kept of a frame, a port or a session is more.
        heap: heap - before.heap < 200_000,
      };
    })
    .toEqual({ documents: true, nodes: true, listeners: true, heap: true });
});
