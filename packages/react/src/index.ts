// Everything of @xpay/react: a provider, two components, two hooks. Importing it does nothing.

export type {
  CheckoutHandle,
  EmbeddedCheckoutProps,
  InlineProps,
  OverlayProps,
} from './embedded-checkout.tsx';
export { EmbeddedCheckout } from './embedded-checkout.tsx';
export type { PaymentElementProps } from './payment-element.tsx';
export { PaymentElement } from './payment-element.tsx';
export type { XPayProviderProps } from './provider.tsx';
export { XPayProvider } from './provider.tsx';
export type { Checkout, ConfirmOptions } from './use-checkout.ts';
export { useCheckout } from './use-checkout.ts';
export { useXPay } from './use-xpay.ts';
