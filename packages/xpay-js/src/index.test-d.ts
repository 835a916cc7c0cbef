// What a shop may write, and what its editor underlines. Checked by the type checker, never run.

import {
  type ActionEvent,
  type EmbeddedCheckout,
  type IntentSummary,
  loadXPay,
  type SecretRequest,
  type SessionSummary,
  type XPayClient,
  XPayError,
} from './index.ts';

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

export async function wrong(xpay: XPayClient, checkout: EmbeddedCheckout): Promise<void> {
  // @ts-expect-error The npm package cannot guess the origin.
  await loadXPay('pk_test_1', {});
  // @ts-expect-error There is no session without a client secret.
  await xpay.initEmbeddedCheckout({ onReady: () => {} });
  // @ts-expect-error A session has one source, not two.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', fetchClientSecret: async () => 'b' });
  // @ts-expect-error The overlay is not part of this version.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', mode: 'overlay' });
  // @ts-expect-error The option is called onComplete.
  await xpay.initEmbeddedCheckout({ clientSecret: 'a', onCompleted: () => {} });
  // @ts-expect-error fetchClientSecret gives the secret, not the whole session.
  await xpay.initEmbeddedCheckout({ fetchClientSecret: async () => ({ clientSecret: 'a' }) });
  // @ts-expect-error A theme is light, dark or auto.
  checkout.update({ appearance: { theme: 'blue' } });
  // @ts-expect-error There is no such variable, and no raw CSS.
  checkout.update({ appearance: { variables: { background: 'url(x)' } } });
  // @ts-expect-error The secret of a checkout never changes.
  checkout.update({ clientSecret: 'a' });
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
