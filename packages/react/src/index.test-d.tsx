// What a shop may write, and what its editor underlines. Checked by the type checker, never run.

import { loadXPay, type XPayClient } from '@xpay/xpay-js';
import { createRef, type ReactNode } from 'react';
import {
  type CheckoutHandle,
  EmbeddedCheckout,
  type EmbeddedCheckoutProps,
  PaymentElement,
  useCheckout,
  useXPay,
  XPayProvider,
} from './index.ts';
import type { CHECKOUT_CALLBACKS, ELEMENT_CALLBACKS } from './relay.ts';

const xpay = loadXPay('pk_test_1', { origin: 'https://pay.example' });
const ref = createRef<CheckoutHandle>();

export const RIGHT: readonly ReactNode[] = [
  <XPayProvider key={1} xpay={xpay} locale="ar" appearance={{ theme: 'dark' }}>
    <EmbeddedCheckout clientSecret="a" />
    <EmbeddedCheckout
      fetchClientSecret={async ({ sessionId }) => sessionId ?? 'new'}
      onComplete={({ session }) => void session.paymentIntent.status}
      onError={({ error }) => void error.docsUrl}
      onReady={undefined}
      locale="de"
      className="wide"
      style={{ minHeight: 300 }}
      id="checkout"
      ref={ref}
    />
    <EmbeddedCheckout mode="overlay" open={false} onClose={() => {}} clientSecret="a" />
  </XPayProvider>,
  <XPayProvider key={2} xpay={null} clientSecret={null}>
    <PaymentElement
      onChange={({ complete, brand }) => void (complete && brand?.toUpperCase())}
      id="payment"
    />
  </XPayProvider>,
];

export async function right(): Promise<void> {
  const client: XPayClient | null = useXPay();
  const { isReady, isComplete, isPaying, submit, confirm } = useCheckout();
  const progress: boolean = isReady && isComplete && isPaying;
  const { error } = await submit();
  const result = await confirm({ returnUrl: '/thanks', redirect: 'always' });
  if (result.error === undefined) void result.paymentIntent.status;
  void [client, progress, error?.param];
  ref.current?.refresh();
}

export async function wrong(): Promise<void> {
  // @ts-expect-error A provider without a client gives nothing.
  void (<XPayProvider />);
  // @ts-expect-error The key is for loadXPay().
  void (<XPayProvider xpay="pk_test_1" />);
  // @ts-expect-error There is no session without a client secret.
  void (<EmbeddedCheckout />);
  // @ts-expect-error A session has one source, not two.
  void (<EmbeddedCheckout clientSecret="a" fetchClientSecret={async () => 'b'} />);
  // @ts-expect-error The prop is called onComplete.
  void (<EmbeddedCheckout clientSecret="a" onCompleted={() => {}} />);
  // @ts-expect-error An overlay is open or not.
  void (<EmbeddedCheckout mode="overlay" clientSecret="a" />);
  // @ts-expect-error What is part of the page is not opened.
  void (<EmbeddedCheckout clientSecret="a" open />);
  // @ts-expect-error An overlay has no place on the page.
  void (<EmbeddedCheckout mode="overlay" open clientSecret="a" className="wide" />);
  // @ts-expect-error It has nothing inside.
  void (<EmbeddedCheckout clientSecret="a">x</EmbeddedCheckout>);
  // @ts-expect-error Its session is the provider's.
  void (<PaymentElement clientSecret="a" />);
  // @ts-expect-error It does not close.
  void (<PaymentElement onClose={() => {}} />);
  const { confirm } = useCheckout();
  // @ts-expect-error The elements are the provider's.
  await confirm({ elements: null });
  const { error } = await confirm();
  // @ts-expect-error The error may be missing.
  void error.message;
  // @ts-expect-error A checkout that React has made is not destroyed by hand.
  ref.current?.destroy();
}

type Callbacks<Props> = Extract<keyof Props, `on${string}`>;

/** Every callback is relayed, or it would be stale. */
export const ALL_RELAYED: readonly [
  Exclude<Callbacks<EmbeddedCheckoutProps>, (typeof CHECKOUT_CALLBACKS)[number]> extends never ? true : false,
  Exclude<Callbacks<Parameters<typeof PaymentElement>[0]>, (typeof ELEMENT_CALLBACKS)[number]> extends never
    ? true
    : false,
] = [true, true];
