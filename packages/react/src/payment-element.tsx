// PaymentElement: the payment form alone, inside the shop's own form and beside the shop's own button.

import type { PaymentElementOptions, UpdateOptions } from '@xpay/xpay-js';
import { type ReactElement, useEffect } from 'react';
import { NO_PROGRESS, useElements, useSurroundings } from './context.ts';
import { ELEMENT_CALLBACKS } from './relay.ts';
import { type PlaceProps, useForm } from './use-form.tsx';

/** The options of `elements.create('payment')` as props. Callbacks may be other functions each time. */
export interface PaymentElementProps extends PaymentElementOptions, UpdateOptions, PlaceProps {}

/** As high as the form is with a card in a narrow place. */
const HEIGHT = 180;

/**
 * The payment form, inside an `<XPayProvider>` with a `clientSecret`; one in each. `useCheckout()` pays with it.
 * What xpay.js refuses, a misspelt prop for one, is thrown, for your error boundary.
 *
 * @example
 * function Payment() {
 *   const { isReady, isPaying, confirm } = useCheckout();
 *   return (
 *     <>
 *       <PaymentElement />
 *       <button onClick={() => confirm()} disabled={!isReady || isPaying}>Order and pay</button>
 *     </>
 *   );
 * }
 */
export function PaymentElement(props: PaymentElementProps): ReactElement {
  const { note } = useSurroundings();
  const elements = useElements();
  const { place } = useForm(props, {
    maker: elements,
    callbacks: ELEMENT_CALLBACKS,
    height: HEIGHT,
    make(maker, options) {
      const element = maker.create('payment', options);
      element.on('ready', () => note({ isReady: true }));
      element.on('change', ({ complete }) => note({ isComplete: complete }));
      return { ...element, update: maker.update };
    },
  });
  useEffect(() => () => note(NO_PROGRESS), [elements, note]);
  return place;
}
