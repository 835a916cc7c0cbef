// For tests: the documents inside the iframes that xpay.js makes, played by hand over real MessagePorts.

import { PropertySymbol } from 'happy-dom';
import { expect, vi } from 'vitest';

export const ORIGIN = 'https://pay.example';

export const SECRET = 'cs_test_a1_secret_0123456789abcdefABCDEF0123456789';
export const OTHER_SECRET = 'cs_test_b2_secret_0123456789abcdefABCDEF0123456789';

export const SESSION = {
  id: 'cs_test_a1',
  status: 'complete',
  paymentStatus: 'paid',
  amountTotal: 4900,
  currency: 'USD',
  paymentIntent: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 4900, currency: 'USD' },
};

interface Message {
  readonly type: string;
  readonly [name: string]: unknown;
}

export interface FakeFrame {
  readonly iframe: HTMLIFrameElement;
  /** What xpay.js has sent, in order. */
  readonly heard: Message[];
  say(message: Message): Promise<void>;
}

/** Every iframe on the page, also in an overlay. */
export function frames(): readonly HTMLIFrameElement[] {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return [document, ...roots].flatMap((root) => [...root.querySelectorAll('iframe')]);
}

/** Waits for the only frame on the page, loads it, and answers as the real one does. */
export async function openFrame(): Promise<FakeFrame> {
  await expect.poll(frames).toHaveLength(1);
  const [iframe] = frames();
  if (iframe === undefined) throw new Error('The frame has gone.');
  const heard: Message[] = [];
  let nonce: unknown;
  let port: MessagePort | undefined;
  const contentWindow = {
    postMessage(init: Message, _origin: string, [first]: readonly MessagePort[]) {
      nonce = init['nonce'];
      port = first;
      if (port !== undefined) port.onmessage = ({ data }) => heard.push(data);
    },
  };
  Object.defineProperty(iframe, 'contentWindow', { value: contentWindow });
  iframe.dispatchEvent(new Event('load'));
  const frame: FakeFrame = {
    iframe,
    heard,
    async say(message) {
      port?.postMessage(message);
      await delivered();
    },
  };
  await frame.say({ type: 'hello', nonce, build: 'b1' });
  return frame;
}

/** Waits until what was posted on any port has arrived, and what follows from that is done. */
export async function delivered(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
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

/**
 * The DOM of the tests loads no iframe, and complains of each one on a console of its own. And it is told to treat what a
 * listener throws as browsers do: React 18 relies on it.
 */
export function tameDom(): void {
  const { happyDOM, console } = Reflect.get(document, PropertySymbol.window);
  vi.spyOn(console, 'error').mockImplementation(() => {});
  happyDOM.settings.disableErrorCapturing = false;
}
