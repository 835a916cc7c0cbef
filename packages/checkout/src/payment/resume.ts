// What must outlive a reload while the bank checks: which attempt, which action, and how far this page has gone with it.
//
// Nothing else is written, no secret and nothing of the card. It is of this tab alone, and gone when the attempt ends. A
// browser that remembers nothing costs the buyer a "Start again" after a reload, and no more.

import type { PublicSession } from '@xpay/protocol/api';
import { admit, oneOf, record, WORD } from '@xpay/protocol/checks';
import { unreachable } from '../unreachable.ts';
import { idOf } from './action.ts';
import type { Memory } from './memory.ts';
import type { Acting, ActingStep, Pending, Progress } from './state.ts';

export interface Resume {
  /** What is to be done in a session whose bank asks; null when nothing is, or nobody here knows how. */
  pendingOf(session: PublicSession): Pending | null;
  /** Remembers what this state has begun, before it is begun. */
  keep(state: Acting): void;
}

export interface ResumeDeps {
  readonly memory: Pick<Memory, 'read' | 'write'>;
  readonly newAttemptId: () => string;
  readonly canNest: boolean;
  /** Whether an action that another page began is as good as this page's. */
  readonly takesOver: () => boolean;
}

interface Remembered {
  readonly attemptId: string;
  /** Of the action. */
  readonly id: string;
  readonly step: Progress;
}

const REMEMBERED = record<Remembered>({
  attemptId: WORD,
  id: WORD,
  step: oneOf(['begun', 'Y', 'N', 'U', 'posted']),
});

export function createResume({ memory, newAttemptId, canNest, takesOver }: ResumeDeps): Resume {
  return {
    pendingOf(session) {
      const action = session.intent.nextAction;
      if (action === null) return null;
      const known = parse(memory.read(session));
      const { attemptId, step }: Omit<Remembered, 'id'> =
        known?.id === action.id
          ? known
          : { attemptId: newAttemptId(), step: takesOver() ? 'begun' : 'elsewhere' };
      return { action, attemptId, progress: step, canNest };
    },
    keep(state) {
      const step = progressOf(state.step);
      if (step === null) return;
      const remembered: Remembered = { attemptId: state.attemptId, id: idOf(state.step), step };
      memory.write(state.session, JSON.stringify(remembered));
    },
  };
}

function parse(text: string | null): Remembered | null {
  try {
    return admit(REMEMBERED, JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}

/** How far a step has gone; null where it says nothing new. */
function progressOf(step: ActingStep): Progress | null {
  switch (step.kind) {
    case 'method':
    case 'decoupled':
    case 'approval':
      return 'begun';
    case 'authenticating':
      return step.request.type === 'authenticate' ? step.request.methodCompletion : null;
    case 'challenge':
      return 'posted';
    case 'interrupted':
      return step.action.type === 'approval' ? null : 'posted';
    case 'redirect':
      return step.hasLeft ? 'posted' : null;
    case 'canceling':
      return null;
    default:
      return unreachable(step);
  }
}
