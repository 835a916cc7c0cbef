// For tests: one of every kind of event, and the sessions they tell of.

import type { PublicSession } from '@xpay/protocol/api';
import type { NextAction } from '@xpay/protocol/next-action';
import {
  A_DECOUPLED,
  aChallenge,
  aDeclinedSession,
  aMethod,
  anActingSession,
  anApproval,
  aPaidSession,
  aSession,
} from '../api/a-session.ts';
import type { Acting, ActingStep, ActionRequest, Event, News, Pending } from './state.ts';

/** What is known when the event comes. */
export const session = aSession({ version: 5 });
export const paid = aPaidSession(6);
export const expired = aSession({ version: 6, status: 'expired', intent: { status: 'expired' } });
export const canceled = aSession({ version: 6, status: 'canceled', intent: { status: 'canceled' } });
export const declined = aDeclinedSession(6);
const newer = aSession({ version: 6, amountTotal: 5900 });
const older = aPaidSession(4);
const processing = aSession({ version: 6, intent: { status: 'processing' } });
const captured = aSession({ version: 6, status: 'open', intent: { status: 'requires_capture' } });

export const METHOD = aMethod();
export const CHALLENGE = {
  ...aChallenge(),
  creq: 'eyJ9',
  redirectUrl: 'https://3ds.example/3ds/redirect/auth_1',
};
export const APPROVAL = anApproval({ redirectUrl: 'https://3ds.example/3ds/redirect/auth_1' });
const BEGUN_CHALLENGE = aChallenge({ creq: null });
const OTHER = aMethod({ id: 'auth_2' });

export const AUTHENTICATE = { type: 'authenticate', id: 'auth_1', methodCompletion: 'Y' } as const;
export const RESTART = { type: 'restart', id: 'auth_1' } as const;
export const CANCEL = { type: 'cancel', id: 'auth_1' } as const;

/** As a page reads it that begins with nothing remembered. */
export function newsOf(about: PublicSession, known: Partial<Pending> = {}): News {
  const action = about.intent.nextAction;
  const pending: Pending | null = action && {
    action,
    attemptId: 'r',
    progress: 'elsewhere',
    canNest: true,
    ...known,
  };
  return { session: about, pending };
}

const said = (about: PublicSession): Event => ({ type: 'server_said', ...newsOf(about) });
const saidAction = (action: NextAction | null) => said(anActingSession(action, 6));
const answer = (about: PublicSession): Event => ({ type: 'confirm_answered', ...newsOf(about) });
const answerAction = (action: NextAction | null) => answer(anActingSession(action, 6));
const answerTo = (request: ActionRequest, about: PublicSession): Event => ({
  type: 'action_answered',
  request,
  ...newsOf(about),
});
const refusal = (
  code: 'card_number_invalid' | 'amount_changed' | 'session_expired' | 'rate_limited',
): Event => ({ type: 'refused', code });
const failed = (retryable: boolean): Event => ({
  type: 'read_failed',
  code: retryable ? 'connection_failed' : 'not_found',
  retryable,
});
const bank = (type: 'method_done' | 'bank_shown' | 'look_again' | 'refused', id = 'auth_1'): Event => ({
  type: 'bank_said',
  news: { type, id },
});

export const EVENTS = {
  pay: { type: 'pay', attemptId: 'b' },
  retry: { type: 'retry' },
  checkAgain: { type: 'check_again' },
  misread: { type: 'misread' },
  refresh: { type: 'refresh' },
  hinted: { type: 'changed', version: 6 },
  hintedKnown: { type: 'changed', version: 5 },
  offered: { type: 'session_offered' },
  withheld: { type: 'session_withheld', code: 'no_client_secret', retryable: true },
  saidSame: said(session),
  saidNewer: said(newer),
  saidOlder: said(older),
  saidPaid: said(paid),
  saidCaptured: said(captured),
  saidProcessing: said(processing),
  saidActing: saidAction(null),
  saidMethod: saidAction(METHOD),
  saidChallenge: saidAction(BEGUN_CHALLENGE),
  saidDecoupled: saidAction(A_DECOUPLED),
  saidApproval: saidAction(APPROVAL),
  saidOther: saidAction(OTHER),
  saidDeclined: said(declined),
  saidDeclinedBefore: said(aDeclinedSession(5)),
  saidExpired: said(expired),
  saidCanceled: said(canceled),
  readFailed: failed(true),
  readRefused: failed(false),
  answeredPaid: answer(paid),
  answeredDeclined: answer(declined),
  answeredProcessing: answer(processing),
  answeredActing: answerAction(null),
  answeredMethod: answerAction(METHOD),
  answeredChallenge: answerAction(CHALLENGE),
  answeredDecoupled: answerAction(A_DECOUPLED),
  answeredApproval: answerAction(APPROVAL),
  answeredNothing: answer(session),
  answeredOlder: answer(older),
  refusedInput: refusal('card_number_invalid'),
  refusedAmount: refusal('amount_changed'),
  refusedEnded: refusal('session_expired'),
  refusedRate: refusal('rate_limited'),
  lost: { type: 'connection_lost' },
  notSent: { type: 'not_sent' },
  patienceOver: { type: 'patience_over' },
  cancelAction: { type: 'cancel_action' },
  restartAction: { type: 'restart_action', attemptId: 'c' },
  leave: { type: 'leave' },
  authenticated: answerTo(AUTHENTICATE, anActingSession(CHALLENGE, 6)),
  authenticatedPaid: answerTo(AUTHENTICATE, paid),
  authenticatedDecoupled: answerTo(AUTHENTICATE, anActingSession(A_DECOUPLED, 6)),
  /** Another page's request is under way. */
  authenticatedNothing: answerTo(AUTHENTICATE, anActingSession(null, 6)),
  authenticatedOlder: answerTo(AUTHENTICATE, anActingSession(OTHER, 4)),
  restarted: answerTo(RESTART, anActingSession(OTHER, 6)),
  canceledByBuyer: answerTo(CANCEL, declined),
  canceledTooLate: answerTo(CANCEL, paid),
  /** To a request that is not this one, though it says the same. */
  answeredLate: answerTo({ ...AUTHENTICATE }, paid),
  authenticateUnanswered: { type: 'action_unanswered', request: AUTHENTICATE },
  restartUnanswered: { type: 'action_unanswered', request: RESTART },
  cancelUnanswered: { type: 'action_unanswered', request: CANCEL },
  bankAsked: { type: 'bank_asked', id: 'auth_1' },
  otherAsked: { type: 'bank_asked', id: 'auth_2' },
  methodDone: bank('method_done'),
  bankShown: bank('bank_shown'),
  lookAgain: bank('look_again'),
  bankRefused: bank('refused'),
  otherMethodDone: bank('method_done', 'auth_2'),
  otherShown: bank('bank_shown', 'auth_2'),
  otherLookAgain: bank('look_again', 'auth_2'),
  otherRefused: bank('refused', 'auth_2'),
  bankSilent: { type: 'bank_silent' },
  bridgeLost: { type: 'bridge_lost' },
} as const satisfies Record<string, Event>;

export type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** The payment while the bank is asked, at this step. */
export function acting(present: ActingStep): Acting {
  return {
    name: 'acting',
    session: anActingSession('action' in present ? present.action : METHOD, 5),
    attemptId: 'a',
    step: present,
    looks: 0,
    hurry: 0,
    canNest: true,
  };
}
