// For tests: the other side of an iframe, played by hand over real MessagePorts.

import type { FrameMessage, HostMessage, InitMessage, SessionSummary } from '@xpay/protocol/messages';
import { PropertySymbol } from 'happy-dom';
import { vi } from 'vitest';
import type { CheckoutEventName } from './events.ts';

export const ORIGIN = 'https://pay.example';
export const KEY = 'pk_test_51Abc';
export const SECRET = 'cs_test_a1_secret_0123456789abcdefABCDEF0123456789';

export interface Knock {
  readonly init: InitMessage;
  readonly targetOrigin: string;
  readonly ports: readonly MessagePort[];
}

export interface FakeFrame {
  readonly iframe: HTMLIFrameElement;
  /** Every `postMessage` to the frame's window. */
  readonly knocks: Knock[];
  /** Every message on a port, in order. */
  readonly heard: HostMessage[];
  /** The document has loaded, again or for the first time. */
  load(): void;
  /** Posts anything on the port of one knock, by default the latest. */
  say(message: FrameMessage | object, knock?: number): Promise<void>;
  /** Answers a knock as the real frame does. */
  hello(knock?: number): Promise<void>;
}

/** Puts a fake window into the iframe, whose own one never loads here. */
export function playFrame(iframe: HTMLIFrameElement): FakeFrame {
  const knocks: Knock[] = [];
  const heard: HostMessage[] = [];
  const contentWindow = {
    focus() {},
    postMessage(init: InitMessage, targetOrigin: string, ports: readonly MessagePort[]) {
      knocks.push({ init, targetOrigin, ports });
      for (const port of ports) port.onmessage = ({ data }) => heard.push(data);
    },
  };
  Object.defineProperty(iframe, 'contentWindow', { value: contentWindow });
  const frame: FakeFrame = {
    iframe,
    knocks,
    heard,
    load() {
      iframe.dispatchEvent(new Event('load'));
    },
    async say(message, knock = knocks.length - 1) {
      knocks[knock]?.ports[0]?.postMessage(message);
      await delivered();
    },
    hello(knock = knocks.length - 1) {
      return frame.say({ type: 'hello', nonce: knocks[knock]?.init.nonce, build: 'b1' }, knock);
    },
  };
  return frame;
}

/** The frame that was just mounted in an element, loaded and answered. */
export async function openFrameIn(target: Element): Promise<FakeFrame> {
  const frame = playFrame(frameIn(target));
  frame.load();
  await frame.hello();
  return frame;
}

export function frameIn(target: Element): HTMLIFrameElement {
  const iframe = target.querySelector('iframe');
  if (iframe === null) throw new Error('No frame was made.');
  return iframe;
}

/** Waits until what was posted on any port has arrived; ports use the real event loop, also under fake timers. */
export async function delivered(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }
}

/** An element in an otherwise empty page; clocks stand still, and the console is listened to. */
export function createPage(): {
  readonly target: HTMLElement;
  /** Errors. */
  consoleLines(): readonly string[];
  warnings(): readonly string[];
} {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  silenceDom();
  teachDom();
  document.body.replaceChildren();
  const target = document.createElement('div');
  document.body.append(target);
  return {
    target,
    consoleLines: () => log.mock.calls.map(([line]) => String(line)),
    warnings: () => warn.mock.calls.map(([line]) => String(line)),
  };
}

/** The DOM of the tests loads no iframe, and complains of each one on a console of its own. */
function silenceDom(): void {
  const view: unknown = Reflect.get(document, PropertySymbol.window);
  if (typeof view === 'object' && view !== null && 'console' in view) {
    vi.spyOn(view.console as Console, 'error').mockImplementation(() => {});
  }
}

/** The DOM of the tests has no top layer: a dialog is modal when a test says so, by `data-modal`. */
function teachDom(): void {
  const find = document.querySelectorAll.bind(document);
  vi.spyOn(document, 'querySelectorAll').mockImplementation((selector: string) =>
    find(selector.replace(':modal', '[data-modal]')),
  );
}

/** Undoes what `createPage` did. */
export function closePage(): void {
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.restoreAllMocks();
}

export const SESSION: SessionSummary = {
  id: 'cs_test_a1',
  status: 'complete',
  paymentStatus: 'paid',
  amountTotal: 4900,
  currency: 'USD',
  paymentIntent: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 4900, currency: 'USD' },
};

const CHANGE = { complete: true, method: 'card', brand: 'visa', locale: 'en' };

/** Every event that the frame causes by one message: its name, its option, the message, what the shop gets. */
export const CALLBACKS: readonly (readonly [CheckoutEventName, string, FrameMessage, unknown])[] = [
  ['ready', 'onReady', { type: 'ready' }, undefined],
  ['change', 'onChange', { type: 'change', ...CHANGE }, CHANGE],
  ['focus', 'onFocus', { type: 'focus' }, undefined],
  ['blur', 'onBlur', { type: 'blur' }, undefined],
  ['confirm', 'onConfirm', { type: 'confirm' }, undefined],
  [
    'action',
    'onAction',
    { type: 'action', state: 'opened', kind: 'challenge' },
    { state: 'opened', kind: 'challenge' },
  ],
  ['complete', 'onComplete', { type: 'complete', session: SESSION }, { session: SESSION }],
  ['processing', 'onProcessing', { type: 'processing', session: SESSION }, { session: SESSION }],
  ['cancel', 'onCancel', { type: 'cancel', session: SESSION }, { session: SESSION }],
  ['expire', 'onExpire', { type: 'expire', session: SESSION }, { session: SESSION }],
  ['resize', 'onResize', { type: 'resize', height: 700 }, { height: 700 }],
];
