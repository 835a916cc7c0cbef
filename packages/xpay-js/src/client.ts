// XPay(key, options): one client for one key and one checkout origin, the same for the script tag and for npm.

import type { XPayError } from '@xpay/protocol/errors';
import type { PaymentIntentResult, SessionResult } from './answer.ts';
import type { Context } from './context.ts';
import { parseKey, parseOrigin } from './credentials.ts';
import { createElements, type Elements } from './elements.ts';
import { createForm, type EmbeddedCheckout } from './embedded-checkout.ts';
import { DEFAULT_LOOK, type Look } from './look.ts';
import type {
  ConfirmPaymentOptions,
  ElementsOptions,
  EmbeddedCheckoutOptions,
  NextActionOptions,
  XPayOptions,
} from './options.ts';
import { parseCheckoutOptions, parseClientOptions, parseElementsOptions } from './parse-options.ts';
import type { LoadPart, Parts } from './parts.ts';
import { noticeReturn, type Returning } from './returning.ts';

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

  /**
   * Prepares the payment form alone, for a page that has a form and a button of its own.
   * It throws `invalid_option` or `invalid_client_secret` at once.
   *
   * @example
   * const elements = xpay.elements({ clientSecret });
   * elements.create('payment').mount('#payment');
   */
  elements(options: ElementsOptions): Elements;

  /**
   * Pays: checks what the buyer typed, takes the payment, and has the buyer approve it where their bank asks. What can be
   * mended has its error beside it in the form, and the form may be paid with again. The promise never rejects. A second
   * call while the first runs joins it: nobody pays twice.
   *
   * @example
   * const { paymentIntent, error } = await xpay.confirmPayment({ elements });
   * if (error) showMessage(error.message);
   * else if (paymentIntent.status === 'succeeded') showThanks();
   */
  confirmPayment(options: ConfirmPaymentOptions): Promise<PaymentIntentResult>;
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
  loadPart: LoadPart,
  ownOrigin?: string,
): XPayClient {
  const key = parseKey(publishableKey);
  const { origin = ownOrigin, ...given } = parseClientOptions(options);
  const look: Look = { ...DEFAULT_LOOK, ...given };
  const peer = { origin: parseOrigin(origin, key), key, loadPart };
  const returning: Returning = {};
  // Its own `view`: a page may have put one into Object.prototype.
  const plan = { peer, path: '/f/checkout', view: undefined, returning };
  const context: Context = { peer, look, elements: new WeakMap(), createForm };
  noticeReturn(returning);

  /** A part that cannot be had, and an argument that it refuses, is an answer too: no promise rejects. */
  function answerBy<Name extends keyof Parts, Result>(
    name: Name,
    choose: (part: Parts[Name]) => (given: unknown, context: Context) => Promise<Result>,
  ) {
    return (given: unknown): Promise<Result | { readonly error: XPayError }> =>
      loadPart(name)
        .then((part) => choose(part)(given, context))
        .catch((error: XPayError) => ({ error }));
  }

  return {
    async initEmbeddedCheckout(checkoutOptions) {
      const settings = parseCheckoutOptions(checkoutOptions, key);
      noticeReturn(returning);
      const formPlan = { ...plan, settings: { ...look, ...settings } };
      if (settings.mode === 'overlay') return (await loadPart('overlay')).createOverlay(formPlan, createForm);
      return createForm(formPlan).checkout;
    },
    elements(elementsOptions) {
      const settings = { ...look, ...parseElementsOptions(elementsOptions, key) };
      return createElements({ ...plan, view: 'element', settings }, context.elements);
    },
    confirmPayment: answerBy('payment', (part) => part.confirmPayment),
    retrieveCheckoutSession: answerBy('headless', (part) => part.retrieveCheckoutSession),
    retrievePaymentIntent: answerBy('headless', (part) => part.retrievePaymentIntent),
    handleNextAction: answerBy('headless', (part) => part.handleNextAction),
  };
}
