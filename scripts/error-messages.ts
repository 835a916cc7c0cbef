// What a shop's developer reads for each mistake, said by the code itself: every mistake is made, in a page of its own.

import { XPayError } from '@xpay/protocol/errors';
import { Window } from 'happy-dom';
import { createClient, type XPayClient } from '../packages/xpay-js/src/client.ts';
import { defineXPayCheckout } from '../packages/xpay-js/src/element.ts';
import type { Elements } from '../packages/xpay-js/src/elements.ts';
import type { EmbeddedCheckout } from '../packages/xpay-js/src/embedded-checkout.ts';
import { loadXPayScript } from '../packages/xpay-js/src/load-script.ts';
import { loadPart } from '../packages/xpay-js/src/npm-parts.ts';

/** A mistake as a developer writes it, and what comes of it. */
export interface Mistake {
  readonly call: string;
  readonly code: string;
  readonly message: string;
}

const KEY = 'pk_test_1';
const ORIGIN = 'https://pay.example';
const SECRET = 'cs_test_1_secret_2';
const LIVE_SECRET = 'cs_live_1_secret_2';

/** Whatever a shop may pass. */
type Loose<Call> = Call extends (...given: never[]) => infer Result ? (...given: unknown[]) => Result : never;

interface Made {
  readonly xpay: { readonly [Call in keyof XPayClient]: Loose<XPayClient[Call]> };
  readonly checkout: { readonly [Call in keyof EmbeddedCheckout]: Loose<EmbeddedCheckout[Call]> };
  readonly overlay: Made['checkout'];
  readonly elements: { readonly [Call in keyof Elements]: Loose<Elements[Call]> };
}

const XPay = (key: unknown, options: object = {}) => createClient(key as string, options, loadPart, ORIGIN);

/** Each as it is written, and as it is done. */
const MISTAKES: readonly (readonly [call: string, make: (made: Made) => unknown])[] = [
  ["XPay('sk_live_…')", () => XPay('sk_live_1')],
  ['XPay(undefined)', () => XPay(undefined)],
  [
    "XPay('pk_live_…', { origin: 'http://pay.example' })",
    () => XPay('pk_live_1', { origin: 'http://pay.example' }),
  ],
  ["XPay('pk_test_…', { orgin: 'https://pay.example' })", () => XPay(KEY, { orgin: ORIGIN })],
  ['XPay(key, { locale: 7 })', () => XPay(KEY, { locale: 7 })],
  ["XPay(key, { appearance: { theme: 'blue' } })", () => XPay(KEY, { appearance: { theme: 'blue' } })],
  [
    'XPay(key, { appearance: { variables: { borderRadius: 8 } } })',
    () => XPay(KEY, { appearance: { variables: { borderRadius: 8 } } }),
  ],
  ['initEmbeddedCheckout({})', ({ xpay }) => xpay.initEmbeddedCheckout({})],
  [
    'initEmbeddedCheckout({ clientSecret, fetchClientSecret })',
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: SECRET, fetchClientSecret: () => SECRET }),
  ],
  [
    "initEmbeddedCheckout({ clientSecret: 'cs_1' })",
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: 'cs_1' }),
  ],
  [
    "initEmbeddedCheckout({ clientSecret: 'cs_live_…' })",
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: LIVE_SECRET }),
  ],
  [
    "initEmbeddedCheckout({ clientSecret: 'sk_test_…' })",
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: 'sk_test_1' }),
  ],
  [
    'initEmbeddedCheckout({ fetchClientSecret: secret })',
    ({ xpay }) => xpay.initEmbeddedCheckout({ fetchClientSecret: 7 }),
  ],
  [
    "initEmbeddedCheckout({ clientSecret, mode: 'popup' })",
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: SECRET, mode: 'popup' }),
  ],
  [
    'initEmbeddedCheckout({ clientSecret, onCompleted })',
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: SECRET, onCompleted: () => {} }),
  ],
  [
    "initEmbeddedCheckout({ clientSecret, onComplete: '/thanks' })",
    ({ xpay }) => xpay.initEmbeddedCheckout({ clientSecret: SECRET, onComplete: '/thanks' }),
  ],
  ["checkout.mount('#chekout')", ({ checkout }) => checkout.mount('#chekout')],
  ["checkout.mount('#taken')", ({ checkout }) => checkout.mount('#taken')],
  [
    "checkout.mount('#other'), when it is mounted",
    ({ checkout }) => [checkout.mount('#free'), checkout.mount('#other')],
  ],
  ['checkout.open()', ({ checkout }) => checkout.open()],
  ["overlay.mount('#checkout')", ({ overlay }) => overlay.mount('#free')],
  ["checkout.update({ local: 'de' })", ({ checkout }) => checkout.update({ local: 'de' })],
  ["checkout.on('completed', listener)", ({ checkout }) => checkout.on('completed', () => {})],
  ["checkout.on('complete', undefined)", ({ checkout }) => checkout.on('complete', undefined)],
  ['checkout.refresh(), after destroy()', ({ checkout }) => [checkout.destroy(), checkout.refresh()]],
  ['elements({})', ({ xpay }) => xpay.elements({})],
  ['elements({ fetchClientSecret })', ({ xpay }) => xpay.elements({ fetchClientSecret: async () => SECRET })],
  ["elements.create('card')", ({ elements }) => elements.create('card')],
  [
    "elements.create('payment'), twice",
    ({ elements }) => [elements.create('payment'), elements.create('payment')],
  ],
  ['elements.submit(), without mount()', ({ elements }) => elements.submit()],
  [
    'confirmPayment({ elements }), without mount()',
    ({ xpay, elements }) => xpay.confirmPayment({ elements }),
  ],
  [
    'confirmPayment({ elements: payment })',
    ({ xpay, elements }) => xpay.confirmPayment({ elements: elements.create('payment') }),
  ],
  [
    "confirmPayment({ elements, redirect: 'always' })",
    ({ xpay, elements }) => xpay.confirmPayment({ elements, redirect: 'always' }),
  ],
  [
    "confirmPayment({ elements, returnUrl: 'javascript:…' })",
    ({ xpay, elements }) => xpay.confirmPayment({ elements, returnUrl: 'javascript:0' }),
  ],
  ['handleNextAction(clientSecret)', ({ xpay }) => xpay.handleNextAction(SECRET)],
  [
    "loadXPayScript(key, { origin, integrity: 'sha384-…' })",
    () => loadXPayScript(KEY, { origin: ORIGIN, integrity: 'sha384-A' }),
  ],
  ["defineXPayCheckout({ orgin: '…' })", () => defineXPayCheckout({ orgin: ORIGIN } as object)],
];

/** Makes every mistake, and tells what the developer reads: thrown, in a rejected promise, or as `{ error }`. */
export async function makeMistakes(): Promise<readonly Mistake[]> {
  const leave = enterPage();
  try {
    const mistakes: Mistake[] = [];
    for (const [call, make] of MISTAKES) mistakes.push({ call, ...(await refusalOf(call, make)) });
    return mistakes;
  } finally {
    await leave();
  }
}

async function refusalOf(call: string, make: (made: Made) => unknown): Promise<Omit<Mistake, 'call'>> {
  const xpay = XPay(KEY);
  const checkout = await xpay.initEmbeddedCheckout({ clientSecret: SECRET });
  const overlay = await xpay.initEmbeddedCheckout({ clientSecret: SECRET, mode: 'overlay' });
  const elements = xpay.elements({ clientSecret: SECRET });
  try {
    const result = await make({ xpay, checkout, overlay, elements } as unknown as Made);
    const { error } = Object(result);
    if (error instanceof XPayError) return { code: error.code, message: error.message };
  } catch (thrown) {
    if (!(thrown instanceof XPayError)) throw thrown;
    return { code: thrown.code, message: thrown.message };
  } finally {
    checkout.destroy();
    overlay.destroy();
  }
  throw new Error(`Nothing is wrong with ${call}.`);
}

/** An empty page, but for the elements of the mistakes. Returns the way out of it. */
function enterPage(): () => Promise<void> {
  const page = new Window({ url: 'https://shop.example/', settings: { disableIframePageLoading: true } });
  page.document.body.innerHTML = '<i id="free"></i><i id="other"></i><i id="taken"></i>';
  const { document, location, history, Element, HTMLElement, ResizeObserver, customElements } = page;
  const world = {
    window: page,
    document,
    location,
    history,
    Element,
    HTMLElement,
    ResizeObserver,
    customElements,
  };
  const before = Object.getOwnPropertyDescriptors(globalThis);
  const { error } = console;
  console.error = () => {};
  Object.assign(globalThis, world);
  const other = XPay(KEY).initEmbeddedCheckout({ clientSecret: SECRET });
  void other.then((checkout) => checkout.mount('#taken'));
  return async () => {
    (await other).destroy();
    console.error = error;
    for (const name of Object.keys(world)) {
      const descriptor = before[name as keyof typeof before];
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
    await page.happyDOM.close();
  };
}
