// XPay(key, options): one client for one key and one checkout origin, the same for the script tag and for npm.

import { XPayError } from '@xpay/protocol/errors';
import type { IntentSummary, SessionSummary } from '@xpay/protocol/messages';
import { parseClientSecret, parseKey, parseOrigin } from './credentials.ts';
import { createEmbeddedCheckout, type EmbeddedCheckout } from './embedded-checkout.ts';
import { type Retrieved, retrieve } from './headless.ts';
import {
  type EmbeddedCheckoutOptions,
  parseCheckoutOptions,
  parseClientOptions,
  type XPayOptions,
} from './options.ts';

/** What the payment server says of a session now, or why it could not be read. */
export type SessionResult =
  | { readonly session: SessionSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly session?: undefined };

/** What the payment server says of a payment intent now, or why it could not be read. */
export type PaymentIntentResult =
  | { readonly paymentIntent: IntentSummary; readonly error?: undefined }
  | { readonly error: XPayError; readonly paymentIntent?: undefined };

/** Makes checkouts and reads sessions for one publishable key. Its methods need no `this`. */
export interface XPayClient {
  /**
   * Prepares a checkout. The promise resolves as soon as the options are found right: `fetchClientSecret` runs on,
   * beside the loading of the form. It rejects with an `XPayError` that says which option is wrong and why.
   *
   * @example
   * const checkout = await xpay.initEmbeddedCheckout({
   *   fetchClientSecret: () => fetch('/create-session', { method: 'POST' }).then((answer) => answer.text()),
   *   onComplete: ({ session }) => location.assign(`/orders?session=${session.id}`),
   * });
   * checkout.mount('#checkout');
   */
  initEmbeddedCheckout(options: EmbeddedCheckoutOptions): Promise<EmbeddedCheckout>;

  /**
   * Reads a checkout session from the payment server, without any form. The promise never rejects.
   *
   * @example
   * const { session, error } = await xpay.retrieveCheckoutSession(clientSecret);
   * if (session?.paymentStatus === 'paid') showThanks();
   */
  retrieveCheckoutSession(clientSecret: string): Promise<SessionResult>;

  /**
   * Reads the payment intent of a session from the payment server, without any form. The promise never rejects.
   *
   * @example
   * const { paymentIntent, error } = await xpay.retrievePaymentIntent(clientSecret);
   * if (paymentIntent?.status === 'processing') showPatience();
   */
  retrievePaymentIntent(clientSecret: string): Promise<PaymentIntentResult>;
}

/**
 * The client behind `XPay()` and `loadXPay()`.
 *
 * @param ownOrigin Where the script came from, where it can tell.
 * @throws XPayError `secret_key_in_browser`, `invalid_key` or `invalid_option`.
 */
export function createClient(
  publishableKey: string,
  options: XPayOptions | undefined,
  ownOrigin?: string,
): XPayClient {
  const key = parseKey(publishableKey);
  const { origin = ownOrigin, ...look } = parseClientOptions(options);
  const peer = { origin: parseOrigin(origin, key), publishableKey: key };

  async function retrieveCheckoutSession(clientSecret: unknown): Promise<Retrieved> {
    try {
      return await retrieve(peer, parseClientSecret(clientSecret, key));
    } catch (thrown) {
      if (thrown instanceof XPayError) return { error: thrown };
      throw thrown;
    }
  }

  return {
    async initEmbeddedCheckout(checkoutOptions) {
      return createEmbeddedCheckout(peer, { ...look, ...parseCheckoutOptions(checkoutOptions, key) });
    },
    retrieveCheckoutSession,
    async retrievePaymentIntent(clientSecret) {
      const { session, error } = await retrieveCheckoutSession(clientSecret);
      return error === undefined ? { paymentIntent: session.paymentIntent } : { error };
    },
  };
}
