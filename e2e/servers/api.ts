// What a shop's server does with the secret key: creates sessions, and reads what became of them.

import type { SandboxSettings } from './sandbox.ts';

/** Fields of `POST /checkout/sessions` that a test wants otherwise. */
export type SessionInput = Readonly<Record<string, unknown>>;

export interface Session {
  readonly id: string;
  readonly clientSecret: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly paymentIntentId: string;
}

export interface Charge {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly failureCode: string | null;
}

export interface Intent {
  readonly id: string;
  readonly status: string;
  readonly charges: readonly Charge[];
}

export interface Api {
  /** A session for one product at $49.00, embedded, unless the input says otherwise. */
  readonly createSession: (input?: SessionInput) => Promise<Session>;
  readonly session: (id: string) => Promise<Session>;
  readonly expire: (id: string) => Promise<Session>;
  /** Changes an open session, its amount for instance. */
  readonly update: (id: string, input: SessionInput) => Promise<Session>;
  readonly intentOf: (session: Session) => Promise<Intent>;
  /** The status of each charge of a session's intent, the oldest first. */
  readonly chargesOf: (session: Session) => Promise<readonly string[]>;
  /** Has the sandbox's bank misbehave in one session, in one of the ways that docs/testing.md lists, until told otherwise. */
  readonly bank: (session: Session, behavior: string) => Promise<void>;
  /**
   * Stops the sandbox's clock, moves it on, or lets it run, for all tests of the worker: who stops it lets it run again.
   * Resolves with the milliseconds that it is ahead of the machine's, when all that was due meanwhile has happened.
   */
  readonly moveClock: (
    move: { readonly action: 'freeze' | 'resume' } | { readonly action: 'advance'; readonly ms: number },
  ) => Promise<number>;
  /** The session as a browser is told of it. */
  readonly seenByBrowser: (session: Session) => Promise<BrowserSession>;
  /** Pays as the frame does, without a browser; resolves with the HTTP status and the body. */
  readonly confirm: (session: Session, number: string, attemptId: string) => Promise<Answer>;
  /** Anything else that is made with the secret key; resolves with the answer's body. */
  readonly post: (path: string, body: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Every client secret this client was given, for the search for leaks. */
  readonly clientSecrets: readonly string[];
}

/** What these tests read of the answers of `/v1/client/session`. */
export interface BrowserSession {
  readonly intent: {
    readonly status: string;
    readonly lastError: { readonly declineCode: string } | null;
    readonly nextAction: NextAction | null;
  };
}

export interface NextAction {
  readonly type: string;
  /** Of the verification. */
  readonly id: string;
  readonly creq?: string | null;
  readonly redirectUrl?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const SESSION: SessionInput = {
  uiMode: 'embedded',
  currency: 'USD',
  lineItems: [
    {
      priceData: { currency: 'USD', unitAmount: 4900, productData: { name: 'Linen shirt' } },
      quantity: 1,
    },
  ],
  afterCompletion: { type: 'hosted_confirmation' },
};

/** Talks to one sandbox; `live` uses the live keys of the same merchant. */
export function createApi(sandbox: SandboxSettings, mode: 'test' | 'live' = 'test'): Api {
  const secretKey = mode === 'test' ? sandbox.secretKey : sandbox.liveSecretKey;
  const publishableKey = mode === 'test' ? sandbox.publishableKey : sandbox.livePublishableKey;
  const clientSecrets: string[] = [];

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(sandbox.api + path, {
      method,
      headers: {
        authorization: `Bearer ${secretKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  const intentOf = (session: Session): Promise<Intent> =>
    call('GET', `/payment-intents/${session.paymentIntentId}`);

  return {
    clientSecrets,
    createSession: async (input = {}) => {
      const session = await call<Session>('POST', '/checkout/sessions', { ...SESSION, ...input });
      clientSecrets.push(session.clientSecret);
      return session;
    },
    session: (id) => call('GET', `/checkout/sessions/${id}`),
    expire: (id) => call('POST', `/checkout/sessions/${id}/expire`),
    update: (id, input) => call('PATCH', `/checkout/sessions/${id}`, input),
    intentOf,
    chargesOf: async (session) => (await intentOf(session)).charges.map((charge) => charge.status),
    bank: async (session, behavior) => {
      await call('POST', '/sandbox/bank', { sessionId: session.id, behavior });
    },
    post: (path, body) => call('POST', path, body),
    moveClock: async (move) =>
      (await call<{ readonly aheadMs: number }>('POST', '/sandbox/clock', move)).aheadMs,
    seenByBrowser: async (session) => {
      const response = await fetch(`${sandbox.api}/v1/client/session`, {
        headers: { authorization: `Bearer ${publishableKey}`, 'x-client-secret': session.clientSecret },
      });
      if (!response.ok) throw new Error(`The session was answered with ${response.status}.`);
      return (await response.json()) as BrowserSession;
    },
    confirm: async (session, number, attemptId) => {
      const response = await fetch(`${sandbox.api}/v1/client/session/confirm`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${publishableKey}`,
          'x-client-secret': session.clientSecret,
          'content-type': 'application/json',
          'idempotency-key': attemptId,
        },
        body: JSON.stringify({
          expectedAmount: 4900,
          paymentMethod: {
            type: 'card',
            card: { number, expMonth: 12, expYear: 2034, cvc: '737' },
            billing: {},
          },
        }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
  };
}
