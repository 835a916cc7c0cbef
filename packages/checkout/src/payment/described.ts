// For tests: a step of the machine in a few words, `state > effects`.

import { whileActing } from './acting.ts';
import { begin } from './action.ts';
import { step as stepBy } from './machine.ts';
import type { ActingStep, BankRules, Event, State, Step } from './state.ts';

const RULES: BankRules = { begin, whileActing };

/** The machine as a whole. */
export function step(state: State, event: Event): Step {
  return stepBy(state, event, RULES);
}

/** `again` is a look after a pause. */
export function describeStep(state: State, event: Event): string {
  const [next, ...effects] = step(state, event);
  const words = effects.map((effect) => {
    if (effect.type === 'look_later') return 'again';
    return effect.type === 'ask' ? `${effect.request.type}:${effect.attemptId}` : effect.type;
  });
  return words.length === 0 ? describeState(next) : `${describeState(next)} > ${words.join(' ')}`;
}

export function describeState(state: State): string {
  if (state.name === 'ready' && state.problem !== null)
    return `ready ${state.problem.kind === 'declined' ? state.problem.declineCode : state.problem.code}`;
  if (state.name === 'unreachable') return `unreachable ${state.code}`;
  if (state.name === 'confirming' && state.refused !== null) return `confirming ${state.refused}`;
  if (state.name === 'checking' && state.gaveUp) return 'checking gaveUp';
  return state.name === 'acting' ? describeActing(state.step) : state.name;
}

function describeActing(acting: ActingStep): string {
  switch (acting.kind) {
    case 'challenge':
    case 'approval':
      return `${acting.kind}${acting.isSilent ? ' silent' : ''}`;
    case 'redirect':
      return acting.hasLeft ? 'redirect left' : 'redirect';
    case 'authenticating': {
      const { request } = acting;
      return request.type === 'restart' ? 'restarting' : `authenticating ${request.methodCompletion}`;
    }
    default:
      return acting.kind;
  }
}
