// Checks what the shop passed, once, at the door: every refusal says what was got, what was expected and what to do.

import { parseClientSecret } from './credentials.ts';
import { type CheckoutEventName, EVENT_NAMES } from './events.ts';
import type { Look } from './look.ts';
import type { CheckoutCallbacks, CheckoutMode, SecretRequest, XPayOptions } from './options.ts';
import { describe, pick, refuse, takeOwn } from './refusal.ts';

/** What may change, checked; absent where the shop left it out. */
export interface UpdateSettings extends Partial<Look> {
  readonly clientSecret?: string | undefined;
}

/** What a form is made with, checked. */
export interface FormSettings extends UpdateSettings, CheckoutCallbacks {
  /** Absent where a client secret is given, or the document in the frame knows its session. */
  readonly fetchClientSecret?: ((request: SecretRequest) => unknown) | undefined;
}

/** `EmbeddedCheckoutOptions`, checked. */
export interface CheckoutSettings extends FormSettings {
  readonly mode?: CheckoutMode;
}

const FORM_NAMES = ['clientSecret', 'locale', 'appearance'];
const CALLBACK_NAMES = EVENT_NAMES.map(toCallbackName);

/** @throws XPayError `invalid_option`. `origin` passes unchecked. */
export function parseClientOptions(options: unknown): Partial<Look> & Pick<XPayOptions, 'origin'> {
  return parse('XPay()', options, ['origin', ...FORM_NAMES.slice(1)]);
}

/** @throws XPayError `invalid_option` or `invalid_client_secret`. */
export function parseCheckoutOptions(options: unknown, publishableKey: string): CheckoutSettings {
  const names = [...FORM_NAMES, 'fetchClientSecret', 'mode', ...CALLBACK_NAMES];
  const settings: CheckoutSettings = parse('initEmbeddedCheckout()', options, names, publishableKey);
  const isMissing = settings.clientSecret === undefined;
  if (isMissing === (settings.fetchClientSecret === undefined)) {
    const got = `${isMissing ? 'missing' : 'there'}, and so is fetchClientSecret`;
    throw refuse('clientSecret', got, 'exactly one of them');
  }
  return settings;
}

/** @throws XPayError `invalid_option` or `invalid_client_secret`. */
export function parseElementsOptions(options: unknown, publishableKey: string): FormSettings {
  const settings: FormSettings = parse('elements()', options, FORM_NAMES, publishableKey);
  parseClientSecret(settings.clientSecret, publishableKey); // It may be missing.
  return settings;
}

/** @throws XPayError `invalid_option`. */
export function parsePaymentElementOptions(options: unknown): CheckoutCallbacks {
  return parse("create('payment')", options, CALLBACK_NAMES);
}

/** @throws XPayError `invalid_option` or `invalid_client_secret`. */
export function parseUpdateOptions(options: unknown, publishableKey?: string): UpdateSettings {
  return parse('update()', options, FORM_NAMES, publishableKey);
}

/** @throws XPayError `invalid_option` when there is no such event or nothing to call. */
export function checkListener(name: unknown, listener: unknown): void {
  pick('The event', name, EVENT_NAMES);
  toFunction(listener, 'listener');
}

/** `onReady` for `ready`. */
export function toCallbackName(event: CheckoutEventName): keyof CheckoutCallbacks {
  return `on${event.replace(/./, (first) => first.toUpperCase())}` as keyof CheckoutCallbacks;
}

/** Checks each option that is there; a property that is undefined is not. */
function parse<Settings extends object>(
  call: string,
  options: unknown,
  names: readonly string[],
  publishableKey = '',
): Settings {
  return takeOwn(call, options, names, (value, name) => {
    switch (name) {
      case 'locale':
        return toLocale(value);
      case 'appearance':
        return toAppearance(value);
      case 'clientSecret':
        return parseClientSecret(value, publishableKey);
      case 'mode':
        return pick(name, value, ['inline', 'overlay']);
      case 'origin':
        return value;
      default:
        return toFunction(value, name);
    }
  }) as Settings;
}

/** A text that is no language tag is no reason not to take a payment. Which languages there are, the form knows. */
function toLocale(locale: unknown): string {
  if (typeof locale !== 'string') throw refuse('locale', describe(locale), 'a language tag such as "de"');
  if (/^[a-z]{2,8}([-_][a-z\d]{1,8}){0,3}$/i.test(locale)) return locale;
  // biome-ignore lint/suspicious/noConsole: nobody else would hear of it.
  console.warn(`XPay: locale ${describe(locale)} is no language tag.`);
  return 'auto';
}

/** Only the shape, so that it can be copied and posted: the form knows each variable's limits and reports on them. */
function toAppearance(appearance: unknown): Look['appearance'] {
  const { theme = 'auto', variables } = takeOwn('appearance', appearance, ['theme', 'variables']);
  return {
    theme: pick('appearance.theme', theme, ['light', 'dark', 'auto']),
    variables: {
      ...takeOwn('appearance.variables', variables, undefined, (value, name) => {
        if (typeof value === 'string') return value;
        throw refuse(`appearance.variables.${name}`, describe(value), 'a text such as "16px"');
      }),
    },
  };
}

function toFunction(value: unknown, option: string): unknown {
  if (typeof value === 'function') return value;
  throw refuse(option, describe(value), 'a function');
}
