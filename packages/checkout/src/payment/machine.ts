// The payment as a table: what each fact or wish does in each state. Pure: no clock, no id, no network in here.
//
// Three rules that everything below serves:
// 1. Only what the server said moves to an end (succeeded, expired, canceled).
// 2. `confirming` is entered by the press itself, so a second press finds no `ready` to act on.
// 3. Once a confirm has been sent, money may have moved: whatever goes wrong then means `checking`, never "failed".
// `acting` keeps to the same rules; `acting.ts` holds them. It is given to the machine where it is there: without it the
// machine never begins to act, and what a bank asks for is `checking`, by rule 3.

import { unreachable } from '../unreachable.ts';
import { look } from './pauses.ts';
import type {
  BankRules,
  Checking,
  Confirming,
  Event,
  Loading,
  Processing,
  Ready,
  State,
  Step,
  Unreachable,
} from './state.ts';
import {
  answered,
  arrive,
  backToForm,
  beginChecking,
  checkAgain,
  checked,
  declineOf,
  giveUp,
  isOlder,
  isOver,
  refused,
} from './verdict.ts';

const LOAD_FAILURES_MAX = 2;
const LOAD_PAUSE_MS = 1_000;

export const INITIAL: State = { name: 'loading', failures: 0 };

/** What `event` does in `state`: the next state, and what is to be done. An event that means nothing there changes nothing. */
export function step(state: State, event: Event, rules: BankRules | null): Step {
  if (event.type === 'session_offered') return offered(state);
  switch (state.name) {
    case 'loading':
      return whileLoading(state, event, rules);
    case 'ready':
      return whileReady(state, event, rules);
    case 'confirming':
      return whileConfirming(state, event, rules);
    case 'acting':
      return rules === null ? [state] : rules.whileActing(state, event);
    case 'checking':
      return whileChecking(state, event, rules);
    case 'processing':
      return whileProcessing(state, event, rules);
    case 'unreachable':
      return whileUnreachable(state, event, rules);
    case 'expired':
      return event.type === 'retry' ? [INITIAL, { type: 'ask_host' }] : [state];
    case 'succeeded':
    case 'canceled':
      return [state];
    default:
      return unreachable(state);
  }
}

/** A new session is taken unless money may be moving, or has moved, for the present one. */
function offered(state: State): Step {
  const busy: readonly State['name'][] = ['confirming', 'acting', 'checking', 'processing', 'succeeded'];
  return busy.includes(state.name) ? [state] : [INITIAL, { type: 'adopt_session' }, { type: 'look' }];
}

function whileLoading(state: Loading, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'server_said':
      return arrive(event, rules, event.isAwaited ? declineOf(event.session) : null);
    case 'read_failed':
      if (event.retryable && state.failures < LOAD_FAILURES_MAX)
        return [
          { name: 'loading', failures: state.failures + 1 },
          { type: 'look_later', withinMs: LOAD_PAUSE_MS },
        ];
      return [{ name: 'unreachable', code: event.code, retryable: event.retryable }];
    case 'session_withheld':
      return [{ name: 'unreachable', code: event.code, retryable: event.retryable }];
    case 'refresh':
      return [state, { type: 'look' }];
    default:
      return [state];
  }
}

function whileReady(state: Ready, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'pay':
      return [
        { name: 'confirming', session: state.session, attemptId: event.attemptId, refused: null },
        { type: 'confirm', attemptId: event.attemptId, expectedAmount: state.session.amountTotal },
      ];
    case 'refresh':
      return [state, { type: 'look' }];
    case 'server_said':
      return isOlder(event.session, state.session) ? [state] : arrive(event, rules, state.problem);
    default:
      return [state];
  }
}

function whileConfirming(state: Confirming, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'confirm_answered':
      return answered({ ...state, sends: 1 }, event, rules);
    case 'refused':
      return refused({ ...state, sends: 1 }, event.code);
    case 'connection_lost':
      return beginChecking({ ...state, sends: 1 });
    case 'not_sent':
      return [backToForm(state.session, 'connection_failed')];
    case 'server_said':
      if (isOlder(event.session, state.session)) return [state];
      if (state.refused) return arrive(event, rules, { kind: 'error', code: state.refused });
      return isOver(event.session) ? arrive(event, rules) : [state];
    case 'read_failed':
      return state.refused ? [backToForm(state.session, 'connection_failed')] : [state];
    default:
      return [state];
  }
}

function whileChecking(state: Checking, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'confirm_answered':
      return answered(state, event, rules);
    case 'refused':
      return event.code === 'rate_limited' ? look(state) : refused(state, event.code);
    case 'connection_lost':
    case 'not_sent':
    case 'read_failed':
      return look(state);
    case 'server_said':
      return checked(state, event, rules);
    case 'patience_over':
      return giveUp(state);
    case 'check_again':
      return state.gaveUp ? checkAgain(state) : [state];
    case 'refresh':
      return [state, { type: 'look' }];
    default:
      return [state];
  }
}

function whileProcessing(state: Processing, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'server_said':
      if (isOlder(event.session, state.session)) return look(state);
      if (event.session.intent.status === 'processing') return look({ ...state, session: event.session });
      return arrive(event, rules, declineOf(event.session));
    case 'read_failed':
      return look(state);
    case 'refresh':
      return [state, { type: 'look' }];
    default:
      return [state];
  }
}

function whileUnreachable(state: Unreachable, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'server_said':
      return arrive(event, rules);
    case 'session_withheld':
      return [{ name: 'unreachable', code: event.code, retryable: event.retryable }];
    case 'retry':
      return [INITIAL, { type: state.code === 'no_client_secret' ? 'ask_host' : 'look' }];
    case 'refresh':
      return state.code === 'connection_failed' ? [INITIAL, { type: 'look' }] : [state];
    default:
      return [state];
  }
}
