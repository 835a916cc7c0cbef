// A checkout that nobody has paid yet, for tests of what may happen to it.

import type { Checkout } from './checkout.ts';
import { manualClock } from './clock.ts';
import { ASKS_NOTHING, UNKNOWN_BUYER } from './contact.ts';
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
      collect: ASKS_NOTHING,
      customer: UNKNOWN_BUYER,
      metadata: {},
    },
    3_600_000,
    START,
  );
  return { session, intent: createIntent('pi_1', 4900, 'USD', START), charges: [], authentication: null };
}
