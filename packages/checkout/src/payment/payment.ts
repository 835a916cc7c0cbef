// Runs what the machine decides: requests, timers, the wish to ask the shop again. Holds the state in one signal.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { Calls } from '../api/calls.ts';
import { type Clock, createTimers, type Timers } from '../clock.ts';
import { unreachable } from '../unreachable.ts';
import { INITIAL, step } from './machine.ts';
import type { Presence } from './presence.ts';
import { createRequests, type PaymentMethod, type Requests } from './requests.ts';
import type { Effect, Event, State } from './state.ts';

export interface Payment {
  readonly state: ReadonlySignal<State>;
  /** A client secret has come: loads its session, unless money may be moving for the present one. */
  open(calls: Calls): void;
  /** No client secret will come, for this reason. */
  withhold(code: ErrorCode, retryable: boolean): void;
  /** Starts an attempt. Only the first press counts; any other while one is under way does nothing. */
  pay(paymentMethod: PaymentMethod): void;
  /** After `unreachable` or `expired`: tries to load again. */
  retry(): void;
  /** After `checking` gave up: asks the server once more. */
  checkAgain(): void;
  /** Reads the session again, for instance because the shop changed it. */
  refresh(): void;
}

export interface PaymentDeps {
  readonly clock: Clock;
  readonly presence: Presence;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly newAttemptId: () => string;
  /** Asks the host page for another client secret. */
  readonly askHost: () => void;
}

/** A rounding error at the moment of expiry must not become a stream of requests. */
const EXPIRY_PAUSE_MIN_MS = 1_000;

/** One payment, from loading to its end. */
export function createPayment(deps: PaymentDeps): Payment {
  const { clock, presence, newAttemptId } = deps;
  const state = signal<State>(INITIAL);
  const timers = createTimers<Timer>(clock);
  const requests = createRequests(dispatch, () => presence.online.peek());
  const run = createRunner(deps, { dispatch, requests, timers });

  function dispatch(event: Event): void {
    const [next, ...effects] = step(state.peek(), event);
    if (next.name !== 'confirming' && next.name !== 'checking') {
      requests.keepCard(null);
      timers.cancel('patience');
    }
    state.value = next;
    for (const effect of effects) run(effect);
  }

  presence.onReturn(() => dispatch({ type: 'refresh' }));

  return {
    state,
    open(calls) {
      requests.offer(calls);
      dispatch({ type: 'session_offered' });
    },
    withhold: (code, retryable) => dispatch({ type: 'session_withheld', code, retryable }),
    pay(paymentMethod) {
      if (state.peek().name !== 'ready') return;
      requests.keepCard(paymentMethod);
      dispatch({ type: 'pay', attemptId: newAttemptId() });
    },
    retry: () => dispatch({ type: 'retry' }),
    checkAgain: () => dispatch({ type: 'check_again' }),
    refresh: () => dispatch({ type: 'refresh' }),
  };
}

type Timer = 'look' | 'patience' | 'expiry';

interface Hands {
  readonly dispatch: (event: Event) => void;
  readonly requests: Requests;
  readonly timers: Timers<Timer>;
}

function createRunner({ presence, random, askHost }: PaymentDeps, { dispatch, requests, timers }: Hands) {
  return (effect: Effect): void => {
    switch (effect.type) {
      case 'adopt_session':
        requests.adopt();
        break;
      case 'ask_host':
        askHost();
        break;
      case 'look':
        timers.cancel('look');
        void requests.look();
        break;
      case 'look_later':
        // While nobody looks the turn is left out: coming back asks at once.
        timers.set('look', random() * effect.withinMs, () => {
          if (!presence.isAway()) void requests.look();
        });
        break;
      case 'confirm':
        timers.cancel('look');
        void requests.confirm(effect.attemptId, effect.expectedAmount);
        break;
      case 'be_patient':
        timers.set('patience', effect.forMs, () => dispatch({ type: 'patience_over' }));
        break;
      case 'watch_expiry':
        timers.set('expiry', Math.max(effect.inMs, EXPIRY_PAUSE_MIN_MS), () => dispatch({ type: 'refresh' }));
        break;
      default:
        unreachable(effect);
    }
  };
}
