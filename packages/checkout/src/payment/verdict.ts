// What the server's words mean for a payment: where a session belongs, what became of an attempt, when to ask again.

import type { PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { Checking, Problem, Processing, Ready, Step } from './state.ts';

/** Pauses between looks while nobody knows whether money moved. */
const CHECK_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** The bank has it and will answer: less hurry. */
const PROCESSING_PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;
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

type Attempt = Pick<Checking, 'session' | 'attemptId' | 'sends'>;

/** Where a session read from the server belongs. */
export function arrive(session: PublicSession, problem: Problem | null = null): Step {
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

/** The answer to this attempt's own confirm, or to its repeat: the one that settles it. */
export function answered(attempt: Attempt, session: PublicSession): Step {
  const { status } = session.intent;
  const isSettled = isOver(session) || status === 'processing' || status === 'failed';
  if (isOlder(session, attempt.session) || !isSettled) return beginChecking(attempt);
  return arrive(session, declineOf(session));
}

/** A problem as answer: told at once when nothing happened, after a new look when the total changed; else unclear. */
export function refused(attempt: Attempt, code: ErrorCode): Step {
  if (NOTHING_HAPPENED.includes(code)) return [backToForm(attempt.session, code)];
  const { session, attemptId } = attempt;
  if (code === 'amount_changed' && attemptId !== null)
    return [{ name: 'confirming', session, attemptId, refused: code }, { type: 'look' }];
  return beginChecking(attempt);
}

/** A look while nobody knew. Untouched means that the confirm did not arrive: sent again, it cannot charge twice. */
export function checked(state: Checking, session: PublicSession): Step {
  const { status } = session.intent;
  if (isOlder(session, state.session) || (status === 'requires_action' && !isOver(session)))
    return look(state);
  if (isOver(session) || status === 'processing') return arrive(session);
  if (status === 'failed' && session.version > state.session.version)
    return arrive(session, declineOf(session));
  if (state.attemptId === null) return arrive(session);
  if (state.sends >= SENDS_MAX) return arrive(session, { kind: 'error', code: 'connection_failed' });
  return [
    { ...state, sends: state.sends + 1 },
    { type: 'confirm', attemptId: state.attemptId, expectedAmount: state.session.amountTotal },
  ];
}

/** Stays, and asks the server after a pause that grows; not after giving up, when only the buyer asks. */
export function look(state: Checking | Processing): Step {
  if (state.name === 'checking' && state.gaveUp) return [state];
  const pauses = state.name === 'checking' ? CHECK_PAUSES_MS : PROCESSING_PAUSES_MS;
  const withinMs = pauses[Math.min(state.looks, pauses.length - 1)] ?? PATIENCE_MS;
  return [
    { ...state, looks: state.looks + 1 },
    { type: 'look_later', withinMs },
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
export function backToForm(session: PublicSession, code: ErrorCode): Ready {
  return { name: 'ready', session, problem: { kind: 'error', code } };
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

/** Whether the known session is the later truth. */
export function isOlder(session: PublicSession, known: PublicSession): boolean {
  return session.version < known.version;
}

/** Milliseconds, by the server's clock on both sides: the buyer's clock may be wrong. */
function timeLeft(session: PublicSession): number {
  return Date.parse(session.expiresAt) - Date.parse(session.serverTime);
}
