// What must outlive a reload while the bank checks: which attempt, which action, and how far this page has gone with it.
//
// Nothing else is written, no secret and nothing of the card. It is of this tab alone, and gone when the attempt ends. A
// browser that gives no storage, or throws, costs the buyer a "Start again" after a reload, and no more.

import type { PublicSession } from '@xpay/protocol/api';
import { admit, oneOf, record, WORD } from '@xpay/protocol/checks';
import { unreachable } from '../unreachable.ts';
import { idOf } from './action.ts';
import type { ActingStep, News, Progress, State } from './state.ts';
import { isActing } from './verdict.ts';

export interface Resume {
  /** From now on an action that another page began is as good as this page's. */
  takeOver(): void;
  /** What is to be done in a session, and what is remembered of it. */
  newsOf(session: PublicSession): News;
  /** Remembers what this state has begun, before it is begun; forgets it when the attempt is over. */
  keep(state: State): void;
}

export interface ResumeDeps {
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly newAttemptId: () => string;
  readonly canNest: boolean;
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

export function createResume({ storage, newAttemptId, canNest }: ResumeDeps): Resume {
  let takesOver = false;
  return {
    takeOver() {
      takesOver = true;
    },
    newsOf(session) {
      const action = session.intent.nextAction;
      const known = read(session);
      if (action === null || !isActing(session))
        return { session, pending: null, ...(known === null ? {} : { isAwaited: true }) };
      const { attemptId, step }: Omit<Remembered, 'id'> =
        known?.id === action.id
          ? known
          : { attemptId: newAttemptId(), step: takesOver ? 'begun' : 'elsewhere' };
      return { session, pending: { action, attemptId, progress: step, canNest } };
    },
    keep(state) {
      if (!('session' in state)) return;
      const { name, session } = state;
      const key = keyOf(session);
      if (name === 'acting') {
        const step = progressOf(state.step);
        if (step === null) return;
        const remembered: Remembered = { attemptId: state.attemptId, id: idOf(state.step), step };
        quietly(() => storage().setItem(key, JSON.stringify(remembered)));
      } else if (name !== 'confirming' && name !== 'checking') quietly(() => storage().removeItem(key));
    },
  };

  function read(session: PublicSession): Remembered | null {
    return quietly(() => admit(REMEMBERED, JSON.parse(storage().getItem(keyOf(session)) ?? 'null'))) ?? null;
  }
}

function keyOf({ id }: PublicSession): string {
  return `xpay.${id}`;
}

/** How far a step has gone; null where it says nothing new. */
function progressOf(step: ActingStep): Progress | null {
  switch (step.kind) {
    case 'method':
    case 'decoupled':
      return 'begun';
    case 'authenticating':
      return step.request.type === 'authenticate' ? step.request.methodCompletion : null;
    case 'challenge':
    case 'interrupted':
      return 'posted';
    case 'redirect':
      return step.hasLeft ? 'posted' : null;
    case 'canceling':
      return null;
    default:
      return unreachable(step);
  }
}

/** Storage throws where a browser or its user has switched it off. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
