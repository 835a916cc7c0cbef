// For tests: a payment whose server says what it is told to say, and whose clock moves only when it is told to.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import { createError, type ErrorCode } from '@xpay/protocol/error-types';
import type { BrowserInfo } from '@xpay/protocol/next-action';
import { aPaidSession, aSession } from '../api/a-session.ts';
import type { Calls } from '../api/calls.ts';
import type { Answer } from '../api/http.ts';
import { createFakeClock } from '../fake-clock.ts';
import { BANK, type BankCode } from '../threeds/bank.ts';
import { createFakePresence } from './fake-presence.ts';
import { createPayment } from './payment.ts';
import type { Order } from './requests.ts';

export const CARD: ConfirmRequest['paymentMethod'] = {
  type: 'card',
  card: { number: '4242424242424242', expMonth: 12, expYear: 2030, cvc: '123' },
  billing: {},
};

/** What Pay is pressed with. */
export const ORDER: Order = { paymentMethod: CARD };

export const BROWSER: BrowserInfo = {
  acceptHeader: 'text/html',
  language: 'en',
  colorDepth: 24,
  screenHeight: 800,
  screenWidth: 1280,
  timeZoneOffset: -120,
  javaEnabled: false,
  windowSize: '03',
};

type Script<Args extends unknown[] = []> = (...args: Args) => Promise<Answer<PublicSession>>;
type ActionName = 'authenticate' | 'cancelAction' | 'restartAction';

export const says = (value: PublicSession) => async () => ({ value });
export const fails = (code: ErrorCode) => async () => ({ error: createError(code, 'x') });
export const never = () => new Promise<never>(() => {});

/** What the server answers, each to be replaced. */
type FakeServer = {
  read: Script<[AbortSignal?]>;
  confirm: Script;
  /** The code for a check by the bank. */
  bank: () => Promise<BankCode>;
} & Record<ActionName, Script>;

export function aServer(): FakeServer {
  return {
    read: says(aSession()),
    confirm: says(aPaidSession()),
    bank: async () => BANK,
    authenticate: never,
    cancelAction: never,
    restartAction: never,
  };
}

/** As long as a tab: what a reload leaves. */
export function aStorage() {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

type FakeStorage = ReturnType<typeof aStorage>;

interface Given {
  readonly server?: FakeServer;
  readonly storage?: FakeStorage;
  /** Part of every attempt id. */
  readonly page?: string;
  readonly canNest?: boolean;
}

export function aPayment({
  server = aServer(),
  storage = aStorage(),
  page = 'attempt',
  canNest = true,
}: Given = {}) {
  const clock = createFakeClock();
  const presence = createFakePresence();
  const device = { browser: BROWSER };
  const sent = {
    read: 0,
    confirm: [] as { request: ConfirmRequest; attemptId: string }[],
    actions: [] as { name: ActionName; request: object; attemptId: string }[],
    asked: 0,
    left: [] as string[],
  };
  const toAction = (name: ActionName) => (request: object, attemptId: string) => {
    sent.actions.push({ name, request, attemptId });
    return server[name]();
  };
  const calls: Calls = {
    readSession(abort) {
      sent.read += 1;
      return server.read(abort);
    },
    confirm(request, attemptId) {
      sent.confirm.push({ request, attemptId });
      return server.confirm();
    },
    authenticate: toAction('authenticate'),
    cancelAction: toAction('cancelAction'),
    restartAction: toAction('restartAction'),
  };
  let attempts = 0;
  const payment = createPayment({
    clock,
    presence,
    // The longest pause that full jitter allows, so that the tests know when a look is due.
    random: () => 1,
    newAttemptId: () => {
      attempts += 1;
      return `${page}-${attempts}`;
    },
    askHost: () => {
      sent.asked += 1;
    },
    canNest,
    loadBank: () => server.bank(),
    browserInfo: () => device.browser,
    storage: () => storage,
    onLeave: (url) => sent.left.push(url),
  });
  return { payment, clock, presence, device, server, sent, calls, storage };
}
