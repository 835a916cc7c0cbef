// The calls the checkout makes, typed: read a session, confirm its payment, and what an action of the bank takes.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type {
  AuthenticateRequest,
  CancelActionRequest,
  RestartActionRequest,
} from '@xpay/protocol/next-action';
import type { Clock } from '../clock.ts';
import { accessHeaders } from './access.ts';
import { type Answer, exchange } from './http.ts';
import { parsePublicSession } from './public-session.ts';

export interface Calls {
  /** How to reach the session in other ways. */
  readonly reach?: Reach;
  readSession(signal?: AbortSignal): Promise<Answer<PublicSession>>;
  /** `attemptId` is the idempotency key: the same attempt may be sent again and charges once. */
  confirm(request: ConfirmRequest, attemptId: string): Promise<Answer<PublicSession>>;
  /** After the bank had its look at the browser. The same attempt again brings the same answer. */
  authenticate(request: AuthenticateRequest, attemptId: string): Promise<Answer<PublicSession>>;
  cancelAction(request: CancelActionRequest, attemptId: string): Promise<Answer<PublicSession>>;
  /** `attemptId` is the new attempt's. */
  restartAction(request: RestartActionRequest, attemptId: string): Promise<Answer<PublicSession>>;
}

/** One session on the payment server. */
export interface Reach {
  /** Of the session; what concerns it is below. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
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
const BANK_DEADLINE_MS = 40_000;

/** Calls on behalf of one checkout session. */
export function createCalls({ fetch, clock, started = null, ...access }: CallsDeps): Calls {
  const url = `${access.apiOrigin}/v1/client/session`;
  const headers = accessHeaders(access.publishableKey, access.clientSecret);
  return {
    reach: { url, headers, fetch },
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
    confirm: toPost('confirm', BANK_DEADLINE_MS),
    authenticate: toPost('authenticate', BANK_DEADLINE_MS),
    cancelAction: toPost('cancel_action', READ_DEADLINE_MS),
    restartAction: toPost('restart_action', BANK_DEADLINE_MS),
  };

  function toPost(name: string, deadlineMs: number) {
    return (request: object, attemptId: string) => {
      const init = {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': attemptId },
        body: JSON.stringify(request),
      };
      return exchange((abort) => fetch(`${url}/${name}`, { ...init, signal: abort }), {
        parse: parsePublicSession,
        clock,
        deadlineMs,
      });
    };
  }
}
