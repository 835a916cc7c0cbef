// Adyen's Drop-in as its guide mounts it, cards only, with everything it fetches from Adyen answered by our own server.

import { AdyenCheckout, Card, Dropin } from '@adyen/adyen-web';
import '@adyen/adyen-web/styles/adyen.css';

// Adyen checks that a test key meets a test environment, by the name.
const stub = new URL('/adyen-test/', location.href).href;

const checkout = await AdyenCheckout({
  clientKey: 'test_BENCHBENCHBENCHBENCHBENCHBENCHBE',
  environment: 'test',
  _environmentUrls: { api: stub, analytics: stub, cdn: { images: stub, translations: stub } },
  countryCode: 'US',
  locale: 'en-US',
  amount: { value: 4900, currency: 'USD' },
  paymentMethodsResponse: {
    paymentMethods: [{ type: 'scheme', name: 'Cards', brands: ['visa', 'mc', 'amex', 'discover'] }],
  },
  onSubmit: () => undefined,
  onAdditionalDetails: () => undefined,
  onError: () => undefined,
});

new Dropin(checkout, { paymentMethodComponents: [Card] }).mount('#checkout');
