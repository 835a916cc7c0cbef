// The npm entry: loadXPay(), the error class, and every public type. Importing it does nothing.

import { createClient, type XPayClient } from './client.ts';
import { loadPart } from './npm-parts.ts';
import type { XPayOptions } from './options.ts';

export type { Appearance, AppearanceVariables } from '@xpay/protocol/appearance';
export type { ErrorCode, ErrorType } from '@xpay/protocol/errors';
export { XPayError } from '@xpay/protocol/errors';
export type { ActionKind, IntentSummary, SessionSummary } from '@xpay/protocol/messages';
export type { PaymentIntentResult, SessionResult } from './answer.ts';
export type { XPayClient } from './client.ts';
export type { Elements, PaymentElement } from './elements.ts';
export type { EmbeddedCheckout } from './embedded-checkout.ts';
export type {
  ActionEvent,
  ChangeEvent,
  CheckoutEventName,
  CheckoutEvents,
  CheckoutListener,
  PaymentElementEventName,
  PaymentElementEvents,
  SessionEvent,
} from './events.ts';
export type {
  CheckoutCallbacks,
  CheckoutMode,
  CheckoutUpdate,
  ConfirmPaymentOptions,
  ElementsOptions,
  EmbeddedCheckoutOptions,
  NextActionOptions,
  PaymentElementOptions,
  SecretOptions,
  SecretRequest,
  UpdateOptions,
  XPayOptions,
} from './options.ts';

/** What `loadXPay()` takes: the options of `XPay()`, of which a bundled client cannot guess the origin. */
export interface LoadXPayOptions extends XPayOptions {
  /** The checkout origin, for example `https://pay.example`. */
  readonly origin: string;
}

const clients = new Map<string, Promise<XPayClient>>();

/**
 * The client for a key and an origin. The same key and origin give the same promise, so that it may be called on every
 * render; the options of the first call stay. On a server, where there is no window, it resolves with null.
 * It rejects with an `XPayError` that says which argument is wrong and why.
 *
 * @example
 * const xpay = await loadXPay('pk_test_…', { origin: 'https://pay.example' });
 */
export function loadXPay(publishableKey: string, options: LoadXPayOptions): Promise<XPayClient | null> {
  if (typeof window === 'undefined') return Promise.resolve(null);
  const name = `${publishableKey} ${options?.origin}`;
  const known = clients.get(name);
  if (known !== undefined) return known;
  const client = createLater(publishableKey, options);
  client.catch(() => clients.delete(name)); // A refusal is not remembered.
  clients.set(name, client);
  return client;
}

async function createLater(publishableKey: string, options: LoadXPayOptions): Promise<XPayClient> {
  return createClient(publishableKey, options, loadPart);
}
