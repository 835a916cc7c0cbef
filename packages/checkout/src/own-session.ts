// The session of a page that was opened for it and fetches its secret itself: the hosted page, alone or over the shop's.

import type { Calls } from './api/calls.ts';
import type { Host } from './host/host.ts';
import { unreachableError } from './host/reports.ts';
import type { I18n } from './i18n/i18n.ts';
import type { Payment } from './payment/payment.ts';

export interface OwnSessionDeps {
  /** Null where the host page brings the secret. */
  readonly secret: (() => Promise<string>) | null;
  readonly callsFor: (clientSecret: string) => Calls;
  readonly host: Host;
  readonly payment: Pick<Payment, 'open' | 'withhold'>;
  readonly i18n: I18n;
}

/** The function that opens it, and does nothing where there is none. What fails is said to the buyer, who may try again. */
export function createOwnSession({ secret, callsFor, host, payment, i18n }: OwnSessionDeps): () => void {
  return () => {
    secret?.().then(
      (clientSecret) => payment.open(callsFor(clientSecret)),
      () => {
        // For a host page that knows nothing of the secret this is news, unlike one that it did not bring.
        host.send({ type: 'error', error: unreachableError({ code: 'connection_failed' }, i18n) });
        payment.withhold('no_client_secret', true);
      },
    );
  };
}
