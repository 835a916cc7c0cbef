// The calls the checkout makes, typed: read a session, confirm its payment.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type { Clock } from '../clock.ts';
import { accessHeaders } from './access.ts';
import { type Answer, exchange } from './http.ts';
import { parsePublicSession } from './public-session.ts';

export interface Calls {
  readSession(signal?: AbortSignal): Promise<Answer<PublicSession>>;
  /** `attemptId` is the idempotency key: the same attempt may be sent again and charges once. */
  confirm(request: ConfirmRequest, attemptId: string): Promise<Answer<PublicSession>>;
}

export interface CallsDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly apiOrigin: string;
  readonly publishableKey: string;
  readonly clientSecret: string;
  /** The answer to a read that was started before there were calls; the first `readSession` takes it. */
  readonly started?: Promise<Response> | null;
}

const READ_DEADLINE_MS = 10_000;
/** Banks may take half a minute; what comes later is learnt by reading. */
const CONFIRM_DEADLINE_MS = 40_000;

/** Calls on behalf of one checkout session. */
export function createCalls({ fetch, clock, started = null, ...access }: CallsDeps): Calls {
  const url = `${access.apiOrigin}/v1/client/session`;
  const headers = accessHeaders(access.publishableKey, access.clientSecret);
  return {
    readSession(signal) {
      const first = started;
      started = null;
      return exchange((abort) => first ?? fetch(url, { headers, signal: abort }), {
        parse: parsePublicSession,
        clock,
        deadlineMs: READ_DEADLINE_MS,
        signal,
      });
    },
    confirm(request, attemptId) {
      const init = {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': attemptId },
        body: JSON.stringify(request),
      };
      return exchange((abort) => fetch(`${url}/confirm`, { ...init, signal: abort }), {
        parse: parsePublicSession,
        clock,
        deadlineMs: CONFIRM_DEADLINE_MS,
      });
    },
  };
}
