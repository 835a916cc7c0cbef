// Checks what the shop passed, once, at the door: every refusal says what was got, what was expected and what to do.

import type { Appearance } from '@xpay/protocol/appearance';
import { parseClientSecret } from './credentials.ts';
import { type CheckoutEventName, type CheckoutListener, EVENT_NAMES } from './events.ts';
import { describe, type Input, pick, refuse, takeOwn } from './refusal.ts';

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
}

/** What `initEmbeddedCheckout()` takes. */
export type EmbeddedCheckoutOptions = SecretOptions &
  UpdateOptions &
  CheckoutCallbacks & {
    /** `inline`, the only mode so far: the form is part of the page. */
    readonly mode?: 'inline' | undefined;
  };

/** What `handleNextAction()` takes. */
export interface NextActionOptions {
  /** Of the session whose payment waits for the buyer: its intent is `requires_action`. */
  readonly clientSecret: string;
}

/** Language and theme, checked; absent where the shop left them out. */
export interface UpdateSettings {
  readonly locale?: string;
  readonly appearance?: Appearance;
}

/** `EmbeddedCheckoutOptions`, checked. */
export interface CheckoutSettings extends UpdateSettings {
  readonly clientSecret: string | undefined;
  /** Answers a given client secret at once. */
  readonly fetchClientSecret: (request: SecretRequest) => unknown;
  readonly listeners: readonly (readonly [CheckoutEventName, (event: unknown) => void])[];
}

const UPDATE_NAMES = ['locale', 'appearance'];
const CALLBACK_NAMES = EVENT_NAMES.map(toCallbackName);
const CHECKOUT_NAMES = ['clientSecret', 'fetchClientSecret', 'mode', ...UPDATE_NAMES, ...CALLBACK_NAMES];

/** @throws XPayError `invalid_option`. `origin` passes unchecked. */
export function parseClientOptions(options: unknown): UpdateSettings & { readonly origin: unknown } {
  const input = takeOwn('XPay()', options, [...UPDATE_NAMES, 'origin']);
  return { ...toUpdate(input), origin: input['origin'] };
}

/** @throws XPayError `invalid_option` or `invalid_client_secret`. */
export function parseCheckoutOptions(options: unknown, publishableKey: string): CheckoutSettings {
  const input = takeOwn('initEmbeddedCheckout()', options, CHECKOUT_NAMES);
  const { clientSecret, fetchClientSecret, mode = 'inline' } = input;
  pick('mode', mode, ['inline']);
  const isMissing = clientSecret === undefined;
  if (isMissing === (fetchClientSecret === undefined)) {
    throw refuse(
      'clientSecret',
      `${isMissing ? 'missing' : 'there'}, and so is fetchClientSecret`,
      'exactly one of them',
    );
  }
  const secret = isMissing ? undefined : parseClientSecret(clientSecret, publishableKey);
  return {
    ...toUpdate(input),
    clientSecret: secret,
    fetchClientSecret: isMissing ? toFunction('fetchClientSecret', fetchClientSecret) : () => secret,
    listeners: EVENT_NAMES.flatMap((name) => {
      const option = toCallbackName(name);
      const listener = input[option];
      return listener === undefined ? [] : [[name, toFunction(option, listener)] as const];
    }),
  };
}

/** @throws XPayError `invalid_option` or `invalid_client_secret`. */
export function parseNextActionOptions(options: unknown, publishableKey: string): string {
  const { clientSecret } = takeOwn('handleNextAction()', options, ['clientSecret']);
  return parseClientSecret(clientSecret, publishableKey);
}

/** @throws XPayError `invalid_option`. */
export function parseUpdateOptions(options: unknown): UpdateSettings {
  return toUpdate(takeOwn('update()', options, UPDATE_NAMES));
}

/** @throws XPayError `invalid_option` when there is no such event or nothing to call. */
export function checkListener(name: unknown, listener: unknown): void {
  pick('The event', name, EVENT_NAMES);
  toFunction('listener', listener);
}

function toCallbackName(event: string): string {
  return `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
}

function toUpdate({ locale, appearance }: Input): UpdateSettings {
  return {
    ...(locale !== undefined && { locale: toLocale(locale) }),
    ...(appearance !== undefined && { appearance: toAppearance(appearance) }),
  };
}

/** Only the shape: the form knows the languages, and takes the nearest that it speaks. */
function toLocale(locale: unknown): string {
  if (typeof locale === 'string' && /^[\w-]{2,35}$/.test(locale)) return locale;
  throw refuse('locale', describe(locale), 'a language tag such as "de", or "auto"');
}

/** Only the shape, so that it can be copied and posted: the form knows each variable's limits and reports on them. */
function toAppearance(appearance: unknown): Appearance {
  const { theme = 'auto', variables } = takeOwn('appearance', appearance, ['theme', 'variables']);
  const copy: Record<string, string> = {};
  for (const [name, value] of Object.entries(takeOwn('appearance.variables', variables))) {
    if (typeof value !== 'string') {
      throw refuse(`appearance.variables.${name}`, describe(value), 'a text such as "16px"');
    }
    copy[name] = value;
  }
  return { theme: pick('appearance.theme', theme, ['light', 'dark', 'auto']), variables: copy };
}

function toFunction(option: string, value: unknown): (event?: unknown) => unknown {
  if (isFunction(value)) return value;
  throw refuse(option, describe(value), 'a function');
}

function isFunction(value: unknown): value is (event?: unknown) => unknown {
  return typeof value === 'function';
}
