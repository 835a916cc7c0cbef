// The npm entry `@xpay/xpay-js/element`: the tag <xpay-checkout> for a page that bundles xpay.js. Importing it does nothing.

import { declareTag } from './declare.ts';
import { loadPart } from './npm-parts.ts';
import { describe, refuse, takeOwn } from './refusal.ts';

export type { CheckoutElementProperties, XPayCheckoutElement } from './checkout-element.ts';

/** What `defineXPayCheckout()` takes. */
export interface DefineXPayCheckoutOptions {
  /** The checkout origin of every tag that has no `origin` of its own. */
  readonly origin?: string | undefined;
}

/**
 * Defines `<xpay-checkout>`. Once it is defined, by this or by the hosted script, another call does nothing; on a server
 * it does nothing either. It throws `invalid_option` at once.
 *
 * @example
 * defineXPayCheckout({ origin: 'https://pay.example' });
 */
export function defineXPayCheckout(options?: DefineXPayCheckoutOptions): void {
  const { origin } = takeOwn('defineXPayCheckout()', options, ['origin']);
  if (origin !== undefined && typeof origin !== 'string')
    throw refuse('origin', describe(origin), 'the origin that serves the checkout');
  if (typeof window !== 'undefined') declareTag(loadPart, origin);
}
