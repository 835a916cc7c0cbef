// XPay(key, options): one client for one key and one checkout origin, the same for the script tag and for npm.

import type { XPayError } from '@xpay/protocol/errors';
import type { IntentSummary, SessionSummary } from '@xpay/protocol/messages';
import { parseClientSecret, parseKey, parseOrigin } from './credentials.ts';
import { createEmbeddedCheckout, type EmbeddedCheckout } from './embedded-checkout.ts';
import type { Peer } from './handshake.ts';
import { act, type Retrieved, retrieve } from './headless.ts';
import { DEFAULT_LOOK, type Look } from './look.ts';
import {
  type EmbeddedCheckoutOptions,
  type NextActionOptions,
  parseCheckoutOptions,
  parseClientOptions,
  parseNextActionOptions,
  type XPayOptions,
} from './options.ts';
import { noticeReturn, type Returning } from './returning.ts';

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

  /**
   * Has the buyer approve a payment that waits for it (`requires_action`), for example after your server has read it so.
   * Nothing is shown unless the bank asks; then it has the whole window until the buyer is done. A mounted checkout does
   * this by itself. The promise never rejects: when the bank or the buyer says no, `error` is `card_declined`, with a
   * `declineCode`.
   *
   * @example
   * const { paymentIntent, error } = await xpay.handleNextAction({ clientSecret });
   * if (paymentIntent?.status === 'succeeded') showThanks();
   */
  handleNextAction(options: NextActionOptions): Promise<PaymentIntentResult>;
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
  const { origin = ownOrigin, ...given } = parseClientOptions(options);
  const look: Look = { ...DEFAULT_LOOK, ...given };
  const peer: Peer = { origin: parseOrigin(origin, key), key };

  const returning: Returning = {};
  noticeReturn(returning);

  function retrieveCheckoutSession(clientSecret: unknown): Promise<Retrieved> {
    return answer(() => retrieve(peer, parseClientSecret(clientSecret, key)));
  }

  return {
    async initEmbeddedCheckout(checkoutOptions) {
      const settings = parseCheckoutOptions(checkoutOptions, key);
      noticeReturn(returning);
      return createEmbeddedCheckout(peer, { ...look, ...settings }, returning);
    },
    retrieveCheckoutSession,
    retrievePaymentIntent: (clientSecret) => retrieveCheckoutSession(clientSecret).then(toIntent),
    handleNextAction: (actionOptions) =>
      answer(() => act(peer, look, parseNextActionOptions(actionOptions, key))).then(toIntent),
  };
}

/** Asks at once. A refused argument is an answer too: the promise never rejects. */
function answer(ask: () => Promise<Retrieved>): Promise<Retrieved> {
  return (async () => ask())().catch((error) => ({ error }));
}

function toIntent({ session, error }: Retrieved): PaymentIntentResult {
  return error === undefined ? { paymentIntent: session.paymentIntent } : { error };
}
