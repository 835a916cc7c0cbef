// What a provider gives to everything inside it, and the refusal for what has no provider around it.

import { type Elements, type UpdateOptions, type XPayClient, XPayError } from '@xpay/xpay-js';
import { createContext, useContext } from 'react';

/** How far the buyer has come with the payment element. */
export interface Progress {
  /** The form is shown and takes input. */
  readonly isReady: boolean;
  /** Every required field of it is filled in and valid. */
  readonly isComplete: boolean;
  /** `confirm()` is under way. */
  readonly isPaying: boolean;
}

export const NO_PROGRESS: Progress = { isReady: false, isComplete: false, isPaying: false };

/** One provider's. */
export interface Surroundings {
  /** Null until it is there, and on a server. */
  readonly client: XPayClient | null;
  /** For forms that are not given their own. */
  readonly look: UpdateOptions;
  /** Undefined where no payment is made. */
  readonly elements: Elements | null | undefined;
  readonly progress: Progress;
  /** Never another function. */
  readonly note: (change: Partial<Progress>) => void;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

/** @throws XPayError `invalid_option` where there is no provider around. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === null) throw refuse('Put an <XPayProvider> around what uses @xpay/react.');
  return surroundings;
}

/**
 * What the payment is made with: null until client and secret are there.
 * @throws XPayError `invalid_option` where there is no provider with a payment around.
 */
export function useElements(): Elements | null {
  const { elements } = useSurroundings();
  if (elements !== undefined) return elements;
  throw refuse('Give the <XPayProvider> around <PaymentElement> a clientSecret.');
}

export function refuse(message: string): XPayError {
  return new XPayError('invalid_option', message);
}
