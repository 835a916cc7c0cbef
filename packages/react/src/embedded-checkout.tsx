// EmbeddedCheckout: the whole checkout as a part of the page, or as an overlay that a prop opens and closes.

import type {
  CheckoutCallbacks,
  EmbeddedCheckoutOptions,
  EmbeddedCheckout as Form,
  SecretOptions,
  UpdateOptions,
} from '@xpay/xpay-js';
import { type ForwardedRef, forwardRef, type ReactElement, useEffect, useImperativeHandle } from 'react';
import { useSurroundings } from './context.ts';
import { CHECKOUT_CALLBACKS } from './relay.ts';
import { type PlaceProps, useForm } from './use-form.tsx';

/** The checkout as a part of the page. */
export interface InlineProps extends PlaceProps {
  readonly mode?: 'inline' | undefined;
  readonly open?: undefined;
}

/** The checkout as a dialog over the page. */
export interface OverlayProps extends Readonly<Partial<Record<keyof PlaceProps, undefined>>> {
  readonly mode: 'overlay';
  /**
   * Whether it is open. The buyer may close it: make it false in `onClose`. For a buyer who comes back from their bank's
   * page it opens by itself.
   */
  readonly open: boolean;
}

/**
 * The options of `initEmbeddedCheckout()` as props. Callbacks and `fetchClientSecret` may be other functions each time:
 * the last one is called. Another `clientSecret` or `mode` makes another checkout.
 */
export type EmbeddedCheckoutProps = SecretOptions &
  UpdateOptions &
  CheckoutCallbacks &
  (InlineProps | OverlayProps);

/** What a `ref` on the checkout is for: `refresh()`, after your server changed the session. Null until there is a form. */
export type CheckoutHandle = Pick<Form, 'refresh'>;

/** As high as the form is with one line item in a narrow place. */
const HEIGHT = 487;

/**
 * The checkout, inside `<XPayProvider>`. A server draws an empty element of about the form's height, so that nothing moves
 * when the form comes. What xpay.js refuses, a misspelt prop for one, is thrown, for your error boundary; what goes wrong
 * later arrives in `onError`.
 *
 * @example
 * <EmbeddedCheckout fetchClientSecret={createSession} onComplete={({ session }) => navigate(`/orders/${session.id}`)} />
 *
 * @example
 * <EmbeddedCheckout mode="overlay" open={isOpen} onClose={() => setOpen(false)} clientSecret={clientSecret} />
 */
export const EmbeddedCheckout = forwardRef(function EmbeddedCheckout(
  { open = false, ...props }: EmbeddedCheckoutProps,
  handle: ForwardedRef<CheckoutHandle>,
): ReactElement | null {
  const { mode, clientSecret, fetchClientSecret } = props;
  const { form, shown, place } = useForm(props, {
    maker: useSurroundings().client,
    madeOf: `${mode} ${clientSecret}`,
    callbacks: fetchClientSecret ? [...CHECKOUT_CALLBACKS, 'fetchClientSecret'] : CHECKOUT_CALLBACKS,
    height: HEIGHT,
    make: (xpay, options) => xpay.initEmbeddedCheckout(options as EmbeddedCheckoutOptions),
  });
  useEffect(() => {
    if (!open || shown === null) return;
    form.current?.open();
    return () => form.current?.close();
  }, [form, open, shown]);
  useImperativeHandle<CheckoutHandle | null, CheckoutHandle | null>(handle, () => shown, [shown]);
  return mode === 'overlay' ? null : place;
});
