// Runs what the machine decides: requests, timers, the wish to ask the shop again. Holds the state in one signal.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { BrowserInfo } from '@xpay/protocol/next-action';
import type { Calls } from '../api/calls.ts';
import { type Clock, createTimers } from '../clock.ts';
import type { BankCode } from '../threeds/bank.ts';
import { createBank } from './bank.ts';
import { INITIAL, step } from './machine.ts';
import { createTotals } from './misread.ts';
import { createPace, type Pace } from './pace.ts';
import type { Presence } from './presence.ts';
import { createRequests, type Order } from './requests.ts';
import { createRunner, type Timer } from './runner.ts';
import type { BankNews, Event, State } from './state.ts';

export interface Payment {
  readonly state: ReadonlySignal<State>;
  /** What a check by the bank takes; there since before the state was first `acting`. */
  readonly bank: ReadonlySignal<BankCode | null>;
  /** A client secret has come: loads its session, unless money may be moving for the present one. */
  open(calls: Calls): void;
  /** The same, for a session whose action another page has left to this one. */
  takeOver(calls: Calls): void;
  /** No client secret will come, for this reason. */
  withhold(code: ErrorCode, retryable: boolean): void;
  /** Starts an attempt. Only the first press counts; any other while one is under way does nothing. */
  pay(order: Order): void;
  /** After `unreachable` or `expired`: tries to load again. */
  retry(): void;
  /** After `checking` gave up: asks the server once more. */
  checkAgain(): void;
  /** Reads the session again, for instance because the shop changed it. */
  refresh(): void;
  /** The server may have this version of the session: reads it, unless it is known. */
  changed(version: number): void;
  /** The server has answered with this session, to something that was asked of it beside the payment. */
  heard(session: PublicSession): void;
  /** What the present session is reached by; null before the first. */
  calls(): Calls | null;
  /** The bridge has been given its order about the action with this id: the bank's ten seconds begin. */
  bankAsked(id: string): void;
  /** Something happened at the bank, as the bridge says. Of another action than the present one it means nothing. */
  bankSaid(news: BankNews): void;
  /** The bridge did not answer in time, or the code that speaks to it could not be loaded. */
  bridgeLost(): void;
  /** While the bank asks: the buyer does not want to be asked. */
  cancelAction(): void;
  /** After an interruption: has the same card checked anew. */
  restartAction(): void;
  /** To the bank's own page, where the session has one to come back from. */
  leave(): void;
}

export interface PaymentDeps {
  readonly clock: Clock;
  readonly presence: Presence;
  /** Shared with what else asks the server; its own where nothing does. */
  readonly pace?: Pace;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly newAttemptId: () => string;
  /** Asks the host page for another client secret. */
  readonly askHost: () => void;
  /** Whether a bank's page can stand inside this one. */
  readonly canNest: boolean;
  /** Imports what a check by the bank takes. */
  readonly loadBank: () => Promise<BankCode>;
  /** What a bank wants to know of this browser. */
  readonly browserInfo: () => BrowserInfo;
  /** For what must outlive a reload; may throw, then nothing does. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Asks the host page to leave for this address. */
  readonly onLeave: (url: string) => void;
}

/** One payment, from loading to its end. */
export function createPayment(deps: PaymentDeps): Payment {
  const { clock, presence, newAttemptId, pace = createPace(clock) } = deps;
  const state = signal<State>(INITIAL);
  const timers = createTimers<Timer>(clock);
  const bank = createBank(deps);
  const totals = createTotals(clock);
  const requests = createRequests({
    dispatch,
    pace,
    isOnline: () => presence.online.peek(),
    browserInfo: deps.browserInfo,
    newsOf: bank.newsOf,
  });
  const run = createRunner(deps, { dispatch, pace, requests, timers });

  function dispatch(event: Event): void {
    const previous = state.peek();
    const [next, ...effects] = step(previous, event, bank.rules());
    totals.follow(previous, next);
    if (next.name !== 'confirming' && next.name !== 'checking') {
      requests.keep(null);
      timers.cancel('patience');
    }
    // Before anything is begun: a page that is reloaded a moment later must know.
    bank.keep(next);
    state.value = next;
    for (const effect of effects) run(effect);
  }

  function open(calls: Calls): void {
    requests.offer(calls);
    dispatch({ type: 'session_offered' });
  }

  presence.onReturn(() => dispatch({ type: 'refresh' }));

  return {
    state,
    bank: bank.code,
    open,
    takeOver(calls) {
      bank.takeOver();
      open(calls);
    },
    withhold: (code, retryable) => dispatch({ type: 'session_withheld', code, retryable }),
    pay(order) {
      if (state.peek().name !== 'ready') return;
      if (totals.isUnread()) return dispatch({ type: 'misread' });
      requests.keep(order);
      bank.prepare();
      dispatch({ type: 'pay', attemptId: newAttemptId() });
    },
    calls: requests.calls,
    ...toWishes(dispatch, newAttemptId),
  };
}

/** What is passed on to the machine as it is. */
function toWishes(dispatch: (event: Event) => void, newAttemptId: () => string) {
  return {
    retry: () => dispatch({ type: 'retry' }),
    checkAgain: () => dispatch({ type: 'check_again' }),
    refresh: () => dispatch({ type: 'refresh' }),
    changed: (version) => dispatch({ type: 'changed', version }),
    heard: (session) => dispatch({ type: 'server_said', session, pending: null }),
    bankAsked: (id) => dispatch({ type: 'bank_asked', id }),
    bankSaid: (news) => dispatch({ type: 'bank_said', news }),
    bridgeLost: () => dispatch({ type: 'bridge_lost' }),
    cancelAction: () => dispatch({ type: 'cancel_action' }),
    restartAction: () => dispatch({ type: 'restart_action', attemptId: newAttemptId() }),
    leave: () => dispatch({ type: 'leave' }),
  } satisfies Partial<Payment>;
}
