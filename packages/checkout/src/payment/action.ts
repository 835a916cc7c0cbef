// How an action of the bank is begun: which step it starts with here, by what this page can do and has done already.
//
// A CReq is posted once (EMV 3DS 2.2). The answer to the request that began the challenge holds it, later reads do not.
// Whoever sends that request again with its key gets that answer again, CReq and all; what this page has posted it
// remembers, even through a reload, and then it only waits. A page where the buyer approves may be shown again instead.

import type { PublicSession } from '@xpay/protocol/api';
import type {
  ApprovalAction,
  ChallengeAction,
  MethodAction,
  MethodCompletion,
  NextAction,
} from '@xpay/protocol/next-action';
import { unreachable } from '../unreachable.ts';
import { HURRY, look } from './pauses.ts';
import type { Acting, ActingStep, ActionRequest, Effect, Pending, Step } from './state.ts';

/** EMV 3DS 2.2, 3DS method: a result that is not there after 10 s is not waited for. A bank's blank page gets as long. */
const METHOD_TIMEOUT_MS = 10_000;

export const WAIT_FOR_BANK: Effect = { type: 'wait_for_bank', forMs: METHOD_TIMEOUT_MS };
/** Whether a page that has loaded shows anything, nobody outside can tell; whoever reads it is done with it by then. */
export const WAIT_FOR_BUYER: Effect = { type: 'wait_for_bank', forMs: 45_000 };

/** The first step of an action. `ownAttemptId`: this page's attempt that led to it, where that is known for certain. */
export function begin(session: PublicSession, found: Pending, ownAttemptId: string | null = null): Step {
  const isOwn = ownAttemptId !== null && found.progress === 'elsewhere';
  const pending: Pending = isOwn ? { ...found, progress: 'begun' } : found;
  const { action, canNest } = pending;
  const attemptId = ownAttemptId ?? pending.attemptId;
  const rest = { name: 'acting', session, attemptId, looks: 0, canNest } as const;
  // Who finds an interrupted check may just have come back from its end.
  const at = (step: ActingStep): Acting => ({
    ...rest,
    step,
    hurry: step.kind === 'interrupted' ? HURRY : 0,
  });
  switch (action.type) {
    case 'three_ds_method':
      return beginMethod(action, pending, at);
    case 'three_ds_challenge':
      return beginChallenge(action, pending, at);
    case 'three_ds_decoupled':
      return look(at({ kind: 'decoupled', action }));
    case 'approval':
      return beginApproval(action, pending, at);
    default:
      return unreachable(action);
  }
}

type At = (step: ActingStep) => Acting;

function beginMethod(action: MethodAction, { progress, canNest }: Pending, at: At): Step {
  const interrupted = at({ kind: 'interrupted', action });
  if (progress === 'posted' || progress === 'elsewhere') return look(interrupted);
  if (progress !== 'begun') return authenticate(interrupted, progress);
  return canNest ? [at({ kind: 'method', action }), WAIT_FOR_BANK] : authenticate(interrupted, 'N');
}

function beginChallenge(action: ChallengeAction, { progress, canNest }: Pending, at: At): Step {
  const { creq, redirectUrl } = action;
  const interrupted = at({ kind: 'interrupted', action });
  if (progress === 'posted') return look(interrupted);
  if (!canNest)
    return look(
      redirectUrl === null
        ? interrupted
        : at({ kind: 'redirect', action: { ...action, redirectUrl }, hasLeft: false }),
    );
  if (creq !== null) {
    const step = { kind: 'challenge', action: { ...action, creq }, isSilent: false } as const;
    return [...look(at(step)), WAIT_FOR_BANK];
  }
  if (progress === 'begun' || progress === 'elsewhere') return look(interrupted);
  return authenticate(interrupted, progress);
}

/** Where another page may be showing it, or the buyer may just have come back from it, they are not taken there unasked. */
function beginApproval(action: ApprovalAction, { progress, canNest }: Pending, at: At): Step {
  const { redirectUrl } = action;
  if (progress === 'elsewhere' || progress === 'posted') return look(at({ kind: 'interrupted', action }));
  if (canNest) return [...look(at({ kind: 'approval', action, isSilent: false })), WAIT_FOR_BANK];
  if (redirectUrl === null) return look(at({ kind: 'interrupted', action }));
  return look(at({ kind: 'redirect', action: { ...action, redirectUrl }, hasLeft: false }));
}

/** The buyer wants to be shown the page where they approve: again, or after all. */
export function reopen(state: Acting, action: ApprovalAction): Step {
  const { session, attemptId } = state;
  // Where there is no other way, what was lost before is tried once more.
  const canNest = state.canNest || action.redirectUrl === null;
  return begin(session, { action, attemptId, progress: 'begun', canNest });
}

/** Our server asks the bank, and tells it how its look at the browser went. */
export function authenticate(state: Acting, methodCompletion: MethodCompletion): Step {
  return ask(state, { type: 'authenticate', id: idOf(state.step), methodCompletion });
}

/** A request about the present action. While no answer comes the truth is read, and the request repeated with its key. */
export function ask(state: Acting, request: ActionRequest, sends = 1): Step {
  const step: ActingStep =
    request.type === 'cancel'
      ? { kind: 'canceling', request, sends }
      : { kind: 'authenticating', request, sends };
  return [
    sends > 1 ? { ...state, step } : { ...state, step, looks: 0, hurry: HURRY },
    { type: 'ask', request, attemptId: state.attemptId },
  ];
}

/** The action that a step is about. */
export function idOf(step: ActingStep): NextAction['id'] {
  return 'request' in step ? step.request.id : step.action.id;
}
