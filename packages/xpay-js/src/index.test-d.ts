// What a shop may write, and what its editor underlines. Checked by the type checker, never run.

import { defineXPayCheckout } from './element.ts';
import {
  type ActionEvent,
  type Elements,
  type EmbeddedCheckout,
  type IntentSummary,
  loadXPay,
  type PaymentElement,
  type SecretRequest,
  type SessionSummary,
  type XPayClient,
  XPayError,
} from './index.ts';
import { loadXPayScript } from './load-script.ts';

export async function right(xpay: XPayClient): Promise<void> {
  const loaded: XPayClient | null = await loadXPay('pk_test_1', {
    origin: 'https://pay.example',
    locale: 'de',
  });
  const checkout: EmbeddedCheckout = await (loaded ?? xpay).initEmbeddedCheckout({
    fetchClientSecret: async () => 'cs_test_1_secret_2',
    appearance: { theme: 'dark', variables: { colorPrimary: '#0a66ff' } },
    onReady: () => {},
    onChange: ({ complete, brand }) => void (complete ? brand?.toUpperCase() : null),
    onComplete: ({ session }) => void session.paymentIntent.status,
    onError: ({ error }) => void (error instanceof XPayError && error.docsUrl),
    onExpire: undefined,
    onAction: ({ state, kind }) => void (state === 'opened' && kind === 'challenge'),
  });
  await xpay.initEmbeddedCheckout({ fetchClientSecret: async ({ sessionId }) => sessionId ?? 'new' });
  await xpay.initEmbeddedCheckout({
    fetchClientSecret: async (request: SecretRequest) => String(request.sessionId),
  });
  await xpay.initEmbeddedCheckout({ clientSecret: 'cs_test_1_secret_2', mode: 'inline' });
  checkout.mount('#checkout');
  checkout.mount(document.body);
  checkout.update({ locale: 'ar' });
  const off: () => void = checkout.on('resize', ({ height }) => void height.toFixed());
  off();
  const { session, error } = await xpay.retrieveCheckoutSession('cs_test_1_secret_2');
  if (error === undefined) {
    const summary: SessionSummary = session;
    void summary.amountTotal;
  }
  checkout.on('action', (event: ActionEvent) => void event.kind);
  const acted = await xpay.handleNextAction({ clientSecret: 'cs_test_1_secret_2' });
  if (acted.error === undefined) {
    const intent: IntentSummary = acted.paymentIntent;
    void intent.status;
  }
}

export async function rightElements(xpay: XPayClient): Promise<void> {
  const overlay = await xpay.initEmbeddedCheckout({
    clientSecret: 'cs_test_1_secret_2',
    mode: 'overlay',
    onClose: () => {},
  });
  overlay.open();
  overlay.close();
  const elements: Elements = xpay.elements({ clientSecret: 'cs_test_1_secret_2', locale: undefined });
  const payment: PaymentElement = elements.create('payment', {
    onChange: ({ complete }) => void (complete && elements.submit()),
  });
  payment.mount('#payment');
  payment.on('expire', ({ session }) => void session.id);
  const { error } = await elements.submit();
  void error?.code;
  const result = await xpay.confirmPayment({ elements, returnUrl: '/thanks', redirect: 'always' });
  if (result.error === undefined) void result.paymentIntent.status;
}

export async function wrong(xpay: XPayClient, checkout: EmbeddedCheckout): Promise<void> {
  // @ts-expect-error The npm package cannot guess the origin.
  await loadXPay('pk_test_1', {});
  // @ts-expect-error There is no session without a client secret.
  await xpay.initEmbeddedCheckout({ onReady: () => {} });
  // @ts-expect-error A session has one source, not two.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', fetchClientSecret: async () => 'b' });
  // @ts-expect-error There are two modes.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', mode: 'popup' });
  // @ts-expect-error The option is called onComplete.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', onCompleted: () => {} });
  // @ts-expect-error fetchClientSecret gives the secret, not the whole session.
  await xpay.initEmbeddedCheckout({ fetchClientSecret: async () => ({ clientSecret: 'a' }) });
  // @ts-expect-error A theme is light, dark or auto.
  checkout.update({ appearance: { theme: 'blue' } });
  // @ts-expect-error There is no such variable, and no raw CSS.
  checkout.update({ appearance: { variables: { background: 'url(x)' } } });
  checkout.update({ clientSecret: 'a' });
  // @ts-expect-error Another session is given by its secret; where to ask for one is said at the start.
  checkout.update({ fetchClientSecret: async () => 'a' });
  // @ts-expect-error There is no such event.
  checkout.on('paid', () => {});
  // @ts-expect-error A bank asks in one of three ways.
  checkout.on('action', ({ kind }) => kind === 'popup');
  // @ts-expect-error The id of a session is no secret, and nothing is done with it alone.
  await xpay.handleNextAction({ sessionId: 'a' });
  // @ts-expect-error On a buyer's first visit there is no session to ask for.
  await xpay.initEmbeddedCheckout({ fetchClientSecret: async ({ sessionId }) => sessionId });
  // @ts-expect-error A ready event carries nothing.
  checkout.on('ready', ({ session }) => session);
  // @ts-expect-error mount takes a selector or an element, not a list of them.
  checkout.mount(document.querySelectorAll('div'));
  const { session } = await xpay.retrieveCheckoutSession('a');
  // @ts-expect-error The session may be missing: look at the error first.
  void session.id;
}

export async function wrongElements(xpay: XPayClient, elements: Elements): Promise<void> {
  // @ts-expect-error Elements need a client secret.
  xpay.elements({ locale: 'de' });
  // @ts-expect-error The secret of elements is there from the start.
  xpay.elements({ fetchClientSecret: async () => 'a' });
  // @ts-expect-error There is one kind of element.
  elements.create('card');
  // @ts-expect-error A payment element does not close.
  elements.create('payment', { onClose: () => {} });
  // @ts-expect-error A payment element does not open.
  elements.create('payment').open();
  // @ts-expect-error Nothing is paid without elements.
  await xpay.confirmPayment({ returnUrl: '/thanks' });
  // @ts-expect-error Elements are not a payment element.
  await xpay.confirmPayment({ elements: elements.create('payment') });
  // @ts-expect-error There are two ways to return.
  await xpay.confirmPayment({ elements, redirect: 'never' });
  const { paymentIntent } = await xpay.confirmPayment({ elements });
  // @ts-expect-error The intent may be missing: look at the error first.
  void paymentIntent.status;
}

export async function tags(): Promise<void> {
  defineXPayCheckout({ origin: 'https://pay.example' });
  const tag = document.createElement('xpay-checkout');
  tag.clientSecret = 'cs_test_1_secret_2';
  tag.fetchClientSecret = async ({ sessionId }) => sessionId ?? 'new';
  tag.appearance = { theme: 'dark' };
  tag.addEventListener('xpay-complete', ({ detail }) => void detail.session.id);
  tag.open();
  // @ts-expect-error There are two modes.
  tag.mode = 'popup';
  // @ts-expect-error A ready event carries nothing.
  tag.addEventListener('xpay-ready', ({ detail }) => detail.session);
  const xpay: XPayClient | null = await loadXPayScript('pk_test_1', {
    origin: 'https://pay.example',
    version: '0.1.0',
    trustedTypesPolicy: { createScriptURL: (url) => url },
  });
  void xpay;
  // @ts-expect-error The script comes from somewhere.
  await loadXPayScript('pk_test_1', { version: '0.1.0' });
}
