// The window that a payment app opens over the page. It is no page of the context: it is found and pressed through the browser.

import type { Browser, CDPSession } from '@playwright/test';
import { expect } from '@playwright/test';

export interface PaymentSheet {
  /** The text of its document. */
  readonly text: () => Promise<string>;
  /** PNG. */
  readonly picture: () => Promise<Buffer>;
  /** Presses one of its buttons. */
  readonly press: (button: string) => void;
}

type Reply = { readonly id?: number; readonly result?: Readonly<Record<string, unknown>> };

/** Waits for the window of a sheet whose address ends so. */
export async function openSheet(browser: Browser, path: string): Promise<PaymentSheet> {
  const session = await browser.newBrowserCDPSession();
  const find = async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.find(({ url }) => url.endsWith(path))?.targetId ?? null;
  };
  await expect.poll(find).not.toBeNull();
  const targetId = (await find()) ?? '';
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const ask = asker(session, sessionId);
  const evaluate = async (expression: string) => {
    const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { readonly value?: unknown } | undefined)?.value;
  };
  // Its buttons can be pressed once it knows what is to be paid. A document that is still empty has none.
  await expect.poll(() => evaluate(`document.querySelector('button:enabled') !== null`)).toBe(true);
  return {
    text: async () => String(await evaluate('document.body.innerText')),
    async picture() {
      const { data } = await ask('Page.captureScreenshot', {});
      return Buffer.from(String(data), 'base64');
    },
    press(button) {
      // Not with the mouse: its events reach no window of this kind. The window closes in the press, and with it who would answer.
      evaluate(
        `[...document.querySelectorAll('button')].find((one) => one.textContent === ${JSON.stringify(button)}).click()`,
      ).catch(() => {});
    },
  };
}

/** Sends commands to a target whose session goes through that of the browser. */
function asker(session: CDPSession, sessionId: string) {
  let asked = 0;
  return (method: string, params: object): Promise<Readonly<Record<string, unknown>>> => {
    asked += 1;
    const id = asked;
    return new Promise((resolve, reject) => {
      const hear = ({ message }: { readonly message: string }): void => {
        const reply = JSON.parse(message) as Reply;
        if (reply.id !== id) return;
        session.off('Target.receivedMessageFromTarget', hear);
        resolve(reply.result ?? {});
      };
      session.on('Target.receivedMessageFromTarget', hear);
      const message = JSON.stringify({ id, method, params });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  };
}
