// One tab without a browser: the checkout's own payment, its calls and its rules for a bank, over any network and clock.

import { createCalls } from '../../packages/checkout/src/api/calls.ts';
import type { Clock } from '../../packages/checkout/src/clock.ts';
import { whileActing } from '../../packages/checkout/src/payment/acting.ts';
import { begin } from '../../packages/checkout/src/payment/action.ts';
import { createFakePresence } from '../../packages/checkout/src/payment/fake-presence.ts';
import { createPayment, type Payment } from '../../packages/checkout/src/payment/payment.ts';
import { createResume } from '../../packages/checkout/src/payment/resume.ts';
import type { State } from '../../packages/checkout/src/payment/state.ts';
import type { BankCode } from '../../packages/checkout/src/threeds/bank.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a tab stands in. */
export interface Surroundings {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly apiOrigin: string;
  readonly publishableKey: string;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly newAttemptId: () => string;
}

/** What outlives a reload. */
export type TabStorage = Map<string, string>;

interface Opening {
  readonly clientSecret: string;
  readonly storage: TabStorage;
  readonly canNest: boolean;
  readonly onLeave: (url: string) => void;
}

export interface Tab {
  readonly payment: Payment;
  readonly presence: ReturnType<typeof createFakePresence>;
  /** Network and time as this document has them: after `close` neither gives anything more. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  state(): State;
  isClosed(): boolean;
  /** As a reload, a crash or a closed window: requests are cut, timers and promises are no more. */
  close(): void;
}

/** What the frame fetches when Pay is pressed, without its screens: nobody looks. */
const BANK: BankCode = {
  rules: { begin, whileActing },
  createResume,
  ActingScreen: () => null as never,
  BankCheck: () => null as never,
};

/** Opens the checkout of a session, as the frame does. */
export function openTab(around: Surroundings, { clientSecret, storage, canNest, onLeave }: Opening): Tab {
  const document = createDocument(around);
  const { clock, fetch, isClosed } = document;
  const presence = createFakePresence();
  const payment = createPayment({
    clock,
    presence,
    random: around.random,
    newAttemptId: around.newAttemptId,
    askHost: () => {},
    canNest,
    loadBank: async () => BANK,
    browserInfo: () => BROWSER,
    storage: () => ({
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, text) => void (isClosed() || storage.set(key, text)),
      removeItem: (key) => void (isClosed() || storage.delete(key)),
    }),
    onLeave: (url) => {
      if (!isClosed()) onLeave(url);
    },
  });
  const { apiOrigin, publishableKey } = around;
  payment.open(createCalls({ fetch, clock, apiOrigin, publishableKey, clientSecret }));
  const state = () => payment.state.peek();
  return { payment, presence, fetch, clock, state, isClosed, close: document.close };
}

/** Network and clock that end with the document that uses them. */
function createDocument({ fetch, clock }: Surroundings) {
  const closing = new AbortController();
  const { signal } = closing;
  const never = new Promise<never>(() => {});
  const alive = <T>(answer: Promise<T>) =>
    answer.then(
      (value) => (signal.aborted ? never : value),
      (error: unknown) => (signal.aborted ? never : Promise.reject(error)),
    );
  return {
    isClosed: () => signal.aborted,
    close: () => closing.abort(),
    fetch: ((url, init) => {
      if (signal.aborted) return never;
      const either = init.signal == null ? signal : AbortSignal.any([signal, init.signal]);
      return alive(fetch(url, { ...init, signal: either }));
    }) as Fetch,
    clock: {
      now: () => clock.now(),
      after: (ms, run) => clock.after(ms, () => void (signal.aborted || run())),
    } as Clock,
  };
}

const BROWSER = {
  acceptHeader: 'text/html',
  language: 'en',
  colorDepth: 24,
  screenHeight: 800,
  screenWidth: 1280,
  timeZoneOffset: -120,
  javaEnabled: false,
  windowSize: '03',
} as const;
