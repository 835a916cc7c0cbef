// The payment as a table: what each fact or wish does in each state. Pure: no clock, no id, no network in here.
//
// Three rules that everything below serves:
// 1. Only what the server said moves to an end (succeeded, expired, canceled).
// 2. `confirming` is entered by the press itself, so a second press finds no `ready` to act on.
// 3. Once a confirm has been sent, money may have moved: whatever goes wrong then means `checking`, never "failed".
// `acting` keeps to the same rules; `acting.ts` holds them. It is given to the machine where it is there: without it the
// machine never begins to act, and what a bank asks for is `checking`, by rule 3.

import { unreachable } from '../unreachable.ts';
import { hinted, offered } from './any-time.ts';
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
  found,
  giveUp,
  isOlder,
  isOver,
  refused,
  settled,
} from './verdict.ts';

const LOAD_FAILURES_MAX = 2;
const LOAD_PAUSE_MS = 1_000;
/** There was a reason to read: it is tried again, without hurry. */
const READY_PAUSE = { afterMs: 5_000, withinMs: 15_000 };

export const INITIAL: State = { name: 'loading', failures: 0 };

/** What `event` does in `state`: the next state, and what is to be done. An event that means nothing there changes nothing. */
export function step(state: State, event: Event, rules: BankRules | null): Step {
  if (event.type === 'session_offered') return offered(state);
  if (event.type === 'changed') return hinted(state, event.version);
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

function whileLoading(state: Loading, event: Event, rules: BankRules | null): Step {
  switch (event.type) {
    case 'server_said':
      return found(event, rules);
    case 'read_failed':
      if (event.retryable && state.failures < LOAD_FAILURES_MAX)
        return [
          { ...state, failures: state.failures + 1 },
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
    case 'misread':
      return [backToForm(state.session, 'amount_changed')];
    case 'read_failed':
      return event.retryable ? [state, { type: 'look_later', ...READY_PAUSE }] : [state];
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
      return refused({ ...state, sends: 1 }, event);
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
      // Without an attempt of this page's own nothing of it was refused.
      if (state.attemptId === null || event.code === 'rate_limited') return look(state);
      return refused(state, event);
    case 'connection_lost':
    case 'not_sent':
    case 'read_failed':
      return look(state);
    case 'server_said':
      return checked(state, event, rules);
    case 'patience_over':
      return state.mayArrive ? settled(state) : giveUp(state);
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
      return found(event, rules);
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
