// A checkout that nobody has paid yet, for tests of what may happen to it.

import type { Checkout } from './checkout.ts';
import { manualClock } from './clock.ts';
import { createIntent } from './intent.ts';
import { createSession } from './session.ts';

/** When it was made. */
export const START = manualClock().now();

/** $49.00, open for an hour. */
export function aCheckout(): Checkout {
  const session = createSession(
    {
      id: 'cs_test_1',
      merchantId: 'merch_1',
      livemode: false,
      mode: 'payment',
      uiMode: 'embedded',
      submitType: 'pay',
      currency: 'USD',
      clientSecretHash: 'h',
      clientSecretSealed: 's',
    },
    {
      amountTotal: 4900,
      lineItems: [],
      afterCompletion: { type: 'hosted_confirmation' },
      cancelUrl: null,
      returnUrl: null,
      locale: null,
      buttonText: null,
      description: null,
      collect: { name: false, email: false, postalCode: false },
      customer: { email: null, name: null },
      metadata: {},
    },
    3_600_000,
    START,
  );
  return { session, intent: createIntent('pi_1', 4900, 'USD', START), charges: [], authentication: null };
}
