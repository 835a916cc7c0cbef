// What the shop may pass to each call.

import type { Appearance } from '@xpay/protocol/appearance';
import type { Elements } from './elements.ts';
import type { CheckoutListener, PaymentElementEventName } from './events.ts';

/** What holds for everything that one client makes. */
export interface XPayOptions {
  /** Language of the form: a BCP 47 tag such as `de` or `pt-BR`, or `auto` (the default) for the buyer's own. */
  readonly locale?: string | undefined;
  /** The checkout origin. The script tag knows it from its own address; the npm package has to be told. */
  readonly origin?: string | undefined;
  /** Theme and variables. Values that the form cannot use are left out, and its console says which and why. */
  readonly appearance?: Appearance | undefined;
}

/** What may change while a checkout is mounted and half filled in. Nothing that the buyer typed is lost. */
export interface UpdateOptions {
  /** A BCP 47 tag or `auto`. */
  readonly locale?: string | undefined;
  /** Takes the place of the whole appearance given before. */
  readonly appearance?: Appearance | undefined;
}

/** What `update()` takes: each part of it may be left out. */
export interface CheckoutUpdate extends UpdateOptions {
  /**
   * Of another session, which takes the present one's place while the form stands: after `expire`, or when the buyer ordered
   * something else. Name, email and postal code stay, the card is typed anew. While a payment is under way, and after it,
   * the present session stays.
   */
  readonly clientSecret?: string | undefined;
}

/** What `fetchClientSecret` is asked for. */
export interface SecretRequest {
  /**
   * The session whose buyer has just come back from their bank's page, as the address of this page says. Anybody can
   * write an address: have your server make sure that the session is one of this buyer's orders.
   */
  readonly sessionId?: string | undefined;
}

/** Where the session comes from: exactly one of the two. */
export type SecretOptions =
  | {
      /** The client secret of a session that your server created. It is kept until `destroy()`, for a later `mount()`. */
      readonly clientSecret: string;
      readonly fetchClientSecret?: undefined;
    }
  | {
      /**
       * Asks your server for a client secret. It starts at once, beside the loading of the form, and runs again when
       * the checkout is mounted again or the buyer retries; xpay.js lets go of the secret once the form has it.
       * Return the same session again while it is open, or the buyer could pay twice. With a `sessionId`, return the
       * secret of that session.
       */
      readonly fetchClientSecret: (request: SecretRequest) => Promise<string>;
      readonly clientSecret?: undefined;
    };

/** Every event as an option. `checkout.on()` does the same for as many listeners as you like. */
export interface CheckoutCallbacks {
  /** The form is shown and takes input. */
  readonly onReady?: CheckoutListener<'ready'> | undefined;
  /** The buyer changed something: completeness, method, card brand or language. */
  readonly onChange?: CheckoutListener<'change'> | undefined;
  /** The keyboard focus came into the form. */
  readonly onFocus?: CheckoutListener<'focus'> | undefined;
  /** The keyboard focus left the form. */
  readonly onBlur?: CheckoutListener<'blur'> | undefined;
  /** The buyer pressed Pay and the payment is on its way. */
  readonly onConfirm?: CheckoutListener<'confirm'> | undefined;
  /** The buyer's bank asks the buyer, or no longer. */
  readonly onAction?: CheckoutListener<'action'> | undefined;
  /** The session is paid. Show the order; ship only when your server knows. */
  readonly onComplete?: CheckoutListener<'complete'> | undefined;
  /** The payment was accepted and settles later. */
  readonly onProcessing?: CheckoutListener<'processing'> | undefined;
  /** The session was cancelled. */
  readonly onCancel?: CheckoutListener<'cancel'> | undefined;
  /** The session expired before it was paid. */
  readonly onExpire?: CheckoutListener<'expire'> | undefined;
  /** Something failed that the buyer cannot mend by typing. */
  readonly onError?: CheckoutListener<'error'> | undefined;
  /** The frame took a new height. */
  readonly onResize?: CheckoutListener<'resize'> | undefined;
  /** The overlay is gone: the buyer left, paid or not, or `close()` was called. */
  readonly onClose?: CheckoutListener<'close'> | undefined;
}

/** What `initEmbeddedCheckout()` takes. */
export type EmbeddedCheckoutOptions = SecretOptions &
  UpdateOptions &
  CheckoutCallbacks & {
    /**
     * `inline`, the default: the form is a part of the page, where `mount()` puts it. `overlay`: it is a dialog over the
     * page, shown by `open()`.
     */
    readonly mode?: CheckoutMode | undefined;
  };

export type CheckoutMode = 'inline' | 'overlay';

/** What `elements()` takes. */
export interface ElementsOptions extends UpdateOptions {
  /** The client secret of a session that your server created. */
  readonly clientSecret: string;
}

/** What `create('payment')` takes: every event of the payment element as an option. */
export type PaymentElementOptions = Pick<CheckoutCallbacks, `on${Capitalize<PaymentElementEventName>}`>;

/** What `confirmPayment()` takes. */
export interface ConfirmPaymentOptions {
  /** Made by `elements()` of the same client, with a payment element that is mounted. */
  readonly elements: Elements;
  /**
   * Where a bank's page of its own leads back to, if the session has no `returnUrl`; one without an origin is read from
   * the page's address. Its origin must be one that the shop registered. `xpay_session` is added to it.
   */
  readonly returnUrl?: string | undefined;
  /** `if_required`, the default: the page is left only for such a bank. `always`: also for `returnUrl` after a success. */
  readonly redirect?: 'if_required' | 'always' | undefined;
}

/** What `handleNextAction()` takes. */
export interface NextActionOptions {
  /** Of the session whose payment waits for the buyer: its intent is `requires_action`. */
  readonly clientSecret: string;
}
