// While the bank wants something of the buyer: what each fact or wish does in each step. Pure, as the whole table is.
//
// 1. What the bridge says only tells when to ask: the server alone says what the bank decided.
// 2. Every request about an action may have arrived: without an answer the truth is read, then it is repeated with its key.
// 3. What is said of another action than the present one changes nothing, and neither does the answer to an old request.

import { unreachable } from '../unreachable.ts';
import { ask, authenticate, begin, idOf, reopen, WAIT_FOR_BANK, WAIT_FOR_BUYER } from './action.ts';
import { HURRY, look } from './pauses.ts';
import type { Acting, ActingStep, BankNews, Event, News, Step } from './state.ts';
import { arrive, declineOf, isActing, isOlder } from './verdict.ts';

/** A request about an action is sent at most this often without the buyer asking for it. */
const SENDS_MAX = 3;

export function whileActing(state: Acting, event: Event): Step {
  const { step } = state;
  switch (event.type) {
    case 'server_said':
      return heard(state, event);
    case 'read_failed':
      return stay(state);
    case 'action_answered':
      return 'request' in step && step.request === event.request ? answered(state, event) : [state];
    case 'action_unanswered':
      return 'request' in step && step.request === event.request ? look(state) : [state];
    case 'refresh':
      return [cameBack(state), { type: 'look' }];
    case 'cancel_action':
      return step.kind === 'canceling' ? [state] : ask(state, { type: 'cancel', id: idOf(step) });
    case 'restart_action':
      if (step.kind !== 'interrupted') return [state];
      if (step.action.type === 'approval') return reopen(state, step.action);
      return ask(
        { ...state, attemptId: event.attemptId, canNest: true },
        { type: 'restart', id: idOf(step) },
      );
    case 'leave':
      return leave(state);
    case 'bank_asked':
      return event.id === idOf(step) && hasBankPage(step) ? [state, WAIT_FOR_BANK] : [state];
    case 'bank_said':
      return event.news.id === idOf(step) ? bankSaid(state, event.news) : [state];
    case 'bank_silent':
      if (isShown(step)) return [{ ...state, step: { ...step, isSilent: true } }];
      return withoutMethod(state);
    case 'bridge_lost':
      return bridgeLost({ ...state, canNest: false });
    default:
      return [state];
  }
}

function hasBankPage(step: ActingStep): boolean {
  return step.kind === 'method' || isShown(step);
}

/** The buyer is asked on a page inside this one. */
function isShown(step: ActingStep): step is Extract<ActingStep, { readonly kind: 'challenge' | 'approval' }> {
  return step.kind === 'challenge' || step.kind === 'approval';
}

/** A read of the session. Whatever else it shows than the present action is followed. */
function heard(state: Acting, { session, pending }: News): Step {
  const { step } = state;
  if (isOlder(session, state.session)) return stay(state);
  // While the bank is being asked there is nothing to do for anybody.
  if ('request' in step && pending === null && isActing(session)) return look({ ...state, session });
  if (pending === null) return arrive({ session, pending }, null, declineOf(session));
  const { action } = pending;
  if ('request' in step && (step.request.type === 'restart' || action.id === step.request.id)) {
    if (step.sends < SENDS_MAX) return ask({ ...state, session }, step.request, step.sends + 1);
    return begin(session, { ...pending, progress: 'posted' });
  }
  const isPresent = 'action' in step && step.action.id === action.id && step.action.type === action.type;
  return isPresent ? stay({ ...state, session }) : begin(session, pending);
}

/** The answer to the request that this step waits for. A repeated answer may be older than what was read since. */
function answered(state: Acting, { session, pending }: News): Step {
  const isPast =
    isOlder(session, state.session) && session.intent.nextAction?.id !== state.session.intent.nextAction?.id;
  if (isPast || (pending === null && isActing(session))) return look(state);
  if (pending === null) return arrive({ session, pending }, null, declineOf(session));
  // What this page has asked for is answered: only what it has posted still counts.
  const progress = pending.progress === 'posted' ? 'posted' : 'begun';
  const canNest = pending.canNest && state.canNest;
  return begin(session, { ...pending, progress, canNest }, state.attemptId);
}

/** Asks again after a pause; while the browser is looked at there is nothing to learn. */
function stay(state: Acting): Step {
  return state.step.kind === 'method' ? [state] : look(state);
}

function bankSaid(state: Acting, { type }: BankNews): Step {
  const { step } = state;
  switch (type) {
    case 'look_again':
      return [{ ...state, hurry: HURRY }, { type: 'look' }];
    case 'method_done':
      return step.kind === 'method' ? authenticate(state, 'Y') : [state];
    case 'bank_shown':
      if (!isShown(step)) return [state];
      return [{ ...state, step: { ...step, isSilent: false } }, WAIT_FOR_BUYER];
    case 'refused':
      return isShown(step)
        ? look({ ...state, step: { kind: 'interrupted', action: step.action } })
        : withoutMethod(state);
    default:
      return unreachable(type);
  }
}

/** To the bank's own page, when there is one to come back from. */
function leave(state: Acting): Step {
  const { step } = state;
  if (!isShown(step) && step.kind !== 'redirect') return [state];
  const { redirectUrl } = step.action;
  if (redirectUrl === null) return [state];
  const action = { ...step.action, redirectUrl };
  return [
    { ...state, step: { kind: 'redirect', action, hasLeft: true } },
    { type: 'leave', url: redirectUrl },
  ];
}

/** Without a bridge the bank's page can only stand alone, if it can. */
function bridgeLost(state: Acting): Step {
  if (!isShown(state.step)) return withoutMethod(state);
  const { action } = state.step;
  const { redirectUrl } = action;
  if (redirectUrl === null) return look({ ...state, step: { kind: 'interrupted', action } });
  return look({ ...state, step: { kind: 'redirect', action: { ...action, redirectUrl }, hasLeft: false } });
}

/** Back from the bank's own page by another way than its end: what it asked there it does not ask again. */
function cameBack(state: Acting): Acting {
  const { step } = state;
  if (step.kind !== 'redirect' || !step.hasLeft) return state;
  return { ...state, hurry: HURRY, step: { kind: 'interrupted', action: step.action } };
}

function withoutMethod(state: Acting): Step {
  return state.step.kind === 'method' ? authenticate(state, 'N') : [state];
}
