// The client of the provider around, for calls of the shop's own.

import type { XPayClient } from '@xpay/xpay-js';
import { useSurroundings } from './context.ts';

/**
 * The client that `<XPayProvider>` was given; null while its promise is pending, and on a server.
 *
 * @throws XPayError `invalid_option` where there is no provider.
 *
 * @example
 * const xpay = useXPay();
 * useEffect(() => {
 *   xpay?.retrievePaymentIntent(clientSecret).then(({ paymentIntent }) => setIntent(paymentIntent));
 * }, [xpay, clientSecret]);
 */
export function useXPay(): XPayClient | null {
  return useSurroundings().client;
}
