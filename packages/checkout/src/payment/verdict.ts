// What the server's words mean for a payment: where a session belongs, what became of an attempt, when to ask again.

import type { PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import { look } from './pauses.ts';
import type { BankRules, Checking, Event, News, Pending, Problem, Ready, Step } from './state.ts';

const PATIENCE_MS = 120_000;
/** One attempt is sent at most this often; the idempotency key makes the repeats harmless. */
const SENDS_MAX = 3;

/** Answers to a confirm that promise that nothing happened; after any other the session is read before a word is said. */
const NOTHING_HAPPENED: readonly ErrorCode[] = [
  'card_number_invalid',
  'card_expiry_invalid',
  'card_cvc_invalid',
  'field_invalid',
  'invalid_request',
  'invalid_client_secret',
  'invalid_api_key',
  'forbidden_origin',
  'not_found',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
];

/** As long as a confirm may take: one that has not arrived by then never will. */
const LATEST_ARRIVAL_MS = 40_000;

type Refused = Extract<Event, { readonly type: 'refused' }>;
type Attempt = Pick<Checking, 'session' | 'attemptId' | 'sends'>;

/** Where a session read from the server belongs. Without the rules for it, what the bank asks for is only waited for. */
export function arrive(
  { session, pending }: News,
  rules: BankRules | null,
  problem: Problem | null = null,
): Step {
  if (pending !== null && rules !== null) return rules.begin(session, pending);
  if (session.status === 'expired' || session.status === 'canceled')
    return [{ name: session.status, session }];
  if (isOver(session)) return [{ name: 'succeeded', session }];
  switch (session.intent.status) {
    case 'processing':
      return look({ name: 'processing', session, looks: 0 });
    case 'requires_action':
      return beginChecking({ session, attemptId: null, sends: 0 });
    default:
      return [
        { name: 'ready', session, problem },
        { type: 'watch_expiry', inMs: timeLeft(session) },
      ];
  }
}

/** The first read of a page: where the session belongs, by what the tab remembers of it. */
export function found(news: News, rules: BankRules | null): Step {
  const { session, sent, isAwaited } = news;
  if (sent === undefined) return arrive(news, rules, isAwaited ? declineOf(session) : null);
  const { attemptId, version } = sent;
  const known = { ...session, version: Math.min(version, session.version) };
  // The card is gone with the page that sent it: nothing can be sent again.
  const attempt = { session: known, attemptId, sends: SENDS_MAX };
  const state = { ...attempt, name: 'checking', looks: 0, gaveUp: false, mayArrive: true } as const;
  const [next, ...effects] = checked(state, news, rules);
  if (next.name !== 'checking') return [next, ...effects];
  return [next, ...effects, { type: 'be_patient', forMs: LATEST_ARRIVAL_MS }];
}

/** Nothing of it is on its way any more: what the server says now is all there is. */
export function settled(state: Checking): Step {
  return [
    { ...state, mayArrive: false },
    { type: 'look', afresh: true },
    { type: 'be_patient', forMs: PATIENCE_MS - LATEST_ARRIVAL_MS },
  ];
}

/** The answer to this attempt's own confirm, or to its repeat: the one that settles it, or begins the bank's check. */
export function answered(attempt: Attempt, news: News, rules: BankRules | null): Step {
  const { session, pending } = news;
  if (isOlder(session, attempt.session)) return beginChecking(attempt);
  if (pending !== null && rules !== null) return rules.begin(session, pending, attempt.attemptId);
  const { status } = session.intent;
  const isSettled = isOver(session) || status === 'processing' || status === 'failed';
  return isSettled ? arrive(news, rules, declineOf(session)) : beginChecking(attempt);
}

/** A problem as answer: told at once when nothing happened, after a new look when the total changed; else unclear. */
export function refused(attempt: Attempt, { code, param }: Pick<Refused, 'code' | 'param'>): Step {
  if (NOTHING_HAPPENED.includes(code)) return [backToForm(attempt.session, code, param)];
  const { session, attemptId } = attempt;
  if (code === 'amount_changed' && attemptId !== null)
    return [{ name: 'confirming', session, attemptId, refused: code }, { type: 'look' }];
  return beginChecking(attempt);
}

/** A look while nobody knew. Untouched means that the confirm did not arrive: sent again, it cannot charge twice. */
export function checked(state: Checking, news: News, rules: BankRules | null): Step {
  const { session, pending } = news;
  const { status } = session.intent;
  const again = sendAgain(state);
  if (isOlder(session, state.session)) return look(state);
  if (pending !== null && rules !== null)
    return (isAnswerNeeded(pending) && again) || rules.begin(session, pending, state.attemptId);
  if (isActing(session)) return look(state);
  if (isOver(session) || status === 'processing') return arrive(news, rules);
  if (status === 'failed' && session.version > state.session.version)
    return arrive(news, rules, declineOf(session));
  if (state.mayArrive) return look(state);
  if (state.attemptId === null) return arrive(news, rules);
  return again ?? arrive(news, rules, { kind: 'error', code: 'connection_failed' });
}

/** The bank's page needs what stands in no read: only in the answer that was lost. */
function isAnswerNeeded({ action, progress }: Pending): boolean {
  return action.type === 'three_ds_challenge' && progress === 'elsewhere';
}

/** The same attempt once more; null when it is not this page's, or was sent often enough. */
function sendAgain(state: Checking): Step | null {
  const { attemptId, sends, session } = state;
  if (attemptId === null || sends >= SENDS_MAX) return null;
  return [
    { ...state, sends: sends + 1 },
    { type: 'confirm', attemptId, expectedAmount: session.amountTotal },
  ];
}

/** Nobody knows whether money moved: asks the server, for two minutes at most. */
export function beginChecking({ session, attemptId, sends }: Attempt): Step {
  const [next, ...effects] = look({ name: 'checking', session, attemptId, sends, looks: 0, gaveUp: false });
  return [next, ...effects, { type: 'be_patient', forMs: PATIENCE_MS }];
}

/** Tells the buyer that nobody knows, and sends nothing more by itself. */
export function giveUp(state: Checking): Step {
  return [{ ...state, gaveUp: true, sends: SENDS_MAX }];
}

/** The buyer asked: looks at once, and is patient again. */
export function checkAgain(state: Checking): Step {
  return [
    { ...state, gaveUp: false, looks: 0 },
    { type: 'look' },
    { type: 'be_patient', forMs: PATIENCE_MS },
  ];
}

/** The form, with the words for this code above it. */
export function backToForm(session: PublicSession, code: ErrorCode, param?: string): Ready {
  return { name: 'ready', session, problem: { kind: 'error', code, param } };
}

/** The bank's refusal that this session tells of, or null. */
export function declineOf({ intent }: PublicSession): Problem | null {
  if (intent.status !== 'failed') return null;
  return { kind: 'declined', declineCode: intent.lastError?.declineCode ?? 'card_declined' };
}

/** Nothing more can be paid here. An intent that awaits capture is over for the buyer. */
export function isOver(session: PublicSession): boolean {
  const { status } = session.intent;
  return session.status !== 'open' || status === 'succeeded' || status === 'requires_capture';
}

/** Something is asked of the buyer or their bank. */
export function isActing(session: PublicSession): boolean {
  return session.intent.status === 'requires_action' && !isOver(session);
}

/** Whether the known session is the later truth. */
export function isOlder(session: PublicSession, known: PublicSession): boolean {
  return session.version < known.version;
}

/** Milliseconds, by the server's clock on both sides: the buyer's clock may be wrong. */
function timeLeft(session: PublicSession): number {
  return Date.parse(session.expiresAt) - Date.parse(session.serverTime);
}
