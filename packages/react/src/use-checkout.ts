// The payment of the provider around, for the shop's own form and its button.

import {
  type ConfirmPaymentOptions,
  type Elements,
  type PaymentIntentResult,
  XPayError,
} from '@xpay/xpay-js';
import { useMemo } from 'react';
import { type Progress, useElements, useSurroundings } from './context.ts';

/** Where a bank's own page leads back to, and whether the page is left after every success. */
export type ConfirmOptions = Omit<ConfirmPaymentOptions, 'elements'>;

/** How far the buyer has come with the payment element, and what the shop's button does with it. */
export interface Checkout extends Progress {
  /**
   * Checks what the buyer typed. The first thing to mend then has the focus, with its error beside it, and is the
   * `error`, in the buyer's language. It never rejects.
   */
  submit(): ReturnType<Elements['submit']>;
  /**
   * Checks, pays, and has the buyer approve it where their bank asks. What can be mended has its error beside it in the
   * form, which may then be paid with again. It never rejects, and a second call while the first runs joins it: nobody
   * pays twice.
   */
  confirm(options?: ConfirmOptions): Promise<PaymentIntentResult>;
}

/**
 * The payment element's progress, and how to pay with it; for anything inside a provider that has a `clientSecret`.
 * The two functions stay the same while the session does.
 *
 * @throws XPayError `invalid_option` where there is no such provider.
 *
 * @example
 * const { isReady, isPaying, confirm } = useCheckout();
 * async function pay() {
 *   const { paymentIntent, error } = await confirm();
 *   if (error) setMessage(error.message);
 *   else if (paymentIntent.status === 'succeeded') showThanks();
 * }
 */
export function useCheckout(): Checkout {
  const elements = useElements();
  const { client, progress, note } = useSurroundings();
  const actions = useMemo(() => {
    const tooEarly = async () => ({
      error: new XPayError('not_mounted', 'There is no payment element. Wait for isReady.'),
    });
    if (client === null || elements === null) return { submit: tooEarly, confirm: tooEarly };
    return {
      submit: elements.submit,
      async confirm(options?: ConfirmOptions) {
        note({ isPaying: true });
        const result = await client.confirmPayment({ ...options, elements });
        note({ isPaying: false });
        return result;
      },
    };
  }, [client, elements, note]);
  return { ...progress, ...actions };
}
