// Two strangers judge a webhook: Stripe's library, whose scheme the APIs' own headers have, and that of Standard Webhooks.

import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Stripe } from 'stripe';

/** As a receiver gets it. */
export interface Received {
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The exact text that came. */
  readonly body: string;
}

/** What the key stands for makes no difference here: nothing is sent to Stripe. */
const { webhooks } = new Stripe('sk_test_unused');

/**
 * The event of a webhook that is genuine. `ownHeader` is the name under which the API sends what Stripe sends as
 * `Stripe-Signature`, which is all that has to be mapped; null where an API has none.
 *
 * @throws Error when either library calls it a forgery, or older than five minutes.
 */
export function genuineEvent({ headers, body }: Received, secret: string, ownHeader: string | null): unknown {
  const named = (name: string) => String(headers[name] ?? '');
  if (ownHeader !== null) webhooks.constructEvent(body, named(ownHeader.toLowerCase()), secret);
  else if (Object.keys(headers).some((name) => name !== 'webhook-signature' && name.endsWith('-signature')))
    throw new Error('Got a signature of the API’s own, expected that of Standard Webhooks alone.');
  return new StandardWebhook(secret).verify(body, {
    'webhook-id': named('webhook-id'),
    'webhook-timestamp': named('webhook-timestamp'),
    'webhook-signature': named('webhook-signature'),
  });
}
