// Nothing of a checkout is left once it is destroyed: no node, listener, timer, style, port or observer.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient } from './client.ts';
import {
  closePage,
  createPage,
  delivered,
  type FakeFrame,
  KEY,
  ORIGIN,
  openFrameIn,
  SECRET,
} from './fake-frame.ts';
import { loadPart, partDone } from './fake-parts.ts';

let page: ReturnType<typeof createPage>;
const xpay = () => createClient(KEY, {}, loadPart, ORIGIN);

/** How many of each there are, more than at the start. */
const left = { listeners: 0, ports: 0, observers: 0 };

beforeEach(() => {
  page = createPage();
  Object.assign(left, { listeners: 0, ports: 0, observers: 0 });
  countListeners();
  countPorts();
  countObservers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  closePage();
});

/** Of the page's own targets: what hangs on a node of ours goes with it. */
function countListeners(): void {
  for (const target of [window, document, document.documentElement, document.body]) {
    const { addEventListener: add, removeEventListener: remove } = target;
    vi.spyOn(target, 'addEventListener').mockImplementation((...given: unknown[]) => {
      left.listeners += 1;
      Reflect.apply(add, target, given);
    });
    vi.spyOn(target, 'removeEventListener').mockImplementation((...given: unknown[]) => {
      left.listeners -= 1;
      Reflect.apply(remove, target, given);
    });
  }
}

function countPorts(): void {
  vi.stubGlobal(
    'MessageChannel',
    class extends MessageChannel {
      constructor() {
        super();
        const { port1 } = this;
        const close = port1.close.bind(port1);
        let isOpen = true;
        left.ports += 1;
        port1.close = () => {
          if (isOpen) left.ports -= 1;
          isOpen = false;
          close();
        };
      }
    },
  );
}

function countObservers(): void {
  for (const name of ['ResizeObserver', 'MutationObserver'] as const)
    vi.stubGlobal(
      name,
      class {
        isObserving = false;
        observe() {
          if (!this.isObserving) left.observers += 1;
          this.isObserving = true;
        }
        disconnect() {
          if (this.isObserving) left.observers -= 1;
          this.isObserving = false;
        }
      },
    );
}

async function live(frame: FakeFrame): Promise<void> {
  await frame.say({ type: 'ready' });
  await frame.say({ type: 'resize', height: 700 });
  await frame.say({ type: 'resize', height: 800 });
  await frame.say({ type: 'title', title: 'Formulaire', locale: 'fr' });
  await frame.say({ type: 'confirm' });
  await frame.say({ type: 'full_size', on: true });
  await partDone();
}

async function inline(): Promise<void> {
  const checkout = await xpay().initEmbeddedCheckout({ clientSecret: SECRET, onReady: () => {} });
  checkout.mount(page.target);
  await live(await openFrameIn(page.target));
  expect(left).toMatchObject({ ports: 1, observers: 1 });
  checkout.destroy();
}

async function overlay(): Promise<void> {
  const checkout = await xpay().initEmbeddedCheckout({ clientSecret: SECRET, mode: 'overlay' });
  checkout.open();
  const dialog = document.body.lastElementChild?.shadowRoot?.querySelector('dialog');
  await live(await openFrameIn(dialog as Element));
  expect(left).toMatchObject({ ports: 1, observers: 2 });
  checkout.destroy();
}

async function element(): Promise<void> {
  const client = xpay();
  const elements = client.elements({ clientSecret: SECRET });
  const payment = elements.create('payment');
  payment.mount(page.target);
  await live(await openFrameIn(page.target));
  const paid = client.confirmPayment({ elements });
  await partDone();
  payment.destroy();
  expect((await paid).error?.code).toBe('not_mounted');
}

async function lost(): Promise<void> {
  const checkout = await xpay().initEmbeddedCheckout({ clientSecret: SECRET });
  checkout.mount(page.target);
  const frame = await openFrameIn(page.target);
  await live(frame);
  frame.load();
  checkout.destroy();
}

async function early(): Promise<void> {
  const checkout = await xpay().initEmbeddedCheckout({ clientSecret: SECRET });
  checkout.mount(page.target);
  checkout.destroy();
}

async function headless(): Promise<void> {
  const answer = xpay().handleNextAction({ clientSecret: SECRET });
  await partDone();
  const frame = await openFrameIn(document.documentElement);
  await live(frame);
  await frame.say({
    type: 'acted',
    error: { type: 'api', code: 'api_error', retryable: true, message: 'x' },
  });
  await answer;
}

it.each([
  ['a checkout in the page', inline],
  ['an overlay', overlay],
  ['a payment element that is paid with', element],
  ['a checkout whose frame was lost', lost],
  ['a checkout that was never loaded', early],
  ['a question without a form', headless],
])('%s leaves nothing behind, a hundred times over', async (_, live) => {
  const before = document.documentElement.outerHTML;
  for (let times = 0; times < 100; times += 1) await live();
  await delivered();
  expect(document.documentElement.outerHTML).toBe(before);
  expect({ ...left, timers: vi.getTimerCount() }).toEqual({
    listeners: 0,
    ports: 0,
    observers: 0,
    timers: 0,
  });
});
