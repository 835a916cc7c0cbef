// Callbacks that are never stale: xpay.js gets functions that stay, and these call what was drawn last.

import type { CheckoutCallbacks, PaymentElementOptions } from '@xpay/xpay-js';

export const ELEMENT_CALLBACKS = [
  'onReady',
  'onChange',
  'onFocus',
  'onBlur',
  'onConfirm',
  'onAction',
  'onComplete',
  'onProcessing',
  'onCancel',
  'onExpire',
  'onError',
  'onResize',
] as const satisfies readonly (keyof PaymentElementOptions)[];

export const CHECKOUT_CALLBACKS = [
  ...ELEMENT_CALLBACKS,
  'onClose',
] as const satisfies readonly (keyof CheckoutCallbacks)[];

/** One function for each name. What is there and is no function is passed on, to be refused with a sentence. */
export function relay(names: readonly string[], latest: () => object): object {
  const relays: Record<string, unknown> = {};
  for (const name of names) {
    const given = Reflect.get(latest(), name);
    relays[name] =
      given && typeof given !== 'function' ? given : (event: unknown) => Reflect.get(latest(), name)?.(event);
  }
  return relays;
}
